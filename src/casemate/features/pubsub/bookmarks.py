"""Bookmarks in their three forms: items of a node (XEP-0402), one element in a node, and one in private storage (both XEP-0048).

Whichever a client writes, the others follow. What it wrote was inspected; the others are made of what came back.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from casemate.features.pubsub.asked import Asked
from casemate.features.pubsub.notify import Notifier
from casemate.features.pubsub.publish import Publishing
from casemate.model.errors import Conflict, InvalidJid
from casemate.model.jid import Jid
from casemate.pubsub.api import MAX, NEVER, WHITELIST, Config, Item, Node, PubSub
from casemate.server.api import Sender, Session
from casemate.xmpp.element import Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

BOOKMARKS: Final = "urn:xmpp:bookmarks:1"
STORAGE: Final = "storage:bookmarks"
CURRENT: Final = "current"
MAX_BOOKMARKS: Final = 500
PRIVATE: Final = Config(access_model=WHITELIST, max_items=MAX, send_last_published_item=NEVER)
"""How the nodes are made (XEP-0402 section 3.1): nobody else sees them."""


class Bookmarks:
    """Keeps the three forms alike."""

    def __init__(self, pubsub: PubSub, publishing: Publishing, notifier: Notifier) -> None:
        self._pubsub = pubsub
        self._publishing = publishing
        self._notifier = notifier
        publishing.after[BOOKMARKS] = self._from_items
        publishing.after[STORAGE] = self._from_element

    # -- private storage

    async def read(self, session: Session) -> Element | None:
        """A person's bookmarks as one element; None if they have none here."""
        service = session.jid.bare
        async with self._pubsub.turn(service):
            return await self._element(service)

    async def write(self, session: Session, storage: Element) -> None:
        """A person's bookmarks as they are from now on; StanzaError if they may not be."""
        item = Element("item", "http://jabber.org/protocol/pubsub", {"id": CURRENT}, [storage])
        service = session.jid.bare
        asked = Asked(Sender(session.jid, session.tenant), service, session.tenant, item, item)
        async with self._pubsub.turn(service):
            seen = await self._publishing.inspected(asked, STORAGE, item)
            shown = None if seen is None else seen.find("storage", STORAGE)
            if shown is not None:
                await self._keep(asked, STORAGE, CURRENT, shown)
                await self._from_element(asked)

    # -- from one form to the other

    async def _from_items(self, asked: Asked) -> None:
        """Items changed: the one element follows, with what else it holds (addresses of pages)."""
        items = await self._items(asked.service)
        before = await self._element(asked.service)
        others = [child for child in before.elements() if child.name != "conference"] if before is not None else []
        conferences = [made for item in items if (made := _to_conference(item)) is not None]
        await self._keep(asked, STORAGE, CURRENT, Element("storage", STORAGE, {}, [*conferences, *others]))

    async def _from_element(self, asked: Asked) -> None:
        """The one element changed: the items follow."""
        storage = await self._element(asked.service)
        wanted = {} if storage is None else _by_address(storage)
        known = {item.id: item for item in await self._items(asked.service)}
        node = await self._pubsub.node(asked.service, BOOKMARKS)
        for gone in known.keys() - wanted.keys():
            if node is not None and await self._pubsub.retract(node, gone):
                await self._notifier.retracted(node, gone)
        for address, conference in wanted.items():
            made = _to_item(conference, known.get(address))
            if address not in known or serialize(made, "") != known[address].payload:
                await self._keep(asked, BOOKMARKS, address, made)

    async def _items(self, service: Jid) -> Sequence[Item]:
        node = await self._pubsub.node(service, BOOKMARKS)
        page = None if node is None else await self._pubsub.page(node, MAX_BOOKMARKS, from_end=True)
        return () if page is None else page.items

    async def _element(self, service: Jid) -> Element | None:
        kept = await self._pubsub.one(service, STORAGE, CURRENT)
        return parse_stanza(kept.payload, STORED, "") if kept is not None and kept.payload else None

    async def _keep(self, asked: Asked, name: str, item_id: str, payload: Element) -> None:
        node: Node | None = await self._pubsub.node(asked.service, name)
        if node is None:
            config = PRIVATE if name == BOOKMARKS else msgspec.structs.replace(PRIVATE, max_items=1)
            node = await self._publishing.created(asked, name, config)
        try:
            item = await self._pubsub.publish(node, item_id, asked.sender.jid, serialize(payload, ""))
        except Conflict:
            # There is no more room; what the client wrote itself is kept.
            return
        await self._notifier.published(node, item)


def _by_address(storage: Element) -> dict[str, Element]:
    """The rooms in it, each once."""
    found: dict[str, Element] = {}
    for conference in storage.find_all("conference")[:MAX_BOOKMARKS]:
        try:
            found[str(Jid.parse(conference.get("jid") or ""))] = conference
        except InvalidJid:
            continue
    return found


def _to_conference(item: Item) -> Element | None:
    """An item as a child of the one element."""
    if not item.payload:
        return None
    source = parse_stanza(item.payload, STORED, "")
    if source.ns != BOOKMARKS:
        return None
    attrs = {name: value for name in ("name", "autojoin") if (value := source.get(name)) is not None}
    inner = [Element(name, STORAGE, {}, [text]) for name in ("nick", "password") if (text := source.child_text(name))]
    return Element("conference", STORAGE, {"jid": item.id, **attrs}, inner)


def _to_item(conference: Element, known: Item | None) -> Element:
    """A child of the one element as an item; extensions of the item that there was stay (XEP-0402 section 5)."""
    attrs = {name: value for name in ("name", "autojoin") if (value := conference.get(name)) is not None}
    inner = [
        Element(name, BOOKMARKS, {}, [text]) for name in ("nick", "password") if (text := conference.child_text(name))
    ]
    made = Element("conference", BOOKMARKS, attrs, inner)
    before = parse_stanza(known.payload, STORED, "") if known is not None and known.payload else None
    extensions = None if before is None else before.find("extensions", BOOKMARKS)
    return made if extensions is None else made.add(extensions)
