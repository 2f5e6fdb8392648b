"""Attacks on resources over real sockets (ATTACKS A9, A10, A12)."""

import asyncio
import contextlib

from tests.client import HEADER
from tests.place import Place


async def test_a9_cve_2026_43506_slow_loris(place: Place) -> None:
    """Those who do not sign in are cut off by the deadline, leave nothing behind, and others get in meanwhile."""
    slow = [await place.connect() for _ in range(10)]
    for client in slow:
        client.send("<")
    await place.client("alice")
    for client in slow:
        assert "connection-timeout" in await client.closed()
    assert len(place.house.listener.connections) == 1


async def test_a9_an_address_has_a_limit_of_unauthenticated_connections(place: Place) -> None:
    limit = place.loaded.settings.limits.unauthenticated_per_address
    kept = [await place.connect() for _ in range(limit)]
    with contextlib.suppress(ConnectionError):
        extra = await place.connect()
        assert await extra.closed() == ""
    assert len(place.house.listener.connections) == limit
    assert len(kept) == limit


async def test_a10_cve_2026_43507_preauth_amplification(place: Place) -> None:
    """Before sign-in, what a connection can make the server keep is bounded by what it may send in all."""
    client = await place.connect()
    limit = place.loaded.settings.limits.stanza_before_auth
    client.send(HEADER.format(domain="localhost"))
    await client.until("</stream:features>")
    client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>" + "A" * limit)
    assert "policy-violation" in await client.closed()


async def test_a12_cve_2010_0305_a_reader_that_stops_is_cut_off_and_nobody_notices(place: Place) -> None:
    alice, bob, carol = [await place.client(name) for name in ("alice", "bob", "carol")]
    bob.reader._transport.pause_reading()
    body = "x" * 40_000
    for number in range(200):
        alice.send(f"<message to='bob@localhost' type='chat' id='b{number}'><body>{body}</body></message>")
        alice.send(f"<message to='carol@localhost' type='chat' id='c{number}'><body>hello</body></message>")
        await alice.writer.drain()
        assert (await carol.element("message")).get("id") == f"c{number}"
        if not any(s.jid.local == "bob" for s in place.house.router.all_sessions()):
            break
    else:
        await asyncio.sleep(0)
    assert not any(s.jid.local == "bob" for s in place.house.router.all_sessions())
