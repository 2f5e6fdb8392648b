"""Recovery codes: ten, shown once, each taken once, for whoever has lost their other factors (NIST SP 800-63B-4 section 3.1.2, ATTACKS F4)."""

import hashlib
import secrets
from typing import Final

from sqlalchemy import delete, func, insert, select, update

from casemate.accounts.factors.common import note
from casemate.accounts.people import Person
from casemate.audit.events import AuditAction
from casemate.model.clock import Clock
from casemate.storage.access_schema import recovery_code as table
from casemate.storage.engine import Database

CODES: Final = 10
_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS: Final = 5
_GROUP: Final = 5
"""25 characters of 32 are 125 bits: so much that a plain hash is enough (ASVS 5.0, 6.5.2)."""


class RecoveryCodes:
    """Makes and takes recovery codes."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def left(self, person: Person) -> int:
        """How many codes a person has left."""
        query = select(func.count()).select_from(table).where(table.c.person == person.id, table.c.used.is_(None))
        async with self._db.read() as conn:
            return int((await conn.execute(query)).scalar_one())

    async def make(self, person: Person, by: str) -> tuple[str, ...]:
        """New codes, to be shown once; earlier ones are void."""
        codes = tuple(_code() for _ in range(CODES))
        now_ms = self._now_ms()
        rows = [
            {"hash": _hash(person, code), "tenant": person.tenant, "person": person.id, "created": now_ms}
            for code in codes
        ]
        async with self._db.write() as conn:
            await conn.execute(delete(table).where(table.c.person == person.id))
            await conn.execute(insert(table), rows)
            await note(conn, person, AuditAction.RECOVERY_CODES_MADE, by, now_ms, {"codes": CODES})
        return codes

    async def use(self, person: Person, code: str) -> bool:
        """Whether a code is a person's and unused; it is used with that. Capitals, blanks and hyphens do not matter."""
        mine = (table.c.hash == _hash(person, code[:200])) & (table.c.person == person.id) & table.c.used.is_(None)
        now_ms = self._now_ms()
        async with self._db.write() as conn:
            if not (await conn.execute(update(table).where(mine).values(used=now_ms))).rowcount:
                return False
            await note(conn, person, AuditAction.RECOVERY_CODE_USED, str(person.jid), now_ms, {})
        return True

    def _now_ms(self) -> int:
        return int(self._clock() * 1000)


def _code() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _hash(person: Person, code: str) -> bytes:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(f"recovery\0{person.id}\0{plain}".encode("utf-8", "surrogatepass")).digest()
