"""C5: what somebody said is corrected and taken back by nobody else, between two people and in rooms."""

from pathlib import Path

import pytest

from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Submission
from casemate.pipeline.authorship import Authorship
from casemate.xmpp.element import CLIENT, Element
from tests.client import Client
from tests.place import running

ALICE, BOB, ROOM = Jid("alice", "localhost", "a"), Jid("bob", "localhost", "b"), Jid("tea", "rooms.localhost", "")
REPLACE = "<replace xmlns='urn:xmpp:message-correct:0' id='{}'/>"
RETRACT = "<retract xmlns='urn:xmpp:message-retract:1' id='{}'/>"


async def _archive(client: Client, query: str) -> str:
    client.send(f"<iq type='set' id='{query}'><query xmlns='urn:xmpp:mam:2'/></iq>")
    return await client.until(f"<iq[^>]*id='{query}'.*</iq>")


@pytest.mark.parametrize(("change", "name"), [(REPLACE, "<replace"), (RETRACT, "<retract")])
async def test_c5_what_another_said_is_changed_neither_here_nor_in_copies_nor_in_archives(
    change: str, name: str, tmp_path: Path
) -> None:
    async with running(tmp_path / "place") as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        phone = await place.client("alice", "phone")
        phone.send("<iq type='set' id='e'><enable xmlns='urn:xmpp:carbons:2'/></iq>")
        await phone.until("id='e'")
        alice.send("<message to='bob@localhost' type='chat' id='a1'><body>at noon</body></message>")
        await bob.until("at noon.*</message>")
        await phone.until("at noon.*</sent></message>")
        bob.send(
            f"<message to='alice@localhost/test' type='chat' id='b1'><body>at nine</body>{change.format('a1')}</message>"
            "<message to='alice@localhost/test' type='chat' id='b2'><body>bye</body></message>"
        )
        assert name not in await alice.until("bye</body>")
        assert name not in await phone.until("bye</body>")
        for client in (alice, bob):
            archive = await _archive(client, "q")
            assert "at nine" in archive
            assert name not in archive


@pytest.mark.parametrize(("change", "name"), [(REPLACE, "<replace"), (RETRACT, "<retract")])
async def test_c5_ones_own_is_changed_from_any_client(change: str, name: str, tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        desk, phone, bob = [await place.client(*who) for who in (("alice", "desk"), ("alice", "phone"), ("bob",))]
        desk.send("<message to='bob@localhost' type='chat' id='a1'><body>at noon</body></message>")
        await bob.until("at noon.*</message>")
        phone.send(
            f"<message to='bob@localhost' type='chat' id='a2'><body>at nine</body>{change.format('a1')}</message>"
        )
        assert name in await bob.until("at nine.*</message>")


async def test_c5_in_a_room_nobody_corrects_another_even_under_their_nickname(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        muc = "<x xmlns='http://jabber.org/protocol/muc'/>"
        alice.send(f"<presence to='tea@rooms.localhost/Alice'>{muc}</presence>")
        await alice.until("<subject.*</message>|<subject/></message>")
        alice.send(
            "<iq type='set' id='c' to='tea@rooms.localhost'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
        )
        await alice.until("id='c'")
        alice.send("<message to='tea@rooms.localhost' type='groupchat' id='a1'><body>at noon</body></message>")
        await alice.until("at noon.*</message>")
        alice.send("<presence to='tea@rooms.localhost/Alice' type='unavailable'/>")
        await alice.until("unavailable.*</presence>")
        bob.send(f"<presence to='tea@rooms.localhost/Alice'>{muc}</presence>")
        await bob.until("<subject.*</message>|<subject/></message>")
        said = f"<body>at nine</body>{REPLACE.format('a1')}"
        bob.send(f"<message to='tea@rooms.localhost' type='groupchat' id='b1'>{said}</message>")
        assert "<replace" not in await bob.until("at nine.*</message>")


def _said(sender: Jid, to: Jid, identifier: str, *children: Element, kind: str = "chat") -> Submission:
    element = Element("message", CLIENT, {"id": identifier, "type": kind}, children)
    return Submission(Kind.MESSAGE, element, sender, to, 1, Direction.INTERNAL)


def _passes(authorship: Authorship, sender: Jid, to: Jid, about: str, kind: str = "chat") -> bool:
    change = Element("replace", "urn:xmpp:message-correct:0", {"id": about})
    return authorship.own(_said(sender, to, "x", change, kind=kind)).children == [change]


def test_c5_who_said_what_is_known_by_conversation() -> None:
    authorship = Authorship(limit=3)
    origin = Element("origin-id", "urn:xmpp:sid:0", {"id": "o1"})
    for said in (_said(ALICE, BOB, "a1", origin), _said(ALICE, ROOM, "r1", kind="groupchat")):
        authorship.note(said, said.element)
    for identifier in ("a1", "o1"):
        assert _passes(authorship, ALICE, BOB, identifier)
        assert not _passes(authorship, BOB, ALICE, identifier)
        assert _passes(authorship, BOB, Jid("carol", "localhost", ""), identifier)
    assert not _passes(authorship, BOB, ROOM, "r1", "groupchat")
    assert _passes(authorship, ALICE, ROOM, "r1", "groupchat")
    # Two people may have chosen the same identifier: then their clients tell.
    twin = _said(BOB, ALICE, "a1")
    authorship.note(twin, twin.element)
    assert _passes(authorship, BOB, ALICE, "a1")
    assert _passes(authorship, ALICE, BOB, "a1")
    for number in range(3):
        later = _said(ALICE, BOB, f"later{number}")
        authorship.note(later, later.element)
    assert _passes(authorship, BOB, ROOM, "r1", "groupchat")
