"""What was published, for those who may see it (XEP-0060 section 6.5, with pages by XEP-0059)."""

from collections.abc import Sequence
from typing import Final

from casemate.features.pubsub.abroad import Abroad
from casemate.features.pubsub.access import Access
from casemate.features.pubsub.asked import Asked
from casemate.features.pubsub.names import PUBSUB, RSM
from casemate.features.pubsub.shown import item_element
from casemate.pubsub.api import Item, Node, Page, PubSub
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.serialize import serialize

PAGE: Final = 100
"""Items of one answer; a client asks for the next ones."""
MAX_BYTES: Final = 512 * 1024
"""Bytes of one answer."""


class Reading:
    """Gives items."""

    def __init__(self, pubsub: PubSub, access: Access, abroad: Abroad) -> None:
        self._pubsub = pubsub
        self._access = access
        self._abroad = abroad

    async def items(self, asked: Asked) -> Element:
        """All items, the newest of them, or those named."""
        node = await asked.node(self._pubsub)
        refusal = await self._access.refusal(node, asked.sender.jid)
        if refusal is not None:
            raise refusal
        if asked.action.get("subid") and not node.subscribed(asked.sender.jid):
            raise StanzaError("not-acceptable")
        ids = [item.get("id") or "" for item in asked.action.find_all("item")]
        if ids:
            found = await self._pubsub.items(node, ids[:PAGE])
            if not found:
                raise StanzaError("item-not-found", "There is no such item.")
            return Element("pubsub", PUBSUB, {}, [await self._shown(asked, node, found)])
        page = await self._page(asked, node)
        shown = await self._shown(asked, node, page.items)
        return Element("pubsub", PUBSUB, {}, [shown, *_set(page, list(shown.elements()))])

    async def _page(self, asked: Asked, node: Node) -> Page:
        wanted = asked.payload.find("set", RSM)
        most = _number(asked.action.get("max_items"))
        limit, after, before = PAGE, "", ""
        from_end = True
        if wanted is not None:
            given = _number(wanted.child_text("max"))
            limit = PAGE if given is None else min(given, PAGE)
            after, before = wanted.child_text("after") or "", wanted.child_text("before") or ""
            from_end = wanted.find("before") is not None
        if most is not None:
            limit = min(limit, most)
        page = await self._pubsub.page(node, limit, after, before, from_end=from_end)
        if page is None:
            raise StanzaError("item-not-found", "There is no such item.")
        return page

    async def _shown(self, asked: Asked, node: Node, items: Sequence[Item]) -> Element:
        shown = Element("items", PUBSUB, {"node": node.name})
        size = 0
        for item in items:
            seen = await self._abroad.seen(node, item, asked.sender.jid)
            if seen is None:
                continue
            element = item_element(seen, PUBSUB)
            size += len(serialize(element, PUBSUB))
            if size > MAX_BYTES and shown.children:
                break
            shown.add(element)
        return shown


def _set(page: Page, shown: Sequence[Element]) -> Sequence[Element]:
    """Where a page stands (XEP-0059); not needed when it is everything."""
    if len(shown) == page.count:
        return ()
    result = Element("set", RSM)
    if shown:
        result.add(Element("first", RSM, {"index": str(page.first)}, [shown[0].get("id") or ""]))
        result.add(Element("last", RSM, {}, [shown[-1].get("id") or ""]))
    return (result.add(Element("count", RSM, {}, [str(page.count)])),)


def _number(text: str | None) -> int | None:
    if text is None or text == "max":
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise StanzaError("bad-request", "How many is a number.")
    return int(text)
