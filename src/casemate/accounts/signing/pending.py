"""What waits for an answer: a sign-in between its steps, the challenge of a passkey, a token for the WebSocket. Each is taken once."""

from enum import StrEnum
from typing import Any, Final

import msgspec
from sqlalchemy import delete, insert, select, update

from casemate.accounts.signing.secrets import hash_of, new_secret
from casemate.model.clock import Clock
from casemate.storage.access_schema import pending as table
from casemate.storage.engine import Database
from casemate.storage.rows import columns


class Purpose(StrEnum):
    """What waits."""

    FACTOR = "factor"
    """Somebody has shown their password and not yet their second factor."""
    PASSKEY = "passkey"
    """A browser was asked to show a passkey."""
    NEW_PASSKEY = "new-passkey"
    SOCKET = "socket"
    """A browser may open one stream."""


class Waiting(msgspec.Struct, frozen=True):
    """Something that waits."""

    person: int | None
    session: int | None
    state: dict[str, Any]


_SWEEP: Final = 100
"""One in so many calls forgets what nobody came back for."""


class Pending:
    """Keeps what waits."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._calls = 0

    async def put(
        self,
        purpose: Purpose,
        seconds: float,
        *,
        person: int | None = None,
        session: int | None = None,
        state: dict[str, Any] | None = None,
    ) -> str:
        """Let something wait; returns the secret with which it is taken."""
        secret, now_ms = new_secret(), int(self._clock() * 1000)
        values = {
            "hash": hash_of(secret),
            "purpose": purpose.value,
            "person": person,
            "session": session,
            "state": msgspec.json.encode(state or {}).decode(),
            "expires": now_ms + int(seconds * 1000),
        }
        self._calls += 1
        async with self._db.write() as conn:
            if self._calls % _SWEEP == 1:
                await conn.execute(delete(table).where(table.c.expires <= now_ms))
            await conn.execute(insert(table).values(values))
        return secret

    async def look(self, purpose: Purpose, secret: str) -> Waiting | None:
        """What waits under a secret; it goes on waiting."""
        query = select(table).where(table.c.hash == hash_of(secret), table.c.purpose == purpose.value)
        async with self._db.read() as conn:
            row = (await conn.execute(query.where(table.c.expires > int(self._clock() * 1000)))).first()
        return None if row is None else _waiting(columns(row))

    async def take(self, purpose: Purpose, secret: str) -> Waiting | None:
        """What waits under a secret; of many who ask at once, one gets it."""
        query = delete(table).where(table.c.hash == hash_of(secret), table.c.purpose == purpose.value)
        async with self._db.write() as conn:
            row = (await conn.execute(query.returning(table))).first()
        if row is None or columns(row)["expires"] <= int(self._clock() * 1000):
            return None
        return _waiting(columns(row))

    async def note(self, purpose: Purpose, secret: str, state: dict[str, Any]) -> None:
        """Change the state of what waits."""
        query = update(table).where(table.c.hash == hash_of(secret), table.c.purpose == purpose.value)
        async with self._db.write() as conn:
            await conn.execute(query.values(state=msgspec.json.encode(state).decode()))

    async def forget(self, person: int) -> None:
        """Nothing of a person's waits any more."""
        async with self._db.write() as conn:
            await conn.execute(delete(table).where(table.c.person == person))


def _waiting(values: Any) -> Waiting:
    return Waiting(values["person"], values["session"], msgspec.json.decode(values["state"], type=dict[str, Any]))
