"""Where people's clients want to be woken (XEP-0357 section 5): kept sealed, at hand for those who are written to."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, Final

import msgspec

from casemate.accounts.api import Accounts
from casemate.accounts.documents import Documents
from casemate.model.ids import PersonId, TenantId
from casemate.model.jid import Jid

NS: Final = "urn:xmpp:push:0"
MAX_SUBSCRIPTIONS: Final = 20
"""Subscriptions of one person: about as many as they have clients. The oldest is forgotten first."""
MAX_KNOWN: Final = 10_000
"""People whose subscriptions are at hand; the rest is read again."""
_KEPT_AS: Final = NS
"""Its name among a person's documents; no element that a client keeps there is named so, because those have braces."""
_NO_LIMIT: Final = 1 << 30


class Subscription(msgspec.Struct, frozen=True):
    """Where a client wants to be woken."""

    service: str
    node: str
    device: int
    options: bytes = b""


Use = Callable[[list[Subscription]], None]


class Subscriptions:
    """Reads and writes them."""

    start: Callable[[Coroutine[Any, Any, None]], None]
    """Runs what takes time; set once by the feature."""

    def __init__(self, documents: Documents, accounts: Accounts) -> None:
        self._documents = documents
        self._accounts = accounts
        self._known: OrderedDict[Jid, list[Subscription]] = OrderedDict()
        self._changing = asyncio.Lock()
        self._reading: dict[Jid, list[Use]] = {}
        """People whose subscriptions are being read, with what waits for that."""

    def has_none(self, person: Jid) -> bool:
        """Whether somebody is known to have none: asked for every message, and true of most people."""
        return self._known.get(person) == []

    def known(self, person: Jid) -> list[Subscription]:
        """Those of somebody that are at hand."""
        return self._known.get(person, [])

    def use(self, person: Jid, use: Use) -> None:
        """Do something with somebody's: at once when they are at hand, else when they were read, once for all who wait for it."""
        if (known := self._known.get(person)) is not None:
            use(known)
        elif (waiting := self._reading.get(person)) is not None:
            waiting.append(use)
        else:
            self._reading[person] = [use]
            self.start(self._read(person))

    async def _read(self, jid: Jid) -> None:
        try:
            person = await self._accounts.person(jid)
            found = await self.of(jid, person.tenant, person.id) if person is not None else []
        finally:
            waiting = self._reading.pop(jid)
        for use in waiting:
            use(found)

    async def of(self, person: Jid, tenant: TenantId, number: PersonId) -> list[Subscription]:
        """Somebody's subscriptions."""
        if (known := self._known.get(person)) is None:
            data = await self._documents.private(tenant, number, _KEPT_AS)
            found = msgspec.json.decode(data, type=list[Subscription]) if data is not None else []
            # Who changed them meanwhile knows better.
            known = self._known.setdefault(person, found)
            if len(self._known) > MAX_KNOWN:
                self._known.popitem(last=False)
        return known

    async def change(
        self,
        person: Jid,
        tenant: TenantId,
        number: PersonId,
        change: Callable[[list[Subscription]], list[Subscription]],
    ) -> None:
        """Have others in the place of somebody's subscriptions."""
        async with self._changing:
            kept = await self.of(person, tenant, number)
            changed = change(kept)
            if changed != kept:
                data = msgspec.json.encode(changed)
                await self._documents.keep_private(tenant, number, _KEPT_AS, data, _NO_LIMIT)
                self._known[person] = changed
