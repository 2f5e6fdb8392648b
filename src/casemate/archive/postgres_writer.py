"""The journal's writer on PostgreSQL: asyncpg through SQLAlchemy, one batch after the other on one kept connection."""

import asyncio
import contextlib
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Final

import asyncpg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.archive.entries import Entry, Work
from casemate.archive.outcome import Outcome, Refusals, Refused, Settle, conflict
from casemate.archive.rows import (
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
from casemate.audit.events import AuditEvent
from casemate.audit.store import append_events
from casemate.model.clock import Clock
from casemate.model.errors import Unavailable
from casemate.storage.engine import Database, is_outage, one_line
from casemate.telemetry.log import get_logger

COMMIT_SECONDS: Final = 15.0
"""How long a batch may take before the database counts as down."""
_log = get_logger("journal")
_SQL: Final = Statements(lambda n: f"${n}")


class PostgresWriter:
    """See `casemate.archive.outcome.Writer`."""

    def __init__(self, db: Database, keyring: Keyring, clock: Clock) -> None:
        self._db = db
        self._keyring = keyring
        self._clock = clock
        self._jobs: asyncio.Queue[tuple[Sequence[Work], Settle] | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._stack = AsyncExitStack()
        self._connection: AsyncConnection | None = None

    async def start(self) -> None:
        """See `Writer.start`."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    def submit(self, work: Sequence[Work], settle: Settle) -> None:
        """See `Writer.submit`."""
        self._jobs.put_nowait((work, settle))

    async def close(self) -> None:
        """See `Writer.close`."""
        self._jobs.put_nowait(None)
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while (job := await self._jobs.get()) is not None:
            work, settle = job
            settle(await self._commit(work))
        await self._disconnect()

    async def _commit(self, work: Sequence[Work]) -> Outcome:
        try:
            async with asyncio.timeout(COMMIT_SECONDS):
                if any(decisions(item) for item in work):
                    return await self._one_by_one(work)
                try:
                    return await self._all_at_once(work)
                except DBAPIError as error:
                    if is_outage(error):
                        raise
                    return await self._one_by_one(work)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left waiting for an answer
            await self._disconnect()
            reason = one_line(error) if isinstance(error, SQLAlchemyError | OSError) else str(error)
            return Unavailable(f"the record can't be written: {reason}")

    async def _all_at_once(self, work: Sequence[Work]) -> Outcome:
        messages: list[Row] = []
        mails: list[Row] = []
        held: list[Row] = []
        coached: list[Row] = []
        events: list[AuditEvent] = []
        for item in work:
            if isinstance(item, Entry):
                messages.append(message_row(item, self._keyring))
                mails += mail_rows(item)
                held += [row] if (row := held_row(item)) else ()
                coached += [row] if (row := coached_row(item)) else ()
            events += item.audit
        connection = await self._connect()
        async with connection.begin():
            for statement, rows in (
                (_SQL.message, messages),
                (_SQL.mail, mails),
                (_SQL.held, held),
                (_SQL.coached, coached),
            ):
                if rows:
                    await connection.exec_driver_sql(statement, rows)
            await append_events(connection, events, self._now_ms())
        return {}

    async def _one_by_one(self, work: Sequence[Work]) -> Outcome:
        refusals = Refusals()
        connection = await self._connect()
        async with connection.begin():
            for place, item in enumerate(work):
                if refusals.takes_along(place, item):
                    continue
                try:
                    async with connection.begin_nested():
                        await self._one(connection, item)
                except (DBAPIError, ValueError, TypeError, OverflowError) as error:
                    if isinstance(error, DBAPIError) and is_outage(error):
                        raise
                    _log.error("an entry can't be recorded", error=one_line(error))
                    refusals.add(place, item, Refused(f"this can't be put on record: {type(error).__name__}"))
                except _Late as late:
                    refusals.add(place, item, late.conflict)
        return refusals.by_place

    async def _one(self, connection: AsyncConnection, item: Work) -> None:
        for decided in decisions(item):
            values = decision_values(decided, item, self._now_ms())
            if not (await connection.exec_driver_sql(_SQL.decision(decided), values)).rowcount:
                raise _Late(conflict(decided))
        if isinstance(item, Entry):
            await connection.exec_driver_sql(_SQL.message, message_row(item, self._keyring))
            if rows := mail_rows(item):
                await connection.exec_driver_sql(_SQL.mail, list(rows))
            if row := held_row(item):
                await connection.exec_driver_sql(_SQL.held, row)
            if row := coached_row(item):
                await connection.exec_driver_sql(_SQL.coached, row)
        await append_events(connection, item.audit, self._now_ms())

    async def _connect(self) -> AsyncConnection:
        if self._connection is None:
            self._connection = await self._stack.enter_async_context(self._db.connection())
        return self._connection

    async def _disconnect(self) -> None:
        self._connection = None
        # A connection that failed may fail to close as well.
        with contextlib.suppress(SQLAlchemyError, asyncpg.PostgresError, OSError, Unavailable):
            await self._stack.aclose()

    def _now_ms(self) -> int:
        return int(self._clock() * 1000)


class _Late(Exception):
    """A decision came second."""

    def __init__(self, conflict: Exception) -> None:
        super().__init__(str(conflict))
        self.conflict = conflict
