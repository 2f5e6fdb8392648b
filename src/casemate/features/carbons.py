"""Message carbons (XEP-0280 1.0.1): a person's other clients see what one of them sends and receives.

Copies are made of what the path has delivered, never of what a client claims: wrappers from clients are removed by
normalisation (ATTACKS C1).
"""

from typing import ClassVar, Final

from casemate.model.ids import encode_id
from casemate.model.jid import Jid
from casemate.server.api import Iq, MessageDelivered, Server, Session, SessionClosed, Target
from casemate.xmpp.element import CLIENT, Element

NS: Final = "urn:xmpp:carbons:2"
FORWARD: Final = "urn:xmpp:forward:0"
HINTS: Final = "urn:xmpp:hints"
STANZA_ID: Final = "urn:xmpp:sid:0"
_CHAT_LIKE: Final = frozenset({"http://jabber.org/protocol/chatstates", "urn:xmpp:receipts", "urn:xmpp:chat-markers:0"})


class Carbons:
    """Sends copies to clients that asked for them."""

    name: ClassVar[str] = "carbons"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0280 1.0.1",)

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        self._wanting: set[Jid] = set()
        server.on(SessionClosed, lambda event: self._wanting.discard(event.session.jid))
        server.serve_iq(Target.SELF, "set", NS, "enable", self._enable)
        server.serve_iq(Target.SELF, "set", NS, "disable", self._disable)
        server.serve_bind(NS, "enable", lambda session, _element: self._want(session))
        server.on(MessageDelivered, self._delivered)
        server.disco_server(NS, "urn:xmpp:carbons:rules:0")
        server.disco_account(NS)

    async def _enable(self, iq: Iq) -> Element | None:
        self._want(iq.session)
        return None

    def _want(self, session: Session) -> None:
        session.memory[self.name] = True
        self._wanting.add(session.jid)

    async def _disable(self, iq: Iq) -> Element | None:
        iq.session.memory.pop(self.name, None)
        self._wanting.discard(iq.session.jid)
        return None

    def _delivered(self, event: MessageDelivered) -> None:
        parcel = event.parcel
        # Asked for every message: most people have one client, and most clients one person.
        if not self._wanting or not _eligible(parcel.element):
            return
        reached = {id(session) for session in event.recipients}
        sides = {parcel.recipient.bare: "received", parcel.sender.bare: "sent"}
        ids = {"received": parcel.id, "sent": parcel.sent_id or parcel.id}
        # Who writes to themselves gets one copy, not two: the dictionary has one side then.
        for person, direction in sides.items():
            for session in self._server.sessions(person):
                if session.memory.get(self.name) and id(session) not in reached and session.jid != parcel.sender:
                    self._copy(session, direction, parcel.element, person, ids[direction])

    def _copy(self, session: Session, direction: str, message: Element, person: Jid, archive_id: int | None) -> None:
        inner = message.copy()
        if archive_id is not None:
            inner.add(Element("stanza-id", STANZA_ID, {"by": str(person), "id": encode_id(archive_id)}))
        forwarded = Element("forwarded", FORWARD, {}, [inner])
        attrs = {"from": str(person), "to": str(session.jid), "type": message.get("type") or "normal"}
        session.send(Element("message", CLIENT, attrs, [Element(direction, NS, {}, [forwarded])]))


def _eligible(message: Element) -> bool:
    """Section 6.1: chat, or normal with a body or what belongs to a chat; not private, not a room's."""
    kind = message.get("type") or "normal"
    for child in message.elements():
        if (child.name == "private" and child.ns == NS) or (child.name == "no-copy" and child.ns == HINTS):
            return False
    if kind == "chat":
        return True
    return kind == "normal" and any(c.name == "body" or c.ns in _CHAT_LIKE for c in message.elements())
