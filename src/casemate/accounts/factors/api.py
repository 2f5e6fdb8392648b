"""The facade of second factors."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete

from casemate.accounts.factors.common import Factor, FactorRefused, Kind, alone, note
from casemate.accounts.factors.passkeys import Asked, Passkeys, Shown, Site
from casemate.accounts.factors.recovery import CODES, RecoveryCodes
from casemate.accounts.factors.totp import NewTotp, Totps, qr
from casemate.accounts.people import Person
from casemate.audit.events import AuditAction
from casemate.model.clock import Clock
from casemate.model.errors import Conflict, NotFound
from casemate.storage.access_schema import passkey, recovery_code, totp
from casemate.storage.engine import Database

__all__ = ["CODES", "Asked", "Factor", "FactorRefused", "Factors", "Kind", "NewTotp", "Shown", "Site", "qr"]

_TABLES: Final = (totp, passkey, recovery_code)


class Factors:
    """All second factors of people."""

    def __init__(self, db: Database, key: bytes, site: Site, clock: Clock) -> None:
        """`key` seals the secrets of authenticator apps."""
        self._db = db
        self._clock = clock
        self.totp: Final = Totps(db, key, clock)
        self.passkeys: Final = Passkeys(db, site, clock)
        self.recovery: Final = RecoveryCodes(db, clock)

    async def of(self, person: Person) -> Sequence[Factor]:
        """What a person has set up."""
        return [*await self.totp.of(person), *await self.passkeys.of(person)]

    async def rename(self, person: Person, kind: Kind, number: int, name: str, by: str) -> None:
        """Give a factor another name.

        Raises:
            NotFound: if the person has no such factor.
            CasemateError: for a name that is none.
        """
        async with self._db.write() as conn:
            if not await self._keeper(kind).rename(conn, person, number, name):
                raise NotFound("there is no such second factor")
            detail = {"kind": kind.value, "id": number, "name": name.strip()}
            await note(conn, person, AuditAction.FACTOR_RENAMED, by, self._now_ms(), detail)

    async def remove(self, person: Person, kind: Kind, number: int, by: str, *, required: bool) -> None:
        """Remove a factor; `required` if the person has to keep one. With the last one the recovery codes go, too.

        Raises:
            NotFound: if the person has no such factor.
            Conflict: if it is the last and one is required.
        """
        async with self._db.write() as conn:
            await alone(conn, person)
            if not await self._keeper(kind).remove(conn, person, number):
                raise NotFound("there is no such second factor")
            left = await self.totp.count(conn, person) + await self.passkeys.count(conn, person)
            if not left and required:
                raise Conflict(
                    "your organisation asks for a second factor: set up another one before you remove this one"
                )
            if not left:
                await conn.execute(delete(recovery_code).where(recovery_code.c.person == person.id))
            detail = {"kind": kind.value, "id": number}
            await note(conn, person, AuditAction.FACTOR_REMOVED, by, self._now_ms(), detail)

    async def remove_all(self, person: Person, by: str) -> None:
        """Remove everything, for somebody who has lost it all: an administrator has made sure who they are."""
        async with self._db.write() as conn:
            for table in _TABLES:
                await conn.execute(delete(table).where(table.c.person == person.id))
            await note(conn, person, AuditAction.FACTOR_REMOVED, by, self._now_ms(), {"kind": "all"})

    def _keeper(self, kind: Kind) -> Totps | Passkeys:
        return self.totp if kind is Kind.TOTP else self.passkeys

    def _now_ms(self) -> int:
        return int(self._clock() * 1000)
