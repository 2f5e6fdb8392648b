"""Rooms come back from the database as they were, and nothing of what was written in them is in the clear."""

from pathlib import Path

from sqlalchemy import select

from casemate.model.ids import ArchiveId, TenantId
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Config, Hat, Member, Retracted, Rooms, Subject
from casemate.rooms.store import RoomStore
from casemate.storage.engine import Database
from casemate.storage.schema import room as room_table
from tests.accounts.support import ALICE, BOB, keyring, opened

TEA = Jid.parse("tea@rooms.example.org")


async def loaded(db: Database, folder: Path) -> Rooms:
    rooms = Rooms(RoomStore(db, keyring(folder), b"secret"))
    await rooms.load()
    return rooms


async def test_everything_of_a_room_comes_back(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as (db, _):
        rooms = await loaded(db, tmp_path)
        room, created = await rooms.create(TEA, TenantId(1), ALICE, Config())
        assert created
        gone = Retracted(1_700_000_000_000, "tea@rooms.example.org/Alice", "an id")
        await rooms.configure(room, Config(name="Tea", moderated=True, password="sesame"))
        await rooms.set_card(room, b"<vCard/>", ("0" * 40,))
        await rooms.retract(room, ArchiveId(17 << 20), gone)
        await rooms.set_subject(room, Subject("Milk first?", "Alice", 5))
        hat = Hat("urn:example:scribe", "Scribe", "210.5", "en")
        await rooms.set_hats(room, {hat.uri: hat}, {BOB: (hat.uri,), ALICE: ()})
        await rooms.set_members(room, {BOB: Member(Affiliation.OUTCAST, "", "spilled it")})
        other = await loaded(db, tmp_path)
        again = other.get(TEA)
        assert again is not None
        assert again is not room
        assert (again.config, again.subject, again.members) == (room.config, room.subject, room.members)
        assert (again.created, again.photos, again.retracted) == (room.created, ("0" * 40,), {17 << 20: gone})
        assert (again.hats, again.worn) == ({hat.uri: hat}, {BOB: (hat.uri,)})
        assert again.hats_of(BOB) == [hat]
        # Written with everything that came after it.
        assert await other.card(again) == b"<vCard/>"
        assert again.occupant_id(BOB) == room.occupant_id(BOB)
        async with db.read() as conn:
            sealed = (await conn.execute(select(room_table.c.sealed))).scalars().all()
        assert not any(word in row for row in sealed for word in (b"Milk", b"sesame", b"vCard", b"Scribe"))


async def test_a_vcard_is_taken_away_and_goes_with_the_room(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as (db, _):
        rooms = await loaded(db, tmp_path)
        room, _created = await rooms.create(TEA, TenantId(1), ALICE, Config())
        await rooms.set_card(room, b"<vCard/>", ())
        await rooms.set_card(room, b"", ())
        assert await rooms.card(room) == b""
        await rooms.set_card(room, b"<vCard/>", ())
        await rooms.destroy(room)
        assert await rooms.card(room) == b""
        # Whoever was about to change it changes nothing any more.
        await rooms.set_subject(room, Subject("too late", "Alice", 5))
        assert (await loaded(db, tmp_path)).get(TEA) is None


async def test_a_room_that_is_not_kept_does_not_come_back(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as (db, _):
        rooms = await loaded(db, tmp_path)
        await rooms.create(TEA, TenantId(1), ALICE, Config(persistent=False))
        assert (await loaded(db, tmp_path)).get(TEA) is None
        again, created = await rooms.create(TEA, TenantId(1), BOB, Config())
        assert not created
        assert again.affiliation(ALICE) is Affiliation.OWNER


async def test_when_members_were_last_in_is_kept_through_changes_of_what_they_are(
    database_url: str, tmp_path: Path
) -> None:
    async with opened(database_url) as (db, _):
        rooms = await loaded(db, tmp_path)
        room, _created = await rooms.create(TEA, TenantId(1), ALICE, Config())
        await rooms.visited(room, BOB, 7)
        assert room.visits == {}, "bob does not belong to it"
        await rooms.visited(room, ALICE, 1_700_000_000_000)
        await rooms.set_members(room, {ALICE: Member(Affiliation.OWNER, "Alice"), BOB: Member(Affiliation.MEMBER)})
        again = (await loaded(db, tmp_path)).get(TEA)
        assert again is not None
        assert again.visits == {ALICE: 1_700_000_000_000}
        await rooms.set_members(room, {ALICE: Member(Affiliation.NONE)})
        assert room.visits == {}
