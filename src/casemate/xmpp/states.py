"""The life of a client's stream, as one table.

A stream begins in the clear or, with direct TLS and WebSocket, already encrypted. In the clear only one thing can
happen: STARTTLS. Encrypted, a client signs in (one SASL exchange), which restarts the stream; then it binds a resource or resumes
a session (XEP-0198), and only then do stanzas flow. Whatever the table does not name ends the stream with the condition
beside the state.

    OPENING ──header──▶ CLEAR ──starttls──▶ SECURING ──(TLS up)──▶ OPENING_SECURE
    OPENING_SECURE ──header──▶ SECURE ──auth──▶ SASL ──(success)──▶ OPENING_AUTHENTICATED
                                 ▲                │ response: stays; abort, (failure): back
                                 └────────────────┘
    OPENING_AUTHENTICATED ──header──▶ AUTHENTICATED ──bind──▶ BINDING ──(bound)──▶ BOUND ──stanza, nonza──▶ BOUND
                                          └────── resume ───▶ BINDING (refused: back to AUTHENTICATED)
    any ──end──▶ CLOSED

Transitions in parentheses are ours, made by `ServerStream`'s methods; the others are the client's. RFC 6120 sections 4 to 7.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.namespaces import BIND, SASL, STREAM_MANAGEMENT, TLS


class State(Enum):
    """Where a stream is."""

    OPENING = auto()
    CLEAR = auto()
    SECURING = auto()
    OPENING_SECURE = auto()
    SECURE = auto()
    SASL = auto()
    OPENING_AUTHENTICATED = auto()
    AUTHENTICATED = auto()
    BINDING = auto()
    BOUND = auto()
    CLOSED = auto()


class Input(Enum):
    """What a client can do."""

    HEADER = auto()
    STARTTLS = auto()
    AUTH = auto()
    RESPONSE = auto()
    ABORT = auto()
    BIND = auto()
    RESUME = auto()
    STANZA = auto()
    NONZA = auto()


TRANSITIONS: Final[Mapping[State, Mapping[Input, State]]] = {
    State.OPENING: {Input.HEADER: State.CLEAR},
    State.CLEAR: {Input.STARTTLS: State.SECURING},
    State.SECURING: {},
    State.OPENING_SECURE: {Input.HEADER: State.SECURE},
    State.SECURE: {Input.AUTH: State.SASL},
    State.SASL: {Input.RESPONSE: State.SASL, Input.ABORT: State.SASL},
    State.OPENING_AUTHENTICATED: {Input.HEADER: State.AUTHENTICATED},
    State.AUTHENTICATED: {Input.BIND: State.BINDING, Input.RESUME: State.BINDING},
    State.BINDING: {},
    State.BOUND: {
        Input.BIND: State.BOUND,
        Input.STANZA: State.BOUND,
        Input.NONZA: State.BOUND,
        Input.RESUME: State.BOUND,
    },
    State.CLOSED: {},
}

VIOLATIONS: Final[Mapping[State, str]] = {
    State.OPENING: "bad-format",
    State.CLEAR: "policy-violation",
    State.SECURING: "policy-violation",
    State.OPENING_SECURE: "bad-format",
    State.SECURE: "not-authorized",
    State.SASL: "not-authorized",
    State.OPENING_AUTHENTICATED: "bad-format",
    State.AUTHENTICATED: "not-authorized",
    State.BINDING: "not-authorized",
    State.BOUND: "unsupported-stanza-type",
    State.CLOSED: "not-authorized",
}
"""State -> the stream error for an input that its row does not have (RFC 6120 sections 4.9.3 and 7.1)."""

_STANZAS: Final = frozenset({"message", "presence", "iq"})
_NAMED: Final[Mapping[tuple[str, str], Input]] = {
    (TLS, "starttls"): Input.STARTTLS,
    (SASL, "auth"): Input.AUTH,
    (SASL, "response"): Input.RESPONSE,
    (SASL, "abort"): Input.ABORT,
    (STREAM_MANAGEMENT, "resume"): Input.RESUME,
}


def classify(element: Element) -> Input:
    """What an element at stream level is."""
    if element.ns == CLIENT:
        if element.name == "iq" and element.attrs.get("type") == "set" and element.find("bind", BIND) is not None:
            return Input.BIND
        return Input.STANZA if element.name in _STANZAS else Input.NONZA
    return _NAMED.get((element.ns, element.name), Input.NONZA)
