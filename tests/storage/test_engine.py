import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import IntegrityError

from casemate.model.errors import ConfigurationError, Unavailable
from casemate.storage import migrate
from casemate.storage.engine import Database, turn_to_wal
from casemate.storage.schema import metadata, tenant


async def test_migrations_make_exactly_the_schema(database_url: str) -> None:
    db = await Database.open(database_url)
    async with db.read() as conn:
        assert await conn.run_sync(_differences) == []
    await db.close()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def test_head_is_the_newest_revision() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).with_name("migrations")))
    assert scripts.get_heads() == [migrate.HEAD]


async def test_it_opens_again_and_keeps_what_was_written(database_url: str) -> None:
    db = await Database.open(database_url)
    async with db.write() as conn:
        await conn.execute(insert(tenant).values(id=7, name="kept", created=1))
    await db.close()
    db = await Database.open(database_url)
    async with db.read() as conn:
        assert (await conn.execute(select(tenant.c.name).where(tenant.c.id == 7))).scalar_one() == "kept"
    await db.close()


async def test_an_exception_rolls_back(database_url: str) -> None:
    db = await Database.open(database_url)

    async def fail() -> None:
        async with db.write() as conn:
            await conn.execute(insert(tenant).values(id=1, name="a", created=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with db.read() as conn:
        assert (await conn.execute(select(tenant))).all() == []
    await db.close()


async def test_what_the_database_refuses_is_not_an_outage(database_url: str) -> None:
    db = await Database.open(database_url)
    with pytest.raises(IntegrityError):
        async with db.write() as conn:
            await conn.execute(insert(tenant).values([{"name": "a", "created": 1}, {"name": "a", "created": 1}]))
    await db.close()


async def test_concurrent_writers_all_get_through(database_url: str) -> None:
    db = await Database.open(database_url)

    async def add(number: int) -> None:
        async with db.write() as conn:
            seen = (await conn.execute(select(tenant.c.id))).all()
            await asyncio.sleep(0)
            await conn.execute(insert(tenant).values(id=number + 1, name=f"t{number}", created=len(seen)))

    await asyncio.gather(*(add(n) for n in range(12)))
    async with db.read() as conn:
        assert len((await conn.execute(select(tenant))).all()) == 12
    await db.close()


async def test_a_database_from_the_future_is_refused(database_url: str) -> None:
    db = await Database.open(database_url)
    async with db.write() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await db.close()
    with pytest.raises(ConfigurationError, match="newer version"):
        await Database.open(database_url)


async def test_two_open_at_once_and_migrate_once(database_url: str) -> None:
    one, other = await asyncio.gather(Database.open(database_url), Database.open(database_url))
    async with one.read() as conn:
        assert (await conn.execute(text("SELECT version_num FROM alembic_version"))).all() == [(migrate.HEAD,)]
    await one.close()
    await other.close()


def test_of_many_that_turn_a_new_file_to_wal_at_once_none_is_refused(tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def open_each() -> None:
        for turn in range(40):
            together.wait(timeout=30)
            turn_to_wal(tmp_path / f"{turn}.sqlite3")

    with ThreadPoolExecutor(4) as threads:
        for opening in [threads.submit(open_each) for _ in range(4)]:
            opening.result()


async def test_every_sqlite_connection_is_durable(tmp_path: Path) -> None:
    db = await Database.open(f"sqlite:///{tmp_path}/new/folder/x.sqlite3")
    async with db.read() as one, db.read() as other:
        for conn in (one, other):
            assert (await conn.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
            assert (await conn.execute(text("PRAGMA synchronous"))).scalar_one() == 2
            assert (await conn.execute(text("PRAGMA foreign_keys"))).scalar_one() == 1
    assert db.file == tmp_path / "new/folder/x.sqlite3"
    await db.close()


async def test_a_read_sees_one_consistent_state(database_url: str) -> None:
    db = await Database.open(database_url)
    if db.dialect == "postgresql":
        await db.close()
        return  # READ COMMITTED there: each statement sees its own state
    async with db.read() as reader:
        assert (await reader.execute(select(tenant))).all() == []
        async with db.write() as writer:
            await writer.execute(insert(tenant).values(id=1, name="a", created=1))
        assert (await reader.execute(select(tenant))).all() == []
    await db.close()


@pytest.mark.parametrize(
    "url",
    [
        "mysql://x/y",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite+pysqlite:///x",
        "",
        "postgresql+psycopg://x/y",
    ],
)
async def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ConfigurationError):
        await Database.open(url)


async def test_a_server_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="does not answer"):
        await Database.open(f"postgresql://casemate:geheim@/x?host={tmp_path}")
    with pytest.raises(Unavailable) as caught:
        await Database.open("postgresql://casemate:geheim@127.0.0.1:9/x")
    assert "geheim" not in str(caught.value)


async def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(Unavailable, match="not a database"):
        await Database.open(f"sqlite:///{tmp_path}/x")
    with pytest.raises(Unavailable):
        await Database.open(f"sqlite:///{tmp_path}/x/y")


async def test_another_process_that_writes_is_waited_for(tmp_path: Path) -> None:
    db = await Database.open(f"sqlite:///{tmp_path}/x")
    other = sqlite3.connect(tmp_path / "x", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")

    async def add() -> None:
        async with db.write() as conn:
            await conn.execute(insert(tenant).values(id=1, name="a", created=1))

    waiting = asyncio.create_task(add())
    async with db.read() as conn:  # readers don't wait
        assert (await conn.execute(select(tenant))).all() == []
    assert not waiting.done()
    other.execute("ROLLBACK")
    await waiting
    other.close()
    await db.close()
