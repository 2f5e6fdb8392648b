"""Passkeys (W3C WebAuthn Level 3): a second factor, or instead of the password where the authenticator verifies who holds it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from casemate.accounts.factors.common import MAX_FACTORS, Factor, FactorRefused, Kind, alone, named, note
from casemate.accounts.people import Person
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.clock import Clock
from casemate.model.errors import Conflict
from casemate.model.ids import PersonId
from casemate.storage.access_schema import passkey as table
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import person as person_table

MAX_CREDENTIAL: Final = 1023
"""Bytes of a credential's id (WebAuthn section 4)."""
MAX_KEY: Final = 4096
MAX_JSON: Final = 32 * 1024
"""Characters of an answer of the browser."""


class Site(NamedTuple):
    """Whom passkeys are made for."""

    id: str
    """The host name (the RP ID)."""
    origin: str
    """`https://host:port`."""
    name: str


class Asked(NamedTuple):
    """A question to the browser; the challenge is kept until the answer comes, and used once."""

    challenge: bytes
    options: dict[str, Any]


class Shown(NamedTuple):
    """Whose passkey was shown."""

    person: PersonId
    passkey: int
    verified: bool
    """Whether the authenticator verified who holds it: then it does for password and second factor both."""


class Passkeys:
    """Makes and checks passkeys."""

    def __init__(self, db: Database, site: Site, clock: Clock) -> None:
        self._db = db
        self._site = site
        self._clock = clock

    async def of(self, person: Person) -> Sequence[Factor]:
        """A person's passkeys."""
        query = select(table).where(table.c.person == person.id).order_by(table.c.id)
        async with self._db.read() as conn:
            return [_factor(row) for row in (await conn.execute(query)).all()]

    async def ask_new(self, person: Person) -> Asked:
        """What a browser needs to make a passkey."""
        options = generate_registration_options(
            rp_id=self._site.id,
            rp_name=self._site.name,
            user_id=f"{person.tenant}:{person.id}".encode(),
            user_name=str(person.jid),
            user_display_name=person.jid.local,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
            exclude_credentials=await self._descriptors(person),
        )
        return Asked(options.challenge, options_to_json_dict(options))

    async def add(self, person: Person, name: str, challenge: bytes, credential: Mapping[str, Any], by: str) -> int:
        """Keep a passkey that a browser has made; gives its number.

        Raises:
            FactorRefused: if the answer is none to this question, or is malformed.
            Conflict: if there are too many, or the passkey is known.
            CasemateError: for a name that is none.
        """
        name, given = named(name), _bounded(credential)
        try:
            made = verify_registration_response(
                credential=given,
                expected_challenge=challenge,
                expected_rp_id=self._site.id,
                expected_origin=self._site.origin,
            )
        except Exception as error:  # the library raises what its decoders raise; whatever it is, this is no passkey
            raise FactorRefused("the browser's answer is not a passkey for this site") from error
        if len(made.credential_id) > MAX_CREDENTIAL or len(made.credential_public_key) > MAX_KEY:
            raise FactorRefused("the browser's answer is not a passkey for this site")
        now_ms = int(self._clock() * 1000)
        values = {
            "tenant": person.tenant,
            "person": person.id,
            "name": name,
            "credential": made.credential_id,
            "public_key": made.credential_public_key,
            "sign_count": made.sign_count,
            "transports": json.dumps(_transports(given)),
            "verifies": made.user_verified,
            "backed_up": made.credential_backed_up,
            "created": now_ms,
        }
        try:
            async with self._db.write() as conn:
                await alone(conn, person)
                if await self.count(conn, person) >= MAX_FACTORS:
                    raise Conflict(f"there are {MAX_FACTORS} passkeys already; remove one first")
                number = int((await conn.execute(insert(table).values(values).returning(table.c.id))).scalar_one())
                detail = {"kind": Kind.PASSKEY.value, "id": number, "name": name}
                await note(conn, person, AuditAction.FACTOR_ADDED, by, now_ms, detail)
        except IntegrityError as error:
            raise Conflict("this passkey is known already") from error
        return number

    async def ask(self, person: Person | None) -> Asked:
        """What a browser needs to show a passkey: one of a person's, or, of None, any that it has for this site."""
        options = generate_authentication_options(
            rp_id=self._site.id,
            allow_credentials=[] if person is None else await self._descriptors(person),
            user_verification=UserVerificationRequirement.PREFERRED
            if person is not None
            else UserVerificationRequirement.REQUIRED,
        )
        return Asked(options.challenge, options_to_json_dict(options))

    async def check(self, person: Person | None, challenge: bytes, credential: Mapping[str, Any]) -> Shown:
        """Whose passkey answers a challenge; only `person`'s if one is named.

        Raises:
            FactorRefused: if it is nobody's, or the answer is wrong.
        """
        refused = FactorRefused("this passkey is not known here, or was not shown as asked")
        given = _bounded(credential)
        row = await self._row(given)
        if row is None or (person is not None and row["person"] != person.id):
            raise refused
        try:
            shown = verify_authentication_response(
                credential=given,
                expected_challenge=challenge,
                expected_rp_id=self._site.id,
                expected_origin=self._site.origin,
                credential_public_key=row["public_key"],
                credential_current_sign_count=0,  # compared below, with the row
            )
        except Exception as error:  # as above
            raise refused from error
        if not await self._counted(row, shown):
            raise refused
        return Shown(row["person"], row["id"], shown.user_verified)

    async def _counted(self, row: RowMapping, shown: VerifiedAuthentication) -> bool:
        """Keep the count of signatures; False if it went back: somebody has a copy of the key (WebAuthn section 6.1.1)."""
        now_ms = int(self._clock() * 1000)
        values = {"sign_count": shown.new_sign_count, "backed_up": shown.credential_backed_up, "last_used": now_ms}
        fits = (table.c.id == row["id"]) & (
            (table.c.sign_count < shown.new_sign_count) | ((table.c.sign_count == 0) & (shown.new_sign_count == 0))
        )
        async with self._db.write() as conn:
            if (await conn.execute(update(table).where(fits).values(values))).rowcount:
                return True
            detail = {"kind": Kind.PASSKEY.value, "id": row["id"], "why": "the count of signatures went back"}
            whose = select(person_table.c.jid).where(person_table.c.id == row["person"])
            jid = str((await conn.execute(whose)).scalar_one())
            action = AuditAction.FACTOR_REFUSED
            event = AuditEvent(tenant=row["tenant"], actor=jid, action=action, subject=jid, detail=detail)
            await append_events(conn, (event,), now_ms)
        return False

    async def count(self, conn: AsyncConnection, person: Person) -> int:
        """How many passkeys a person has."""
        mine = select(func.count()).select_from(table).where(table.c.person == person.id)
        return (await conn.execute(mine)).scalar_one()

    async def rename(self, conn: AsyncConnection, person: Person, number: int, name: str) -> bool:
        """Give a passkey another name; False if there is none."""
        query = update(table).where(table.c.person == person.id, table.c.id == number).values(name=named(name))
        return bool((await conn.execute(query)).rowcount)

    async def remove(self, conn: AsyncConnection, person: Person, number: int) -> bool:
        """Remove a passkey; False if there is none."""
        query = delete(table).where(table.c.person == person.id, table.c.id == number)
        return bool((await conn.execute(query)).rowcount)

    async def _row(self, credential: Mapping[str, Any]) -> RowMapping | None:
        try:
            raw = base64url_to_bytes(str(credential.get("rawId", "")))
        except ValueError:
            return None
        async with self._db.read() as conn:
            row = (await conn.execute(select(table).where(table.c.credential == raw))).first()
        return None if row is None else columns(row)

    async def _descriptors(self, person: Person) -> list[PublicKeyCredentialDescriptor]:
        query = select(table.c.credential, table.c.transports).where(table.c.person == person.id)
        async with self._db.read() as conn:
            rows = (await conn.execute(query)).all()
        return [
            PublicKeyCredentialDescriptor(
                id=bytes(raw), transports=[AuthenticatorTransport(t) for t in json.loads(ways)]
            )
            for raw, ways in rows
        ]


def _bounded(credential: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of a browser, if it is not beyond all measure."""
    try:
        text = json.dumps(credential)
    except (TypeError, ValueError, RecursionError) as error:
        raise FactorRefused("the browser's answer can't be read") from error
    if len(text) > MAX_JSON:
        raise FactorRefused("the browser's answer is too long")
    return dict(credential)


def _transports(credential: Mapping[str, Any]) -> list[str]:
    """How the browser says that the authenticator is reached: a help for later questions, nothing more."""
    response: Any = credential.get("response")
    given: Any = response.get("transports") if isinstance(response, Mapping) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return [way.value for way in AuthenticatorTransport if isinstance(given, list) and way.value in given]


def _factor(row: Row[*tuple[Any, ...]]) -> Factor:
    values = columns(row)
    return Factor(values["id"], Kind.PASSKEY, values["name"], values["created"], values["last_used"])
