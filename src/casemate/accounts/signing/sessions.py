"""Sessions of browsers: a new secret at each sign-in and step-up, a limit in any case and one without a sign of life (ASVS 5.0, 7.2 to 7.4)."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping, insert, select, update

from casemate.accounts.people import Person
from casemate.accounts.signing.secrets import hash_of, new_secret
from casemate.model.clock import Clock
from casemate.model.ids import DeviceId
from casemate.settings.passwords import SignIn
from casemate.storage.access_schema import web_session as table
from casemate.storage.engine import Database
from casemate.storage.rows import columns

_SEEN_EVERY_MS: Final = 30_000
"""A sign of life is written at most this often."""


class Session(msgspec.Struct, frozen=True):
    """A browser that is signed in; times in milliseconds."""

    id: int
    person: int
    device: DeviceId
    address: str
    agent: str
    created: int
    seen: int
    proven: int
    """When a factor was shown last."""
    strong: bool
    """Whether a second factor was, or a passkey that does for both."""


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, db: Database, settings: SignIn, clock: Clock) -> None:
        self._db = db
        self._settings = settings
        self._clock = clock

    async def begin(
        self, person: Person, device: DeviceId, address: str, agent: str, *, strong: bool
    ) -> tuple[Session, str]:
        """A new session, and the secret of its cookie. Earlier ones of the same browser end."""
        secret, now_ms = new_secret(), self.now_ms()
        values = {
            "tenant": person.tenant,
            "person": person.id,
            "device": device,
            "hash": hash_of(secret),
            "address": address[:64],
            "agent": agent[:300],
            "created": now_ms,
            "seen": now_ms,
            "proven": now_ms,
            "strong": strong,
        }
        earlier = (table.c.device == device) & table.c.ended.is_(None)
        async with self._db.write() as conn:
            await conn.execute(update(table).where(earlier).values(ended=now_ms))
            row = (await conn.execute(insert(table).values(values).returning(table))).one()
        return _session(columns(row)), secret

    async def find(self, secret: str) -> Session | None:
        """The session with a secret, if it has not ended; that is a sign of life."""
        if not secret:
            return None
        async with self._db.read() as conn:
            row = (await conn.execute(select(table).where(table.c.hash == hash_of(secret)))).first()
        if row is None or columns(row)["ended"] is not None:
            return None
        session, now_ms = _session(columns(row)), self.now_ms()
        if now_ms >= self.expires(session) or now_ms >= self.idle(session):
            await self.end(session.id)
            return None
        if now_ms - session.seen >= _SEEN_EVERY_MS:
            await self.alive(session.id)
        return session

    async def by_id(self, number: int) -> Session | None:
        """The session with a number, if it has not ended; that is no sign of life."""
        query = select(table).where(table.c.id == number, table.c.ended.is_(None))
        async with self._db.read() as conn:
            row = (await conn.execute(query)).first()
        session = None if row is None else _session(columns(row))
        now_ms = self.now_ms()
        if session is None or now_ms >= self.expires(session) or now_ms >= self.idle(session):
            return None
        return session

    async def open_devices(self) -> set[DeviceId]:
        """The browsers that have a session which has not ended."""
        now_ms = self.now_ms()
        query = select(table.c.device).where(
            table.c.ended.is_(None),
            table.c.created > now_ms - int(self._settings.absolute * 1000),
            table.c.seen > now_ms - int(self._settings.idle * 1000),
        )
        async with self._db.read() as conn:
            return {DeviceId(number) for number in (await conn.execute(query)).scalars()}

    def expires(self, session: Session) -> int:
        """When a session ends in any case."""
        return session.created + int(self._settings.absolute * 1000)

    def idle(self, session: Session) -> int:
        """When a session ends without a sign of life."""
        return session.seen + int(self._settings.idle * 1000)

    def fresh_until(self, session: Session) -> int:
        """Until when the factor shown last counts as fresh."""
        return session.proven + int(self._settings.fresh * 1000)

    async def alive(self, number: int) -> None:
        """A sign of life."""
        async with self._db.write() as conn:
            await conn.execute(update(table).where(table.c.id == number).values(seen=self.now_ms()))

    async def renew(self, session: Session, *, strong: bool) -> tuple[Session, str]:
        """A factor was shown: the session gets a new secret, and counts as fresh."""
        secret = new_secret()
        values = {"hash": hash_of(secret), "proven": self.now_ms(), "strong": strong or session.strong}
        query = update(table).where(table.c.id == session.id, table.c.ended.is_(None)).values(values)
        async with self._db.write() as conn:
            await conn.execute(query)
        return msgspec.structs.replace(session, proven=values["proven"], strong=values["strong"]), secret

    async def end(self, number: int) -> bool:
        """End a session; False if it had ended."""
        query = update(table).where(table.c.id == number, table.c.ended.is_(None)).values(ended=self.now_ms())
        async with self._db.write() as conn:
            return bool((await conn.execute(query)).rowcount)

    async def end_of_device(self, device: DeviceId) -> None:
        """End the sessions of a browser."""
        query = update(table).where(table.c.device == device, table.c.ended.is_(None)).values(ended=self.now_ms())
        async with self._db.write() as conn:
            await conn.execute(query)

    async def end_others(self, person: int, but: int | None) -> Sequence[Session]:
        """End all sessions of a person but one (or none); gives those that ended."""
        mine = (table.c.person == person) & table.c.ended.is_(None)
        if but is not None:
            mine &= table.c.id != but
        async with self._db.write() as conn:
            rows = (await conn.execute(update(table).where(mine).values(ended=self.now_ms()).returning(table))).all()
        return [_session(columns(row)) for row in rows]

    async def of(self, person: int) -> Sequence[Session]:
        """The sessions of a person that have not ended, the newest first."""
        query = select(table).where(table.c.person == person, table.c.ended.is_(None)).order_by(table.c.id.desc())
        async with self._db.read() as conn:
            found = [_session(columns(row)) for row in (await conn.execute(query)).all()]
        now_ms = self.now_ms()
        return [s for s in found if now_ms < self.expires(s) and now_ms < self.idle(s)]

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        return int(self._clock() * 1000)


def _session(values: RowMapping | Any) -> Session:
    return Session(**{name: values[name] for name in Session.__struct_fields__})
