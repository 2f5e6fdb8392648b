"""People, devices and tenants, and what of their changes goes on the audit record."""

import time
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import select

from casemate.accounts.api import Accounts, Role, Throttle
from casemate.model.errors import CasemateError, Conflict, InvalidJid, NotFound
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.schema import audit

ALICE = Jid.parse("alice@example.org")


@pytest.fixture
async def db(database_url: str) -> AsyncGenerator[Database]:
    opened = await Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def accounts(db: Database) -> Accounts:
    made = Accounts(db, b"secret", Throttle(3, 60, time.time), time.time)
    await made.load()
    await made.add_tenant("Example", ["example.org"])
    return made


async def actions(db: Database) -> list[str]:
    async with db.read() as conn:
        return list((await conn.execute(select(audit.c.action).order_by(audit.c.seq))).scalars())


async def test_every_change_is_on_the_audit_record(accounts: Accounts, db: Database) -> None:
    person = await accounts.add_person(ALICE, Role.REVIEWER, frozenset({"legal"}))
    device, _ = await accounts.add_device(person, "phone")
    await accounts.revoke_device(device.id)
    await accounts.set_disabled(ALICE, disabled=True)
    await accounts.set_disabled(ALICE, disabled=False)
    assert await actions(db) == [
        "tenant.added",
        "person.added",
        "device.added",
        "device.revoked",
        "person.disabled",
        "person.enabled",
    ]


async def test_revoking_twice_is_recorded_once(accounts: Accounts, db: Database) -> None:
    device, _ = await accounts.add_device(await accounts.add_person(ALICE), "phone")
    await accounts.revoke_device(device.id)
    await accounts.revoke_device(device.id)
    assert (await actions(db)).count("device.revoked") == 1


async def test_a_refused_change_leaves_nothing(accounts: Accounts, db: Database) -> None:
    await accounts.add_person(ALICE)
    before = await actions(db)
    with pytest.raises(Conflict):
        await accounts.add_person(ALICE)
    with pytest.raises(Conflict):
        await accounts.add_tenant("Other", ["example.org"])
    with pytest.raises(NotFound):
        await accounts.add_person(Jid.parse("x@elsewhere.example"))
    with pytest.raises(Conflict):
        await accounts.add_person(Jid.parse("casemate@example.org"))
    for address in ("example.org", "eve@example.org/phone"):
        with pytest.raises(InvalidJid, match="name@domain"):
            await accounts.add_person(Jid.parse(address))
    for name in ("", " ", "two\nlines", "x" * 201):
        with pytest.raises(CasemateError, match="characters that print"):
            await accounts.add_person(Jid.parse("eve@example.org"), groups=frozenset({name}))
        with pytest.raises(CasemateError, match="characters that print"):
            await accounts.add_tenant(name, ["new.example"])
    with pytest.raises(NotFound):
        await accounts.set_disabled(Jid.parse("nobody@example.org"), disabled=True)
    assert await actions(db) == before


async def test_a_disabled_person_looks_like_nobody(accounts: Accounts) -> None:
    person = await accounts.add_person(ALICE)
    await accounts.add_device(person, "phone")
    real = (await accounts.scram(ALICE, "sha256")).keys
    await accounts.set_disabled(ALICE, disabled=True)
    assert (await accounts.scram(ALICE, "sha256")).keys != real


async def test_each_device_has_a_verifier_of_its_own(accounts: Accounts) -> None:
    person = await accounts.add_person(ALICE)
    credentials = {(await accounts.add_device(person, f"client {n}"))[1] for n in range(3)}
    assert len(credentials) == 3
    assert len({keys.stored for keys in (await accounts.scram(ALICE, "sha1")).keys}) == 3


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_failures_are_counted_by_account_and_address() -> None:
    clock = Clock()
    throttle = Throttle(3, 60, clock)
    for _ in range(3):
        assert throttle.allowed(ALICE, "192.0.2.1")
        throttle.failed(ALICE, "192.0.2.1")
    assert not throttle.allowed(ALICE, "192.0.2.1")
    assert throttle.allowed(ALICE, "192.0.2.2")
    clock.now += 61
    assert throttle.allowed(ALICE, "192.0.2.1")


def test_an_attacked_account_stays_open_to_its_own_addresses() -> None:
    throttle = Throttle(3, 60, Clock())
    throttle.succeeded(ALICE, "192.0.2.1")
    for number in range(100):
        throttle.failed(ALICE, f"198.51.100.{number}")
    assert throttle.allowed(ALICE, "192.0.2.1")
    assert not throttle.allowed(ALICE, "203.0.113.9")
    throttle.succeeded(ALICE, "192.0.2.1")
    assert throttle.allowed(ALICE, "203.0.113.9")


def test_a_clock_that_jumps_back_does_not_lengthen_a_block() -> None:
    clock = Clock()
    throttle = Throttle(1, 60, clock)
    throttle.failed(ALICE, "192.0.2.1")
    clock.now -= 3_600
    assert throttle.allowed(ALICE, "192.0.2.1")
