"""`casemate demo` as a process of its own, as a person would start it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.place import free_ports, is_free

START_SECONDS = 30


class Demo:
    """A running demo."""

    def __init__(self, process: subprocess.Popen[str], facts: dict[str, Any], folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.ports: dict[str, int] = facts["ports"]
        self.ca = Path(facts["ca_file"])
        self.page: str = facts["page"]
        self.first_owner: str = facts["first_owner"]
        self.credentials: dict[str, str] = {p["jid"]: p["credential"] for p in facts["people"]}


def casemate(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from casemate.cli.main import main; main()", *arguments]


@contextmanager
def demo(folder: Path) -> Generator[Demo]:
    """Start it on free ports, wait for its first line, stop it by SIGTERM."""
    base = free_base()
    process = subprocess.Popen(
        casemate("demo", str(folder), "--json", "--port-base", str(base)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(process.communicate()[1])
        yield Demo(process, json.loads(line), folder)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=START_SECONDS)
    assert process.returncode == 0


def free_base() -> int:
    """A port after which three more are free, most likely."""
    return next(base for base in (free_ports(1)[0] for _ in range(50)) if all(is_free(base + n) for n in range(4)))
