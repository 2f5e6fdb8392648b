"""Client state indication (XEP-0352 1.0.1): a client that nobody looks at is spared what can wait.

Typing notices are dropped; presence waits, the newest of each address only, until the client is looked at again or a message
comes anyway. Messages and IQs always go at once.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from casemate.server.api import Server, Session
from casemate.xmpp.element import Element

NS: Final = "urn:xmpp:csi:0"
CHAT_STATES: Final = "http://jabber.org/protocol/chatstates"
MAX_KEPT: Final = 1_000
"""Presences kept for one client; when there are more, they go out."""


class IdleGate:
    """What an idle client gets."""

    def __init__(self) -> None:
        self._kept: dict[str, Element] = {}

    def admit(self, stanza: Element) -> Sequence[Element]:
        """The stanzas to send now."""
        if stanza.name == "presence" and stanza.get("type") in {None, "unavailable"}:
            sender = stanza.get("from") or ""
            # The newest counts, and keeps its place at the end.
            self._kept.pop(sender, None)
            self._kept[sender] = stanza
            return self.release() if len(self._kept) > MAX_KEPT else ()
        if stanza.name == "message" and _only_typing(stanza):
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
        server.advertise(lambda: Element("csi", NS))
        server.serve_nonza(NS, "inactive", _inactive)
        server.serve_nonza(NS, "active", _active)


def _inactive(session: Session, _element: Element) -> None:
    if not session.memory.get("csi"):
        session.memory["csi"] = True
        session.hold_back(IdleGate())


def _active(session: Session, _element: Element) -> None:
    if session.memory.pop("csi", False):
        session.hold_back(None)


def _only_typing(message: Element) -> bool:
    children = list(message.elements())
    return bool(children) and all(child.ns == CHAT_STATES or child.name in {"no-store", "thread"} for child in children)
