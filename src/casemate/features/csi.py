"""Client state indication (XEP-0352 1.0.1): a client that nobody looks at is spared what can wait.

Typing notices are dropped; presence waits, the newest of each address only, and so does what contacts publish (XEP-0163), the
newest of each item only, until the client is looked at again or something comes that it must have anyway. Other messages, IQs
and subscription requests always go at once.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from casemate.server.api import Server, Session
from casemate.xmpp.element import CLIENT, Element

NS: Final = "urn:xmpp:csi:0"
CHAT_STATES: Final = "http://jabber.org/protocol/chatstates"
CARBONS: Final = "urn:xmpp:carbons:2"
FORWARD: Final = "urn:xmpp:forward:0"
HINTS: Final = "urn:xmpp:hints"
EVENT: Final = "http://jabber.org/protocol/pubsub#event"
MAX_KEPT: Final = 1_000
"""Stanzas kept for one client; when there are more, they go out."""
_Key = tuple[str, ...]


class IdleGate:
    """What an idle client gets."""

    def __init__(self) -> None:
        self._kept: dict[_Key, Element] = {}

    def admit(self, stanza: Element) -> Sequence[Element]:
        """The stanzas to send now."""
        key = _replaces(stanza)
        if key is not None:
            # The newest counts, and its place is at the end.
            self._kept.pop(key, None)
            self._kept[key] = stanza
            return self.release() if len(self._kept) > MAX_KEPT else ()
        if stanza.name == "message" and _only_typing(_original(stanza)):
            return ()
        return [*self.release(), stanza]

    def release(self) -> Sequence[Element]:
        """Everything kept, in order."""
        kept, self._kept = list(self._kept.values()), {}
        return kept


class ClientState:
    """Lets clients say whether somebody looks at them."""

    name: ClassVar[str] = "csi"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0352 1.0.1",)

    def attach(self, server: Server) -> None:
        """Join the server."""
        server.advertise(lambda _domain: Element("csi", NS))
        for serve in (server.serve_nonza, server.serve_bind):
            serve(NS, "inactive", _inactive)
            serve(NS, "active", _active)


def _inactive(session: Session, _element: Element) -> None:
    session.hold_back(IdleGate())


def _active(session: Session, _element: Element) -> None:
    session.hold_back(None)


def _replaces(stanza: Element) -> _Key | None:
    """What stanzas of which only the newest counts are about; None for others."""
    sender = stanza.get("from") or ""
    if stanza.name == "presence":
        return ("presence", sender) if stanza.get("type") in {None, "unavailable"} else None
    event = stanza.find("event", EVENT) if stanza.name == "message" else None
    items = event.find("items") if event is not None else None
    if items is None or any(child.name == "body" for child in stanza.elements()):
        return None
    published = list(items.elements())
    if not published or any(child.name != "item" for child in published):
        return None
    return ("event", sender, items.get("node") or "", *(item.get("id") or "" for item in published))


def _original(message: Element) -> Element:
    """The message inside a carbon (XEP-0280), else the message itself."""
    carbon = message.find("received", CARBONS) or message.find("sent", CARBONS)
    forwarded = carbon.find("forwarded", FORWARD) if carbon is not None else None
    inner = forwarded.find("message", CLIENT) if forwarded is not None else None
    return message if inner is None else inner


def _only_typing(message: Element) -> bool:
    children = list(message.elements())
    states = [child for child in children if child.ns == CHAT_STATES]
    return bool(states) and all(c.ns in {CHAT_STATES, HINTS} or c.name == "thread" for c in children)
