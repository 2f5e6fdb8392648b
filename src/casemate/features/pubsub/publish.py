"""Publishing, and taking back what was published (XEP-0060 sections 7.1 and 7.2).

Nothing is stored or shown before it has come back from the path. What may not be published is refused as a whole.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from casemate.features.pubsub.access import Access
from casemate.features.pubsub.asked import Asked, checked_name
from casemate.features.pubsub.faults import fault, no_node
from casemate.features.pubsub.forms import check_options, known_options, read_config, values_of, wordy
from casemate.features.pubsub.names import DATA, PUBLISH_OPTIONS, PUBSUB
from casemate.features.pubsub.notify import Notifier
from casemate.model.errors import Conflict
from casemate.model.ids import token
from casemate.pubsub.api import Config, Item, Node, PubSub
from casemate.server.api import Server, refusal
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.serialize import serialize

After = Callable[[Asked], Awaitable[None]]
_TRUE: Final = frozenset({"1", "true"})


class Publishing:
    """Takes what people publish along the path, keeps it and tells those who want to know."""

    def __init__(self, pubsub: PubSub, server: Server, access: Access, notifier: Notifier) -> None:
        self._pubsub = pubsub
        self._server = server
        self._access = access
        self._notifier = notifier
        self.after: dict[str, After] = {}
        """What follows when somebody changes the items of a node of that name at their own address."""

    async def publish(self, asked: Asked) -> Element:
        """An item (section 7.1); a node that is not there is made, for whoever publishes at their own address."""
        name = asked.node_name()
        options = _options(asked.payload)
        node = await self._pubsub.node(asked.service, name)
        if node is None and not asked.own:
            raise no_node()
        if node is not None and not self._access.may_publish(node, asked.sender.jid):
            raise StanzaError("forbidden", "You may not publish there.")
        limits = self._pubsub.limits
        config = asked.defaults if node is None else node.config
        if options is not None and node is None:
            known_options(values_of(options, PUBLISH_OPTIONS))
            if wordy(options):
                seen = await self.inspected(asked, name, Element("item", PUBSUB, {}, [options]))
                options = options if seen is None else next(seen.elements())
            config = read_config(config, options, limits, PUBLISH_OPTIONS)
        elif options is not None:
            check_options(config, options, limits)
        item = self._item(asked.action, config)
        seen = await self.inspected(asked, name, item)
        if node is None:
            node = await self.created(asked, name, config)
        result = await self._publish(asked, node, seen)
        await self._followed(asked, name)
        return result

    async def _publish(self, asked: Asked, node: Node, seen: Element | None) -> Element:
        published = Element("publish", PUBSUB, {"node": node.name})
        if seen is None:
            await self._notifier.empty(node)
            return Element("pubsub", PUBSUB, {}, [published])
        payload = next(seen.elements(), None)
        data = serialize(payload, "") if payload is not None else b""
        try:
            item = await self._pubsub.publish(node, seen.get("id") or token(9), asked.sender.jid, data)
        except Conflict as error:
            raise StanzaError("resource-constraint", str(error)) from error
        await self._notifier.published(node, item)
        published.add(Element("item", PUBSUB, {"id": item.id}))
        return Element("pubsub", PUBSUB, {}, [published])

    async def retract(self, asked: Asked) -> None:
        """Take an item back (section 7.2)."""
        ids = [item.get("id") or "" for item in asked.action.find_all("item")]
        node = await asked.node(self._pubsub)
        if not self._access.may_publish(node, asked.sender.jid):
            raise StanzaError("forbidden", "You may not take anything back there.")
        if len(ids) != 1 or not ids[0]:
            raise fault("bad-request", "item-required", "Name the one item to take back.")
        if not node.config.persist_items:
            raise fault("feature-not-implemented", "unsupported", feature="persistent-items")
        found: Item | None = next(iter(await self._pubsub.items(node, ids)), None)
        if found is None:
            raise StanzaError("item-not-found", "There is no such item.")
        if not node.is_owner(asked.sender.jid) and found.publisher.bare != asked.sender.jid.bare:
            raise StanzaError("forbidden", "It was published by somebody else.")
        await self._pubsub.retract(node, ids[0])
        notify = asked.action.get("notify")
        if node.config.notify_retract if notify is None else notify in _TRUE:
            await self._notifier.retracted(node, ids[0])
        await self._followed(asked, node.name)

    async def _followed(self, asked: Asked, name: str) -> None:
        if asked.service.local and (follows := self.after.get(name)) is not None:
            await follows(asked)

    async def created(self, asked: Asked, name: str, config: Config) -> Node:
        """A new node of whoever asks.

        Raises:
            StanzaError: resource-constraint, if there are too many.
        """
        try:
            return await self._pubsub.create(asked.service, asked.tenant, name, config, asked.sender.jid)
        except Conflict as error:
            raise StanzaError("resource-constraint", str(error)) from error

    async def inspected(self, asked: Asked, name: str, item: Element | None) -> Element | None:
        """What of an item (or a form in its place) may be shown.

        Raises:
            StanzaError: if nothing may.
        """
        if item is None:
            return None
        item.attrs["node"] = name
        attrs = {"type": "set", "from": str(asked.sender.jid), "to": str(asked.service), "id": token(9)}
        outcome = await self._server.inspect(asked.sender, Element("iq", CLIENT, attrs, [item]), asked.service)
        seen = outcome.element.find("item", PUBSUB)
        if not outcome.passed or seen is None:
            raise refusal(outcome)
        if len(list(seen.elements())) != len(list(item.elements())):
            raise fault("bad-request", "invalid-payload", "That is not what it claims to be.")
        return seen

    def _item(self, action: Element, config: Config) -> Element | None:
        """The item to publish, with its payload, checked for its form (section 7.1.3)."""
        items = action.find_all("item")
        if len(items) > 1:
            raise fault("not-allowed", "max-items-exceeded", "Publish one item at a time.")
        if not items:
            if config.persist_items:
                raise fault("bad-request", "item-required")
            return None
        if not config.persist_items and not config.deliver_payloads:
            raise fault("bad-request", "item-forbidden")
        payloads = list(items[0].elements())
        if len(payloads) > 1:
            raise fault("bad-request", "invalid-payload", "An item has one payload.")
        if payloads and config.type and payloads[0].ns != config.type:
            raise fault("bad-request", "invalid-payload", f"Only {config.type} is published there.")
        limit = min(config.max_payload_size or self._pubsub.limits.item_size, self._pubsub.limits.item_size)
        if payloads and len(serialize(payloads[0], "")) > limit:
            raise fault("not-acceptable", "payload-too-big", f"An item has at most {limit} bytes.")
        item_id = checked_name(items[0].get("id") or "")
        return Element("item", PUBSUB, {"id": item_id} if item_id else {}, payloads)


def _options(payload: Element) -> Element | None:
    options = payload.find("publish-options")
    return None if options is None else options.find("x", DATA)
