"""People of a tenant: the rows of `person`, kept in memory because every message asks who its ends are."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

import msgspec
from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.errors import Conflict, NotFound
from casemate.model.ids import PersonId, TenantId
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import archive_preference, blocked, device, fast_token, private_xml, roster_item, vcard
from casemate.storage.schema import person as table

SALT_BYTES: Final = 16
SCRAM_ITERATIONS: Final = 4096
"""RFC 7677 section 4 asks for at least this. Credentials are 130 random bits, so more would only cost clients time."""


class Role(StrEnum):
    """What a person may do beyond chatting."""

    EMPLOYEE = "employee"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    OWNER = "owner"


ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR, Role.OWNER})
"""Who may run the service for an organisation."""


class Person(msgspec.Struct, frozen=True):
    """Somebody with an account."""

    id: PersonId
    tenant: TenantId
    jid: Jid
    role: Role
    groups: frozenset[str]
    disabled: bool
    delivered_upto: int
    """Archive id up to which everything had reached them when the row was read."""
    salt: bytes
    iterations: int


_BY_JID: Final = select(table).where(table.c.jid == bindparam("at"), table.c.deleted.is_(None))


class People:
    """Looks people up, and changes them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._by_jid: dict[Jid, Person] = {}
        self._by_id: dict[int, Person] = {}
        self.looks: Callable[[str], str] = str
        """How a name looks: equal for names that are mistaken for each other. Set it before `load`."""
        self._looking: dict[tuple[str, str], set[Jid]] = {}
        self._left: dict[PersonId, int] = {}
        self._unsaved: set[PersonId] = set()

    async def load(self) -> None:
        """Read everybody; called once at start."""
        async with self._db.read() as conn:
            rows = (await conn.execute(select(table).where(table.c.deleted.is_(None)))).all()
        for row in rows:
            self._keep(_person(row))

    def lookup(self, jid: Jid) -> Person | None:
        """The person at a bare address, from memory: what this process has seen so far."""
        return self._by_jid.get(jid)

    def alike(self, jid: Jid) -> Jid | None:
        """Somebody else at the same domain whose name is mistaken for this one; from memory."""
        others = self._looking.get((jid.domain, self.looks(jid.local)), set()) - {jid}
        return min(others, key=str, default=None)

    def by_id(self, person: int) -> Person | None:
        """The person with an id, from memory."""
        return self._by_id.get(person)

    async def find(self, jid: Jid) -> Person | None:
        """The person at a bare address; asks the database when memory does not know."""
        return self._by_jid.get(jid) or await self.refresh(jid)

    async def refresh(self, jid: Jid) -> Person | None:
        """Read a person anew (another process may have changed the row)."""
        async with self._db.read() as conn:
            row = (await conn.execute(_BY_JID, {"at": str(jid)})).first()
        if row is None:
            if stale := self._by_jid.get(jid):
                self._forget(stale)
            return None
        return self._keep(_person(row))

    async def everybody(self, tenant: TenantId | None = None) -> Sequence[Person]:
        """All people (of a tenant), by address."""
        query = select(table).where(table.c.deleted.is_(None)).order_by(table.c.jid)
        if tenant is not None:
            query = query.where(table.c.tenant == tenant)
        async with self._db.read() as conn:
            return [_person(row) for row in (await conn.execute(query)).all()]

    def having(self, tenant: TenantId, role: Role) -> Sequence[Person]:
        """The enabled people of a tenant with a role, from memory."""
        return [p for p in self._by_id.values() if p.tenant == tenant and p.role is role and not p.disabled]

    async def add(
        self, conn: AsyncConnection, tenant: TenantId, jid: Jid, role: Role, groups: frozenset[str], now_ms: int
    ) -> Person:
        """Add a person inside a transaction.

        Raises:
            Conflict: if the address is taken.
        """
        row = (await conn.execute(select(table.c.deleted).where(table.c.jid == str(jid)))).first()
        if row is not None:
            raise Conflict(
                f"{jid} exists already" if row[0] is None else f"{jid} was deleted; its record keeps the address"
            )
        values = {
            "tenant": tenant,
            "jid": str(jid),
            "role": role.value,
            "groups": msgspec.json.encode(sorted(groups)).decode(),
            "disabled": False,
            "created": now_ms,
            "scram_salt": secrets.token_bytes(SALT_BYTES),
            "scram_iterations": SCRAM_ITERATIONS,
            "delivered_upto": 0,
        }
        try:
            row = (await conn.execute(insert(table).values(values).returning(table))).one()
        except IntegrityError as error:
            raise Conflict(f"{jid} exists already") from error
        return _person(row)

    async def exists(self, conn: AsyncConnection, jid: Jid) -> bool:
        """Whether an address is somebody's, or was."""
        return (await conn.execute(select(table.c.id).where(table.c.jid == str(jid)))).first() is not None

    async def set_disabled(self, jid: Jid, *, disabled: bool, by: str, now_ms: int) -> Person:
        """Disable or enable a person; `by` whom goes on the audit record.

        Raises:
            NotFound: if there is no such person.
        """
        async with self._db.write() as conn:
            query = update(table).where(table.c.jid == str(jid), table.c.deleted.is_(None))
            query = query.values(disabled=disabled).returning(table.c.tenant)
            tenant = (await conn.execute(query)).scalar_one_or_none()
            if tenant is not None:
                action = AuditAction.PERSON_DISABLED if disabled else AuditAction.PERSON_ENABLED
                event = AuditEvent(tenant=tenant, actor=by, action=action, subject=str(jid))
                await append_events(conn, (event,), now_ms)
        person = await self.refresh(jid) if tenant is not None else None
        if person is None:
            raise NotFound(f"there is no person {jid}; `casemate person list` shows who there is")
        return person

    async def set_role(self, jid: Jid, role: Role, by: str, now_ms: int) -> Person:
        """Give a person another role; `by` whom goes on the audit record.

        Raises:
            NotFound: if there is no such person.
        """
        detail = {"role": role.value}
        return await self._change(jid, {"role": role.value}, AuditAction.PERSON_ROLE_CHANGED, detail, by, now_ms)

    async def delete(self, jid: Jid, by: str, now_ms: int) -> Person:
        """Delete a person: they can't sign in, are in no list, and what they kept here is gone; the record stays.

        Raises:
            NotFound: if there is no such person.
        """
        person = await self.find(jid)
        if person is None:
            raise NotFound(f"there is no person {jid}")
        await self._change(jid, {"deleted": now_ms, "disabled": True}, AuditAction.PERSON_DELETED, {}, by, now_ms)
        async with self._db.write() as conn:
            await conn.execute(update(device).where(device.c.person == person.id).values(revoked=now_ms))
            for kept in (fast_token, roster_item, private_xml, vcard, blocked, archive_preference):
                await conn.execute(delete(kept).where(kept.c.person == person.id))
        self._forget(person)
        return person

    async def _change(
        self,
        jid: Jid,
        values: Mapping[str, object],
        action: AuditAction,
        detail: Mapping[str, object],
        by: str,
        now_ms: int,
    ) -> Person:
        mine = (table.c.jid == str(jid)) & table.c.deleted.is_(None)
        async with self._db.write() as conn:
            row = (await conn.execute(update(table).where(mine).values(dict(values)).returning(table))).first()
            if row is None:
                raise NotFound(f"there is no person {jid}")
            person = _person(row)
            event = AuditEvent(tenant=person.tenant, actor=by, action=action, subject=str(jid), detail=detail)
            await append_events(conn, (event,), now_ms)
        return self._keep(person)

    def leave(self, person: PersonId, now_ms: int) -> None:
        """Note when a person was last here (XEP-0012); written by `save_left`."""
        self._left[person] = now_ms
        self._unsaved.add(person)

    async def last_seen(self, person: PersonId) -> int | None:
        """When a person was last here, milliseconds since the epoch."""
        if person in self._left:
            return self._left[person]
        async with self._db.read() as conn:
            return (await conn.execute(select(table.c.last_seen).where(table.c.id == person))).scalar_one_or_none()

    async def save_left(self) -> None:
        """Write what `leave` has noted."""
        if not self._unsaved:
            return
        rows = [{"row": person, "at": self._left[person]} for person in self._unsaved]
        self._unsaved.clear()
        query = update(table).where(table.c.id == bindparam("row")).values(last_seen=bindparam("at"))
        try:
            async with self._db.write() as conn:
                await conn.execute(query, rows)
        except BaseException:
            # It is still to be written, by the next call.
            self._unsaved.update(PersonId(row["row"]) for row in rows)
            raise

    def _forget(self, person: Person) -> None:
        self._by_jid.pop(person.jid, None)
        self._by_id.pop(person.id, None)
        self._looking.get((person.jid.domain, self.looks(person.jid.local)), set()).discard(person.jid)

    def _keep(self, person: Person) -> Person:
        if person.jid not in self._by_jid:
            self._looking.setdefault((person.jid.domain, self.looks(person.jid.local)), set()).add(person.jid)
        self._by_jid[person.jid] = person
        self._by_id[person.id] = person
        return person


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    values = columns(row)
    return Person(
        id=values["id"],
        tenant=values["tenant"],
        jid=Jid.parse(values["jid"]),
        role=Role(values["role"]),
        groups=frozenset(msgspec.json.decode(values["groups"], type=list[str])),
        disabled=values["disabled"],
        delivered_upto=values["delivered_upto"],
        salt=values["scram_salt"],
        iterations=values["scram_iterations"],
    )
