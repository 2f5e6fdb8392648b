"""Submissions as the server makes them."""

from casemate.model.ids import TenantId
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Submission
from casemate.xmpp.element import CLIENT, Element

ALICE = Jid.parse("alice@localhost/phone")
BOB = Jid.parse("bob@localhost")
ONE = TenantId(1)


def message(*children: Element, **attrs: str) -> Element:
    """A message of Alice's to Bob."""
    base = {"from": str(ALICE), "to": str(BOB), "type": "chat", "id": "m1"}
    return Element("message", CLIENT, base | attrs, children)


def body(text: str) -> Element:
    """Its words."""
    return Element("body", CLIENT, {}, [text])


def submission(element: Element, kind: Kind = Kind.MESSAGE) -> Submission:
    """A stanza of Alice's on its way to Bob, inside."""
    return Submission(kind, element, ALICE, BOB, ONE, Direction.INTERNAL)
