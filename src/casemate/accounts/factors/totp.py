"""Time-based one-time passwords (RFC 6238): six digits every 30 seconds, each taken once (ATTACKS F2)."""

import hmac
import os
import secrets
from base64 import b32encode
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import msgspec
import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from pyotp.hotp import HOTP
from pyotp.totp import TOTP
from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.factors.common import MAX_FACTORS, Factor, FactorRefused, Kind, alone, named, note
from casemate.accounts.people import Person
from casemate.audit.events import AuditAction
from casemate.model.clock import Clock
from casemate.model.errors import Conflict, NotFound
from casemate.storage.access_schema import totp as table
from casemate.storage.engine import Database
from casemate.storage.rows import columns

SECRET_BYTES: Final = 20
"""RFC 4226 section 4 asks for 128 bits at least and recommends 160."""
STEP: Final = 30
DRIFT: Final = 1
"""Steps before and after the present one that are taken (RFC 6238 section 5.2)."""
UNCONFIRMED_MS: Final = 3_600_000
"""What nobody confirmed within an hour is forgotten."""
_NONCE: Final = 12
_DIGITS: Final = 6


class NewTotp(msgspec.Struct, frozen=True):
    """What an authenticator app needs, to be shown once."""

    id: int
    secret: str
    """Base32, in groups of four."""
    uri: str
    """`otpauth:` as Google Authenticator's key URI format has it."""
    svg: str
    """The address as a QR code."""


class Totps:
    """Generators of codes."""

    def __init__(self, db: Database, key: bytes, clock: Clock) -> None:
        """`key`, 32 bytes, seals the secrets; it is not in the database."""
        self._db = db
        self._cipher = AESGCMSIV(key)
        self._clock = clock

    async def of(self, person: Person) -> Sequence[Factor]:
        """A person's generators that were confirmed."""
        query = select(table).where(table.c.person == person.id, table.c.confirmed.is_not(None)).order_by(table.c.id)
        async with self._db.read() as conn:
            return [_factor(row) for row in (await conn.execute(query)).all()]

    async def begin(self, person: Person, name: str, issuer: str) -> NewTotp:
        """A new generator, which counts once it is confirmed.

        Raises:
            CasemateError: for a name that is none, or Conflict if there are too many.
        """
        name, secret, now_ms = named(name), os.urandom(SECRET_BYTES), self._now_ms()
        values = {
            "tenant": person.tenant,
            "person": person.id,
            "name": name,
            "sealed": self._seal(person, secret),
            "created": now_ms,
            "last_step": 0,
        }
        stale = (table.c.confirmed.is_(None)) & (table.c.created < now_ms - UNCONFIRMED_MS)
        async with self._db.write() as conn:
            await alone(conn, person)
            await conn.execute(delete(table).where(table.c.person == person.id, stale))
            count = select(func.count()).select_from(table).where(table.c.person == person.id)
            if (await conn.execute(count)).scalar_one() >= MAX_FACTORS:
                raise Conflict(f"there are {MAX_FACTORS} authenticator apps already; remove one first")
            number = int((await conn.execute(table.insert().values(values).returning(table.c.id))).scalar_one())
        text = b32encode(secret).decode()
        uri = TOTP(text).provisioning_uri(name=str(person.jid), issuer_name=issuer)
        groups = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
        return NewTotp(number, groups, uri, qr(uri))

    async def confirm(self, person: Person, number: int, code: str, by: str) -> None:
        """Let a generator count, now that it gave a right code.

        Raises:
            NotFound: if there is no such generator to be confirmed.
            FactorRefused: if the code is wrong.
        """
        async with self._db.write() as conn:
            mine = (table.c.person == person.id) & (table.c.id == number) & table.c.confirmed.is_(None)
            row = (await conn.execute(select(table).where(mine))).first()
            if row is None:
                raise NotFound("this authenticator app is not waiting to be confirmed; begin again")
            step = self._step(person, columns(row)["sealed"], code)
            if step is None:
                raise FactorRefused("the code is not the one that the app shows now; is the device's clock right?")
            now_ms = self._now_ms()
            values = {"confirmed": now_ms, "last_step": step, "last_used": now_ms}
            if not (await conn.execute(update(table).where(mine).values(values))).rowcount:
                raise NotFound("this authenticator app is not waiting to be confirmed; begin again")
            detail = {"kind": Kind.TOTP.value, "id": number, "name": columns(row)["name"]}
            await note(conn, person, AuditAction.FACTOR_ADDED, by, now_ms, detail)

    async def check(self, person: Person, code: str) -> bool:
        """Whether one of a person's generators gives a code now that it has not given yet; the code is used with that."""
        async with self._db.read() as conn:
            query = select(table).where(table.c.person == person.id, table.c.confirmed.is_not(None))
            rows = [columns(row) for row in (await conn.execute(query)).all()]
        for row in rows:
            try:
                step = self._step(person, row["sealed"], code)
            except FactorRefused:
                continue  # of one that was tampered with no code is right; the others go on
            if step is None:
                continue
            # Of racers with one code, one changes the row: the others find its step used.
            unused = (table.c.id == row["id"]) & (table.c.last_step < step)
            async with self._db.write() as conn:
                values = {"last_step": step, "last_used": self._now_ms()}
                if (await conn.execute(update(table).where(unused).values(values))).rowcount:
                    return True
        return False

    async def count(self, conn: AsyncConnection, person: Person) -> int:
        """How many generators that were confirmed a person has."""
        mine = (table.c.person == person.id) & table.c.confirmed.is_not(None)
        return (await conn.execute(select(func.count()).select_from(table).where(mine))).scalar_one()

    async def rename(self, conn: AsyncConnection, person: Person, number: int, name: str) -> bool:
        """Give a generator another name; False if there is none."""
        query = update(table).where(table.c.person == person.id, table.c.id == number).values(name=named(name))
        return bool((await conn.execute(query)).rowcount)

    async def remove(self, conn: AsyncConnection, person: Person, number: int) -> bool:
        """Remove a generator; False if there is none."""
        query = delete(table).where(table.c.person == person.id, table.c.id == number)
        return bool((await conn.execute(query)).rowcount)

    def _step(self, person: Person, sealed: bytes, code: str) -> int | None:
        """The time step of a code; None if it is of none that is taken now. All are compared, so that time tells nothing."""
        digits = "".join(code.split())
        if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()):
            return None
        generator = HOTP(b32encode(self._open(person, sealed)).decode())
        now = int(self._clock()) // STEP
        steps = [s for s in range(now - DRIFT, now + DRIFT + 1) if hmac.compare_digest(generator.at(s), digits)]
        return steps[-1] if steps else None

    def _seal(self, person: Person, secret: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret, _bound_to(person))

    def _open(self, person: Person, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(bytes(sealed[:_NONCE]), bytes(sealed[_NONCE:]), _bound_to(person))
        except InvalidTag as error:
            raise FactorRefused("the authenticator app's secret was changed, or the key file is another one") from error

    def _now_ms(self) -> int:
        return int(self._clock() * 1000)


def qr(text: str) -> str:
    """A QR code as SVG."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=4, border=4, xmldecl=False, nl=False, omitsize=True)
    return out.getvalue().decode()


def _bound_to(person: Person) -> bytes:
    """A secret opens for whom it was made only, wherever its row is copied to (ATTACKS G4)."""
    return f"totp\0{person.tenant}\0{person.id}".encode()


def _factor(row: Row[*tuple[Any, ...]]) -> Factor:
    values = columns(row)
    return Factor(values["id"], Kind.TOTP, values["name"], values["created"], values["last_used"])
