"""mcabber in a terminal, which knows SASL PLAIN only: a person signs in, sends and gets messages, reads why one was stopped, and sits in a room."""

import shutil
from pathlib import Path

from tests.clients.terminal import SECONDS, Terminal
from tests.place import running

CONFIG = """set jid = alice@localhost
set password = {password}
set server = 127.0.0.1
set port = {port}
set tls = 1
set ssl_ca = {ca}
set resource = mcabber
set nickname = Alice
set disable_random_resource = 1
set log_display_sender = 1
"""


async def test_a_person_with_mcabber(tmp_path: Path) -> None:
    for program in ("mcabber", "tmux"):
        assert shutil.which(program), f"{program} is missing: sudo apt-get install {program}"
    async with running(tmp_path / "place", {"features": {"sasl_plain": True}}) as place:
        bob = await place.client("bob")
        home = tmp_path / "home"
        (home / ".mcabber").mkdir(parents=True, mode=0o700)
        config = home / ".mcabber" / "mcabberrc"
        config.write_text(CONFIG.format(password=place.credentials["alice"], port=place.starttls_port, ca=place.ca))
        config.chmod(0o600)
        terminal = Terminal(home, f"mcabber -f {config}")
        try:
            await terminal.shows("alice@localhost")
            terminal.type("/say_to bob@localhost hello from a terminal")
            assert "hello from a terminal" in await bob.until("</body>", SECONDS)
            bob.send("<message to='alice@localhost' type='chat'><body>hello yourself</body></message>")
            await terminal.shows("bob")
            terminal.type("/roster search bob@")
            terminal.enter()
            await terminal.shows("hello yourself")
            terminal.type("/say_to bob@localhost see http://phishing.test/login")
            await terminal.shows("harmful")
            terminal.type("/room join tea@rooms.localhost Alice")
            await terminal.shows("You have joined tea@rooms.localhost")
            bob.send("<presence to='tea@rooms.localhost/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
            await bob.until("<subject", SECONDS)
            terminal.type("/say_to tea@rooms.localhost welcome to the room")
            assert "tea@rooms.localhost/Alice" in await bob.until("welcome to the room.*?</message>", SECONDS)
        finally:
            terminal.close()
            bob.close()
