"""Rosters (RFC 6121 section 2): who a person's contacts are. Those of people who are signed in stay in memory.

Each change gets the roster's next version. A removed contact leaves a tombstone, so that a client with an older version can be
told of it (section 2.6). Tombstones are bounded: when there are too many, all are forgotten and versions go on in a new era;
a client whose version is of another era gets the whole roster.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Row, and_, delete, insert, or_, select

from casemate.accounts.subscriptions import INBOUND, OUTBOUND, State, Subscription, granted
from casemate.model.errors import Conflict
from casemate.model.ids import PersonId
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import roster_item as table

MAX_ITEMS: Final = 2_000
"""Contacts and requests of one person: a roster is sent as a whole."""
MAX_TOMBSTONES: Final = 500
"""Removed contacts that are remembered, so that adding and removing does not fill the database."""
MAX_GROUPS: Final = 50
MAX_NAME: Final = 1_023
"""Characters of a contact's or group's name."""
_ERA: Final = 32
"""Bits of a version below its era."""


class Request(msgspec.Struct, frozen=True):
    """What somebody said as they asked to see a person's presence (RFC 6121 section 3.1.3), sealed."""

    key: int
    sealed: bytes


class Item(msgspec.Struct, frozen=True):
    """A contact, or somebody who asked to be one."""

    jid: Jid
    name: str = ""
    groups: tuple[str, ...] = ()
    subscription: Subscription = Subscription.NONE
    ask: bool = False
    """We asked to see their presence and wait (pending out)."""
    pending_in: bool = False
    """They asked to see ours and wait."""
    approved: bool = False
    """Their request is granted in advance (RFC 6121 section 3.4)."""
    version: int = 0
    """The roster's version when it last changed; 0 if clients never saw it."""
    request: Request | None = None
    """What they said as they asked; with `pending_in` only."""

    @property
    def listed(self) -> bool:
        """Whether clients see it: a mere request from somebody is no contact yet, and a tombstone is none any more."""
        return self.version > 0 and self.subscription is not Subscription.REMOVE

    @property
    def state(self) -> State:
        """Where its subscription stands."""
        subscription = Subscription.NONE if self.subscription is Subscription.REMOVE else self.subscription
        return State((subscription, self.ask and not subscription.sees, self.pending_in and not subscription.shows))

    @property
    def grants(self) -> bool:
        """Whether a request of theirs needs no answer of the person: it has been granted already."""
        return self.approved or self.subscription.shows

    def after_sending(self, kind: str) -> "tuple[Item, bool]":
        """The item after the person sent a subscription stanza, and whether the contact is to get it."""
        move = OUTBOUND[kind][self.state]
        item = self._in(move.state)
        if kind == "subscribed" and not move.passes and not self.subscription.shows:
            item = msgspec.structs.replace(item, approved=True)
        elif kind == "unsubscribed":
            item = msgspec.structs.replace(item, approved=False)
        return item, move.passes

    def after_receiving(self, kind: str) -> "tuple[Item, bool]":
        """The item after a subscription stanza of the contact came, and whether the person is to get it."""
        if kind == "subscribe" and self.approved:
            return self._in(granted(self.state)), False
        move = INBOUND[kind][self.state]
        return self._in(move.state), move.passes

    def _in(self, state: State) -> "Item":
        if state is self.state:
            return self
        subscription, ask, pending_in = state.value
        if self.subscription is Subscription.REMOVE and subscription is Subscription.NONE and not ask:
            # A request does not bring a removed contact back.
            subscription = Subscription.REMOVE
        request = self.request if pending_in else None
        return msgspec.structs.replace(self, subscription=subscription, ask=ask, pending_in=pending_in, request=request)


class Rosters:
    """All rosters."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rosters: dict[PersonId, dict[Jid, Item]] = {}
        self._io = asyncio.Lock()
        self.changing = asyncio.Lock()
        """Held by whoever reads an item in order to change it, on both sides of a subscription."""

    async def load(self, person: PersonId) -> Mapping[Jid, Item]:
        """A person's roster, tombstones and mere requests included."""
        roster = self._rosters.get(person)
        if roster is not None:
            return roster
        async with self._io:
            return await self._load(person)

    def loaded(self, person: PersonId) -> Mapping[Jid, Item]:
        """A person's roster as it is in memory; empty before `load`."""
        return self._rosters.get(person, {})

    def forget(self, person: PersonId) -> None:
        """Nobody of that person is signed in any more."""
        self._rosters.pop(person, None)

    async def sees(self, person: PersonId, contact: Jid) -> bool:
        """Whether a person may know of a contact's (bare address) presence."""
        item = (await self.load(person)).get(contact)
        return item is not None and item.subscription.sees

    async def shows(self, person: PersonId, contact: Jid) -> bool:
        """Whether a contact (bare address) may know of a person's presence."""
        item = (await self.load(person)).get(contact)
        return item is not None and item.subscription.shows

    async def version(self, person: PersonId) -> int:
        """The roster's version: it grows with each change; 0 for an empty roster that never changed."""
        return _version(await self.load(person))

    async def since(self, person: PersonId, known: int) -> Sequence[Item] | None:
        """What changed after the version `known`, in that order; None if that can't be told."""
        roster = await self.load(person)
        current = _version(roster)
        if known > current or known >> _ERA != current >> _ERA:
            return None
        return sorted((item for item in roster.values() if item.version > known), key=lambda item: item.version)

    async def save(self, person: PersonId, item: Item, *, listed: bool = True) -> Item:
        """Store an item; `listed` gives it the next version, else clients see no change (a request came or went).

        Raises:
            Conflict: if the roster is full.
        """
        async with self._io:
            roster = await self._load(person)
            known = roster.get(item.jid)
            if (known is None or _is_tombstone(known)) and sum(
                not _is_tombstone(i) for i in roster.values()
            ) >= MAX_ITEMS:
                raise Conflict(f"a roster holds {MAX_ITEMS} contacts")
            if listed:
                item = msgspec.structs.replace(item, version=_version(roster) + 1)
            await self._write(person, item)
            return item

    async def remove(self, person: PersonId, contact: Jid) -> Item:
        """Make a contact a tombstone, and return it."""
        async with self._io:
            roster = await self._load(person)
            version = _version(roster) + 1
            full = sum(map(_is_tombstone, roster.values())) >= MAX_TOMBSTONES
            if full:
                version = ((version >> _ERA) + 1) << _ERA
            item = Item(contact, subscription=Subscription.REMOVE, version=version)
            await self._write(person, item, forget_tombstones=full)
            return item

    async def _load(self, person: PersonId) -> dict[Jid, Item]:
        roster = self._rosters.get(person)
        if roster is None:
            async with self._db.read() as conn:
                rows = (await conn.execute(select(table).where(table.c.person == person))).all()
            roster = self._rosters[person] = {item.jid: item for item in map(_item, rows)}
        return roster

    async def _write(self, person: PersonId, item: Item, *, forget_tombstones: bool = False) -> None:
        empty = item == Item(item.jid)
        gone = table.c.jid == str(item.jid)
        if forget_tombstones:
            is_tombstone = and_(table.c.subscription == Subscription.REMOVE.value, table.c.pending_in.is_(False))
            gone = or_(gone, is_tombstone)
        async with self._db.write() as conn:
            await conn.execute(delete(table).where(table.c.person == person, gone))
            if not empty:
                await conn.execute(insert(table).values(_values(person, item)))
        roster = self._rosters.get(person)
        if roster is None:
            # Its people left meanwhile; whoever comes next reads it anew.
            return
        if forget_tombstones:
            for jid in [jid for jid, other in roster.items() if _is_tombstone(other)]:
                del roster[jid]
        roster.pop(item.jid, None)
        if not empty:
            roster[item.jid] = item


def _version(roster: Mapping[Jid, Item]) -> int:
    return max((item.version for item in roster.values()), default=0)


def _is_tombstone(item: Item) -> bool:
    return item.subscription is Subscription.REMOVE and not item.pending_in


def _values(person: PersonId, item: Item) -> dict[str, Any]:
    return {
        "person": person,
        "jid": str(item.jid),
        "name": item.name,
        "groups": msgspec.json.encode(item.groups).decode(),
        "subscription": item.subscription.value,
        "ask": item.ask,
        "pending_in": item.pending_in,
        "pending_key": item.request.key if item.request is not None else None,
        "pending_stanza": item.request.sealed if item.request is not None else None,
        "approved": item.approved,
        "version": item.version,
    }


def _item(row: Row[*tuple[Any, ...]]) -> Item:
    values = columns(row)
    return Item(
        jid=Jid.parse(values["jid"]),
        name=values["name"],
        groups=tuple(msgspec.json.decode(values["groups"], type=list[str])),
        subscription=Subscription(values["subscription"]),
        ask=values["ask"],
        pending_in=values["pending_in"],
        approved=values["approved"],
        version=values["version"],
        request=Request(values["pending_key"], values["pending_stanza"]) if values["pending_key"] is not None else None,
    )
