"""What the server itself asks clients: their capabilities (XEP-0115), say."""

from collections.abc import Callable
from typing import Final

from casemate.model.ids import token
from casemate.server.api import Session
from casemate.xmpp.element import CLIENT, Element

MAX_ASKED: Final = 20
"""Questions to one client that wait for an answer: one that never answers is not asked for ever."""
_MEMORY: Final = "questions"
Answered = Callable[[Element | None], None]


def ask(session: Session, question: Element, answered: Answered) -> None:
    """Ask a client, as its domain."""
    asked: dict[str, Answered] = session.memory.setdefault(_MEMORY, {})
    if len(asked) >= MAX_ASKED:
        return
    identifier = token(9)
    asked[identifier] = answered
    attrs = {"type": "get", "from": session.jid.domain, "to": str(session.jid), "id": identifier}
    session.send(Element("iq", CLIENT, attrs, [question]))


def take_answer(session: Session, element: Element) -> None:
    """A result or error that a client sent to the server."""
    asked: dict[str, Answered] = session.memory.get(_MEMORY, {})
    answered = asked.pop(element.get("id") or "", None)
    if answered is not None:
        answered(next(element.elements(), None) if element.get("type") == "result" else None)
