"""The core of the web app over a network that breaks, beside a standard client, on a whole server."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from tests.place import Place
from tests.webapp.conftest import Core, Opening

ALICE, ERIN = "alice@localhost", "erin@localhost"


class Network:
    """What lies between a browser and the server; it can be cut, and be down."""

    def __init__(self, port: int) -> None:
        self.to = port
        self.port = 0
        self.down = False
        self._writers: list[asyncio.StreamWriter] = []
        self.taken = 0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.transport.abort()
            return
        self.taken += 1
        far, out = await asyncio.open_connection("127.0.0.1", self.to)
        self._writers += [writer, out]
        await asyncio.gather(self._pour(reader, out), self._pour(far, writer))

    async def _pour(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(2**16):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    def cut(self) -> None:
        """Lose all connections at once, without a word to either side."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()


@asynccontextmanager
async def network(place: Place) -> AsyncGenerator[Network]:
    """A network to the server's web port."""
    between = Network(place.loaded.settings.listen.https)
    server = await asyncio.start_server(between.carry, "127.0.0.1", 0)
    between.port = server.sockets[0].getsockname()[1]
    try:
        yield between
    finally:
        between.cut()
        server.close()


Through = Callable[[str], Awaitable[tuple[Core, Network]]]


@pytest.fixture
async def through(place: Place, messenger: Opening, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Through]:
    """Opens the messenger of somebody new through a network."""
    async with network(place) as between:

        async def open_(name: str) -> tuple[Core, Network]:
            monkeypatch.setattr(Core, "port", between.port)
            return await messenger(name), between

        yield open_


def bodies(core: Core) -> list[str]:
    return [line["body"] for line in core.timelines.get(ALICE, [])]


async def test_a_cut_connection_goes_on_where_it_was(place: Place, through: Through) -> None:
    erin, between = await through("erin")
    alice = await place.client("alice")
    await erin.do("open", ALICE)
    await erin.do("send", ALICE, "before")
    await alice.until("<body>before</body>")
    between.down = True
    between.cut()
    await erin.until(lambda core: core.latest["connection"]["state"] == "offline")
    await erin.do("send", ALICE, "meanwhile")
    alice.send(f"<message to='{ERIN}' type='chat' id='a1'><body>are you there?</body></message>")
    between.down = False
    await erin.do("reconnect")
    await erin.online()
    assert erin.latest["connection"]["resumed"], "the server keeps the session, and it goes on"
    await erin.message(ALICE, body="are you there?")
    await alice.until("<body>meanwhile</body>")
    await erin.do("send", ALICE, "after")
    heard = await alice.until("<body>after</body>")
    assert "<body>meanwhile</body>" not in heard, "it came once"
    assert sorted(bodies(erin)) == ["after", "are you there?", "before", "meanwhile"]


async def test_a_standard_client_takes_part(place: Place, messenger: Opening) -> None:
    erin = await messenger("erin")
    alice = await place.client("alice")
    await erin.do("open", ALICE)
    receipt = "<request xmlns='urn:xmpp:receipts'/>"
    alice.send(f"<message to='{ERIN}' type='chat' id='a1'><body>at nine</body>{receipt}</message>")
    got = await erin.message(ALICE, body="at nine")
    await alice.until("<received [^>]*id=['\"]a1['\"]")
    replace = "<replace xmlns='urn:xmpp:message-correct:0' id='a1'/>"
    alice.send(f"<message to='{ERIN}' type='chat' id='a2'><body>at ten</body>{replace}</message>")
    assert (await erin.message(ALICE, id=got["id"], body="at ten"))["edited"]
    sent = await erin.do("send", ALICE, "see you")
    told = await alice.until("<body>see you</body>.*?</message>")
    assert re.search(f"id=['\"]{sent}['\"]", told)
    marker = f"<displayed xmlns='urn:xmpp:chat-markers:0' id='{sent}'/>"
    alice.send(f"<message to='{ERIN}' type='chat'>{marker}</message>")
    await erin.message(ALICE, id=sent, state="read")
    # What is not hers to change stays, and what pretends to be a copy is none.
    retract = f"<retract xmlns='urn:xmpp:message-retract:1' id='{sent}'/>"
    inside = "<message xmlns='jabber:client' from='bob@localhost/x' to='erin@localhost' type='chat'><body>forged</body></message>"
    copy = f"<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>{inside}</forwarded></received>"
    alice.send(f"<message to='{ERIN}' type='chat' id='a3'>{retract}<body>taken back</body></message>")
    alice.send(f"<message to='{ERIN}' type='chat' id='a4'>{copy}</message>")
    alice.send(f"<message to='{ERIN}' type='chat' id='a5'><body>last</body></message>")
    await erin.message(ALICE, body="last")
    assert next(line for line in erin.timelines[ALICE] if line["id"] == sent)["body"] == "see you"
    assert "bob@localhost" not in erin.timelines


async def test_whoever_is_signed_out_is_told_and_tries_no_more(place: Place, through: Through) -> None:
    erin, between = await through("erin")
    assert (await erin.browser.ask("DELETE", "/session")).status_code < 300
    await erin.until(lambda core: core.latest["connection"]["state"] == "signed-out")
    taken = between.taken
    await erin.do("reconnect")
    await place.settled()
    assert (erin.latest["connection"]["state"], between.taken) == ("signed-out", taken)
