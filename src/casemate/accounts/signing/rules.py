"""What organisations ask of their people at sign-in, and which acceptable-use notice they have acknowledged."""

import msgspec
from sqlalchemy import func, insert, select, update

from casemate.accounts.people import Person, Role
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.clock import Clock
from casemate.model.ids import TenantId
from casemate.storage.access_schema import acknowledgement
from casemate.storage.engine import Database
from casemate.storage.schema import person as person_table
from casemate.storage.schema import tenant as table

DAY_MS = 86_400_000


class Rule(msgspec.Struct, frozen=True):
    """An organisation's rule for second factors."""

    roles: frozenset[Role]
    """Whose people need one."""
    grace_days: int
    """For how many days after they were added they may do without."""


class Rules:
    """Reads and changes them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def of(self, tenant: TenantId) -> Rule:
        """An organisation's rule."""
        query = select(table.c.second_factor, table.c.grace_days).where(table.c.id == tenant)
        async with self._db.read() as conn:
            row = (await conn.execute(query)).one()
        return Rule(frozenset(msgspec.json.decode(row[0], type=list[Role])), row[1])

    async def set(self, tenant: TenantId, rule: Rule, by: str) -> None:
        """Change an organisation's rule; `by` whom goes on the audit record."""
        roles = sorted(role.value for role in rule.roles)
        values = {"second_factor": msgspec.json.encode(roles).decode(), "grace_days": rule.grace_days}
        detail = {"roles": roles, "grace_days": rule.grace_days}
        event = AuditEvent(
            tenant=tenant,
            actor=by,
            action=AuditAction.TENANT_SECOND_FACTOR_SET,
            subject="second factors",
            detail=detail,
        )
        async with self._db.write() as conn:
            await conn.execute(update(table).where(table.c.id == tenant).values(values))
            await append_events(conn, (event,), int(self._clock() * 1000))

    async def grace_until(self, person: Person) -> int | None:
        """Until when (milliseconds) a person may do without a second factor; None if none is asked of them at all."""
        rule = await self.of(person.tenant)
        if person.role not in rule.roles:
            return None
        async with self._db.read() as conn:
            created = (
                await conn.execute(select(person_table.c.created).where(person_table.c.id == person.id))
            ).scalar_one()
        return int(created) + rule.grace_days * DAY_MS

    async def has_acknowledged(self, person: Person, version: str) -> bool:
        """Whether a person has acknowledged a version of the notice."""
        mine = (acknowledgement.c.person == person.id) & (acknowledgement.c.version == version)
        async with self._db.read() as conn:
            return bool(
                (await conn.execute(select(func.count()).select_from(acknowledgement).where(mine))).scalar_one()
            )

    async def acknowledge(self, person: Person, version: str) -> None:
        """A person acknowledges a version of the notice."""
        if await self.has_acknowledged(person, version):
            return
        now_ms = int(self._clock() * 1000)
        values = {"person": person.id, "version": version, "tenant": person.tenant, "at": now_ms}
        event = AuditEvent(
            tenant=person.tenant,
            actor=str(person.jid),
            action=AuditAction.NOTICE_ACKNOWLEDGED,
            subject=str(person.jid),
            detail={"version": version},
        )
        async with self._db.write() as conn:
            await conn.execute(insert(acknowledgement).values(values))
            await append_events(conn, (event,), now_ms)
