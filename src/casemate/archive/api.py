"""Reading the record: a person's own archive (XEP-0313), what waits for them, what is held, and their preferences."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Row, Select, insert, select

from casemate.archive import owned
from casemate.archive.entries import seal_context
from casemate.archive.rows import without_findings
from casemate.archive.sealing import Keyring, SealBroken
from casemate.model.ids import ArchiveId, PersonId, TenantId, archive_id_ms
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import archive_preference, coached, held, message
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element

MAX_IDS: Final = 100
"""Ids that one query may name."""
_log = get_logger("archive")


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
    """Only these; at most `MAX_IDS`."""
    rooms: bool = True
    """With what was said in rooms elsewhere (in a person's archive)."""
    flip: bool = False
    """Give the items of the page newest first (XEP-0313 flip-page)."""


class ArchivePage(msgspec.Struct, frozen=True):
    """A page, oldest first unless flipped."""

    items: list[Stored]
    complete: bool
    """Whether nothing lies beyond it in the direction of paging."""
    count: int | None = None
    """How many messages the query matches, paging left aside; None when that is more than `owned.COUNTED`."""
    first_index: int | None = None
    """How many of these are older than the page's oldest item; None when there is none, or when not counted."""


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
    found: str | None
    """The kinds of what was seen, as a JSON list."""


class CoachedMessage(msgspec.Struct, frozen=True):
    """A coached message that waits for its sender's word."""

    id: int
    tenant: int
    sender: str
    expires: int
    confirmed: int | None


class Shelf(NamedTuple):
    """The archive of a room. Others may have had its address before: what is older than `since` was not said in it."""

    tenant: TenantId
    owner: Jid
    since: int
    """Milliseconds since the epoch."""
    show: Callable[[Sequence[Stored]], Sequence[Element]]
    """The messages as its readers may see them."""


class Preferences(msgspec.Struct, frozen=True):
    """What a person wants archived (XEP-0441): `default` is always, never or roster; the lists are bare addresses."""

    default: str = "always"
    always: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Archive:
    """Queries on the record."""

    def __init__(self, db: Database, keyring: Keyring) -> None:
        self._db = db
        self._keyring = keyring

    async def page(self, tenant: TenantId, owner: Jid, query: ArchiveQuery) -> ArchivePage:
        """A page of the messages that `owner` (bare) sent or received. With a limit of 0, only the count."""
        who = owned.Owner(tenant, str(owner), str(query.with_.bare) if query.with_ else None, query.rooms)
        window = owned.Window(query.start, query.end, query.after, query.before, query.ids)
        whole = owned.Window(query.start, query.end, None, None, query.ids)
        async with self._db.read() as conn:
            statement = owned.page(who, window, query.limit + 1, backward=query.backward)
            rows = list((await conn.execute(statement)).all()) if query.limit else []
            count = (await conn.execute(owned.count(who, whole))).scalar_one()
            complete = len(rows) <= query.limit if query.limit else count == 0
            rows = rows[: query.limit]
            if query.backward:
                rows.reverse()
            if count > owned.COUNTED:
                count = index = None
            elif not rows:
                index = None
            else:
                older = whole._replace(before=rows[0].id)
                index = (await conn.execute(owned.count(who, older))).scalar_one()
        items = self._opened(rows)
        if query.flip:
            items.reverse()
        return ArchivePage(items, complete, count, index)

    async def count(self, tenant: TenantId, owner: Jid, query: ArchiveQuery) -> int | None:
        """How many messages the query matches, paging left aside; None for more than `owned.COUNTED`."""
        return (await self.page(tenant, owner, msgspec.structs.replace(query, limit=0))).count

    async def has(self, tenant: TenantId, owner: Jid, archive_id: int) -> bool:
        """Whether `owner`'s archive has that message."""
        query = owned.count(owned.Owner(tenant, str(owner), None), owned.Window(ids=(archive_id,)))
        async with self._db.read() as conn:
            return (await conn.execute(query)).scalar_one() > 0

    async def ends(self, tenant: TenantId, owner: Jid, since: int | None = None) -> tuple[int, int] | None:
        """The first and the last id in an archive, or in it from a time on; None when it is empty."""
        first = await self.page(tenant, owner, ArchiveQuery(1, start=since))
        last = await self.page(tenant, owner, ArchiveQuery(1, start=since, backward=True))
        return (first.items[0].id, last.items[0].id) if first.items and last.items else None

    async def get(self, tenant: TenantId, archive_id: int) -> Stored | None:
        """One record, whatever its verdict."""
        async with self._db.read() as conn:
            query = select(message).where(message.c.id == archive_id, message.c.tenant == tenant)
            row = (await conn.execute(query)).first()
        return None if row is None else self._open(row)

    async def pending(self, tenant: TenantId, recipient: Jid, after: int, upto: int, limit: int) -> list[Stored]:
        """What was delivered to nobody yet: the newest `limit` storable messages after one id up to another, oldest first."""
        async with self._db.read() as conn:
            rows = (await conn.execute(owned.pending(tenant, str(recipient), after, upto, limit))).all()
        return self._opened(reversed(rows))

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

    async def preferences(self, person: PersonId) -> Preferences:
        """What a person wants archived (XEP-0441); everything unless they said otherwise. It does not touch the record."""
        query = select(archive_preference).where(archive_preference.c.person == person)
        async with self._db.read() as conn:
            row = (await conn.execute(query)).first()
        if row is None:
            return Preferences()
        values = columns(row)
        always, never = (msgspec.json.decode(values[name], type=tuple[str, ...]) for name in ("always", "never"))
        return Preferences(values["default"], always, never)

    async def set_preferences(self, person: PersonId, preferences: Preferences) -> None:
        """Replace a person's preferences."""
        values = {
            "person": person,
            "default": preferences.default,
            "always": msgspec.json.encode(preferences.always).decode(),
            "never": msgspec.json.encode(preferences.never).decode(),
        }
        async with self._db.write() as conn:
            await conn.execute(archive_preference.delete().where(archive_preference.c.person == person))
            await conn.execute(insert(archive_preference).values(values))

    def _opened(self, rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Stored]:
        """What can be read of rows: one that was tampered with, or whose key was destroyed, hides no other."""
        found: list[Stored] = []
        for row in rows:
            try:
                found.append(self._open(row))
            except SealBroken as error:
                _log.error("a recorded message can not be read", id=columns(row)["id"], reason=str(error))
        return found

    def _open(self, row: Row[*tuple[Any, ...]]) -> Stored:
        values = columns(row)
        context = seal_context(values["sender"], values["recipient"])
        stanza = self._keyring.unseal(values["tenant"], context, values["id"], values["key"], values["sealed"])
        findings: str | None = None
        if values["findings"] is not None:
            stanza, findings = without_findings(stanza)
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
            findings=findings,
        )


def _held_query() -> Select[*tuple[Any, ...]]:
    m, h = message.c, held.c
    return select(
        h.id, h.tenant, h.state, h.reason, h.waits_for, h.decided_by, m.sender, m.recipient, m.rule, m.findings
    ).join(message, m.id == h.id)


def _held(row: Row[*tuple[Any, ...]]) -> HeldMessage:
    return HeldMessage(*row)
