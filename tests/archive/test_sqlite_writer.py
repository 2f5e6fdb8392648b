"""The writer's failures: an answer for everybody, nothing by half, and it goes on by itself."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from casemate.archive import journal as journal_module
from casemate.archive import mail
from casemate.archive import sqlite_writer as module
from casemate.archive.api import ArchiveQuery
from casemate.archive.entries import CoachedConfirmed, CoachedRow, HeldDecided, HeldRow, Update, Work
from casemate.archive.outcome import Outcome, Refused
from casemate.archive.sealing import Keyring
from casemate.archive.sqlite_writer import SqliteWriter
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer
from casemate.audit.verify import verify
from casemate.model.errors import Conflict, Unavailable
from casemate.storage.engine import Database, connect_sqlite
from casemate.storage.schema import audit, coached, held, message
from casemate.storage.schema import mail as mail_table
from tests.archive.support import ALICE, BOB, ONE, ROOT, Record, SetClock, opened

EVENT = AuditEvent(tenant=1, actor="a", action=AuditAction.MESSAGE_HELD, subject="s", detail={})


@pytest.fixture(autouse=True)
def tries_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "RETRY", 0.0)


async def rows(record: Record, *tables: object) -> list[int]:
    async with record.db.read() as conn:
        return [(await conn.execute(select(func.count()).select_from(table))).scalar_one() for table in tables]


async def execute(record: Record, statement: str) -> None:
    async with record.db.write() as conn:
        await conn.execute(text(statement))


def trigger(action: str) -> str:
    """From now on the database itself refuses messages of the rule `poison`, in one of SQLite's ways."""
    return (
        "CREATE TRIGGER poison BEFORE INSERT ON message WHEN NEW.rule = 'poison' "
        f"BEGIN SELECT RAISE({action}, 'no such message here'); END"
    )


@pytest.mark.parametrize("action", ["ABORT", "FAIL"])
async def test_the_entry_that_the_database_refuses_is_found_among_many(tmp_path: Path, action: str) -> None:
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        await execute(record, trigger(action))
        entries = [
            record.entry(
                rule="poison" if number in {0, 70, 99} else None,
                audit=(EVENT,),
                held=HeldRow(record.journal.ids.next(1), "slow", None) if number == 70 else None,
            )
            for number in range(100)
        ]
        answers = await record.append(*entries)
        assert [number for number, answer in enumerate(answers) if answer is not None] == [0, 70, 99]
        assert all(isinstance(answers[number], Refused) for number in (0, 70, 99))
        assert "poison" not in str(answers[0])
        assert record.journal.healthy
        # Neither of its parts is there, and the chain has no hole.
        assert await rows(record, message, audit, held) == [97, 97, 0]
        result = await verify(record.db, Signer(record.db, bytes(32), record.clock).public_key)
        assert (result.problems, result.rows) == ([], 97)


async def test_when_the_database_gives_up_the_batch_nothing_of_it_is_written(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        await execute(record, trigger("ROLLBACK"))
        answers = await record.append(
            *(record.entry(rule="poison" if n == 5 else None, audit=(EVENT,)) for n in range(9))
        )
        assert all(isinstance(answer, Unavailable) for answer in answers)
        assert await rows(record, message, audit) == [0, 0]
        assert not record.journal.healthy
        assert await record.append(record.entry(audit=(EVENT,))) == [None]
        assert record.journal.healthy
        assert await rows(record, message, audit) == [1, 1]


async def test_a_decision_that_comes_second_takes_nothing_with_it(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        first = record.entry()
        first.held = HeldRow(first.id, "verdict", None)
        first.coached = CoachedRow(first.id, str(ALICE), "hash", 1)
        assert await record.append(first) == [None]
        decisions = [HeldDecided(first.id, "released", "a"), HeldDecided(first.id, "refused", "b")]
        confirm = CoachedConfirmed(first.id)
        entries = [record.entry(updates=[each], audit=(EVENT,)) for each in (*decisions, confirm, confirm)]
        answers = await record.append(*entries, record.entry())
        assert [type(answer) for answer in answers] == [type(None), Conflict, type(None), Conflict, type(None)]
        assert await rows(record, message, audit) == [4, 2]
        async with record.db.read() as conn:
            assert (await conn.execute(select(held.c.state, held.c.decided_by))).all() == [("released", "a")]
            assert (await conn.execute(select(coached.c.confirmed))).scalars().all() == [entries[2].id]


async def test_another_process_that_never_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(path: Path) -> sqlite3.Connection:
        connection = connect_sqlite(path)
        connection.execute("PRAGMA busy_timeout=1")
        return connection

    monkeypatch.setattr(module, "connect_sqlite", impatient)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        other = connect_sqlite(tmp_path / "x")
        other.execute("BEGIN IMMEDIATE")
        answers = await record.append(*(record.entry() for _ in range(3)))
        assert all(isinstance(answer, Unavailable) and "locked" in str(answer) for answer in answers)
        other.execute("ROLLBACK")
        other.close()
        assert await record.append(record.entry()) == [None]
        assert await rows(record, message) == [1]


async def test_upkeep_that_fails_loses_nothing_and_is_made_up_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "RUN", 1)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        ids = [await record.say(ALICE, BOB)]
        await execute(record, "ALTER TABLE mail RENAME TO elsewhere")
        ids += [await record.say(ALICE, BOB) for _ in range(5)]
        assert record.journal.healthy
        await execute(record, "ALTER TABLE elsewhere RENAME TO mail")
        ids += [await record.say(ALICE, BOB) for _ in range(2)]
        page = await record.archive.page(ONE, BOB, ArchiveQuery(50))
        assert [item.id for item in page.items] == ids
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        assert await rows(record, mail_table) == [2 * len(ids)]


async def test_whatever_breaks_everybody_is_answered(tmp_path: Path) -> None:
    db = await Database.open(f"sqlite:///{tmp_path}/x")
    try:
        writer = SqliteWriter(db, Keyring(ROOT, tmp_path / "keys.json", SetClock()), SetClock())
        await writer.start()
        assert isinstance(await written(writer, [None]), Unavailable)  # type: ignore[list-item]  # no entry at all
        assert await written(writer, [Update(None, (EVENT,))]) == {}
        assert await written(writer, []) == {}
        await writer.close()
    finally:
        await db.close()


async def written(writer: SqliteWriter, work: Sequence[Work]) -> Outcome:
    future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    writer.submit(work, future.set_result)
    return await future


async def test_what_was_submitted_is_written_before_it_closes(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        writer = SqliteWriter(record.db, record.keyring, record.clock)
        await writer.start()
        answers = [asyncio.ensure_future(written(writer, [record.entry()])) for _ in range(20)]
        await asyncio.sleep(0)
        await writer.close()
        assert await asyncio.gather(*answers) == [{}] * 20
        assert await rows(record, message) == [20]
