"""SQLite through SQLAlchemy with few hand-overs: transactions are whole, whatever happens to who waits for them."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from casemate.model.errors import Unavailable
from casemate.storage.driver import Connection
from casemate.storage.engine import Database


@pytest.fixture
async def db(tmp_path: Path) -> AsyncGenerator[Database]:
    db = await Database.open(f"sqlite:///{tmp_path}/casemate.sqlite3")
    async with db.write() as conn:
        await conn.execute(text("CREATE TABLE t (n INTEGER PRIMARY KEY)"))
    yield db
    await db.close()


async def numbers(db: Database) -> list[int]:
    async with db.read() as conn:
        return [row.n for row in await conn.execute(text("SELECT n FROM t ORDER BY n"))]


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the threads of connections were given to do."""
    seen: list[str] = []
    real = Connection._execute

    async def counted(self: Connection, call: object, *args: object, **options: object) -> object:
        seen.append(getattr(call, "__name__", ""))
        return await real(self, call, *args, **options)

    monkeypatch.setattr(Connection, "_execute", counted)
    return seen


async def test_a_transaction_with_one_query_is_handed_over_twice(db: Database, handed_over: list[str]) -> None:
    await numbers(db)
    handed_over.clear()
    await numbers(db)
    assert handed_over == ["_begin_and_run", "commit"]


async def test_a_transaction_without_a_statement_is_none(db: Database, handed_over: list[str]) -> None:
    await numbers(db)
    handed_over.clear()
    async with db.write():
        pass
    assert handed_over == []


async def test_all_or_nothing(db: Database) -> None:
    async def twice() -> None:
        async with db.write() as conn:
            await conn.execute(text("INSERT INTO t VALUES (1)"))
            await conn.execute(text("INSERT INTO t VALUES (1)"))

    with pytest.raises(IntegrityError):
        await twice()
    assert await numbers(db) == []


async def test_what_fails_first_leaves_no_transaction_open(db: Database) -> None:
    async def nowhere() -> None:
        async with db.write() as conn:
            await conn.execute(text("INSERT INTO nowhere VALUES (1)"))

    for _ in range(20):
        with pytest.raises(Unavailable):
            await nowhere()
    async with db.write() as conn:
        await conn.execute(text("INSERT INTO t VALUES (1)"))
    assert await numbers(db) == [1]


async def test_rows_and_counts(db: Database) -> None:
    async with db.write() as conn:
        result = await conn.execute(text("INSERT INTO t VALUES (:n)"), [{"n": n} for n in range(5)])
        assert result.rowcount == 5
        result = await conn.execute(text("DELETE FROM t WHERE n > 2"))
        assert result.rowcount == 2
        assert (await conn.execute(text("SELECT max(n), count(*) FROM t"))).one() == (2, 3)
        assert (await conn.execute(text("SELECT n FROM t WHERE n = 9"))).first() is None


async def test_one_state_for_all_queries_of_a_transaction(db: Database) -> None:
    async with db.read() as conn:
        before = (await conn.execute(text("SELECT count(*) FROM t"))).scalar_one()
        async with db.write() as other:
            await other.execute(text("INSERT INTO t VALUES (7)"))
        assert (await conn.execute(text("SELECT count(*) FROM t"))).scalar_one() == before
    assert await numbers(db) == [7]


async def test_who_is_cancelled_leaves_no_transaction_behind(db: Database) -> None:
    async def insert(number: int) -> None:
        async with db.write() as conn:
            await conn.execute(text("INSERT INTO t VALUES (:n)"), {"n": number})
            await asyncio.Event().wait()

    for turns in range(12):
        task = asyncio.ensure_future(insert(turns))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await numbers(db) == []
    async with db.write() as conn:
        await conn.execute(text("INSERT INTO t VALUES (1)"))
    assert await numbers(db) == [1]
