"""Items and events as they are shown."""

from datetime import UTC, datetime

from casemate.features.pubsub.forms import field
from casemate.features.pubsub.names import DATA, DELAY, EVENT, SUBSCRIBE_AUTHORIZATION
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.pubsub.api import Item, Node, Subscription
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


def service_message(node: Node, payload: Element) -> Element:
    """A message of the service itself, not addressed yet."""
    return Element("message", CLIENT, {"from": str(node.service), "id": token(9)}, [payload])


def authorization(node: Node, jid: Jid, subscription: Subscription) -> Element:
    """The question to an owner whether somebody may subscribe (XEP-0060 section 8.6)."""
    x = Element("x", DATA, {"type": "form"}, [field("FORM_TYPE", "hidden", [SUBSCRIBE_AUTHORIZATION])])
    x.add(field("pubsub#subid", "hidden", [subscription.subid]))
    x.add(field("pubsub#node", "text-single", [node.name], "Node"))
    x.add(field("pubsub#subscriber_jid", "jid-single", [str(jid)], "Who asks"))
    x.add(field("pubsub#allow", "boolean", ["0"], "Allow it?"))
    return service_message(node, x)
