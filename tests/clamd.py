"""A real clamd with a tiny signature database of its own, on a Unix socket in the test's folder."""

import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from casemate.wiring.health import EICAR

CONFIG = """\
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/db
LogFile {folder}/clamd.log
Foreground yes
MaxFileSize {limit}
MaxScanSize {limit}
StreamMaxLength {limit}
AlertExceedsMax {alert}
AlertEncrypted yes
ConcurrentDatabaseReload no
"""
START_SECONDS = 60.0


@contextmanager
def clamd(folder: Path, *, limit: str = "1M", alert: str = "yes") -> Generator[tuple[str, subprocess.Popen[bytes]]]:
    """Its socket and its process; ended in the end."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    assert Path(program).exists(), "clamd is missing: sudo apt-get install clamav-daemon"
    (folder / "db").mkdir(parents=True)
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (folder / "db" / "own.hdb").write_text(f"{digest}:{len(EICAR)}:Casemate.Test.Eicar\n")
    config = folder / "clamd.conf"
    config.write_text(CONFIG.format(folder=folder, limit=limit, alert=alert))
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen([program, "-c", str(config)], stdout=log, stderr=log)
    path = folder / "clamd.sock"
    try:
        _answers(path, process, folder)
        yield str(path), process
    finally:
        process.kill()
        process.wait()


def _answers(path: Path, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            if path.exists() and probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"clamd did not start: {(folder / 'output.log').read_text()[-2000:]}")
