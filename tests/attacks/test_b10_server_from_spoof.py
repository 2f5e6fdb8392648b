"""`from` spoof between servers (ATTACKS B10): a server speaks for the domain that it proved, to the domains that are here."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.client import Client
from tests.peers import EXTERNAL, SERVER_HEADER, Make, Server, making

HERE, THERE = "here.example", "there.example"


@pytest.fixture
async def make(tmp_path: Path) -> AsyncGenerator[Make]:
    async with making(tmp_path) as made:
        yield made


async def proved(server: Server) -> Client:
    """Somebody who has proved to be there.example."""
    peer = await server.raw(THERE)
    header = SERVER_HEADER.format(f" from='{THERE}' to='{HERE}'")
    peer.send(header)
    await peer.until("</stream:features>")
    peer.send(EXTERNAL)
    await peer.until("<success[^>]*>")
    peer.send(header)
    await peer.until("</stream:features>")
    return peer


@pytest.mark.parametrize("name", ["message", "presence", "iq"])
@pytest.mark.parametrize(
    "sender",
    [f"boss@{HERE}", HERE, "boss@else.example", f"boss@sub.{THERE}", f"boss@{THERE}.else.example", "", None],
)
async def test_b10_from_somebody_else_ends_the_stream(make: Make, name: str, sender: str | None) -> None:
    here = await make(HERE)
    peer = await proved(here)
    attribute = "" if sender is None else f"from='{sender}' "
    peer.send(f"<{name} {attribute}to='alice@{HERE}' id='1' type='{'get' if name == 'iq' else 'probe'}'/>")
    told = await peer.closed()
    assert "invalid-from" in told or "improper-addressing" in told
    assert not here.behind.came


@pytest.mark.parametrize("to", ["alice@else.example", "else.example", "", None])
async def test_b10_for_somebody_else_is_not_carried_on(make: Make, to: str | None) -> None:
    here = await make(HERE)
    peer = await proved(here)
    attribute = "" if to is None else f"to='{to}' "
    peer.send(f"<message from='bob@{THERE}' {attribute}id='1'><body>hello</body></message>")
    told = await peer.closed()
    assert "host-unknown" in told or "improper-addressing" in told
    assert not here.behind.came


async def test_b10_what_is_its_own_is_taken(make: Make) -> None:
    here = await make(HERE)
    peer = await proved(here)
    peer.send(f"<message from='bob@{THERE}' to='alice@{HERE}'><body>hello</body></message>")
    assert (await here.behind.message()).attrs["from"] == f"bob@{THERE}"
    peer.close()
