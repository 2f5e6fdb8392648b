"""Rosters on either database: versions, removed contacts, limits."""

import msgspec
import pytest

from casemate.accounts import roster as module
from casemate.accounts.roster import Item, Rosters
from casemate.accounts.subscriptions import Subscription
from casemate.model.errors import Conflict
from casemate.model.ids import PersonId
from casemate.model.jid import Jid
from tests.accounts.support import ALICE, opened


def contact(number: int) -> Jid:
    return Jid.parse(f"contact{number}@example.org")


async def test_what_is_stored_is_read_back_by_another_process(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice = (await accounts.add_person(ALICE)).id
        item = Item(contact(1), "Ann ✓", ("Friends", "Work"), Subscription.BOTH, approved=True)
        saved = await Rosters(db).save(alice, item)
        assert saved.version == 1
        other = Rosters(db)
        assert await other.load(alice) == {contact(1): saved}
        assert await other.sees(alice, contact(1))
        assert not await other.sees(alice, contact(2))


async def test_a_client_is_told_what_changed_since_its_version(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice, rosters = (await accounts.add_person(ALICE)).id, Rosters(db)
        for number in range(3):
            await rosters.save(alice, Item(contact(number)))
        removed = await rosters.remove(alice, contact(0))
        changed = await rosters.save(alice, Item(contact(1), "new name"))
        assert await rosters.version(alice) == 5
        assert await rosters.since(alice, 3) == [removed, changed]
        assert await rosters.since(alice, 5) == []
        assert await rosters.since(alice, 6) is None
        assert not removed.listed


async def test_a_mere_request_is_no_contact_and_changes_no_version(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice, rosters = (await accounts.add_person(ALICE)).id, Rosters(db)
        await rosters.save(alice, Item(contact(1), pending_in=True), listed=False)
        assert await rosters.version(alice) == 0
        (item,) = (await rosters.load(alice)).values()
        assert not item.listed
        # Answered and gone: nothing is left of it.
        await rosters.save(alice, msgspec.structs.replace(item, pending_in=False), listed=False)
        assert await Rosters(db).load(alice) == {}


async def test_tombstones_are_bounded_and_old_versions_get_the_whole_roster(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_TOMBSTONES", 3)
    async with opened(database_url) as (db, accounts):
        alice, rosters = (await accounts.add_person(ALICE)).id, Rosters(db)
        for number in range(4):
            await rosters.save(alice, Item(contact(number)))
        before = await rosters.version(alice)
        for number in range(4):
            await rosters.remove(alice, contact(number))
        assert await rosters.since(alice, before) is None
        assert len(await rosters.load(alice)) == 1
        now = await rosters.version(alice)
        await rosters.save(alice, Item(contact(9)))
        changes = await rosters.since(alice, now)
        assert changes is not None
        assert [item.jid for item in changes] == [contact(9)]
        assert len(await Rosters(db).load(alice)) == 2


async def test_a_full_roster_takes_changes_and_no_more_contacts(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_ITEMS", 2)
    async with opened(database_url) as (db, accounts):
        alice, rosters = (await accounts.add_person(ALICE)).id, Rosters(db)
        for number in range(2):
            await rosters.save(alice, Item(contact(number)))
        with pytest.raises(Conflict, match="2 contacts"):
            await rosters.save(alice, Item(contact(2)))
        await rosters.save(alice, Item(contact(1), "renamed"))
        await rosters.remove(alice, contact(0))
        await rosters.save(alice, Item(contact(2)))
        assert {item.jid for item in (await rosters.load(alice)).values() if item.listed} == {contact(1), contact(2)}


async def test_what_nobody_reads_is_not_kept_in_memory(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice, rosters = (await accounts.add_person(ALICE)).id, Rosters(db)
        await rosters.save(alice, Item(contact(1)))
        assert contact(1) in rosters.loaded(alice)
        rosters.forget(alice)
        assert rosters.loaded(alice) == {}
        assert rosters.loaded(PersonId(999)) == {}
        assert contact(1) in await rosters.load(alice)
