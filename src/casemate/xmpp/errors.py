"""Errors of the protocol: those that close a stream (RFC 6120 section 4.9) and those that answer a stanza (8.3)."""

from collections.abc import Sequence
from typing import Final

from casemate.model.errors import CasemateError
from casemate.xmpp.element import CLIENT, Element

STANZA_ERRORS: Final = "urn:ietf:params:xml:ns:xmpp-stanzas"
STREAM_ERRORS: Final = "urn:ietf:params:xml:ns:xmpp-streams"

DEFAULT_TYPES: Final = {
    "bad-request": "modify",
    "conflict": "cancel",
    "feature-not-implemented": "cancel",
    "forbidden": "auth",
    "gone": "cancel",
    "internal-server-error": "cancel",
    "item-not-found": "cancel",
    "jid-malformed": "modify",
    "not-acceptable": "modify",
    "not-allowed": "cancel",
    "not-authorized": "auth",
    "policy-violation": "modify",
    "recipient-unavailable": "wait",
    "redirect": "modify",
    "registration-required": "auth",
    "remote-server-not-found": "cancel",
    "remote-server-timeout": "wait",
    "resource-constraint": "wait",
    "service-unavailable": "cancel",
    "subscription-required": "auth",
    "undefined-condition": "cancel",
    "unexpected-request": "wait",
}
"""Condition -> the type that RFC 6120 section 8.3.3 associates with it."""

STREAM_CONDITIONS: Final = frozenset(
    {
        "bad-format",
        "bad-namespace-prefix",
        "conflict",
        "connection-timeout",
        "host-gone",
        "host-unknown",
        "improper-addressing",
        "internal-server-error",
        "invalid-from",
        "invalid-namespace",
        "invalid-xml",
        "not-authorized",
        "not-well-formed",
        "policy-violation",
        "remote-connection-failed",
        "reset",
        "resource-constraint",
        "restricted-xml",
        "see-other-host",
        "system-shutdown",
        "undefined-condition",
        "unsupported-encoding",
        "unsupported-feature",
        "unsupported-stanza-type",
        "unsupported-version",
    }
)
"""RFC 6120 section 4.9.3."""


class StreamError(CasemateError):
    """The peer broke the stream (or we must end it); the stream is closed with this condition."""

    def __init__(self, condition: str, text: str = "") -> None:
        super().__init__(text or condition)
        self.condition = condition
        self.text = text
        self.payload: Element | None = None
        """An application-specific condition (RFC 6120 section 4.9.4)."""


class StanzaError(CasemateError):
    """A stanza is answered by an error (RFC 6120 section 8.3)."""

    def __init__(
        self, condition: str, text: str = "", *, kind: str | None = None, payloads: Sequence[Element] = ()
    ) -> None:
        """`kind` is `auth`, `cancel`, `continue`, `modify` or `wait`; by default what the RFC says for the condition."""
        super().__init__(text or condition)
        self.condition = condition
        self.text = text
        self.kind = kind or DEFAULT_TYPES[condition]
        self.payloads = tuple(payloads)

    def element(self) -> Element:
        """The `<error/>` element."""
        error = Element("error", CLIENT, {"type": self.kind})
        error.add(Element(self.condition, STANZA_ERRORS))
        if self.text:
            error.add(Element("text", STANZA_ERRORS, {"xml:lang": "en"}, [self.text]))
        for payload in self.payloads:
            error.add(payload)
        return error


def error_reply(stanza: Element, error: StanzaError) -> Element:
    """The error that answers `stanza`: addresses swapped, same id, type `error` (RFC 6120 section 8.3.1)."""
    attrs = {"type": "error"}
    if sender := stanza.attrs.get("from"):
        attrs["to"] = sender
    if recipient := stanza.attrs.get("to"):
        attrs["from"] = recipient
    if identifier := stanza.attrs.get("id"):
        attrs["id"] = identifier
    return Element(stanza.name, CLIENT, attrs, [error.element()])
