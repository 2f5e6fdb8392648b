"""Attacks on resources at the ports for other servers (ATTACKS A9, A10, A12)."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.peers import SERVER_HEADER, Make, making

ALICE, BOB = "alice@here.example", "bob@there.example"
HEADER = SERVER_HEADER.format(" from='there.example' to='here.example'")


@pytest.fixture
async def make(tmp_path: Path) -> AsyncGenerator[Make]:
    async with making(tmp_path) as made:
        yield made


@pytest.mark.parametrize("begun", ["", "<", HEADER])
@pytest.mark.parametrize("starttls", [False, True])
async def test_a9_cve_2021_32918_slow_loris(make: Make, begun: str, starttls: bool) -> None:
    """Those who do not prove who they are are cut off by the deadline, and others get in meanwhile."""
    here, there = await make("here.example", limits={"sign_in": 1.0}), await make("there.example")
    slow = [await here.raw(starttls=starttls) for _ in range(10)]
    for peer in slow:
        peer.send(begun)
    there.send(BOB, ALICE, "I am let in")
    assert (await here.behind.message()).child_text("body") == "I am let in"
    for peer in slow:
        assert "connection-timeout" in await peer.closed()
    async with asyncio.timeout(5):
        while len(here.gateway._incoming) > 1:
            await asyncio.sleep(0)


async def test_a9_an_address_has_a_limit_of_connections_that_proved_nothing(make: Make) -> None:
    here = await make("here.example", limits={"unauthenticated_per_address": 5})
    kept = [await here.raw() for _ in range(5)]
    with contextlib.suppress(ConnectionError):
        extra = await here.raw()
        assert await extra.closed() == ""
    assert len(here.gateway._incoming) == len(kept)


@pytest.mark.parametrize(
    "long",
    [
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>",
        "<db:result from='there.example' to='here.example'>",
        "<message from='bob@there.example' to='alice@here.example'><body>",
    ],
)
async def test_a10_cve_2026_43507_amplification_before_anything_is_proved(make: Make, long: str) -> None:
    here = await make("here.example", limits={"stanza_before_auth": 4_000})
    peer = await here.raw("there.example")
    peer.send(HEADER)
    await peer.until("</stream:features>")
    peer.send(long + "A" * 4_000)
    assert "policy-violation" in await peer.closed()
    assert not here.behind.came


async def test_a12_cve_2010_0305_a_server_that_stops_reading_holds_up_nobody_else(make: Make) -> None:
    slow, other = await make("there.example"), await make("other.example")
    here = await make("here.example", queue=50)
    for server, domain in ((slow, "there.example"), (other, "other.example")):
        here.send(ALICE, f"bob@{domain}")
        await server.behind.message()
    [connection] = slow.gateway._incoming
    connection.pause()
    for number in range(2_000):
        here.send(ALICE, BOB, "x" * 40_000)
        if here.behind.back:
            break
        if number % 10 == 0:
            await asyncio.sleep(0)
    # What finds no room comes back to its sender.
    assert here.behind.back[0][1].condition == "resource-constraint"
    here.send(ALICE, "bob@other.example", "and you?")
    assert (await other.behind.message(2)).child_text("body") == "and you?"
