"""Nodes in the database. Names and ids are in clear, because they are looked up; what people wrote is sealed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from casemate.accounts.documents import Sealer
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.pubsub.model import Affiliation, Config, Item, Node, Page, Subscription
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import pubsub_item as item_table
from casemate.storage.schema import pubsub_node as node_table

_AT_ONCE: Final = 500
"""Values that one query names: SQLite's limit is higher, but plans are made for each number."""


class _Kept(msgspec.Struct, omit_defaults=True):
    """What is sealed of a node."""

    config: Config
    affiliations: dict[str, Affiliation] = {}
    subscriptions: dict[str, Subscription] = {}


class _Written(msgspec.Struct, omit_defaults=True):
    """What is sealed of an item."""

    publisher: str
    payload: bytes = b""


class PubSubStore:
    """Reads and writes nodes and items."""

    def __init__(self, db: Database, sealer: Sealer) -> None:
        self._db = db
        self._sealer = sealer

    async def nodes(self, services: Sequence[Jid]) -> Mapping[Jid, Sequence[Node]]:
        """The nodes at each address."""
        found: dict[Jid, list[Node]] = {service: [] for service in services}
        named = {str(service): service for service in services}
        names = list(named)
        async with self._db.read() as conn:
            for start in range(0, len(names), _AT_ONCE):
                query = select(node_table).where(node_table.c.service.in_(names[start : start + _AT_ONCE]))
                for row in (await conn.execute(query)).all():
                    service = named[row.service]
                    found[service].append(self._node(row, service))
        return found

    async def add(self, node: Node) -> Node:
        """A new node."""
        values = {"tenant": node.tenant, "service": str(node.service), "name": node.name}
        values |= {"created": node.created, "key": 0, "sealed": b""}
        async with self._db.write() as conn:
            query = insert(node_table).values(values).returning(node_table.c.id)
            node.row = (await conn.execute(query)).scalar_one()
            await conn.execute(update(node_table).where(node_table.c.id == node.row).values(self._sealed(node)))
        return node

    async def keep(self, node: Node) -> None:
        """Write a node's settings, affiliations and subscriptions."""
        async with self._db.write() as conn:
            await conn.execute(update(node_table).where(node_table.c.id == node.row).values(self._sealed(node)))

    async def remove(self, node: Node) -> None:
        """A node and everything in it is no more."""
        async with self._db.write() as conn:
            await conn.execute(delete(item_table).where(item_table.c.node == node.row))
            await conn.execute(delete(node_table).where(node_table.c.id == node.row))

    async def publish(self, node: Node, item: Item, most: int) -> Item:
        """Store an item as the newest one, in the place of one with its id; the oldest above `most` go."""
        written = msgspec.json.encode(_Written(str(item.publisher), item.payload))
        key, sealed = self._sealer.seal(node.tenant, "pubsub item", node.row, written)
        values = {"node": node.row, "item": item.id, "published": item.published, "size": len(item.payload)}
        mine = item_table.c.node == node.row
        newest = select(item_table.c.id).where(mine).order_by(item_table.c.id.desc()).limit(most)
        async with self._db.write() as conn:
            await conn.execute(delete(item_table).where(mine, item_table.c.item == item.id))
            query = insert(item_table).values(**values, key=key, sealed=sealed).returning(item_table.c.id)
            row = (await conn.execute(query)).scalar_one()
            await conn.execute(delete(item_table).where(mine, item_table.c.id.not_in(newest)))
        return msgspec.structs.replace(item, row=row)

    async def trim(self, node: Node, most: int) -> None:
        """Forget the oldest items above `most`."""
        mine = item_table.c.node == node.row
        newest = select(item_table.c.id).where(mine).order_by(item_table.c.id.desc()).limit(most)
        async with self._db.write() as conn:
            await conn.execute(delete(item_table).where(mine, item_table.c.id.not_in(newest)))

    async def expire(self, node: Node, before: int) -> None:
        """Forget items published before a time (milliseconds since the epoch)."""
        mine = item_table.c.node == node.row
        async with self._db.write() as conn:
            await conn.execute(delete(item_table).where(mine, item_table.c.published < before))

    async def retract(self, node: Node, item_id: str) -> bool:
        """Forget an item; False if there is none of that id."""
        mine = (item_table.c.node == node.row) & (item_table.c.item == item_id)
        async with self._db.write() as conn:
            return (await conn.execute(delete(item_table).where(mine))).rowcount > 0

    async def items(self, node: Node, ids: Sequence[str]) -> Sequence[Item]:
        """The items of these ids that there are, in the order of `ids`."""
        query = select(item_table).where(item_table.c.node == node.row, item_table.c.item.in_(ids))
        async with self._db.read() as conn:
            found = {row.item: row for row in (await conn.execute(query)).all()}
        return [self._item(node, found[wanted]) for wanted in dict.fromkeys(ids) if wanted in found]

    async def page(self, node: Node, limit: int, bounds: tuple[str, str], *, from_end: bool) -> Page | None:
        """Up to `limit` items, oldest first, after and before those of two ids; None if there is none of such an id.

        `from_end` takes the newest of them rather than the oldest.
        """
        mine = item_table.c.node == node.row
        within: list[ColumnElement[bool]] = [mine]
        async with self._db.read() as conn:
            for wanted, after in zip(bounds, (True, False), strict=True):
                if wanted:
                    query = select(item_table.c.id).where(mine, item_table.c.item == wanted)
                    row = (await conn.execute(query)).scalar()
                    if row is None:
                        return None
                    within.append(item_table.c.id > row if after else item_table.c.id < row)
            order = item_table.c.id.desc() if from_end else item_table.c.id
            rows = list((await conn.execute(select(item_table).where(*within).order_by(order).limit(limit))).all())
            rows.sort(key=lambda row: row.id)
            counting = select(func.count()).select_from(item_table)
            count = (await conn.execute(counting.where(mine))).scalar_one()
            first = 0
            if rows:
                first = (await conn.execute(counting.where(mine, item_table.c.id < rows[0].id))).scalar_one()
        return Page([self._item(node, row) for row in rows], first, count)

    async def ids(self, node: Node, limit: int) -> Sequence[str]:
        """The ids of the newest items, newest first."""
        query = select(item_table.c.item).where(item_table.c.node == node.row)
        async with self._db.read() as conn:
            return (await conn.execute(query.order_by(item_table.c.id.desc()).limit(limit))).scalars().all()

    async def last(self, nodes: Mapping[int, Node]) -> Sequence[tuple[Node, Item]]:
        """The newest item of each node (by its row) that has one."""
        rows = list(nodes)
        found: list[tuple[Node, Item]] = []
        if not rows:
            return found
        async with self._db.read() as conn:
            for start in range(0, len(rows), _AT_ONCE):
                some = item_table.c.node.in_(rows[start : start + _AT_ONCE])
                newest = select(func.max(item_table.c.id)).where(some).group_by(item_table.c.node)
                for row in (await conn.execute(select(item_table).where(item_table.c.id.in_(newest)))).all():
                    node = nodes[row.node]
                    found.append((node, self._item(node, row)))
        return found

    async def count(self, service: Jid) -> int:
        """How many items there are at an address."""
        mine = select(node_table.c.id).where(node_table.c.service == str(service))
        query = select(func.count()).select_from(item_table).where(item_table.c.node.in_(mine))
        async with self._db.read() as conn:
            return (await conn.execute(query)).scalar_one()

    def _sealed(self, node: Node) -> dict[str, object]:
        kept = _Kept(
            node.config,
            {str(jid): affiliation for jid, affiliation in node.affiliations.items()},
            {str(jid): subscription for jid, subscription in node.subscriptions.items()},
        )
        key, sealed = self._sealer.seal(node.tenant, "pubsub node", node.row, msgspec.json.encode(kept))
        return {"key": key, "sealed": sealed}

    def _node(self, row: Row[*tuple[Any, ...]], service: Jid) -> Node:
        values = columns(row)
        tenant, number = TenantId(values["tenant"]), values["id"]
        data = self._sealer.unseal(tenant, "pubsub node", number, values["key"], values["sealed"])
        kept = msgspec.json.decode(data, type=_Kept)
        node = Node(number, service, tenant, values["name"], kept.config, values["created"])
        node.affiliations = {Jid.parse(jid): affiliation for jid, affiliation in kept.affiliations.items()}
        node.subscriptions = {Jid.parse(jid): subscription for jid, subscription in kept.subscriptions.items()}
        return node

    def _item(self, node: Node, row: Row[*tuple[Any, ...]]) -> Item:
        values = columns(row)
        data = self._sealer.unseal(node.tenant, "pubsub item", node.row, values["key"], values["sealed"])
        written = msgspec.json.decode(data, type=_Written)
        return Item(
            values["item"], Jid.parse(written.publisher), values["published"], written.payload, row=values["id"]
        )
