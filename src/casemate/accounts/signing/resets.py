"""Links with which an administrator lets somebody choose a new password (ATTACKS F5): single use, short-lived, void with a newer one."""

from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.people import Person
from casemate.accounts.signing.secrets import hash_of, new_secret
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.clock import Clock
from casemate.model.errors import NotFound
from casemate.storage.access_schema import password_reset as table
from casemate.storage.engine import Database
from casemate.storage.rows import columns

GONE: Final = "this link was used, has ended, or was replaced by a newer one; ask your administrator for another"


class Resets:
    """Makes and uses links."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def make(self, person: Person, seconds: float, by: str) -> str:
        """The secret of a new link; earlier ones of the person are void."""
        secret, now_ms = new_secret(), int(self._clock() * 1000)
        values = {
            "hash": hash_of(secret),
            "tenant": person.tenant,
            "person": person.id,
            "made_by": by,
            "created": now_ms,
            "expires": now_ms + int(seconds * 1000),
        }
        earlier = (table.c.person == person.id) & table.c.used.is_(None)
        async with self._db.write() as conn:
            await conn.execute(update(table).where(earlier).values(used=now_ms))
            await conn.execute(insert(table).values(values))
            await _note(conn, person, AuditAction.PASSWORD_RESET_MADE, by, now_ms)
        return secret

    async def find(self, secret: str) -> int | None:
        """The id of whom a link is for, if it holds."""
        query = select(table).where(table.c.hash == hash_of(secret), table.c.used.is_(None))
        async with self._db.read() as conn:
            row = (await conn.execute(query)).first()
        if row is None or columns(row)["expires"] <= int(self._clock() * 1000):
            return None
        return int(columns(row)["person"])

    async def use(self, conn: AsyncConnection, secret: str, person: Person) -> None:
        """Use a link inside a transaction.

        Raises:
            NotFound: if it holds no longer.
        """
        now_ms = int(self._clock() * 1000)
        holds = (table.c.hash == hash_of(secret)) & table.c.used.is_(None) & (table.c.expires > now_ms)
        holds &= table.c.person == person.id
        if not (await conn.execute(update(table).where(holds).values(used=now_ms))).rowcount:
            raise NotFound(GONE)
        await _note(conn, person, AuditAction.PASSWORD_RESET_USED, str(person.jid), now_ms)


async def _note(conn: AsyncConnection, person: Person, action: AuditAction, by: str, now_ms: int) -> None:
    event = AuditEvent(tenant=person.tenant, actor=by, action=action, subject=str(person.jid))
    await append_events(conn, (event,), now_ms)
