"""A real component, slixmpp's, that serves a domain of its own over XEP-0114: an echo, seen from a client of ours."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
import slixmpp

from tests.place import SECRET, Place, running

# slixmpp warns about its own older ways of reaching plugins, and leaves a future behind when a stream is cut.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:slixmpp"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PHISHING = "http://phishing.test/"


class Echo(slixmpp.ComponentXMPP):
    """Says everything again, and lets everybody see that it is there."""

    def __init__(self, port: int, secret: str) -> None:
        super().__init__("bridge.example", secret, "127.0.0.1", port)
        self.started, self.failed = asyncio.Event(), asyncio.Event()
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0199")
        self.add_event_handler("session_start", lambda _event: self.started.set())
        self.add_event_handler("disconnected", lambda _event: self.failed.set())
        self.add_event_handler("message", self._said)
        self.add_event_handler("presence_subscribe", self._asked)
        self.errors: asyncio.Queue[Any] = asyncio.Queue()
        self.add_event_handler("message_error", self.errors.put_nowait)

    def _asked(self, presence: Any) -> None:
        self.send_presence(pto=presence["from"].bare, pfrom=presence["to"].bare, ptype="subscribed")

    def _said(self, message: Any) -> None:
        if message["type"] == "chat":
            message.reply(message["body"]).send()


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place") as started:
        yield started


async def connected(place: Place, secret: str = SECRET) -> Echo:
    echo = Echo(place.loaded.settings.listen.components, secret)
    echo.connect()
    return echo


async def test_an_echo(place: Place) -> None:
    echo = await connected(place)
    await asyncio.wait_for(echo.started.wait(), 15)
    alice = await place.client("alice")
    alice.send("<message to='echo@bridge.example' type='chat' id='m1'><body>hello?</body></message>")
    answer = await alice.until("</message>")
    assert "from='echo@bridge.example'" in answer
    assert "<body>hello?</body>" in answer
    alice.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
    await alice.until("id='r'")
    alice.send("<presence to='echo@bridge.example' type='subscribe'/>")
    await alice.until(
        "from='echo@bridge.example'[^>]*type='subscribed'|type='subscribed'[^>]*from='echo@bridge.example'"
    )
    alice.send("<iq to='bridge.example' type='get' id='d'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
    assert "urn:xmpp:ping" in await alice.until("id='d'.*</iq>")
    await echo.plugin["xep_0199"].ping("localhost", ifrom="bridge.example", timeout=10)
    info = await echo.plugin["xep_0030"].get_info("localhost", ifrom="bridge.example", timeout=10)
    assert ("server", "im", None, "Casemate") in info["disco_info"]["identities"]
    echo.send_message("alice@localhost", f"look at {PHISHING}", mtype="chat", mfrom="echo@bridge.example")
    refused = await asyncio.wait_for(echo.errors.get(), 10)
    # As text, because slixmpp looks for the parts of errors in the namespace of clients alone.
    assert "<policy-violation" in str(refused)
    await echo.disconnect()


async def test_a_wrong_secret(place: Place) -> None:
    echo = await connected(place, "not-what-components-know")
    await asyncio.wait_for(echo.failed.wait(), 15)
    assert not echo.started.is_set()
    echo.abort()
