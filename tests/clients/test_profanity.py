"""profanity in a terminal: a person connects, sees a message come, sends one, and reads why one was stopped."""

import shutil
from pathlib import Path

from tests.client import Client
from tests.clients.terminal import SECONDS, Terminal
from tests.demo import Demo


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
