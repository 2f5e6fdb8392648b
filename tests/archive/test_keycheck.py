"""A keys file that does not fit what is sealed is told at start, before anything is sealed with new keys of the same numbers."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, insert

from casemate.archive.keycheck import check_keys
from casemate.archive.keyfile import read_keys
from casemate.archive.sealing import Keyring
from casemate.model.errors import ConfigurationError
from casemate.storage.engine import Database
from casemate.storage.schema import (
    content,
    message,
    metadata,
    notice,
    private_xml,
    pubsub_item,
    pubsub_node,
    room,
    room_member,
    roster_item,
    upload,
    vcard,
)
from tests.accounts.support import ALICE, BOB, keyring, opened

ROWS: dict[Table, dict[str, Any]] = {
    message: dict.fromkeys("sender recipient direction kind".split(), "x") | {"verdict": 0, "visible": True},
    content: {"sha256": "00", "size": 1, "created": 0},
    vcard: {"photo": ""},
    private_xml: {"name": "x"},
    notice: {"name": "motd"},
    room: {"created": 0},
    roster_item: {"subscription": "none", "pending_in": True, "version": 0},
    room_member: {"room": 100, "affiliation": 4},
    pubsub_node: {"name": "x", "created": 0},
    pubsub_item: {"node": 100, "published": 0, "size": 1},
    upload: {"person": 1, "declared_size": 1, "created": 0, "expires": 0}
    | dict.fromkeys("declared_type put_token state".split(), "x"),
}
"""What is sealed, with what a row needs besides."""


async def add(db: Database, table: Table, number: int, key: int) -> None:
    """Row `number` of the table, sealed with a key."""
    values: dict[str, Any] = {"tenant": min(number, 2), "person": number, "jid": f"x{number}@example.org", "id": number}
    values |= {"service": values["jid"], "item": values["jid"]}
    if table is upload:
        values["id"] = str(number)
    if table is message:
        values["storable"] = True
    values |= ROWS[table] | {"key": key, "sealed": b"something", "pending_key": key, "pending_stanza": b"something"}
    async with db.write() as conn:
        await conn.execute(insert(table).values({name: values[name] for name in values if name in table.c}))


async def prepared(db: Database, accounts: Any, folder: Path) -> Keyring:
    """Two people, a room, and a keyring that has key 1 only."""
    for jid in (ALICE, BOB):
        await accounts.add_person(jid)
    ring = keyring(folder)
    assert ring.current(1) == 1
    await add(db, room, 100, 1)
    await add(db, pubsub_node, 100, 1)
    await check_keys(db, ring)
    return ring


def test_here_is_all_that_is_sealed() -> None:
    assert {table.name for table in ROWS} == {
        name for name, table in metadata.tables.items() if {"key", "pending_key"} & set(table.c.keys())
    }


@pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)
@pytest.mark.parametrize("keys", [(1, 2), (2,)], ids=["newest", "only"])
async def test_a_key_that_is_missing_is_told(
    database_url: str, tmp_path: Path, table: Table, keys: tuple[int, ...]
) -> None:
    async with opened(database_url) as (db, accounts):
        ring = await prepared(db, accounts, tmp_path)
        for number, key in enumerate(keys, 1):
            await add(db, table, number, key)
        with pytest.raises(ConfigurationError, match=r"data key 2, which .*keys\.json does not have"):
            await check_keys(db, ring)
        assert ring.current(2) == 2
        await check_keys(db, ring)


@pytest.mark.parametrize("table", [vcard, private_xml, notice, room, upload], ids=lambda table: table.name)
async def test_it_need_not_be_the_last_row_that_has_it(database_url: str, tmp_path: Path, table: Table) -> None:
    async with opened(database_url) as (db, accounts):
        ring = await prepared(db, accounts, tmp_path)
        await add(db, table, 1, 2)
        await add(db, table, 2, 1)
        with pytest.raises(ConfigurationError, match="data key 2"):
            await check_keys(db, ring)


@pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)
async def test_a_destroyed_key_is_not_missing(database_url: str, tmp_path: Path, table: Table) -> None:
    async with opened(database_url) as (db, accounts):
        ring = await prepared(db, accounts, tmp_path)
        await add(db, table, 1, ring.current(2))
        month = next(key.month for key in _file(ring) if key.id == 2)
        assert ring.shred(2, month) == 1
        await check_keys(db, ring)
        await check_keys(db, keyring(tmp_path))


def _file(ring: Keyring) -> list[Any]:
    return list(read_keys(ring.path).keys)
