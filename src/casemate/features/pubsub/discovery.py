"""Service discovery of nodes (XEP-0060 section 5): for those who may see what is in them, or may ask to (`authorize`)."""

from datetime import UTC, datetime
from typing import Final

from casemate.features.pubsub.abroad import Abroad
from casemate.features.pubsub.access import Access
from casemate.features.pubsub.faults import no_node
from casemate.features.pubsub.forms import field
from casemate.features.pubsub.names import DATA, INFO, ITEMS, META_DATA, PUBSUB
from casemate.model.jid import Jid
from casemate.pubsub.api import Node, PubSub
from casemate.xmpp.element import Element
from casemate.xmpp.paging import RSM, page

_MAX_NAMED: Final = 100
"""Items of a node that are named."""
_MAX_LISTED: Final = 1_000
"""Nodes that are listed at once; of more, there are pages."""


class Discovery:
    """Tells of nodes."""

    def __init__(self, pubsub: PubSub, access: Access, abroad: Abroad) -> None:
        self._pubsub = pubsub
        self._access = access
        self._abroad = abroad

    async def info(self, service: Jid, viewer: Jid, name: str) -> Element:
        """What a node is (section 5.3), and how it is set (section 5.4)."""
        node = await self._node(service, viewer, name, subscribing=True)
        query = Element("query", INFO, {"node": name})
        query.add(Element("identity", INFO, {"category": "pubsub", "type": "leaf"}))
        for feature in (PUBSUB, INFO, ITEMS):
            query.add(Element("feature", INFO, {"var": feature}))
        form = Element("x", DATA, {"type": "result"}, [field("FORM_TYPE", "hidden", [META_DATA])])
        config = node.config
        fields = {"type": config.type, "access_model": config.access_model, "publish_model": config.publish_model}
        fields["max_items"] = str(self._pubsub.most(config))
        if self._abroad.is_home(node, viewer):
            fields |= {"title": config.title, "description": config.description, "language": config.language}
            fields["creation_date"] = datetime.fromtimestamp(node.created // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for var, value in fields.items():
            if value:
                form.add(field(f"pubsub#{var}", "", [value]))
        return query.add(form)

    async def nodes(self, service: Jid, viewer: Jid, wanted: Element | None = None) -> Element:
        """The nodes at an address that somebody may see (section 5.2); those on the page that is `wanted` (XEP-0059)."""
        query, position = Element("query", ITEMS), None
        there = list((await self._pubsub.nodes(service)).values())
        seen = [node for node in there if await self._access.refusal(node, viewer, subscribing=True) is None]
        if wanted is None and len(seen) > _MAX_LISTED:
            wanted = Element("set", RSM)
        if wanted is not None:
            part, position = page([node.name for node in seen], wanted)
            seen = seen[part]
        for node in seen:
            attrs = {"jid": str(service), "node": node.name}
            if node.config.title and self._abroad.is_home(node, viewer):
                attrs["name"] = node.config.title
            query.add(Element("item", ITEMS, attrs))
        return query if position is None else query.add(position)

    async def items(self, service: Jid, viewer: Jid, name: str) -> Element:
        """The items in a node (section 5.5)."""
        node = await self._node(service, viewer, name)
        query = Element("query", ITEMS, {"node": name})
        for item_id in (await self._pubsub.ids(node))[:_MAX_NAMED]:
            query.add(Element("item", ITEMS, {"jid": str(service), "name": item_id}))
        return query

    async def _node(self, service: Jid, viewer: Jid, name: str, *, subscribing: bool = False) -> Node:
        node = await self._pubsub.node(service, name)
        if node is None:
            raise no_node()
        if (refusal := await self._access.refusal(node, viewer, subscribing=subscribing)) is not None:
            raise refusal
        return node
