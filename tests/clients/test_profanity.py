"""profanity in a terminal: a person connects, sees a message come, sends one, and reads why one was stopped."""

import asyncio
import shutil
import subprocess
import time
import uuid
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.client import Client
from tests.demo import Demo, demo

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


@pytest.fixture
def running(tmp_path: Path) -> Generator[Demo]:
    with demo(tmp_path / "place") as started:
        yield started


async def test_a_person_with_profanity(running: Demo, tmp_path: Path) -> None:
    for program in ("profanity", "tmux"):
        assert shutil.which(program), f"{program} is missing: sudo apt-get install {program}"
    bob = await Client(running.ca).connect(running.ports["c2s_tls"])
    await bob.sign_in("bob", running.credentials["bob@localhost"])
    await bob.bind("test")
    await bob.available()
    (tmp_path / "home").mkdir()
    terminal = Terminal(tmp_path / "home", "profanity")
    try:
        await terminal.shows("Profanity")
        terminal.type(f"/connect alice@localhost server 127.0.0.1 port {running.ports['c2s']} tls trust")
        await terminal.shows("Enter password")
        terminal.type(running.credentials["alice@localhost"])
        await terminal.shows("logged in successfully")
        terminal.type("/msg bob@localhost hello from a terminal")
        message = await bob.element("message", SECONDS)
        assert message.findtext("{jabber:client}body") == "hello from a terminal"
        bob.send("<message to='alice@localhost' type='chat'><body>hello yourself</body></message>")
        await terminal.shows("hello yourself")
        terminal.type("see http://phishing.test/login")
        terminal.type("/win 1")
        terminal.type("/msg casemate@localhost")
        await terminal.shows("known to be harmful")
    finally:
        terminal.close()
        bob.close()
