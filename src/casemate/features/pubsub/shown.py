"""Items and events as they are shown."""

from datetime import UTC, datetime

from casemate.features.pubsub.names import DELAY, EVENT
from casemate.model.ids import token
from casemate.pubsub.api import Item, Node
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza


def item_element(item: Item, ns: str, *, payload: bool = True) -> Element:
    """An item, in the namespace of what shows it."""
    element = Element("item", ns, {"id": item.id})
    if payload and item.payload:
        element.add(parse_stanza(item.payload, STORED, ""))
    return element


def event(node: Node, what: Element) -> Element:
    """A notification, not addressed yet."""
    attrs = {"from": str(node.service), "type": node.config.notification_type, "id": token(9)}
    return Element("message", CLIENT, attrs, [Element("event", EVENT, {}, [what])])


def items_event(node: Node, item: Item | None) -> Element:
    """The notification of an item (XEP-0060 section 7.1.2)."""
    items = Element("items", EVENT, {"node": node.name})
    if item is not None:
        shown = item_element(item, EVENT, payload=node.config.deliver_payloads)
        if not node.service.local:
            shown.attrs["publisher"] = str(item.publisher.bare)
        items.add(shown)
    return event(node, items)


def delayed(message: Element, item: Item) -> Element:
    """A notification of something that was published before (XEP-0060 section 7.1.2.4, XEP-0203)."""
    moment = datetime.fromtimestamp(item.published // 1000, UTC)
    return message.add(Element("delay", DELAY, {"stamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}))
