"""The journal: everything that has a verdict goes through it, and nothing is delivered before it says so.

One writer, natural batching: while one transaction is being written, what arrives gathers; it becomes the next
transaction. No timer, so a lone message waits for one fsync and a crowd shares one. All state is the event loop's;
only the writer works elsewhere. Callbacks run on the loop, in the order of `append`, after the commit.

When the database fails (no space, I/O error, no server), everything that waits is told `Unavailable`, and so is
what comes, at once, so that nothing piles up. Every `RETRY` seconds the next entry is let through: it finds out
whether recording works again.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from sqlalchemy import func, select

from casemate.archive.entries import Decided, Entry, Update, Work
from casemate.archive.keycheck import check_keys
from casemate.archive.outcome import Outcome, Writer
from casemate.archive.postgres_writer import PostgresWriter
from casemate.archive.sealing import Keyring
from casemate.archive.sqlite_writer import SqliteWriter
from casemate.audit.events import AuditEvent
from casemate.model.clock import Clock
from casemate.model.errors import Unavailable
from casemate.model.ids import ArchiveIds
from casemate.storage.engine import Database
from casemate.storage.schema import message
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger

MAX_WAITING: Final = 20_000
"""Entries that may gather: a few seconds of full load."""
MAX_WAITING_BYTES: Final = 64 << 20
"""Bytes of stanzas that may gather, because one may have a megabyte."""
MAX_BATCH: Final = 500
"""Entries in one transaction, so that a jam dissolves in steps of some milliseconds."""
RETRY: Final = 0.5
"""Seconds between attempts while the database fails."""

Done = Callable[[Exception | None], None]
_log = get_logger("journal")


class Journal:
    """Appends to the record."""

    def __init__(self, db: Database, keyring: Keyring, clock: Clock) -> None:
        self._db = db
        self._keyring = keyring
        sqlite = db.dialect == "sqlite"
        self._writer: Writer = (SqliteWriter if sqlite else PostgresWriter)(db, keyring, clock)
        self._waiting: list[tuple[Work, Done]] = []
        self._bytes = 0
        self._batch: list[tuple[Work, Done]] = []
        self._busy = False
        self._taken = 0
        self._answered = 0
        self._followers: deque[tuple[int, Done]] = deque()
        self._started_at = 0.0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = True
        self._retry_at = 0.0
        self.ids = ArchiveIds()
        """The numbering of the record. An id is to be appended in the same turn of the loop in which it was made."""
        self.answered_upto = 0
        """The newest id of an entry that has had its answer."""
        self.healthy = True
        """False while commits fail."""

    async def start(self) -> None:
        """Take up the numbering where the record ends.

        Raises:
            ConfigurationError: if the keys that the record is sealed with are not in the keyring.
            Unavailable: if the database does not answer.
        """
        await check_keys(self._db, self._keyring)
        async with self._db.read() as conn:
            last = (await conn.execute(select(func.max(message.c.id)))).scalar_one()
        self.ids = ArchiveIds(last or 0)
        self.answered_upto = last or 0
        await self._writer.start()
        self._closed = False

    async def close(self) -> None:
        """Take nothing more, wait until everything is written, then let go."""
        if self._closed:
            return
        self._closed = True
        await self._idle.wait()
        await self._writer.close()

    def append(self, entry: Entry, done: Done) -> None:
        """Put an entry on record; `done` gets None once it is committed, or why it is not.

        That is `Unavailable` when the database fails or does not keep up; `Conflict` when another one of its decisions
        came first. Nothing of the entry is on record then. `done` is never called before `append` returns.
        """
        if entry.copy_of is not None and not self._is_last(entry.copy_of):
            # It shares the fate of its original, which was just refused.
            asyncio.get_running_loop().call_soon(done, Unavailable("the record that it repeats was not taken"))
            return
        self._add(entry, done, len(entry.stanza), sure=entry.copy_of is not None)

    def update(self, decided: Decided | None, event: AuditEvent, done: Done) -> None:
        """Put a decision on record (`done` as for `append`)."""
        self._add(Update(decided, (event,)), done, 0)

    def audit(self, event: AuditEvent, done: Done | None = None) -> None:
        """Put an event on the audit record (`done` as for `append`)."""
        self._add(Update(None, (event,)), done or _note_failure, 0)

    def follow(self, act: Callable[[], None]) -> None:
        """Do something that needs no record after all that was appended before it has had its answer: at once, when it has."""
        if self._answered == self._taken and not self._followers:
            act()
        else:
            self._followers.append((self._taken, lambda _error: act()))

    def _add(self, work: Work, done: Done, size: int, *, sure: bool = False) -> None:
        loop = asyncio.get_running_loop()
        if not sure and (reason := self._closed_to()):
            loop.call_soon(done, Unavailable(reason))
            return
        self._waiting.append((work, done))
        self._taken += 1
        self._bytes += size
        if not self._busy:
            self._busy = True
            self._idle.clear()
            # One turn of the loop later: what arrives in this one shares the commit.
            loop.call_soon(self._hand_over)

    def _closed_to(self) -> str:
        """Why nothing is taken at the moment; empty when it is."""
        if self._closed:
            return "the server is stopping"
        if not self.healthy and time.monotonic() < self._retry_at:
            return "nothing can be put on record at the moment"
        if len(self._waiting) >= MAX_WAITING or self._bytes >= MAX_WAITING_BYTES:
            return "the record is not keeping up; please try again in a moment"
        return ""

    def _is_last(self, archive_id: int) -> bool:
        work = self._waiting[-1][0] if self._waiting else None
        return isinstance(work, Entry) and work.id == archive_id

    def _hand_over(self) -> None:
        if not self._waiting:
            self._busy = False
            self._idle.set()
            return
        end = MAX_BATCH
        while end < len(self._waiting) and _is_copy(self._waiting[end][0]):
            end += 1  # a copy stays with its original
        batch, self._waiting = self._waiting[:end], self._waiting[end:]
        self._batch = batch
        self._bytes = 0 if not self._waiting else self._bytes - _size(batch)
        self._started_at = time.perf_counter()
        self._writer.submit([work for work, _ in batch], self._settle)

    def _settle(self, outcome: Outcome) -> None:
        batch = self._batch
        self._note(len(batch), outcome)
        if isinstance(outcome, Unavailable):
            batch += self._waiting
            self._waiting = []
            self._bytes = 0
        # The writer goes on with the next ones while the callbacks run.
        self._hand_over()
        if isinstance(outcome, Unavailable):
            for work, done in batch:
                self._answer(work, done, outcome)
        elif outcome:
            for place, (work, done) in enumerate(batch):
                self._answer(work, done, outcome.get(place))
        else:
            for work, done in batch:
                self._answer(work, done, None)

    def _answer(self, work: Work, done: Done, error: Exception | None) -> None:
        _call(done, error)
        if isinstance(work, Entry):
            self.answered_upto = work.id
        self._answered += 1
        while self._followers and self._followers[0][0] <= self._answered:
            _call(self._followers.popleft()[1], None)

    def _note(self, size: int, outcome: Outcome) -> None:
        metrics.commit_batch.observe(size)
        metrics.commit_seconds.observe(time.perf_counter() - self._started_at)
        _DEPTH.set(len(self._waiting))
        if isinstance(outcome, Unavailable):
            if self.healthy:
                _log.error("nothing can be recorded, so nothing is delivered", error=str(outcome))
            self.healthy = False
            self._retry_at = time.monotonic() + RETRY
        elif not self.healthy:
            _log.info("recording works again")
            self.healthy = True


_DEPTH: Final = metrics.queue_depth.labels("journal")


def _is_copy(work: Work) -> bool:
    return isinstance(work, Entry) and work.copy_of is not None


def _size(batch: list[tuple[Work, Done]]) -> int:
    return sum(len(work.stanza) for work, _ in batch if isinstance(work, Entry))


def _call(done: Done, error: Exception | None) -> None:
    try:
        done(error)
    except Exception as failure:  # noqa: BLE001 - one callback's mistake must not keep the others from their answer
        _log.error("a callback of the journal failed", error=repr(failure))


def _note_failure(error: Exception | None) -> None:
    if error is not None:
        _log.error("an audit event could not be recorded", error=str(error))
