"""Credentials of clients, and passwords of accounts where the settings allow them."""

import re

import pytest
from sqlalchemy import select

from casemate.accounts import devices as module
from casemate.accounts.devices import ACCOUNT, new_credential
from casemate.model.errors import Conflict, NotFound
from casemate.storage.schema import device
from casemate.xmpp.scram import derive_keys
from tests.accounts.support import ALICE, opened


def test_credentials_can_be_read_out_and_typed() -> None:
    made = {new_credential() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"([a-km-np-z2-9]{5}-){5}[a-km-np-z2-9]{5}", credential) for credential in made)


async def test_a_credential_is_kept_as_verifiers_only(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice = await accounts.add_person(ALICE)
        made, credential = await accounts.add_device(alice, "phone")
        for digest in ("sha256", "sha1"):
            (keys,) = await accounts.devices.keys(alice, digest)
            assert keys[0] == made.id
            assert tuple(keys)[1:] == derive_keys(credential, alice.salt, alice.iterations, digest)
        async with db.read() as conn:
            assert credential not in str((await conn.execute(select(device))).all())


async def test_a_revoked_device_is_out_for_good(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        alice = await accounts.add_person(ALICE)
        made, _ = await accounts.add_device(alice, "phone")
        assert await accounts.devices.used(made.id, "192.0.2.1", 5)
        await accounts.revoke_device(made.id)
        assert await accounts.devices.keys(alice, "sha256") == ()
        assert not await accounts.devices.used(made.id, "192.0.2.1", 6)
        (listed,) = await accounts.devices.of(alice)
        assert listed.revoked is not None
        assert (listed.last_used, listed.last_address) == (5, "192.0.2.1")
        with pytest.raises(NotFound, match="device list"):
            await accounts.revoke_device(999)


async def test_devices_are_bounded_and_revoked_ones_do_not_count(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_DEVICES", 2)
    async with opened(database_url) as (_, accounts):
        alice = await accounts.add_person(ALICE)
        first, _ = await accounts.add_device(alice, "one")
        await accounts.add_device(alice, "two")
        with pytest.raises(Conflict, match="revoke one first"):
            await accounts.add_device(alice, "three")
        await accounts.revoke_device(first.id)
        await accounts.add_device(alice, "three")


async def test_a_password_replaces_the_last_one_and_all_go_when_they_are_not_allowed(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice = await accounts.add_person(ALICE)
        await accounts.add_device(alice, "phone")
        for number in range(3):
            await accounts.devices.set_password(alice, f"correct horse {number}", number, "admin")
        assert len(await accounts.devices.keys(alice, "sha256")) == 2
        assert await accounts.devices.revoke_passwords(9) == 3
        assert await accounts.devices.revoke_passwords(9) == 0
        assert len(await accounts.devices.keys(alice, "sha256")) == 1
        async with db.read() as conn:
            query = select(device.c.sha256_stored).where(device.c.name == ACCOUNT).order_by(device.c.id)
            assert (await conn.execute(query)).scalars().all() == [b""] * 3
