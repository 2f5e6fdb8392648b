"""Reading the record: a person's own archive (XEP-0313), what waits for them, what is held, and their preferences."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, union_all

from casemate.archive.entries import seal_context
from casemate.archive.sealing import Keyring
from casemate.model.ids import ArchiveId, TenantId, archive_id_ms
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import coached, held, message

MAX_IDS: Final = 100
"""Ids that one query may name."""


class Stored(msgspec.Struct, frozen=True):
    """A record, opened."""

    id: int
    tenant: int
    sender: str
    recipient: str
    direction: str
    kind: str
    verdict: int
    stanza: bytes
    origin: int | None
    rule: str | None
    findings: str | None

    @property
    def ms(self) -> int:
        """When it was recorded: milliseconds since the epoch."""
        return archive_id_ms(self.id)


class ArchiveQuery(msgspec.Struct, frozen=True):
    """A page of an archive; times are milliseconds since the epoch, ids exclusive."""

    limit: int
    with_: Jid | None = None
    start: int | None = None
    end: int | None = None
    after: int | None = None
    before: int | None = None
    backward: bool = False
    """The newest page first (RSM `<before/>`); items still come oldest first."""
    ids: tuple[int, ...] = ()


class ArchivePage(msgspec.Struct, frozen=True):
    """A page, oldest first."""

    items: list[Stored]
    complete: bool
    """Whether nothing lies beyond it in the direction of paging."""


class HeldMessage(msgspec.Struct, frozen=True):
    """A withheld message in the queue."""

    id: int
    tenant: int
    state: str
    reason: str
    waits_for: str | None
    decided_by: str | None
    sender: str
    recipient: str
    rule: str | None
    findings: str | None


class CoachedMessage(msgspec.Struct, frozen=True):
    """A coached message that waits for its sender's word."""

    id: int
    tenant: int
    sender: str
    expires: int
    confirmed: int | None


class Archive:
    """Queries on the record."""

    def __init__(self, db: Database, keyring: Keyring) -> None:
        self._db = db
        self._keyring = keyring

    async def page(self, tenant: TenantId, owner: Jid, query: ArchiveQuery) -> ArchivePage:
        """A page of the messages that `owner` (bare) sent or received."""
        order = message.c.id.desc() if query.backward else message.c.id.asc()
        halves = [
            select(message).where(half, *_window(query)).order_by(order).limit(query.limit + 1)
            for half in _halves(tenant, str(owner), str(query.with_.bare) if query.with_ else None)
        ]
        both = union_all(*(select(half.subquery()) for half in halves)).subquery()
        rows_order = both.c.id.desc() if query.backward else both.c.id.asc()
        async with self._db.read() as conn:
            rows = list((await conn.execute(select(both).order_by(rows_order).limit(query.limit + 1))).all())
        complete = len(rows) <= query.limit
        rows = rows[: query.limit]
        if query.backward:
            rows.reverse()
        return ArchivePage([self._open(row) for row in rows], complete)

    async def count(self, tenant: TenantId, owner: Jid, query: ArchiveQuery) -> int:
        """How many messages the query matches, paging left aside."""
        window = _window(msgspec.structs.replace(query, after=None, before=None))
        total = 0
        async with self._db.read() as conn:
            for half in _halves(tenant, str(owner), str(query.with_.bare) if query.with_ else None):
                total += (
                    await conn.execute(select(func.count()).select_from(message).where(half, *window))
                ).scalar_one()
        return total

    async def has(self, tenant: TenantId, owner: Jid, archive_id: int) -> bool:
        """Whether `owner`'s archive has that message."""
        halves = or_(*_halves(tenant, str(owner), None))
        async with self._db.read() as conn:
            return (
                await conn.execute(select(message.c.id).where(message.c.id == archive_id, halves))
            ).first() is not None

    async def ends(self, tenant: TenantId, owner: Jid) -> tuple[int, int] | None:
        """The first and the last id in an archive; None when it is empty."""
        first = await self.page(tenant, owner, ArchiveQuery(1))
        last = await self.page(tenant, owner, ArchiveQuery(1, backward=True))
        return (first.items[0].id, last.items[0].id) if first.items and last.items else None

    async def get(self, tenant: TenantId, archive_id: int) -> Stored | None:
        """One record, whatever its verdict."""
        async with self._db.read() as conn:
            query = select(message).where(message.c.id == archive_id, message.c.tenant == tenant)
            row = (await conn.execute(query)).first()
        return None if row is None else self._open(row)

    async def pending(self, tenant: TenantId, recipient: Jid, after: int, limit: int) -> list[Stored]:
        """What was delivered to nobody yet: the newest `limit` storable messages after the id `after`, oldest first."""
        query = (
            select(message)
            .where(
                message.c.tenant == tenant,
                message.c.recipient == str(recipient),
                message.c.id > after,
                message.c.visible.is_(True),
                message.c.storable.is_(True),
                message.c.kind == "message",
            )
            .order_by(message.c.id.desc())
            .limit(limit)
        )
        async with self._db.read() as conn:
            rows = (await conn.execute(query)).all()
        return [self._open(row) for row in reversed(rows)]

    async def held(self, tenant: TenantId | None = None, state: str = "waiting") -> Sequence[HeldMessage]:
        """The queue, oldest first."""
        query = _held_query().where(held.c.state == state).order_by(held.c.id)
        if tenant is not None:
            query = query.where(held.c.tenant == tenant)
        async with self._db.read() as conn:
            return [_held(row) for row in (await conn.execute(query)).all()]

    async def held_one(self, archive_id: ArchiveId) -> HeldMessage | None:
        """One entry of the queue, decided or not."""
        async with self._db.read() as conn:
            row = (await conn.execute(_held_query().where(held.c.id == archive_id))).first()
        return None if row is None else _held(row)

    async def coached(self, code_hash: str) -> CoachedMessage | None:
        """The coached message that a code belongs to."""
        query = select(coached.c.id, coached.c.tenant, coached.c.sender, coached.c.expires, coached.c.confirmed)
        async with self._db.read() as conn:
            row = (await conn.execute(query.where(coached.c.code_hash == code_hash))).first()
        return None if row is None else CoachedMessage(*row)

    def _open(self, row: Row[*tuple[Any, ...]]) -> Stored:
        values = columns(row)
        context = seal_context(values["sender"], values["recipient"])
        stanza = self._keyring.unseal(values["tenant"], context, values["id"], values["key"], values["sealed"])
        return Stored(
            id=values["id"],
            tenant=values["tenant"],
            sender=values["sender"],
            recipient=values["recipient"],
            direction=values["direction"],
            kind=values["kind"],
            verdict=values["verdict"],
            stanza=stanza,
            origin=values["origin"],
            rule=values["rule"],
            findings=values["findings"],
        )


def _halves(tenant: int, owner: str, other: str | None) -> list[ColumnElement[bool]]:
    """Sent and received, each served by its own index; what one writes to oneself counts once."""
    m = message.c
    shown = and_(m.tenant == tenant, m.visible.is_(True), m.kind == "message")
    sent = and_(m.sender == owner, shown)
    received = and_(m.recipient == owner, m.sender != owner, shown)
    if other is None:
        return [sent, received]
    return [and_(sent, m.recipient == other), and_(received, m.sender == other)]


def _window(query: ArchiveQuery) -> list[ColumnElement[bool]]:
    column = message.c.id
    conditions: list[ColumnElement[bool]] = []
    if query.start is not None:
        conditions.append(column >= query.start << 20)
    if query.end is not None:
        conditions.append(column < (query.end + 1) << 20)
    if query.after is not None:
        conditions.append(column > query.after)
    if query.before is not None:
        conditions.append(column < query.before)
    if query.ids:
        conditions.append(column.in_(query.ids))
    return conditions


def _held_query() -> Select[*tuple[Any, ...]]:
    m, h = message.c, held.c
    return select(
        h.id, h.tenant, h.state, h.reason, h.waits_for, h.decided_by, m.sender, m.recipient, m.rule, m.findings
    ).join(message, m.id == h.id)


def _held(row: Row[*tuple[Any, ...]]) -> HeldMessage:
    return HeldMessage(*row)
