"""The passwords of people: checked, chosen, changed."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.passwords.advice import LONGEST, SENTENCES, Advice, Hint, advise
from casemate.accounts.passwords.breaches import Breaches
from casemate.accounts.passwords.hashing import Hashing
from casemate.accounts.people import Person
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.clock import Clock
from casemate.model.errors import CasemateError
from casemate.settings.passwords import Passwords as Settings
from casemate.storage.access_schema import password as table
from casemate.storage.engine import Database

__all__ = ["Advice", "Hint", "PasswordRefused", "Passwords", "own_words"]

_OF: Final = select(table.c.hash).where(table.c.person == bindparam("owner"))


class PasswordRefused(CasemateError):
    """A password that can't be taken; `advice` tells why."""

    def __init__(self, advice: Advice) -> None:
        super().__init__(SENTENCES[advice.refusal or Hint.GUESSABLE])
        self.advice = advice


class Passwords:
    """Keeps passwords as hashes."""

    def __init__(self, db: Database, pepper: bytes, settings: Settings, clock: Clock) -> None:
        """`pepper` is a key that is not in the database."""
        self._db = db
        self._settings = settings
        self._clock = clock
        self._hashing = Hashing(pepper, settings.hash_time)
        self._breaches = Breaches(settings.breached)

    async def has(self, person: Person) -> bool:
        """Whether a person has a password."""
        async with self._db.read() as conn:
            return (await conn.execute(_OF, {"owner": person.id})).first() is not None

    async def verify(self, person: Person | None, password: str) -> bool:
        """Whether a password is a person's; as much work for nobody (ATTACKS F6). A hash with old parameters is made anew."""
        if len(password) > 2 * LONGEST:
            password = ""  # no one's, and NFKC need not read it
        async with self._db.read() as conn:
            kept = None if person is None else (await conn.execute(_OF, {"owner": person.id})).scalar_one_or_none()
        fitting = await self._hashing.fits(kept, password)
        if fitting and person is not None and kept is not None and self._hashing.is_old(kept):
            anew = update(table).where(table.c.person == person.id, table.c.hash == kept)
            made = await self._hashing.hash(password)
            async with self._db.write() as conn:
                await conn.execute(anew.values(hash=made))
        return fitting

    def advise(self, password: str, own_words: Iterable[str] = (), *, alone: bool) -> Advice:
        """What is to be said of a password while it is typed; `alone` without a second factor."""
        return advise(password, own_words, shortest=self.shortest(alone=alone))

    def shortest(self, *, alone: bool) -> int:
        """Characters that a password has at least."""
        return self._settings.shortest_alone if alone else self._settings.shortest

    async def prepare(self, password: str, own_words: Iterable[str] = (), *, alone: bool) -> str:
        """The hash of a password that somebody has chosen, for `put`.

        Raises:
            PasswordRefused: if it can't be taken.
        """
        advice = self.advise(password, own_words, alone=alone)
        if advice.refusal is None and await self._breaches.has(password):
            advice = Advice(0, Hint.BREACHED, (Hint.BREACHED,))
        if advice.refusal is not None:
            raise PasswordRefused(advice)
        return await self._hashing.hash(password)

    async def put(self, conn: AsyncConnection, person: Person, prepared: str, by: str) -> None:
        """Keep what `prepare` made as a person's password, inside a transaction; `by` whom goes on the audit record."""
        now_ms = int(self._clock() * 1000)
        await conn.execute(delete(table).where(table.c.person == person.id))
        values = {"person": person.id, "tenant": person.tenant, "hash": prepared, "changed": now_ms}
        await conn.execute(table.insert().values(values))
        event = AuditEvent(tenant=person.tenant, actor=by, action=AuditAction.PASSWORD_CHANGED, subject=str(person.jid))
        await append_events(conn, (event,), now_ms)


def own_words(person: Person, organisation: str, *more: str) -> tuple[str, ...]:
    """What belongs to a person and their organisation, and so makes no password."""
    return (person.jid.local, person.jid.domain, organisation, *more)
