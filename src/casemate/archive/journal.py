"""The journal: everything that has a verdict goes through it, and nothing is delivered before it says so.

One writer, natural batching: while one transaction is being written, what arrives gathers; it becomes the next transaction.
No timer, so a lone message waits for one fsync and a crowd shares one. All state is the event loop's; only
`Writer.commit` works elsewhere. Callbacks run on the loop, in the order of `append`, after the commit.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import func, select

from casemate.archive.batch import Update, Work
from casemate.archive.entries import Decided, Entry
from casemate.archive.sealing import Keyring
from casemate.archive.writers import Writer, writer_for
from casemate.audit.events import AuditEvent
from casemate.model.clock import Clock
from casemate.model.errors import Unavailable
from casemate.model.ids import ArchiveIds
from casemate.storage.engine import Database
from casemate.storage.schema import message
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger

MAX_WAITING: Final = 20_000
"""Entries that may gather while the database does not answer: a few seconds of full load, about 20 MB."""
MAX_BATCH: Final = 2_000
"""Entries in one transaction, so that a jam dissolves in steps."""

Done = Callable[[Exception | None], None]
_log = get_logger("journal")


class Journal:
    """Appends to the record."""

    def __init__(self, db: Database, keyring: Keyring, clock: Clock) -> None:
        self._db = db
        self._writer: Writer = writer_for(db, keyring, clock)
        self._waiting: list[tuple[Work, Done]] = []
        self._busy = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None
        self.ids = ArchiveIds()
        self.healthy = True
        """False while commits fail."""

    async def start(self) -> None:
        """Take up the numbering where the record ends."""
        async with self._db.read() as conn:
            last = (await conn.execute(select(func.max(message.c.id)))).scalar_one()
        self.ids = ArchiveIds(last or 0)

    async def close(self) -> None:
        """Wait until everything is written, then let go."""
        await self._idle.wait()
        await self._writer.close()

    def append(self, entry: Entry, done: Done) -> None:
        """Put an entry on record; `done` gets None once it is committed, or why it is not."""
        self._add(entry, done)

    def update(self, decided: Decided | None, event: AuditEvent, done: Done) -> None:
        """Put a decision on record."""
        self._add(Update(decided, (event,)), done)

    def audit(self, event: AuditEvent, done: Done | None = None) -> None:
        """Put an event on the audit record."""
        self._add(Update(None, (event,)), done or _note_failure)

    def _add(self, work: Work, done: Done) -> None:
        if len(self._waiting) >= MAX_WAITING:
            asyncio.get_running_loop().call_soon(done, Unavailable("the record is not keeping up"))
            return
        self._waiting.append((work, done))
        if not self._busy:
            self._busy = True
            self._idle.clear()
            # One turn of the loop later: what arrives in this one shares the commit.
            asyncio.get_running_loop().call_soon(self._begin)

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
            started = time.perf_counter()
            error: Exception | None = None
            try:
                await self._writer.commit([work for work, _ in batch])
            except Unavailable as failure:
                error = failure
            except Exception as failure:  # noqa: BLE001 - whatever it is, nobody may be left waiting for an answer
                error = failure
                _log.error("the writer failed", error=repr(failure))
            self._note(len(batch), time.perf_counter() - started, error)
            for _, done in batch:
                done(error)
        self._busy = False
        self._idle.set()

    def _note(self, size: int, seconds: float, error: Exception | None) -> None:
        metrics.commit_batch.observe(size)
        metrics.commit_seconds.observe(seconds)
        metrics.queue_depth.labels("journal").set(len(self._waiting))
        if error is not None and self.healthy:
            _log.error("nothing can be recorded, so nothing is delivered", error=str(error))
        elif error is None and not self.healthy:
            _log.info("recording works again")
        self.healthy = error is None


def _note_failure(error: Exception | None) -> None:
    if error is not None:
        _log.error("an audit event could not be recorded", error=str(error))
