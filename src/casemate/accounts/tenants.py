"""Tenants and their domains, in memory: every stanza asks which tenant a domain belongs to."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import insert, select

from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.errors import CasemateError, Conflict
from casemate.model.ids import TenantId
from casemate.model.jid import prepare_domain
from casemate.storage.engine import Database
from casemate.storage.schema import domain as domain_table
from casemate.storage.schema import tenant as tenant_table

ROOMS: Final = "rooms"
"""The label below each domain under which its rooms are."""
PUBSUB: Final = "pubsub"
"""The label below each domain under which its publish-subscribe service is."""
SERVICES: Final = (ROOMS, PUBSUB)
"""Labels of services: no tenant can own a domain that is one of these and another tenant's domain."""


class Tenant(msgspec.Struct, frozen=True):
    """An organisation, with at least one domain."""

    id: TenantId
    name: str
    domains: tuple[str, ...]


class Tenants:
    """Looks tenants up by domain, and adds them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._by_domain: dict[str, Tenant] = {}
        self._domains_of: dict[TenantId, tuple[str, ...]] = {}

    async def load(self) -> None:
        """Read all tenants anew."""
        tenants = await self.all()
        self._by_domain = {domain: tenant for tenant in tenants for domain in tenant.domains}
        self._domains_of = {tenant.id: tenant.domains for tenant in tenants}

    @property
    def domains(self) -> Mapping[str, Tenant]:
        """All domains that are ours, with their tenants."""
        return self._by_domain

    def domains_of(self, tenant: TenantId) -> tuple[str, ...]:
        """A tenant's domains; none for an unknown tenant."""
        return self._domains_of.get(tenant, ())

    def of_domain(self, domain: str) -> Tenant | None:
        """The tenant that owns a (prepared) domain."""
        return self._by_domain.get(domain)

    def of_service(self, domain: str) -> Tenant | None:
        """The tenant below whose domain a service of ours is (`rooms.DOMAIN`, say)."""
        label, _, parent = domain.partition(".")
        return self._by_domain.get(parent) if label in SERVICES else None

    def name_of(self, tenant: TenantId) -> str:
        """What a tenant is called; empty for an unknown one."""
        first = next(iter(self.domains_of(tenant)), None)
        return "" if first is None else self._by_domain[first].name

    async def all(self) -> Sequence[Tenant]:
        """Every tenant, by id."""
        async with self._db.read() as conn:
            tenants = (await conn.execute(select(tenant_table).order_by(tenant_table.c.id))).all()
            domains = (await conn.execute(select(domain_table).order_by(domain_table.c.name))).all()
        return [
            Tenant(TenantId(row.id), row.name, tuple(d.name for d in domains if d.tenant == row.id)) for row in tenants
        ]

    async def add(self, name: str, domains: Sequence[str], now_ms: int, by: str) -> Tenant:
        """Add a tenant with its domains; `by` whom goes on the audit record.

        Raises:
            CasemateError: if there is no domain.
            Conflict: if the name or a domain is taken.
            InvalidJid: if a domain is not a domain.
        """
        # One that is named twice, in capitals say, is still one.
        prepared = tuple(dict.fromkeys(prepare_domain(domain) for domain in domains))
        if not prepared:
            raise CasemateError(f"'{name}' needs a domain: that is where its people have their addresses")
        theirs = {*self._by_domain, *prepared}
        clash = [d for d in prepared if self.of_service(d) or any(f"{label}.{d}" in theirs for label in SERVICES)]
        if clash:
            places = " and ".join(f"{label}.DOMAIN" for label in SERVICES)
            raise Conflict(
                f"{places} are services of a domain, so they can't be domains themselves: {', '.join(clash)}"
            )
        async with self._db.write() as conn:
            if (await conn.execute(select(tenant_table.c.id).where(tenant_table.c.name == name))).first():
                raise Conflict(f"a tenant named '{name}' exists already")
            taken = (await conn.execute(select(domain_table.c.name).where(domain_table.c.name.in_(prepared)))).scalars()
            if clash := ", ".join(taken):
                raise Conflict(f"another tenant owns {clash} already")
            row = await conn.execute(
                insert(tenant_table).values(name=name, created=now_ms).returning(tenant_table.c.id)
            )
            tenant = Tenant(TenantId(row.scalar_one()), name, prepared)
            await conn.execute(insert(domain_table), [{"name": d, "tenant": tenant.id} for d in prepared])
            detail = {"domains": list(prepared)}
            event = AuditEvent(tenant=tenant.id, actor=by, action=AuditAction.TENANT_ADDED, subject=name, detail=detail)
            await append_events(conn, (event,), now_ms)
        self._by_domain.update(dict.fromkeys(prepared, tenant))
        self._domains_of[tenant.id] = tenant.domains
        return tenant
