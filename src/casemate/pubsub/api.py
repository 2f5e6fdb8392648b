"""The facade of nodes: made, changed, filled and removed here, so that memory and database stay one."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from weakref import WeakValueDictionary

from casemate.model.clock import Clock
from casemate.model.errors import Conflict
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.pubsub.model import (
    AUTHORIZE,
    MAX,
    NEVER,
    ON_SUB,
    ON_SUB_AND_PRESENCE,
    OPEN,
    PRESENCE,
    PUBLISHERS,
    ROSTER,
    SUBSCRIBERS,
    WHITELIST,
    Affiliation,
    Config,
    Item,
    Node,
    Page,
    State,
    Subscription,
)
from casemate.pubsub.store import PubSubStore
from casemate.settings.schema import PubSub as Limits

__all__ = [
    "AUTHORIZE",
    "MAX",
    "NEVER",
    "ON_SUB",
    "ON_SUB_AND_PRESENCE",
    "OPEN",
    "PRESENCE",
    "PUBLISHERS",
    "ROSTER",
    "SUBSCRIBERS",
    "WHITELIST",
    "Affiliation",
    "Config",
    "Item",
    "Limits",
    "Node",
    "Page",
    "PubSub",
    "State",
    "Subscription",
]
MAX_KNOWN: Final = 5_000
"""Addresses whose nodes stay in memory: who is signed in, and whom they see."""
MAX_PEOPLE: Final = 1_000
"""Affiliations, and subscriptions, of one node."""


class PubSub:
    """All nodes. Whoever changes something at an address holds its `turn`."""

    def __init__(self, store: PubSubStore, limits: Limits, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.limits = limits
        self._known: OrderedDict[Jid, dict[str, Node]] = OrderedDict()
        self._turns: WeakValueDictionary[Jid, asyncio.Lock] = WeakValueDictionary()

    def turn(self, service: Jid) -> asyncio.Lock:
        """Held while something at an address is read and changed: what is asked there is done in the order in which it came."""
        lock = self._turns.get(service)
        if lock is None:
            lock = self._turns[service] = asyncio.Lock()
        return lock

    async def nodes(self, service: Jid) -> Mapping[str, Node]:
        """The nodes at an address, by name."""
        return (await self.nodes_of([service]))[service]

    async def node(self, service: Jid, name: str) -> Node | None:
        """One node."""
        return (await self.nodes(service)).get(name)

    async def nodes_of(self, services: Sequence[Jid]) -> Mapping[Jid, Mapping[str, Node]]:
        """The nodes at several addresses."""
        missing = [service for service in services if service not in self._known]
        if missing:
            loaded = await self._store.nodes(missing)
            for service, nodes in loaded.items():
                # Whoever was faster has them already, and may have changed them.
                self._known.setdefault(service, {node.name: node for node in nodes})
        found: dict[Jid, Mapping[str, Node]] = {}
        for service in services:
            found[service] = self._known.setdefault(service, {})
            self._known.move_to_end(service)
        while len(self._known) > MAX_KNOWN:
            self._known.popitem(last=False)
        return found

    async def create(self, service: Jid, tenant: TenantId, name: str, config: Config, owner: Jid) -> Node:
        """A new node.

        Raises:
            Conflict: if there are too many at that address.
        """
        nodes = await self.nodes(service)
        most = self.limits.nodes if service.local else self.limits.service_nodes
        if len(nodes) >= most:
            raise Conflict(f"there are {most} nodes already")
        node = Node(0, service, tenant, name, config, self._now())
        if owner.bare != service:
            node.affiliations[owner.bare] = Affiliation.OWNER
        await self._store.add(node)
        self._known.setdefault(service, {})[name] = node
        return node

    async def configure(self, node: Node, config: Config) -> None:
        """Set a node otherwise; items above its new number are forgotten."""
        node.config = config
        await self._store.keep(node)
        await self._store.trim(node, self.most(config))

    async def delete(self, node: Node) -> None:
        """The node is no more."""
        self._known.get(node.service, {}).pop(node.name, None)
        await self._store.remove(node)

    async def purge(self, node: Node) -> None:
        """Forget every item."""
        await self._store.trim(node, 0)

    async def set_affiliations(self, node: Node, changes: Mapping[Jid, Affiliation]) -> None:
        """Change affiliations, of bare addresses.

        Raises:
            Conflict: if there are too many.
        """
        merged = {jid: a for jid, a in {**node.affiliations, **changes}.items() if a is not Affiliation.NONE}
        if len(merged) > MAX_PEOPLE:
            raise Conflict(f"a node has at most {MAX_PEOPLE} affiliations")
        node.affiliations = merged
        for jid in changes:
            if merged.get(jid) is Affiliation.OUTCAST:
                node.subscriptions = {who: s for who, s in node.subscriptions.items() if who.bare != jid}
        await self._store.keep(node)

    async def set_subscription(self, node: Node, jid: Jid, subscription: Subscription | None) -> None:
        """Subscribe an address, or (None) forget that it was.

        Raises:
            Conflict: if there are too many.
        """
        if subscription is None:
            node.subscriptions.pop(jid, None)
        elif jid not in node.subscriptions and len(node.subscriptions) >= MAX_PEOPLE:
            raise Conflict(f"a node has at most {MAX_PEOPLE} subscriptions")
        else:
            node.subscriptions[jid] = subscription
        await self._store.keep(node)

    async def publish(self, node: Node, item_id: str, publisher: Jid, payload: bytes) -> Item:
        """Something new; kept if the node keeps its items.

        Raises:
            Conflict: if there are too many items at that address.
        """
        item = Item(item_id, publisher, self._now(), payload)
        if node.config.persist_items:
            most = self.limits.items if node.service.local else self.limits.service_items
            if await self._store.count(node.service) >= most and not await self._store.items(node, [item_id]):
                raise Conflict(f"there are {most} items already")
            item = await self._store.publish(node, item, self.most(node.config))
        return item

    async def retract(self, node: Node, item_id: str) -> bool:
        """Forget an item; False if there is none of that id."""
        return await self._store.retract(node, item_id)

    async def items(self, node: Node, ids: Sequence[str]) -> Sequence[Item]:
        """The items of these ids that there are."""
        await self._expire(node)
        return await self._store.items(node, ids)

    async def page(self, node: Node, limit: int, after: str = "", before: str = "", *, from_end: bool) -> Page | None:
        """Items in the order in which they were published (see `PubSubStore.page`)."""
        await self._expire(node)
        return await self._store.page(node, limit, (after, before), from_end=from_end)

    async def one(self, service: Jid, name: str, item_id: str) -> Item | None:
        """An item of a node, if there is such a node and such an item."""
        node = await self.node(service, name)
        return None if node is None else next(iter(await self.items(node, [item_id])), None)

    async def newest(self, service: Jid, name: str) -> Item | None:
        """The newest item of a node, if there is such a node and it has any."""
        node = await self.node(service, name)
        return None if node is None else next((item for _, item in await self.last([node])), None)

    async def ids(self, node: Node) -> Sequence[str]:
        """The ids of the items that there are, newest first."""
        await self._expire(node)
        return await self._store.ids(node, self.most(node.config))

    async def last(self, nodes: Iterable[Node]) -> Sequence[tuple[Node, Item]]:
        """The newest item of each node that has one."""
        since = self._now()
        found = await self._store.last({node.row: node for node in nodes})
        return [
            (node, item)
            for node, item in found
            if not node.config.item_expire or item.published >= since - node.config.item_expire * 1000
        ]

    def most(self, config: Config) -> int:
        """How many items a node keeps."""
        if not config.persist_items:
            return 0
        return self.limits.items_per_node if config.max_items == MAX else config.max_items

    async def _expire(self, node: Node) -> None:
        if node.config.item_expire:
            await self._store.expire(node, self._now() - node.config.item_expire * 1000)

    def _now(self) -> int:
        return int(self._clock() * 1000)
