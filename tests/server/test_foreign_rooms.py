"""Rooms across the border: what is judged as going out, and occupants that can't be reached."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.client import Client
from tests.component import ComponentClient
from tests.place import Place, running

POLICY = """
[[rule]]
name = "cards-stay"
when = { groups = ["card"], direction = ["outbound"] }
then = { verdict = "block", message = "Cards stay inside." }

[[rule]]
name = "no-cards-in"
when = { groups = ["card"], direction = ["inbound"] }
then = { verdict = "block", message = "No cards, please." }
"""
CARD = "4539 1488 0343 6467"
MUC = "http://jabber.org/protocol/muc"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY)
    async with running(tmp_path / "place", {"policy": {"file": str(policy)}, "rooms": {"external": True}}) as started:
        yield started


async def enter(client: Client, room: str, nick: str, sender: str = "") -> None:
    own = f" from='{sender}'" if sender else ""
    client.send(f"<presence{own} to='{room}@rooms.localhost/{nick}'><x xmlns='{MUC}'/></presence>")
    await client.until("<subject.*</message>")


async def opened(place: Place) -> tuple[Client, ComponentClient]:
    """A room with Alice and, from elsewhere, Ann."""
    alice, component = await place.client("alice"), await place.component("bridge.example")
    await enter(alice, "tea", "Alice")
    alice.send(
        f"<iq type='set' id='o' to='tea@rooms.localhost'><query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'/>"
        "</query></iq>"
    )
    await alice.until("id='o'")
    await enter(component, "tea", "Ann", "ann@bridge.example/phone")
    await alice.until("Ann'.*</presence>")
    return alice, component


async def test_what_is_said_in_an_open_room_goes_out(place: Place) -> None:
    alice, component = await opened(place)
    alice.send(f"<message to='tea@rooms.localhost' type='groupchat' id='c'><body>{CARD}</body></message>")
    assert "Cards stay inside." in await alice.until("id='c'.*</message>")
    # In a room that is not open, it stays inside.
    await enter(alice, "den", "Alice")
    alice.send(
        f"<iq type='set' id='o' to='den@rooms.localhost'><query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'>"
        "<field var='{urn:casemate:rooms:0}external'><value>0</value></field></x></query></iq>"
    )
    await alice.until("id='o'")
    alice.send(f"<message to='den@rooms.localhost' type='groupchat' id='d'><body>{CARD}</body></message>")
    assert "type='error'" not in await alice.until("id='d'.*</message>")
    component.send("<iq from='bridge.example' to='localhost' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert CARD not in await component.until("id='p'")


@pytest.mark.parametrize("status", ["", f"<status>{CARD}</status>"])
async def test_a_nickname_or_status_that_may_not_be_seen(place: Place, status: str) -> None:
    alice, component = await opened(place)
    nick = "Ben" if status else CARD
    component.send(
        f"<presence from='ben@bridge.example/x' to='tea@rooms.localhost/{nick}' id='e'><x xmlns='{MUC}'/>{status}</presence>"
    )
    assert "<policy-violation" in await component.until("id='e'.*</presence>")
    alice.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert CARD not in await alice.until("id='p'")


async def test_who_was_carried_by_a_component_that_is_gone_leaves(place: Place) -> None:
    alice, component = await opened(place)
    component.send("</stream:stream>")
    await component.closed()
    alice.send("<message to='tea@rooms.localhost' type='groupchat' id='g'><body>anybody?</body></message>")
    seen = await alice.until("type='unavailable'.*</presence>")
    assert "tea@rooms.localhost/Ann" in seen
    assert "code='333'" in seen


async def test_a_whisper_to_somebody_outside_goes_out(place: Place) -> None:
    alice, component = await opened(place)
    alice.send(f"<message to='tea@rooms.localhost/Ann' type='chat' id='w'><body>{CARD}</body></message>")
    assert "Cards stay inside." in await alice.until("id='w'.*</message>")
    component.send(
        f"<message from='ann@bridge.example/phone' to='tea@rooms.localhost/Alice' type='chat' id='v'><body>{CARD}</body></message>"
    )
    answer = await component.until("id='v'.*</message>")
    assert "No cards, please." in answer
    assert "from='tea@rooms.localhost/Alice'" in answer
    assert "to='ann@bridge.example/phone'" in answer


async def test_somebody_outside_invites_somebody_outside(place: Place) -> None:
    _alice, component = await opened(place)
    for reason, passes in (("come and see", True), (CARD, False)):
        component.send(
            f"<message from='ann@bridge.example/phone' to='tea@rooms.localhost' id='i'><x xmlns='{MUC}#user'>"
            f"<invite to='ben@bridge.example'><reason>{reason}</reason></invite></x></message>"
        )
        answer = await component.until("</message>")
        assert ("to='ben@bridge.example'" in answer) is passes
        assert (reason in answer) is passes
        if not passes:
            assert "<policy-violation" in answer
            assert "to='ann@bridge.example/phone'" in answer


async def test_requests_pass_through_the_room(place: Place) -> None:
    alice, component = await opened(place)
    alice.send("<iq to='tea@rooms.localhost/Ann' type='get' id='r'><query xmlns='jabber:iq:version'/></iq>")
    asked = await component.element("iq")
    assert asked.get("from") == "tea@rooms.localhost/Alice"
    component.send(
        f"<iq from='ann@bridge.example/phone' to='{asked.get('from')}' type='result' id='{asked.get('id')}'>"
        "<query xmlns='jabber:iq:version'><name>Bridge</name></query></iq>"
    )
    assert "Bridge" in await alice.until("id='r'.*</iq>")
