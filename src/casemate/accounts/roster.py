"""Rosters (RFC 6121 section 2) and the subscription states behind them (appendix A), in one table."""

import asyncio
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec
from sqlalchemy import Row, delete, insert, select

from casemate.model.errors import Conflict
from casemate.model.ids import PersonId
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import roster_item as table

MAX_ITEMS: Final = 2_000
"""Contacts of one person: a roster is sent as a whole."""
MAX_GROUPS: Final = 50
MAX_NAME: Final = 1_023
"""Characters of a contact's or group's name."""


class Subscription(StrEnum):
    """Who sees whose presence."""

    NONE = "none"
    TO = "to"
    FROM = "from"
    BOTH = "both"
    REMOVE = "remove"
    """Not a contact any more; kept so that a client with an older version learns of it."""

    @property
    def sees(self) -> bool:
        """Whether the person sees the contact's presence."""
        return self in {Subscription.TO, Subscription.BOTH}

    @property
    def shows(self) -> bool:
        """Whether the contact sees the person's presence."""
        return self in {Subscription.FROM, Subscription.BOTH}


class Item(msgspec.Struct, frozen=True):
    """A contact."""

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

    @property
    def visible(self) -> bool:
        """Whether clients see it: a mere request from somebody is no contact yet."""
        return self.version > 0 and self.subscription is not Subscription.REMOVE


_PLUS_TO: Final = {Subscription.NONE: Subscription.TO, Subscription.FROM: Subscription.BOTH}
_PLUS_FROM: Final = {Subscription.NONE: Subscription.FROM, Subscription.TO: Subscription.BOTH}
_MINUS_TO: Final = {Subscription.TO: Subscription.NONE, Subscription.BOTH: Subscription.FROM}
_MINUS_FROM: Final = {Subscription.FROM: Subscription.NONE, Subscription.BOTH: Subscription.TO}


def _changed(item: Item, **changes: object) -> Item:
    return msgspec.structs.replace(item, **changes)


def outbound(item: Item, kind: str) -> Item:
    """The person's item after they sent a subscription stanza (RFC 6121 appendix A.2.1 and section 3.4)."""
    state = item.subscription
    match kind:
        case "subscribe":
            return item if state.sees else _changed(item, ask=True)
        case "unsubscribe":
            return _changed(item, subscription=_MINUS_TO.get(state, state), ask=False)
        case "subscribed":
            if item.pending_in:
                return _changed(item, subscription=_PLUS_FROM.get(state, state), pending_in=False)
            return item if state.shows else _changed(item, approved=True)
        case _:
            return _changed(item, subscription=_MINUS_FROM.get(state, state), pending_in=False, approved=False)


def inbound(item: Item, kind: str) -> Item:
    """The person's item after a contact's subscription stanza came (RFC 6121 appendix A.2.2)."""
    state = item.subscription
    match kind:
        case "subscribe":
            if state.shows:
                return item
            if item.approved:
                return _changed(item, subscription=_PLUS_FROM.get(state, state))
            return _changed(item, pending_in=True)
        case "unsubscribe":
            return _changed(item, subscription=_MINUS_FROM.get(state, state), pending_in=False)
        case "subscribed":
            return _changed(item, subscription=_PLUS_TO.get(state, state), ask=False) if item.ask else item
        case _:
            return _changed(item, subscription=_MINUS_TO.get(state, state), ask=False)


class Rosters:
    """All rosters; those of people who are signed in stay in memory."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rosters: dict[PersonId, dict[Jid, Item]] = {}
        self.changing = asyncio.Lock()
        """Held by whoever reads an item in order to change it."""

    async def load(self, person: PersonId) -> Mapping[Jid, Item]:
        """A person's roster, removed contacts included."""
        roster = self._rosters.get(person)
        if roster is None:
            async with self._db.read() as conn:
                rows = (await conn.execute(select(table).where(table.c.person == person))).all()
            roster = self._rosters.setdefault(person, {item.jid: item for item in map(_item, rows)})
        return roster

    def loaded(self, person: PersonId) -> Mapping[Jid, Item]:
        """A person's roster as it is in memory; empty before `load`."""
        return self._rosters.get(person, {})

    def forget(self, person: PersonId) -> None:
        """Nobody of that person is signed in any more."""
        self._rosters.pop(person, None)

    async def version(self, person: PersonId) -> int:
        """The roster's version: it grows with each change."""
        return max((item.version for item in (await self.load(person)).values()), default=0)

    async def save(self, person: PersonId, item: Item, *, listed: bool = True) -> Item:
        """Store an item under the next version; an item that is not `listed` (a request only) keeps version 0.

        Raises:
            Conflict: if the roster is full.
        """
        roster = dict(await self.load(person))
        if item.jid not in roster and len(roster) >= MAX_ITEMS:
            raise Conflict(f"a roster holds {MAX_ITEMS} contacts")
        version = await self.version(person) + 1 if listed else item.version
        item = _changed(item, version=version)
        values = {
            "person": person,
            "jid": str(item.jid),
            "name": item.name,
            "groups": msgspec.json.encode(item.groups).decode(),
            "subscription": item.subscription.value,
            "ask": item.ask,
            "pending_in": item.pending_in,
            "approved": item.approved,
            "version": item.version,
        }
        async with self._db.write() as conn:
            await conn.execute(delete(table).where(table.c.person == person, table.c.jid == str(item.jid)))
            await conn.execute(insert(table).values(values))
        self._rosters.setdefault(person, {})[item.jid] = item
        return item


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
    )
