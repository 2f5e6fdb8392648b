"""A private PostgreSQL cluster for the tests: on a Unix socket in a temporary folder, started once, stopped at the end.

PostgreSQL refuses to run as root, so then it runs as the account `postgres` that its package makes.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

INSTALL = "PostgreSQL is not installed; run: sudo apt-get install postgresql"
# No fsync: these tests are about what is written, not about power cuts.
_OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=50 -c shared_buffers=32MB"


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("pg_ctl")
    if elsewhere is None:
        pytest.fail(INSTALL, pytrace=False)
    return Path(elsewhere).parent


class Cluster:
    """A PostgreSQL server of our own."""

    def __init__(self) -> None:
        self._bin = _binaries()
        # Not below pytest's folders: those are closed to other accounts, and their paths too long for a socket.
        self.folder = Path(tempfile.mkdtemp(prefix="casemate-pg-", dir="/tmp"))
        self._account: str | None = None
        if os.geteuid() == 0:
            self._account = "postgres"
            try:
                shutil.chown(self.folder, pwd.getpwnam("postgres").pw_uid)
            except KeyError:
                pytest.fail(INSTALL, pytrace=False)
        self._data = self.folder / "data"
        self._run("initdb", "-D", str(self._data), "-U", "casemate", "--auth=trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        log = str(self.folder / "log")
        options = f"{_OPTIONS} -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", str(self._data), "-l", log, "-o", options, "-w", "-t", "60", "start")

    def stop(self) -> None:
        """At once, as if it had crashed; what was committed is replayed at the next start."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    def close(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder)

    def create(self) -> str:
        """The URL of a new, empty database."""
        name = f"t{uuid.uuid4().hex}"
        self._run("createdb", "-h", str(self.folder), "-U", "casemate", name)
        return f"postgresql://casemate@/{name}?host={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        result = subprocess.run(
            [str(self._bin / program), *arguments],
            user=self._account,
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if result.returncode:
            pytest.fail(f"{program} failed: {result.stderr.decode(errors='replace')}", pytrace=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The server, for all tests together."""
    cluster = Cluster()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.close()
