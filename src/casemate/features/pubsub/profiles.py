"""vCard4 (XEP-0292): a person's profile in a node, which may be asked for without knowing of nodes."""

from typing import Final

from casemate.features.pubsub.abroad import Abroad
from casemate.features.pubsub.access import Access
from casemate.features.pubsub.asked import Asked
from casemate.features.pubsub.names import PUBSUB
from casemate.features.pubsub.publish import Publishing
from casemate.pubsub.api import PubSub
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza

VCARD4: Final = "urn:ietf:params:xml:ns:vcard-4.0"
NODE: Final = "urn:xmpp:vcard4"
CURRENT: Final = "current"


class Profiles:
    """Answers for the node."""

    def __init__(self, pubsub: PubSub, access: Access, abroad: Abroad, publishing: Publishing) -> None:
        self._pubsub = pubsub
        self._access = access
        self._abroad = abroad
        self._publishing = publishing

    async def get(self, asked: Asked) -> Element:
        """The profile (section 3.2), for those who may see the node; one's own may be empty."""
        node = await self._pubsub.node(asked.service, NODE)
        if node is not None and await self._access.refusal(node, asked.sender.jid) is None:
            for _, item in await self._pubsub.last([node]):
                seen = await self._abroad.seen(node, item, asked.sender.jid)
                if seen is not None and seen.payload:
                    return parse_stanza(seen.payload, STORED, "")
        if asked.own:
            return Element("vcard", VCARD4)
        raise StanzaError("item-not-found")

    async def set(self, asked: Asked) -> None:
        """Publish it (section 3.1)."""
        item = Element("item", PUBSUB, {"id": CURRENT}, [asked.payload])
        publish = Element("publish", PUBSUB, {"node": NODE}, [item])
        await self._publishing.publish(asked._replace(payload=Element("pubsub", PUBSUB, {}, [publish]), action=publish))
