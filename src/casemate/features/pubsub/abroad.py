"""What people of other organisations see of what was published: it is judged once more for them, as going out."""

from collections import OrderedDict
from typing import Final

import msgspec

from casemate.features.pubsub.names import PUBSUB
from casemate.features.pubsub.shown import item_element
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.pubsub.api import Item, Node
from casemate.server.api import Sender, Server
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.serialize import serialize

MAX_JUDGED: Final = 5_000
"""Judgements that are remembered."""


class Abroad:
    """Judges items for others."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._judged: OrderedDict[tuple[int, str, int, str], Item | None] = OrderedDict()

    def is_home(self, node: Node, viewer: Jid) -> bool:
        """Whether somebody belongs to the organisation of a node."""
        return self._server.tenant_at(viewer.domain) == node.tenant

    async def seen(self, node: Node, item: Item, viewer: Jid) -> Item | None:
        """An item as somebody may see it; None if they may not."""
        if self.is_home(node, viewer):
            return item
        key = (node.row, item.id, item.published, viewer.domain)
        if key in self._judged:
            self._judged.move_to_end(key)
            return self._judged[key]
        seen = await self._judge(node, item, viewer)
        self._judged[key] = seen
        while len(self._judged) > MAX_JUDGED:
            self._judged.popitem(last=False)
        return seen

    async def _judge(self, node: Node, item: Item, viewer: Jid) -> Item | None:
        shown = item_element(item, PUBSUB)
        shown.attrs["node"] = node.name
        attrs = {"type": "set", "from": str(item.publisher), "to": str(viewer.bare), "id": token(9)}
        outcome = await self._server.inspect(
            Sender(item.publisher, node.tenant), Element("iq", CLIENT, attrs, [shown]), viewer.bare
        )
        seen = outcome.element.find("item", PUBSUB)
        if not outcome.passed or seen is None:
            return None
        payload = next(seen.elements(), None)
        return msgspec.structs.replace(item, payload=serialize(payload, "") if payload is not None else b"")
