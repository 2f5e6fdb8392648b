import asyncio
import sqlite3
from pathlib import Path

import pytest

from casemate.archive import journal as journal_module
from casemate.archive import sqlite_writer
from casemate.archive.sqlite_writer import SqliteWriter
from casemate.storage.engine import connect_sqlite
from casemate.telemetry import metrics
from tests.archive.support import ALICE, BOB, opened


async def test_what_arrives_during_a_commit_becomes_the_next_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    commit = SqliteWriter._commit

    def counted(self: SqliteWriter, work):
        sizes.append(len(work))
        return commit(self, work)

    monkeypatch.setattr(SqliteWriter, "_commit", counted)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        first = record.answer(record.entry())
        await asyncio.sleep(0)  # the first is handed over
        rest = [record.answer(record.entry()) for _ in range(journal_module.MAX_BATCH + 5)]
        assert await asyncio.gather(first, *rest) == [None] * (len(rest) + 1)
    assert sizes == [1, journal_module.MAX_BATCH, 5]


async def test_what_follows_comes_after_all_that_was_appended_before(tmp_path: Path) -> None:
    seen: list[str] = []
    over = asyncio.Event()
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        journal = record.journal

        def first(_error: Exception | None) -> None:
            seen.append("first")
            journal.follow(lambda: seen.append("said in the first one's answer"))

        journal.follow(lambda: seen.append("at once"))
        journal.append(record.entry(), first)
        journal.follow(lambda: seen.append("after the first"))
        journal.append(record.entry(), lambda _error: seen.append("second"))
        journal.follow(lambda: 1 / 0)  # a mistake of one does not keep the others waiting
        journal.follow(over.set)
        assert seen == ["at once"]
        await over.wait()
        journal.follow(lambda: seen.append("at once again"))
    assert seen[:3] == ["at once", "first", "after the first"]
    assert set(seen[3:5]) == {"second", "said in the first one's answer"}
    assert seen[5:] == ["at once again"]


async def test_a_batch_is_never_cut_between_a_message_and_its_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    commit = SqliteWriter._commit

    def counted(self: SqliteWriter, work):
        sizes.append(len(work))
        return commit(self, work)

    monkeypatch.setattr(journal_module, "MAX_BATCH", 3)
    monkeypatch.setattr(SqliteWriter, "_commit", counted)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        entries = []
        for _ in range(4):
            original = record.entry()
            entries += [original, original.copy_for(2, record.journal.ids.next(0))]
        assert await record.append(*entries) == [None] * 8
    assert sizes == [4, 4]


async def test_statements_of_many_rows_write_every_row(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        for count in (1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 85, 149):
            entries = [record.entry(stanza=str(n).encode()) for n in range(count)]
            assert await record.append(*entries) == [None] * count
            for n, entry in enumerate(entries):
                stored = await record.archive.get(1, entry.id)
                assert stored is not None
                assert stored.stanza == str(n).encode()


async def test_the_log_is_moved_into_the_file_outside_of_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []

    def traced(path: Path) -> sqlite3.Connection:
        connection = connect_sqlite(path)
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(sqlite_writer, "connect_sqlite", traced)
    monkeypatch.setattr(sqlite_writer, "CHECKPOINT_PAGES", 20)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        for _ in range(30):
            await record.say(ALICE, BOB)
        await record.journal.close()
    checkpoints = [n for n, statement in enumerate(statements) if "wal_checkpoint" in statement]
    assert len(checkpoints) >= 3
    assert all(statements[n - 1] == "COMMIT" for n in checkpoints)
    wal = tmp_path / "x-wal"
    assert not wal.exists() or wal.stat().st_size < 80 * 4_200


async def test_it_waits_its_turn_behind_other_writers(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        async with record.db.write():
            answer = record.answer(record.entry())
            await asyncio.sleep(0.01)
            assert not answer.done()
        assert await answer is None


async def test_batches_are_measured(tmp_path: Path) -> None:
    before = metrics.registry.get_sample_value("casemate_commit_batch_sum") or 0
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        await record.append(*(record.entry() for _ in range(7)))
    assert metrics.registry.get_sample_value("casemate_commit_batch_sum") == before + 7
