"""The journal's writer on SQLite: a thread with a connection of its own, so that an fsync never holds up the event loop.

A batch is one transaction, durable when it settles (WAL, synchronous=FULL). What costs time but need not be in
anybody's way, filling `mail` and moving the write-ahead log into the database file, is done after the batch has settled.

Statements that insert many rows at once are few, because the driver gives up the interpreter lock around every one,
and gets it back only when the event loop next waits.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Generator, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import Final

from casemate.archive import mail
from casemate.archive.entries import Entry, Work
from casemate.archive.outcome import Outcome, Refusals, Refused, Settle, conflict
from casemate.archive.rows import (
    MESSAGE,
    Row,
    Statements,
    coached_row,
    decision_values,
    decisions,
    held_row,
    mail_rows,
    message_row,
)
from casemate.archive.sealing import Keyring
from casemate.audit.chain import GENESIS, extend
from casemate.audit.events import AuditEvent
from casemate.model.clock import Clock
from casemate.model.errors import ConfigurationError, Unavailable
from casemate.storage.engine import Database, connect_sqlite
from casemate.telemetry.log import get_logger

CHECKPOINT_PAGES: Final = 1_000
"""Pages in the write-ahead log before they are moved: 4 MiB. A short log is written over in place, which makes its fsync
a third cheaper than that of a growing one."""
_PAGE: Final = 4_096
_PAGES_A_COMMIT: Final = 3  # the last page of the table, and its parents
_ROWS_AT_ONCE: Final = (64, 16, 4, 1)
_OUTAGES: Final = (sqlite3.OperationalError, ConfigurationError)
"""What no entry is to blame for: the database, or a keys file that can't be written."""
_log = get_logger("journal")

_SQL: Final = Statements(lambda _n: "?")
_MESSAGES: Final = {rows: _SQL.insert("message", MESSAGE, rows) for rows in _ROWS_AT_ONCE}


class SqliteWriter:
    """See `casemate.archive.outcome.Writer`."""

    def __init__(self, db: Database, keyring: Keyring, clock: Clock) -> None:
        if db.file is None:
            raise ValueError("not a SQLite database")
        self._file = db.file
        self._turns = db.turns
        self._keyring = keyring
        self._clock = clock
        self._jobs: SimpleQueue[tuple[Sequence[Work], Settle] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="journal", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection: sqlite3.Connection | None = None
        self._pages = 0
        self._unfilled = 0
        self._filled_upto = 0

    async def start(self) -> None:
        """See `Writer.start`."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def submit(self, work: Sequence[Work], settle: Settle) -> None:
        """See `Writer.submit`."""
        self._jobs.put((work, settle))

    async def close(self) -> None:
        """See `Writer.close`."""
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    # -- in the thread

    def _run(self) -> None:
        loop = self._loop
        if loop is None:
            raise RuntimeError("the writer was not started")
        while (job := self._jobs.get()) is not None:
            work, settle = job
            outcome = self._commit(work)
            loop.call_soon_threadsafe(settle, outcome)
            if not isinstance(outcome, Unavailable):
                self._upkeep()
        self._disconnect()

    def _commit(self, work: Sequence[Work]) -> Outcome:
        try:
            self._connect()
            if any(decisions(item) for item in work):
                return self._one_by_one(work)
            try:
                return self._all_at_once(work)
            except _OUTAGES:
                raise
            except Exception as error:  # noqa: BLE001 - an entry is to blame; which one is found out one by one
                _log.warning("a batch is written entry by entry", error=repr(error))
                return self._one_by_one(work)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left waiting for an answer
            self._disconnect()
            return Unavailable(f"the record can't be written: {error}")

    def _all_at_once(self, work: Sequence[Work]) -> Outcome:
        values: list[object] = []
        mails: list[Row] = []
        held: list[Row] = []
        coached: list[Row] = []
        events: list[AuditEvent] = []
        count = 0
        for item in work:
            if type(item) is Entry:
                values += message_row(item, self._keyring)
                count += 1
                if item.id <= self._filled_upto:
                    mails += mail_rows(item)
                if item.held is not None:
                    held.append(held_row(item) or ())
                if item.coached is not None:
                    coached.append(coached_row(item) or ())
            if item.audit:
                events += item.audit
        with self._turns.thread(), self._transaction() as connection:
            self._insert_messages(connection, values, count)
            for statement, rows in ((_SQL.mail, mails), (_SQL.held, held), (_SQL.coached, coached)):
                if rows:
                    connection.executemany(statement, rows)
            self._audit(connection, events)
        self._pages += _PAGES_A_COMMIT + sum(len(item.stanza) for item in work if type(item) is Entry) // _PAGE
        self._unfilled += count
        return {}

    def _insert_messages(self, connection: sqlite3.Connection, values: list[object], count: int) -> None:
        width = len(MESSAGE)
        place = 0
        for rows in _ROWS_AT_ONCE:
            while count >= rows:
                connection.execute(_MESSAGES[rows], values[place : place + rows * width])
                place += rows * width
                count -= rows

    def _one_by_one(self, work: Sequence[Work]) -> Outcome:
        refusals = Refusals()
        with self._turns.thread(), self._transaction() as connection:
            for place, item in enumerate(work):
                if refusals.takes_along(place, item):
                    continue
                connection.execute("SAVEPOINT entry")
                error = self._one(connection, item)
                if error is not None:
                    connection.execute("ROLLBACK TO entry")
                    refusals.add(place, item, error)
                connection.execute("RELEASE entry")
        self._pages += _PAGES_A_COMMIT * len(work)
        self._unfilled += len(work)
        return refusals.by_place

    def _one(self, connection: sqlite3.Connection, item: Work) -> Exception | None:
        """Write one entry; return why it is refused, if it is."""
        now_ms = int(self._clock() * 1000)
        try:
            for decided in decisions(item):
                if not connection.execute(_SQL.decision(decided), decision_values(decided, item, now_ms)).rowcount:
                    return conflict(decided)
            if isinstance(item, Entry):
                connection.execute(_SQL.message, message_row(item, self._keyring))
                if item.id <= self._filled_upto:
                    connection.executemany(_SQL.mail, mail_rows(item))
                if row := held_row(item):
                    connection.execute(_SQL.held, row)
                if row := coached_row(item):
                    connection.execute(_SQL.coached, row)
            self._audit(connection, item.audit)
        except _OUTAGES:
            raise
        except Exception as error:  # noqa: BLE001 - anything else lies in the entry
            _log.error("an entry can't be recorded", error=repr(error))
            return Refused(f"this can't be put on record: {type(error).__name__}")
        return None

    def _audit(self, connection: sqlite3.Connection, events: Sequence[AuditEvent]) -> None:
        if events:
            seq, digest = connection.execute(_SQL.last_audit).fetchone() or (0, GENESIS)
            connection.executemany(_SQL.audit, extend(seq, digest, int(self._clock() * 1000), events))

    def _upkeep(self) -> None:
        try:
            if self._unfilled >= mail.RUN:
                with self._turns.thread(), self._transaction() as connection:
                    self._filled_upto = mail.fill(connection)
                self._pages += self._unfilled  # at worst a page for each; a checkpoint too early does no harm
                self._unfilled = 0
            if self._pages >= CHECKPOINT_PAGES:
                self._connect().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                self._pages = 0
        except sqlite3.Error as error:
            # Nothing is lost: the next commit will tell, and both are tried again after it.
            _log.warning("upkeep of the database failed", error=str(error))
            self._disconnect()

    @contextlib.contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        connection = self._connect()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # SQLite itself has rolled back after some errors, a full disk among them.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = connect_sqlite(self._file)
            connection.execute("PRAGMA wal_autocheckpoint=0")  # see `_upkeep`
            self._filled_upto = mail.filled_upto(connection)
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):  # a connection that failed may fail to close as well
                connection.close()
