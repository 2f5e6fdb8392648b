"""Invitations: who has the token of one may make an account, or become a contact of whoever invited them (XEP-0445, XEP-0379).

A token is 160 random bits; only its hash is kept, so that who reads the database can use none. An invitation is of one domain,
ends, and holds for a stated number of uses; it is void when whoever made it is disabled or deleted.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

import msgspec
from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.people import Person, Role
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.errors import Conflict, NotFound
from casemate.model.ids import PersonId, TenantId
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import invitation as table
from casemate.storage.schema import person as person_table

MAX_USES: Final = 1_000
_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_LENGTH: Final = 32
_FORM: Final = re.compile(f"[{_ALPHABET}]{{{_LENGTH}}}")
_REMEMBERED_MS: Final = 90 * 86_400_000
"""How long one that has ended is listed; the audit record knows of it for good."""


class Invitation(msgspec.Struct, frozen=True):
    """An invitation, without its token."""

    id: int
    tenant: TenantId
    domain: str
    inviter: PersonId | None
    inviter_jid: Jid | None
    made_by: str
    name: str | None
    """The localpart that is kept for who was invited."""
    groups: frozenset[str]
    role: Role
    registers: bool
    """Whether an account can be made with it."""
    befriends: bool
    """Whether inviter and invited become contacts."""
    uses: int
    used: int
    created: int
    expires: int
    revoked: int | None
    sent_to: str | None = None
    """The e-mail address that it was sent to."""

    def uri(self, token: str) -> str:
        """What the invited open in their client (XEP-0401, XEP-0445)."""
        if self.befriends and self.name is None and self.inviter_jid is not None:
            ibr = ";ibr=y" if self.registers else ""
            return f"xmpp:{_in_uri(self.inviter_jid)}?roster;preauth={token}{ibr}"
        return f"xmpp:{_in_uri(Jid(self.name or '', self.domain, ''))}?register;preauth={token}"

    def state(self, now_ms: int) -> str:
        """`open`, or why it holds no longer: `used`, `expired`, `revoked`."""
        if self.revoked is not None:
            return "revoked"
        if self.used >= self.uses:
            return "used"
        return "open" if now_ms < self.expires else "expired"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What an invitation is to be."""

    domain: str
    inviter: Person | None = None
    name: str | None = None
    groups: frozenset[str] = frozenset()
    role: Role = Role.EMPLOYEE
    address: str | None = None
    """The e-mail address that it is sent to, for those who read the list."""
    registers: bool = True
    befriends: bool = False
    uses: int = 1
    seconds: float


class Invitations:
    """Makes, finds, uses and revokes invitations."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def make(
        self, conn: AsyncConnection, tenant: TenantId, wanted: Wanted, by: str, now_ms: int
    ) -> tuple[Invitation, str]:
        """A new invitation inside a transaction, and its token, which is nowhere else; `by` whom goes on the audit record."""
        token = new_token()
        values = {
            "tenant": tenant,
            "domain": wanted.domain,
            "token_hash": _hash(token),
            "inviter": wanted.inviter.id if wanted.inviter is not None else None,
            "made_by": by,
            "name": wanted.name,
            "groups": msgspec.json.encode(sorted(wanted.groups)).decode(),
            "role": wanted.role.value,
            "address": wanted.address,
            "registers": wanted.registers,
            "befriends": wanted.befriends,
            "uses": wanted.uses,
            "used": 0,
            "created": now_ms,
            "expires": now_ms + int(wanted.seconds * 1000),
        }
        await conn.execute(delete(table).where(table.c.expires < now_ms - _REMEMBERED_MS))
        made = (await conn.execute(insert(table).values(values).returning(table.c.id))).scalar_one()
        row = (await conn.execute(_all().where(table.c.id == made))).one()
        detail = {
            "registers": wanted.registers,
            "role": wanted.role.value,
            "contacts": wanted.befriends,
            "uses": wanted.uses,
            "expires": values["expires"],
            "groups": sorted(wanted.groups),
            "inviter": str(wanted.inviter.jid) if wanted.inviter is not None else "",
            "address": str(Jid(wanted.name or "", wanted.domain, "")),
        }
        await _note(conn, _invitation(row), AuditAction.INVITATION_MADE, by, detail, now_ms)
        return _invitation(row), token

    async def find(self, token: str, domain: str, now_ms: int) -> Invitation | None:
        """The invitation with a token, if it is of the domain and holds now."""
        if _FORM.fullmatch(token) is None:
            return None
        query = _all().where(table.c.token_hash == _hash(token), table.c.domain == domain, _holds(now_ms))
        async with self._db.read() as conn:
            row = (await conn.execute(query)).first()
        return None if row is None else _invitation(row)

    async def of_token(self, token: str, now_ms: int) -> Invitation | None:
        """The invitation with a token, of whatever domain, if it holds now."""
        if _FORM.fullmatch(token) is None:
            return None
        async with self._db.read() as conn:
            row = (await conn.execute(_all().where(table.c.token_hash == _hash(token), _holds(now_ms)))).first()
        return None if row is None else _invitation(row)

    async def use(self, conn: AsyncConnection, invitation: Invitation, who: Jid, now_ms: int) -> None:
        """Use an invitation inside a transaction. That it may have ended since it was found does not matter (XEP-0445 section 4).

        Raises:
            NotFound: if it was used up or revoked meanwhile.
        """
        free = and_(table.c.id == invitation.id, table.c.used < table.c.uses, table.c.revoked.is_(None))
        if not (await conn.execute(update(table).where(free).values(used=table.c.used + 1))).rowcount:
            raise NotFound("the invitation was used or revoked meanwhile")
        row = (await conn.execute(_all().where(table.c.id == invitation.id, _of_the_trusted()))).first()
        if row is None:
            raise NotFound("whoever sent the invitation has no account any more")
        await _note(conn, invitation, AuditAction.INVITATION_USED, str(who), {"by": invitation.made_by}, now_ms)

    async def befriend(self, token: str, inviter: Person, guest: Jid, now_ms: int) -> bool:
        """Use the invitation with a token to become a contact of whoever made it (XEP-0379); False if there is none such."""
        found = await self.find(token, inviter.jid.domain, now_ms)
        if found is None or not found.befriends or found.inviter != inviter.id:
            return False
        if found.name is not None and guest != Jid(found.name, found.domain, ""):
            return False
        try:
            async with self._db.write() as conn:
                await self.use(conn, found, guest, now_ms)
        except NotFound:
            return False
        return True

    async def revoke(self, number: int, by: str, now_ms: int) -> Invitation:
        """Revoke an invitation for good; `by` whom goes on the audit record.

        Raises:
            NotFound: if there is none with that number.
            Conflict: if it was revoked already.
        """
        async with self._db.write() as conn:
            row = (await conn.execute(_all().where(table.c.id == number))).first()
            if row is None:
                raise NotFound(f"there is no invitation {number}; `casemate invite list` shows them")
            found = _invitation(row)
            changed = update(table).where(table.c.id == number, table.c.revoked.is_(None)).values(revoked=now_ms)
            if not (await conn.execute(changed)).rowcount:
                raise Conflict(f"invitation {number} was revoked already")
            await _note(conn, found, AuditAction.INVITATION_REVOKED, by, {"made_by": found.made_by}, now_ms)
        return msgspec.structs.replace(found, revoked=now_ms)

    async def all(self) -> Sequence[Invitation]:
        """Every invitation, the newest first."""
        async with self._db.read() as conn:
            return [_invitation(row) for row in (await conn.execute(_all().order_by(table.c.id.desc()))).all()]

    async def open_of(self, conn: AsyncConnection, inviter: PersonId, now_ms: int) -> int:
        """How many invitations of a person hold now."""
        query = _count().where(table.c.inviter == inviter, _holds(now_ms))
        return int((await conn.execute(query)).scalar_one())

    async def kept_names(self, conn: AsyncConnection, domain: str, now_ms: int) -> dict[int, str]:
        """Localparts of a domain that are kept for who was invited, by the number of the invitation."""
        query = select(table.c.id, table.c.name).where(
            table.c.domain == domain, table.c.name.is_not(None), _unused(), table.c.expires > now_ms
        )
        return {row.id: row.name for row in (await conn.execute(query)).all()}


def new_token() -> str:
    """A token: 32 characters of 32 (160 bits), which need no escaping in an address."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _all() -> Select[*tuple[Any, ...]]:
    return select(table, person_table.c.jid.label("inviter_jid")).outerjoin(
        person_table, person_table.c.id == table.c.inviter
    )


def _count() -> Select[int]:
    return select(func.count()).select_from(table).outerjoin(person_table, person_table.c.id == table.c.inviter)


def _unused() -> ColumnElement[bool]:
    return and_(table.c.used < table.c.uses, table.c.revoked.is_(None))


def _of_the_trusted() -> ColumnElement[bool]:
    """Whoever was disabled or has left invites nobody any more."""
    there = and_(person_table.c.deleted.is_(None), person_table.c.disabled.is_(False))
    return or_(table.c.inviter.is_(None), there)


def _holds(now_ms: int) -> ColumnElement[bool]:
    return and_(_unused(), table.c.expires > now_ms, _of_the_trusted())


async def _note(
    conn: AsyncConnection, of: Invitation, action: AuditAction, by: str, detail: dict[str, Any], now_ms: int
) -> None:
    event = AuditEvent(tenant=of.tenant, actor=by, action=action, subject=f"invitation {of.id}", detail=detail)
    await append_events(conn, (event,), now_ms)


def _in_uri(jid: Jid) -> str:
    """An address as RFC 5122 section 2.7.2 writes it."""
    local = f"{quote(jid.local, safe='')}@" if jid.local else ""
    return f"{local}{quote(jid.domain, safe='[]:')}"


def _invitation(row: Row[*tuple[Any, ...]]) -> Invitation:
    values = columns(row)
    return Invitation(
        id=values["id"],
        tenant=values["tenant"],
        domain=values["domain"],
        inviter=values["inviter"],
        inviter_jid=Jid.parse(values["inviter_jid"]) if values["inviter_jid"] is not None else None,
        made_by=values["made_by"],
        name=values["name"],
        groups=frozenset(msgspec.json.decode(values["groups"], type=list[str])),
        role=Role(values["role"]),
        sent_to=values["address"],
        registers=values["registers"],
        befriends=values["befriends"],
        uses=values["uses"],
        used=values["used"],
        created=values["created"],
        expires=values["expires"],
        revoked=values["revoked"],
    )
