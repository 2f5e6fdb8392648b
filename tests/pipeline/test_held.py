"""The queue of what is held: decided once, by one, and on record before anybody hears of it."""

import asyncio

import pytest

from casemate.archive.api import ArchiveQuery, HeldMessage
from casemate.model.errors import Conflict, NotFound, Unavailable
from casemate.model.ids import ArchiveId, TenantId
from casemate.model.jid import Jid
from tests.place import Place
from tests.stories.support import actions, chat, said

IBAN = "iban DE89 3704 0044 0532 0130 00"
DAVE = Jid.parse("dave@other.example")


async def hold(place: Place) -> HeldMessage:
    """Something of Alice's that waits; Dave is its recipient."""
    alice = await place.client("alice", "holding")
    alice.send(chat(IBAN, str(DAVE)))
    await said(alice)
    return (await place.house.held.waiting())[-1]


async def dave_has(place: Place) -> int:
    return len((await place.house.archive.page(TenantId(2), DAVE, ArchiveQuery(10))).items)


async def test_released_once(place: Place) -> None:
    alice = await place.client("alice")
    row = await hold(place)
    stored = await place.house.held.release(ArchiveId(row.id), "carol@localhost")
    assert stored.recipient == str(DAVE)
    assert "was released" in await said(alice) + await said(alice)
    assert await dave_has(place) == 1
    for decide in (place.house.held.release(row.id, "x"), place.house.held.refuse(row.id, "x", "")):
        with pytest.raises(Conflict, match="released already, by carol@localhost"):
            await decide
    assert await dave_has(place) == 1
    assert await place.house.held.waiting() == []
    assert ("carol@localhost", "message.released") in {(who, what) for who, what, _ in await actions(place)}


async def test_refused_for_good_with_a_reason(place: Place) -> None:
    alice = await place.client("alice")
    row = await hold(place)
    await place.house.held.refuse(ArchiveId(row.id), "carol@localhost", "Send it by post.")
    told = [await said(alice), await said(alice)]
    assert "was refused and is not delivered. Send it by post." in told[-1]
    with pytest.raises(Conflict, match="refused already"):
        await place.house.held.release(ArchiveId(row.id), "x")
    assert await dave_has(place) == 0


async def test_two_reviewers_at_once(place: Place) -> None:
    row = await hold(place)
    outcomes = await asyncio.gather(
        place.house.held.release(ArchiveId(row.id), "one"),
        place.house.held.refuse(ArchiveId(row.id), "two", ""),
        place.house.held.release(ArchiveId(row.id), "three"),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 2
    assert await dave_has(place) == 1


async def test_what_is_not_there(place: Place) -> None:
    with pytest.raises(NotFound, match="held list"):
        await place.house.held.release(ArchiveId(12345), "x")


async def test_a_release_that_can_not_be_recorded_delivers_nothing_and_can_be_done_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = await hold(place)
    with monkeypatch.context() as broken:
        broken.setattr(place.house.journal, "append", lambda _entry, done: done(Unavailable("the disk is full")))
        with pytest.raises(Unavailable, match="the disk is full"):
            await place.house.held.release(ArchiveId(row.id), "x")
    assert await dave_has(place) == 0
    assert [waiting.id for waiting in await place.house.held.waiting()] == [row.id]
    await place.house.held.release(ArchiveId(row.id), "x")
    assert await dave_has(place) == 1


async def test_it_waits_for_a_recipient_who_is_away_with_its_original_time(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(
        "<message to='bob@localhost' type='chat' id='f'><body>see "
        "https://localhost:1/upload/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/a</body></message>"
    )
    # A file that is not there is blocked, and never queued.
    assert "not there" in await said(alice)
    assert await place.house.held.waiting() == []
    row = await hold(place)
    await place.house.held.release(ArchiveId(row.id), "x")
    (item,) = (await place.house.archive.page(TenantId(2), DAVE, ArchiveQuery(10))).items
    assert b"<delay xmlns='urn:xmpp:delay' from='localhost' stamp='" in item.stanza
    assert item.origin == row.id


async def test_everything_waiting_is_listed_by_tenant_oldest_first(place: Place) -> None:
    rows = [await hold(place), await hold(place)]
    assert [row.id for row in await place.house.held.waiting(TenantId(1))] == [row.id for row in rows]
    assert await place.house.held.waiting(TenantId(2)) == []
