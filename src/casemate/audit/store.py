"""Extending the audit record inside a transaction that somebody else has opened: commands, and the journal on PostgreSQL.

The newest row is read in that same transaction, behind a lock, so that several processes may append to one chain.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.audit.chain import GENESIS, extend
from casemate.audit.events import AuditEvent
from casemate.storage.schema import audit

_LOCK: Final = 0x61756469  # "audi": PostgreSQL's advisory lock of those who extend the chain; SQLite has one writer


async def append_events(conn: AsyncConnection, events: Sequence[AuditEvent], now_ms: int) -> None:
    """Append `events` (at `now_ms`, milliseconds since the epoch) within the write transaction of `conn`."""
    if not events:
        return
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    newest = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    last = (await conn.execute(newest)).first()
    seq, digest = (last.seq, bytes(last.hash)) if last else (0, GENESIS)
    rows = extend(seq, digest, now_ms, events)
    await conn.execute(insert(audit), [row._asdict() for row in rows])
