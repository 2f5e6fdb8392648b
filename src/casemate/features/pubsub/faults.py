"""Errors of XEP-0060: a condition of RFC 6120 with one of its own (section 16.5)."""

from casemate.features.pubsub.names import ERRORS
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError


def fault(condition: str, specific: str, text: str = "", *, kind: str | None = None, feature: str = "") -> StanzaError:
    """An error with its own condition of XEP-0060; `feature` names what is unsupported."""
    attrs = {"feature": feature} if feature else {}
    return StanzaError(condition, text, kind=kind, payloads=(Element(specific, ERRORS, attrs),))


def unsupported(feature: str) -> StanzaError:
    """What there is not (section 7.1.3.2 and others)."""
    return fault("feature-not-implemented", "unsupported", feature=feature)


def closed_node() -> StanzaError:
    """Only for those on its list."""
    return fault("not-allowed", "closed-node")


def no_node_named() -> StanzaError:
    """A request without the node that it needs."""
    return fault("bad-request", "nodeid-required", "Which node?")


def no_node() -> StanzaError:
    """There is none of that name."""
    return StanzaError("item-not-found", "There is no such node.")
