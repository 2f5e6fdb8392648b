"""The statements over one person's archive: what they sent and received, of what was delivered.

They read `mail` for what is in it, and the newest messages one by one for what is not yet (see `casemate.archive.mail`).
On PostgreSQL `mail` is always complete, there is no such progress, and the second half finds nothing.
"""

from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select, union_all

from casemate.model.ids import TenantId
from casemate.storage.schema import mail, message, progress

COUNTED: Final = 10_000
"""Matches that are counted; RSM (XEP-0059 section 2.6) lets a server leave out a count that would cost too much."""
_MS: Final = 20
"""Bits of an archive id below its milliseconds."""


class Owner(NamedTuple):
    """Whose archive, and whether only the messages with one other address, and only those that were not said in a room."""

    tenant: TenantId
    jid: str
    other: str | None
    rooms: bool = True


class Window(NamedTuple):
    """Which part of it: milliseconds since the epoch (both included), and archive ids (both excluded)."""

    start: int | None = None
    end: int | None = None
    after: int | None = None
    before: int | None = None
    ids: tuple[int, ...] = ()


def page(owner: Owner, window: Window, limit: int, *, backward: bool) -> Select[*tuple[Any, ...]]:
    """The oldest (`backward`: the newest) `limit` messages in the window, in the direction of paging."""
    both = _ids(owner, window, limit, backward=backward)
    order = both.c.id.desc() if backward else both.c.id.asc()
    return select(message).join(both, both.c.id == message.c.id).order_by(order).limit(limit)


def count(owner: Owner, window: Window) -> Select[*tuple[int]]:
    """How many messages are in the window, up to one more than `COUNTED`."""
    both = _ids(owner, window, COUNTED + 1, backward=False)
    return select(func.count()).select_from(select(both.c.id).limit(COUNTED + 1).subquery())


def pending(tenant: TenantId, recipient: str, after: int, upto: int, limit: int) -> Select[*tuple[Any, ...]]:
    """The newest `limit` messages after one id up to another that wait for a recipient who is away, newest first."""
    both = _ids(Owner(tenant, recipient, None), Window(after=after, before=upto + 1), None, backward=True)
    return (
        select(message)
        .join(both, both.c.id == message.c.id)
        .where(message.c.recipient == recipient, message.c.storable.is_(True))
        .order_by(both.c.id.desc())
        .limit(limit)
    )


def _ids(owner: Owner, window: Window, limit: int | None, *, backward: bool) -> Subquery:
    filled = select(mail.c.id).where(mail.c.tenant == owner.tenant, mail.c.owner == owner.jid, *_in(mail.c.id, window))
    if owner.other is not None:
        filled = filled.where(mail.c.other == owner.other)
    if not owner.rooms:
        filled = filled.where(select(message.c.id).where(message.c.id == mail.c.id, message.c.kind != "room").exists())
    upto = select(progress.c.value).where(progress.c.name == "mail").scalar_subquery()
    newest = select(message.c.id).where(message.c.id > upto, _is_of(owner), *_in(message.c.id, window))
    halves = [
        select(
            half.order_by(half.selected_columns.id.desc() if backward else half.selected_columns.id)
            .limit(limit)
            .subquery()
        )
        for half in (filled, newest)
    ]
    return union_all(*halves).subquery()


def _is_of(owner: Owner) -> ColumnElement[bool]:
    m = message.c
    shown = and_(m.tenant == owner.tenant, m.visible.is_(True), m.kind.in_(("message", "room", "whisper")))
    # What was said in a room is in the room's archive alone; what was whispered in it is not there.
    there = and_(m.sender == owner.jid, m.kind != "room")
    back = and_(m.recipient == owner.jid, m.kind != "whisper")
    if not owner.rooms:
        shown = and_(shown, m.kind != "room")
    if owner.other is not None:
        there = and_(there, m.recipient == owner.other)
        back = and_(back, m.sender == owner.other)
    return and_(shown, or_(there, back))


def _in(column: ColumnElement[int], window: Window) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if window.start is not None:
        conditions.append(column >= _first_id(window.start))
    if window.end is not None:
        conditions.append(column < _first_id(window.end + 1))
    if window.after is not None:
        conditions.append(column > window.after)
    if window.before is not None:
        conditions.append(column < window.before)
    if window.ids:
        conditions.append(column.in_(window.ids))
    return conditions


def _first_id(ms: int) -> int:
    """The lowest archive id of a millisecond, within what the databases' integers hold."""
    return max(0, min(ms << _MS, (1 << 63) - 1))
