"""Who is what in a node (XEP-0060 sections 5.7 and 8.9)."""

from casemate.features.pubsub.asked import Asked, address
from casemate.features.pubsub.names import OWNER, PUBSUB
from casemate.features.pubsub.notify import Notifier
from casemate.features.pubsub.shown import service_message
from casemate.model.errors import Conflict
from casemate.model.jid import Jid
from casemate.pubsub.api import Affiliation, Node, PubSub
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError


class Affiliations:
    """Tells and changes affiliations."""

    def __init__(self, pubsub: PubSub, notifier: Notifier) -> None:
        self._pubsub = pubsub
        self._notifier = notifier

    async def mine(self, asked: Asked) -> Element:
        """One's own affiliations (section 5.7)."""
        nodes = [await asked.node(self._pubsub)] if asked.action.get("node") else None
        found = Element("affiliations", PUBSUB, {"node": nodes[0].name} if nodes else {})
        for node in nodes or (await self._pubsub.nodes(asked.service)).values():
            affiliation = node.affiliation(asked.sender.jid)
            if affiliation is not Affiliation.NONE:
                attrs = {"node": node.name, "affiliation": affiliation.value}
                found.add(Element("affiliation", PUBSUB, attrs))
        return Element("pubsub", PUBSUB, {}, [found])

    async def all(self, asked: Asked) -> Element:
        """Everybody's (section 8.9.1)."""
        node = await asked.owned(self._pubsub)
        found = Element("affiliations", OWNER, {"node": node.name})
        for jid, affiliation in _everybody(node).items():
            found.add(Element("affiliation", OWNER, {"jid": str(jid), "affiliation": affiliation.value}))
        return Element("pubsub", OWNER, {}, [found])

    async def change(self, asked: Asked) -> None:
        """Make somebody something else (section 8.9.2)."""
        node = await asked.owned(self._pubsub)
        changes: dict[Jid, Affiliation] = {}
        for element in asked.action.find_all("affiliation"):
            try:
                affiliation = Affiliation(element.get("affiliation") or "")
            except ValueError as error:
                raise StanzaError("bad-request", "There is no such affiliation.") from error
            changes[address(element.get("jid")).bare] = affiliation
        if not changes:
            raise StanzaError("bad-request", "Name affiliations.")
        after = _everybody(node) | changes
        if Affiliation.OWNER not in after.values() or changes.get(node.service, Affiliation.OWNER) != Affiliation.OWNER:
            raise StanzaError("not-acceptable", "A node has an owner.")
        changes.pop(node.service, None)
        before = dict(node.affiliations)
        try:
            await self._pubsub.set_affiliations(node, changes)
        except Conflict as error:
            raise StanzaError("not-acceptable", str(error)) from error
        for jid, affiliation in changes.items():
            if before.get(jid, Affiliation.NONE) is not affiliation:
                self._notifier.to_bare(jid, _told(node, jid, affiliation))


def _everybody(node: Node) -> dict[Jid, Affiliation]:
    own = {node.service: Affiliation.OWNER} if node.service.local else {}
    return own | node.affiliations


def _told(node: Node, jid: Jid, affiliation: Affiliation) -> Element:
    """The message that tells somebody what they are (section 8.9.4)."""
    attrs = {"jid": str(jid), "affiliation": affiliation.value}
    affiliations = Element("affiliations", PUBSUB, {"node": node.name}, [Element("affiliation", PUBSUB, attrs)])
    return service_message(node, Element("pubsub", PUBSUB, {}, [affiliations]))
