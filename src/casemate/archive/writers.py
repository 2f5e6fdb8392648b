"""Writing a batch: on SQLite in a thread with a connection of its own, on PostgreSQL by asyncpg.

Audit rows are chained inside the transaction, after reading the newest row there, so that a command in another process may
append as well.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from casemate.archive.batch import (
    AUDIT_COLUMNS,
    COACHED_COLUMNS,
    HELD_COLUMNS,
    MESSAGE_COLUMNS,
    Batch,
    Row,
    Work,
)
from casemate.archive.sealing import Keyring
from casemate.audit.chain import GENESIS, extend
from casemate.model.clock import Clock
from casemate.model.errors import Unavailable
from casemate.storage.engine import Database, connect_sqlite
from casemate.storage.schema import audit, coached, held, message

CHECKPOINT_PAGES: Final = 4_000
"""WAL pages between checkpoints: 16 MiB, so that a checkpoint's fsync is paid once in thousands of messages."""
_AUDIT_LOCK: Final = 0x63617365
"""PostgreSQL advisory lock that orders those who extend the audit chain."""


class Writer(Protocol):
    """Commits batches, one at a time."""

    async def commit(self, work: Sequence[Work]) -> None:
        """Write everything in one durable transaction.

        Raises:
            Unavailable: if it could not be written; then nothing of it was.
        """
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...


def writer_for(db: Database, keyring: Keyring, clock: Clock) -> Writer:
    """The writer that fits the database."""
    if db.file is not None:
        return SqliteWriter(db.file, keyring, clock)
    return PostgresWriter(db, keyring, clock)


def _insert(table: str, columns: Sequence[str]) -> str:
    # Table and column names are constants of this file; values are parameters.
    return f"INSERT INTO {table} ({', '.join(_quoted(c) for c in columns)}) VALUES ({', '.join('?' * len(columns))})"


def _quoted(column: str) -> str:
    return f'"{column}"'


_MESSAGES: Final = _insert("message", MESSAGE_COLUMNS)
_HELD: Final = _insert("held", HELD_COLUMNS)
_COACHED: Final = _insert("coached", COACHED_COLUMNS)
_AUDIT: Final = _insert("audit", AUDIT_COLUMNS)
_DECIDED: Final = "UPDATE held SET state=?, decided=?, decided_by=? WHERE id=? AND state='waiting'"
_CONFIRMED: Final = "UPDATE coached SET confirmed=? WHERE id=? AND confirmed IS NULL"


class SqliteWriter:
    """A thread with its own connection: fsync never holds up the event loop."""

    def __init__(self, path: Path, keyring: Keyring, clock: Clock) -> None:
        self._keyring = keyring
        self._clock = clock
        self._connection = connect_sqlite(path)
        self._connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")

    async def commit(self, work: Sequence[Work]) -> None:
        """See `Writer.commit`."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self.write, work)

    async def close(self) -> None:
        """See `Writer.close`."""
        self._thread.shutdown()
        self._connection.close()

    def write(self, work: Sequence[Work]) -> None:
        """Write everything in one durable transaction, from the writer's thread (errors as for `commit`)."""
        now_ms = int(self._clock() * 1000)
        batch = Batch(work, self._keyring, now_ms)
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._rows(connection, batch, now_ms)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise Unavailable(f"the database did not take it: {error}") from error

    def _rows(self, connection: sqlite3.Connection, batch: Batch, now_ms: int) -> None:
        if batch.messages:
            connection.executemany(_MESSAGES, batch.messages)
        if batch.held:
            connection.executemany(_HELD, batch.held)
        if batch.coached:
            connection.executemany(_COACHED, batch.coached)
        if batch.decided:
            connection.executemany(_DECIDED, batch.decided)
        if batch.confirmed:
            connection.executemany(_CONFIRMED, batch.confirmed)
        if batch.audit:
            last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
            seq, digest = last or (0, GENESIS)
            connection.executemany(_AUDIT, extend(seq, digest, now_ms, batch.audit))


class PostgresWriter:
    """asyncpg through SQLAlchemy."""

    def __init__(self, db: Database, keyring: Keyring, clock: Clock) -> None:
        self._db = db
        self._keyring = keyring
        self._clock = clock

    async def commit(self, work: Sequence[Work]) -> None:
        """See `Writer.commit`."""
        now_ms = int(self._clock() * 1000)
        batch = Batch(work, self._keyring, now_ms)
        try:
            await self._write(batch, now_ms)
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable(f"the database did not take it: {str(error).splitlines()[0]}") from error

    async def close(self) -> None:
        """See `Writer.close`: the engine belongs to the database."""

    async def _write(self, batch: Batch, now_ms: int) -> None:
        async with self._db.write() as conn:
            for table, columns, rows in (
                (message, MESSAGE_COLUMNS, batch.messages),
                (held, HELD_COLUMNS, batch.held),
                (coached, COACHED_COLUMNS, batch.coached),
            ):
                if rows:
                    await conn.execute(insert(table), _dicts(columns, rows))
            if batch.decided:
                query = (
                    update(held)
                    .where(held.c.id == bindparam("row"), held.c.state == "waiting")
                    .values(state=bindparam("now"), decided=bindparam("at"), decided_by=bindparam("by"))
                )
                await conn.execute(query, _dicts(("now", "at", "by", "row"), batch.decided))
            if batch.confirmed:
                query = update(coached).where(coached.c.id == bindparam("row"), coached.c.confirmed.is_(None))
                await conn.execute(query.values(confirmed=bindparam("now")), _dicts(("now", "row"), batch.confirmed))
            if batch.audit:
                await conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _AUDIT_LOCK})
                last = (
                    await conn.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1))
                ).first()
                seq, digest = (last.seq, bytes(last.hash)) if last else (0, GENESIS)
                rows = extend(seq, digest, now_ms, batch.audit)
                await conn.execute(insert(audit), _dicts(AUDIT_COLUMNS, rows))


def _dicts(columns: Sequence[str], rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]
