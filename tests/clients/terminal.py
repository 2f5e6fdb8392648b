"""A client in a terminal: what is typed, and what stands on the screen."""

import asyncio
import subprocess
import time
import uuid
from pathlib import Path

SECONDS = 20.0


class Terminal:
    """A tmux session of its own server, so that nobody else's is touched."""

    def __init__(self, home: Path, command: str) -> None:
        self._socket = f"casemate-{uuid.uuid4().hex[:8]}"
        self._run(
            "new-session",
            "-d",
            "-x",
            "100",
            "-y",
            "30",
            f"env HOME={home} XDG_CONFIG_HOME={home}/c XDG_DATA_HOME={home}/d TERM=screen {command}",
        )

    def type(self, text: str) -> None:
        self._run("send-keys", "-l", text)
        self._run("send-keys", "Enter")

    def enter(self) -> None:
        self._run("send-keys", "Enter")

    def screen(self) -> str:
        return self._run("capture-pane", "-p")

    async def shows(self, text: str) -> str:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if text in (seen := self.screen()):
                return seen
            await asyncio.sleep(0.1)
        raise AssertionError(f"'{text}' does not appear:\n{self.screen()}")

    def close(self) -> None:
        self._run("kill-server")

    def _run(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-L", self._socket, *arguments], capture_output=True, text=True, check=True
        ).stdout
