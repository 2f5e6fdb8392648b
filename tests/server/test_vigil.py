"""Clients that are gone though their connection seems to stand are found, and nobody else is taken for one."""

from collections.abc import AsyncGenerator
from pathlib import Path
from time import monotonic

import pytest

from casemate.model.jid import Jid
from casemate.server.vigil import LOOKS, Vigil
from tests.client import Client
from tests.features.pushing import opened, pushed, quiet, write
from tests.place import Place, running

SM = "urn:xmpp:sm:3"


class Watch:
    """A vigil over a server, whose time goes as fast as wanted."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.limits = place.loaded.settings.limits
        self._later = 0.0
        self.vigil = Vigil(lambda: place.house.listener.connections, self.limits, lambda: monotonic() + self._later)

    async def passes(self, seconds: float) -> None:
        """Time passes, and it looks as often as it does."""
        for _ in range(int(seconds / self.vigil.interval) + 1):
            self._later += self.vigil.interval
            await self.vigil.look()

    async def stands_still(self, seconds: float) -> None:
        """Time passes, and nobody looks."""
        self._later += seconds
        await self.vigil.look()

    def heard(self, client: Client) -> None:
        """What a client has sent just now was sent at the time that it is here."""
        for connection in self.place.house.listener.connections:
            if connection.session is not None and str(connection.session.jid) == client.jid:
                connection.heard = monotonic() + self._later

    async def says_something(self, client: Client) -> None:
        client.send("<iq type='get' id='here'><ping xmlns='urn:xmpp:ping'/></iq>")
        await client.until("<iq[^>]*id='here'[^>]*>")
        self.heard(client)


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncGenerator[Watch]:
    async with running(tmp_path / "place") as place:
        yield Watch(place)


async def managed(client: Client) -> None:
    client.send(f"<enable xmlns='{SM}' resume='true'/>")
    await client.until("<enabled[^>]*>")


async def test_it_looks_often_enough(watch: Watch) -> None:
    assert watch.vigil.interval * LOOKS <= min(watch.limits.idle, watch.limits.acknowledge)


async def test_who_is_silent_is_asked_and_then_given_up(watch: Watch) -> None:
    alice, bob = await watch.place.client("alice"), await watch.place.client("bob")
    await watch.passes(watch.limits.idle)
    for client in (alice, bob):
        question = await client.until("<iq[^>]*type='get'.*urn:xmpp:ping[^>]*>")
        assert "from='localhost'" in question
    identifier = question.partition("id='")[2].partition("'")[0]
    bob.send(f"<iq type='result' id='{identifier}' to='localhost'/>")
    await watch.says_something(bob)
    await watch.passes(watch.limits.idle)
    assert (await alice.closed()).count("urn:xmpp:ping") == 0
    # Asked again, and for that very reason still there.
    await bob.until("<iq[^>]*type='get'.*urn:xmpp:ping[^>]*>")
    await watch.says_something(bob)


async def test_who_says_something_now_and_then_is_never_asked(watch: Watch) -> None:
    alice = await watch.place.client("alice")
    for _ in range(5):
        await watch.passes(watch.limits.idle / 2)
        await watch.says_something(alice)
    assert "urn:xmpp:ping" not in alice.received


async def test_a_blank_is_a_sign_of_life(watch: Watch) -> None:
    alice = await watch.place.client("alice")
    (connection,) = watch.place.house.listener.connections
    before = connection.heard
    alice.send(" ")
    while connection.heard == before:
        await watch.place.settled()
    assert connection.session is not None


async def test_a_client_that_acknowledges_is_asked_by_what_costs_least(watch: Watch) -> None:
    alice = await watch.place.client("alice")
    await managed(alice)
    await watch.passes(watch.limits.idle)
    assert "<iq" not in await alice.until(f"<r xmlns='{SM}'/>")
    alice.send(f"<a xmlns='{SM}' h='0'/>")
    await watch.says_something(alice)
    # The answer to that is to be acknowledged as well.
    alice.send(f"<a xmlns='{SM}' h='1'/><r xmlns='{SM}'/>")
    await alice.until("<a [^>]*>")
    await watch.passes(watch.limits.acknowledge)
    await watch.says_something(alice)


async def test_what_is_not_acknowledged_in_time_was_sent_to_nobody(watch: Watch) -> None:
    alice, bob = await watch.place.client("alice"), await watch.place.client("bob")
    await managed(bob)
    write(alice, "hello")
    await bob.until("hello</body>")
    await watch.passes(watch.limits.acknowledge / 2)
    # It says other things, so it is there.
    bob.send("<iq type='get' id='q'><ping xmlns='urn:xmpp:ping'/></iq>")
    await bob.until("<iq[^>]*id='q'[^>]*>")
    watch.heard(bob)
    await watch.passes(watch.limits.acknowledge / 2)
    session = watch.place.house.router.session(Jid.parse(bob.jid))
    assert session is not None
    assert session.connected
    await watch.passes(watch.limits.acknowledge)
    await bob.closed()
    # It may come back, and has missed nothing.
    assert not session.connected
    assert [each.child_text("body") for each in session.missed() if each.find("body") is not None] == ["hello"]


async def test_when_the_machine_stood_still_nobody_is_given_up_for_it(watch: Watch) -> None:
    alice, bob = await watch.place.client("alice"), await watch.place.client("bob")
    await managed(bob)
    write(alice, "hello")
    await bob.until("hello</body>")
    await watch.passes(watch.limits.acknowledge / 2)
    await watch.stands_still(watch.limits.idle * 10)
    await watch.passes(watch.limits.acknowledge / 2)
    await watch.says_something(alice)
    await watch.says_something(bob)


async def test_somebody_is_woken_when_their_phone_is_given_up(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        watch = Watch(place)
        bob = await place.client("bob", "phone")
        await managed(bob)
        write(alice, "hello")
        await bob.until("hello</body>")
        await quiet(place, alice, bridge)
        await watch.passes(watch.limits.acknowledge)
        assert (await pushed(bridge))[1] == {"message-count": "1"}
