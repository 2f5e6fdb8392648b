"""People on either database: what memory knows, what another process sees, and what is left of somebody who is deleted."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from casemate.accounts.api import Role
from casemate.accounts.blocking import Blocklists
from casemate.accounts.people import SALT_BYTES, People
from casemate.accounts.roster import Item, Rosters
from casemate.inspection.text import skeleton
from casemate.model.errors import CasemateError, Conflict, NotFound
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.storage.schema import audit, blocked, person, roster_item
from tests.accounts.support import ALICE, BOB, opened

DAVE = Jid.parse("dave@other.example")


async def test_another_process_reads_what_was_added(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice = await accounts.add_person(ALICE, Role.REVIEWER, frozenset({"legal", "Vorstand ✓"}))
        other = People(db)
        assert other.lookup(ALICE) is None
        assert await other.find(ALICE) == alice
        assert other.lookup(ALICE) == other.by_id(alice.id) == alice
        loaded = People(db)
        await loaded.load()
        assert loaded.lookup(ALICE) == alice


async def test_nobody_is_mistaken_for_somebody_else(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        accounts.people.looks = skeleton
        await accounts.load()
        await accounts.add_person(ALICE)
        twin = Jid("a1ice", ALICE.domain, "")
        with pytest.raises(Conflict, match="mistaken for alice"):
            await accounts.add_person(twin)
        with pytest.raises(Conflict, match="exists already"):
            await accounts.add_person(ALICE)
        # At another domain, and by somebody who means it, it may be.
        await accounts.add_person(Jid("a1ice", DAVE.domain, ""))
        await accounts.add_person(twin, alike=True)
        await accounts.delete_person(ALICE)
        await accounts.delete_person(twin)
        await accounts.add_person(Jid("al1ce", ALICE.domain, ""))


async def test_a_salt_is_nobody_elses(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        alice, bob = await accounts.add_person(ALICE), await accounts.add_person(BOB)
        assert alice.salt != bob.salt
        assert len(alice.salt) == len(bob.salt) == SALT_BYTES


async def test_lists_are_of_one_tenant_and_by_address(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        for jid in (DAVE, BOB, ALICE):
            await accounts.add_person(jid)
        people = accounts.people
        assert [p.jid for p in await people.everybody()] == [ALICE, BOB, DAVE]
        assert [p.jid for p in await people.everybody(TenantId(1))] == [ALICE, BOB]
        assert [p.jid for p in await people.everybody(TenantId(2))] == [DAVE]
        assert await people.everybody(TenantId(3)) == []


async def test_those_with_a_role_are_of_the_tenant_and_enabled(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        for jid in (ALICE, BOB, DAVE):
            await accounts.add_person(jid)
            await accounts.set_role(jid, Role.REVIEWER)
        assert {p.jid for p in accounts.people.having(TenantId(1), Role.REVIEWER)} == {ALICE, BOB}
        await accounts.set_disabled(BOB, disabled=True)
        assert [p.jid for p in accounts.people.having(TenantId(1), Role.REVIEWER)] == [ALICE]
        assert accounts.people.having(TenantId(1), Role.OWNER) == []


async def test_a_change_by_another_process_is_seen_when_read_anew(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice = await accounts.add_person(ALICE)
        command = People(db)
        await command.set_disabled(ALICE, disabled=True, by="command line", now_ms=1)
        assert accounts.lookup(ALICE) == alice
        refreshed = await accounts.people.refresh(ALICE)
        assert refreshed is not None
        assert refreshed.disabled
        assert accounts.lookup(ALICE) == accounts.people.by_id(alice.id) == refreshed
        await command.delete(ALICE, "command line", 2)
        assert await accounts.people.refresh(ALICE) is None
        assert accounts.lookup(ALICE) is None
        assert accounts.people.by_id(alice.id) is None


async def test_a_deleted_person_is_gone_and_the_address_stays_taken(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice, bob = await accounts.add_person(ALICE), await accounts.add_person(BOB)
        device, _ = await accounts.add_device(alice, "phone")
        await Rosters(db).save(alice.id, Item(BOB))
        await Rosters(db).save(bob.id, Item(ALICE))
        await Blocklists(db).add(alice.id, [DAVE])
        await accounts.delete_person(ALICE)
        assert accounts.lookup(ALICE) is None
        assert await accounts.person(ALICE) is None
        assert [p.jid for p in await accounts.people.everybody()] == [BOB]
        assert not await accounts.signed_in(device.id, "192.0.2.1")
        async with db.read() as conn:
            owners = (await conn.execute(select(roster_item.c.person))).scalars().all()
            assert (await conn.execute(select(func.count()).select_from(blocked))).scalar_one() == 0
            assert (await conn.execute(select(func.count()).where(person.c.jid == str(ALICE)))).scalar_one() == 1
        assert owners == [bob.id]
        with pytest.raises(Conflict, match="was deleted; its record keeps the address"):
            await accounts.add_person(ALICE)
        for change in (accounts.set_disabled(ALICE, disabled=False), accounts.set_role(ALICE, Role.OWNER)):
            with pytest.raises(NotFound):
                await change
        with pytest.raises(NotFound):
            await accounts.delete_person(ALICE)


async def test_who_changed_whom_to_what_is_on_the_record(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        await accounts.add_person(ALICE)
        await accounts.set_role(ALICE, Role.AUDITOR, "owner@example.org")
        await accounts.delete_person(ALICE, "owner@example.org")
        async with db.read() as conn:
            rows = (await conn.execute(select(audit).order_by(audit.c.seq.desc()).limit(2))).all()
        assert [(row.action, row.actor, row.subject, row.tenant) for row in rows] == [
            ("person.deleted", "owner@example.org", str(ALICE), 1),
            ("person.role_changed", "owner@example.org", str(ALICE), 1),
        ]
        assert "auditor" in rows[1].detail


async def test_when_somebody_was_last_here_is_known_at_once_and_after_a_restart(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice, bob = await accounts.add_person(ALICE), await accounts.add_person(BOB)
        people = accounts.people
        assert await people.last_seen(alice.id) is None
        people.leave(alice.id, 1_000)
        people.leave(alice.id, 2_000)
        assert await people.last_seen(alice.id) == 2_000
        assert await People(db).last_seen(alice.id) is None
        await people.save_left()
        people.leave(bob.id, 3_000)
        await people.save_left()
        assert await People(db).last_seen(alice.id) == 2_000
        assert await People(db).last_seen(bob.id) == 3_000


async def test_when_somebody_was_last_here_outlives_a_failure_to_write_it(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice = await accounts.add_person(ALICE)
        accounts.people.leave(alice.id, 2_000)
        async with db.write() as conn:
            await conn.execute(text("ALTER TABLE person RENAME TO elsewhere"))
        with pytest.raises((CasemateError, SQLAlchemyError)):
            await accounts.people.save_left()
        async with db.write() as conn:
            await conn.execute(text("ALTER TABLE elsewhere RENAME TO person"))
        await accounts.people.save_left()
        assert await People(db).last_seen(alice.id) == 2_000
