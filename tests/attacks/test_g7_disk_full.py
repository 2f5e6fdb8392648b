"""G7: no space or I/O errors: no false acknowledgement, a clear refusal at once, recovery by itself, and a chain that verifies."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casemate.archive import journal as journal_module
from casemate.archive import sqlite_writer
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer
from casemate.audit.verify import verify
from casemate.model.errors import Unavailable
from casemate.storage.engine import connect_sqlite
from casemate.storage.schema import message
from tests.archive.support import Record, SetClock, opened

EVENT = AuditEvent(tenant=1, actor="a", action=AuditAction.MESSAGE_HELD, subject="s", detail={})


async def test_g7_disk_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "RETRY", 0.0)
    room = {"pages": 0}

    def small(path: Path) -> sqlite3.Connection:
        connection = connect_sqlite(path)
        if room["pages"]:
            connection.execute(f"PRAGMA max_page_count={room['pages']}")
        return connection

    monkeypatch.setattr(sqlite_writer, "connect_sqlite", small)
    room["pages"] = 120
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        acknowledged: list[int] = []
        refused: list[int] = []
        while not refused:
            entry = record.entry(stanza=bytes(2_000), audit=(EVENT,))
            [error] = await record.append(entry)
            (refused if error else acknowledged).append(entry.id)
            if error:
                assert isinstance(error, Unavailable)
                assert "full" in str(error)
        assert not record.journal.healthy
        assert acknowledged
        [error] = await record.append(record.entry(stanza=bytes(2_000)))
        assert isinstance(error, Unavailable)
        await _check(record, acknowledged)

        room["pages"] = 0  # somebody made room
        entry = record.entry(audit=(EVENT,))
        assert await record.append(entry) == [None]
        assert record.journal.healthy
        await _check(record, [*acknowledged, entry.id])


async def test_g7_while_it_fails_everything_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = 0

    def broken(path: Path) -> sqlite3.Connection:
        nonlocal attempts
        attempts += 1
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(journal_module, "RETRY", 3_600.0)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        monkeypatch.setattr(sqlite_writer, "connect_sqlite", broken)
        answers = await record.append(*(record.entry() for _ in range(1_500)))
        assert all(isinstance(answer, Unavailable) for answer in answers)
        assert attempts == 1  # what waited behind the first batch did not have to try
        answers = await record.append(*(record.entry() for _ in range(10)))
        assert all(isinstance(answer, Unavailable) for answer in answers)
        assert attempts == 1
        monkeypatch.setattr(sqlite_writer, "connect_sqlite", connect_sqlite)
        monkeypatch.setattr(journal_module, "RETRY", 0.0)
        record.journal._retry_at = 0.0
        assert await record.append(record.entry()) == [None]


async def _check(record: Record, acknowledged: list[int]) -> None:
    async with record.db.read() as conn:
        assert list((await conn.execute(select(message.c.id).order_by(message.c.id))).scalars()) == acknowledged
    signer = Signer(record.db, bytes(32), SetClock())
    result = await verify(record.db, signer.public_key)
    assert result.problems == []
    assert result.rows == len(acknowledged)


# A real limit of the kernel on the size of files: write() fails with EFBIG in the middle of a transaction.
CHILD = """
import asyncio, json, resource, signal, sys
from pathlib import Path
from casemate.archive import journal
from tests.archive.support import opened

async def main(url, folder):
    journal.RETRY = 0.0
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    async with opened(url, Path(folder)) as record:
        told = {"ok": [], "refused": [], "after": []}
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
        for _ in range(300):
            entry = record.entry(stanza=bytes(3_000))
            [error] = await record.append(entry)
            told["refused" if error else "ok"].append(entry.id)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        for _ in range(3):
            entry = record.entry()
            [error] = await record.append(entry)
            assert error is None, error
            told["after"].append(entry.id)
    print(json.dumps(told))

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


async def test_g7_file_size_limit(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x"
    child = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", CHILD, url, str(tmp_path)],
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    told = json.loads(child.stdout.splitlines()[-1])
    assert told["ok"]
    assert told["refused"]
    async with opened(url, tmp_path) as record:
        async with record.db.read() as conn:
            there = set((await conn.execute(select(message.c.id))).scalars())
            assert (await conn.execute(select(func.count()).select_from(message))).scalar_one() == len(there)
        assert there == set(told["ok"]) | set(told["after"])
        for archive_id in there:
            assert await record.archive.get(1, archive_id) is not None
