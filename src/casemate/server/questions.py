"""What the server itself asks clients: their capabilities (XEP-0115), say."""

from collections import OrderedDict
from typing import Final

from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.server.api import Answered, Failed, Session
from casemate.xmpp.element import CLIENT, Element

MAX_ASKED: Final = 20
"""Questions to one client that wait for an answer: one that never answers is not asked for ever."""
MAX_ABROAD: Final = 1_000
"""Questions to people elsewhere that wait for an answer; the oldest is forgotten first."""
_MEMORY: Final = "questions"


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


class Abroad:
    """Questions to people elsewhere, on behalf of ours."""

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[Jid, Jid, str], tuple[Answered, Failed | None]] = OrderedDict()

    def question(
        self,
        person: Jid,
        contact: Jid,
        payload: Element,
        answered: Answered,
        kind: str = "get",
        failed: Failed | None = None,
    ) -> Element:
        """A new question of a person (bare address), or of a domain, to a contact."""
        identifier = token(9)
        self._asked[person, contact, identifier] = answered, failed
        while len(self._asked) > MAX_ABROAD:
            self._asked.popitem(last=False)
        attrs = {"type": kind, "from": str(person), "to": str(contact), "id": identifier}
        return Element("iq", CLIENT, attrs, [payload])

    def take_answer(self, person: Jid, contact: Jid, element: Element) -> None:
        """A result or error came for a person; what nobody waits for is dropped (ATTACKS C2)."""
        waiting = self._asked.pop((person, contact, element.get("id") or ""), None)
        if waiting is None:
            return
        answered, failed = waiting
        if element.get("type") == "result":
            answered(next(element.elements(), element))
        elif failed is not None:
            failed(element)
        else:
            answered(None)
