"""The life of a client's stream, as two tables: what the client may do, and what our answers do.

A stream begins in the clear or, with direct TLS and WebSocket, already encrypted. In the clear only one thing can
happen: STARTTLS. Encrypted, a client signs in (one SASL exchange, in which client and server take turns), which restarts the
stream; then it binds a resource or resumes a session (XEP-0198), and only then do stanzas flow. Before signing in a
client may make an account (ENROL), which changes nothing about the stream. Whatever the client's table
does not name ends the stream with the condition beside the state. RFC 6120 sections 4 to 7.

    OPENING ──header──▶ CLEAR ──starttls──▶ SECURING ══secured══▶ OPENING_SECURE
    OPENING_SECURE ──header──▶ SECURE ──auth──▶ JUDGING ══challenge══▶ CHALLENGED ──response, abort──▶ JUDGING
                                 ▲                 ║ ║
                                 ╚═════failure═════╝ ╚══success══▶ OPENING_AUTHENTICATED
    OPENING_AUTHENTICATED ──header──▶ AUTHENTICATED ──bind, manage──▶ BINDING ══bound, resumed══▶ BOUND
                                            ▲                            ║
                                            ╚══════════refused═══════════╝
    BOUND ──stanza, nonza, bind, manage──▶ BOUND          any ──end──▶ CLOSED, which nothing leaves

The extensible profile (XEP-0388) does not restart the stream, may ask for more after the exchange, and may bind in the same step:

    SECURE ──authenticate──▶ VERIFYING ══question══▶ QUESTIONED ──response, abort──▶ VERIFYING
    VERIFYING ══continue══▶ CONTINUED ──next, abort──▶ VERIFYING ══task══▶ TASKED ──task data, abort──▶ VERIFYING
    VERIFYING ══failure══▶ SECURE        VERIFYING ══accepted══▶ AUTHENTICATED        VERIFYING ══entered══▶ BOUND

`──▶` is the client's move, `══▶` ours. While a move is ours (SECURING, JUDGING, VERIFYING, BINDING) the client has to wait: not
even an unfinished element may follow, so nothing sent before TLS or before sign-in counts after it (ATTACKS B1).
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.namespaces import BIND, PARS, REGISTER, SASL, SASL2, STREAM_MANAGEMENT, TLS


class State(Enum):
    """Where a stream is."""

    OPENING = auto()
    CLEAR = auto()
    SECURING = auto()
    OPENING_SECURE = auto()
    SECURE = auto()
    JUDGING = auto()
    CHALLENGED = auto()
    VERIFYING = auto()
    QUESTIONED = auto()
    CONTINUED = auto()
    TASKED = auto()
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
    AUTHENTICATE = auto()
    RESPONSE2 = auto()
    ABORT2 = auto()
    NEXT = auto()
    TASK_DATA = auto()
    BIND = auto()
    MANAGE = auto()
    """`<resume/>`, or `<enable/>`, which is too early before binding, as both are before signing in (XEP-0198 sections 3 and 5)."""
    ENROL = auto()
    """An IQ with which somebody makes their own account (XEP-0077, XEP-0445); after sign-in it is one like any other."""
    STANZA = auto()
    NONZA = auto()


class Answer(Enum):
    """What we can do."""

    SECURED = auto()
    CHALLENGE = auto()
    SUCCESS = auto()
    FAILURE = auto()
    CONTINUE = auto()
    TASK = auto()
    ACCEPTED = auto()
    ENTERED = auto()
    BOUND = auto()
    RESUMED = auto()
    REFUSED = auto()


TRANSITIONS: Final[Mapping[State, Mapping[Input, State]]] = {
    State.OPENING: {Input.HEADER: State.CLEAR},
    State.CLEAR: {Input.STARTTLS: State.SECURING},
    State.SECURING: {},
    State.OPENING_SECURE: {Input.HEADER: State.SECURE},
    State.SECURE: {
        Input.AUTH: State.JUDGING,
        Input.AUTHENTICATE: State.VERIFYING,
        Input.MANAGE: State.SECURE,
        Input.ENROL: State.SECURE,
    },
    State.JUDGING: {},
    State.CHALLENGED: {Input.RESPONSE: State.JUDGING, Input.ABORT: State.JUDGING},
    State.VERIFYING: {},
    State.QUESTIONED: {Input.RESPONSE2: State.VERIFYING, Input.ABORT2: State.VERIFYING},
    State.CONTINUED: {Input.NEXT: State.VERIFYING, Input.ABORT2: State.VERIFYING},
    State.TASKED: {Input.TASK_DATA: State.VERIFYING, Input.ABORT2: State.VERIFYING},
    State.OPENING_AUTHENTICATED: {Input.HEADER: State.AUTHENTICATED},
    State.AUTHENTICATED: {Input.BIND: State.BINDING, Input.MANAGE: State.BINDING},
    State.BINDING: {},
    State.BOUND: {
        Input.BIND: State.BOUND,
        Input.MANAGE: State.BOUND,
        Input.ENROL: State.BOUND,
        Input.STANZA: State.BOUND,
        Input.NONZA: State.BOUND,
    },
    State.CLOSED: {},
}
"""What the client may do, and where that leads."""

ANSWERS: Final[Mapping[State, Mapping[Answer, State]]] = {
    State.SECURING: {Answer.SECURED: State.OPENING_SECURE},
    State.JUDGING: {
        Answer.CHALLENGE: State.CHALLENGED,
        Answer.SUCCESS: State.OPENING_AUTHENTICATED,
        Answer.FAILURE: State.SECURE,
    },
    State.VERIFYING: {
        Answer.CHALLENGE: State.QUESTIONED,
        Answer.CONTINUE: State.CONTINUED,
        Answer.TASK: State.TASKED,
        Answer.ACCEPTED: State.AUTHENTICATED,
        Answer.ENTERED: State.BOUND,
        Answer.FAILURE: State.SECURE,
    },
    State.BINDING: {Answer.BOUND: State.BOUND, Answer.RESUMED: State.BOUND, Answer.REFUSED: State.AUTHENTICATED},
}
"""What we may answer, and where that leads."""

WAITING: Final = frozenset(ANSWERS)
"""States in which the client waits for us."""

VIOLATIONS: Final[Mapping[State, str]] = {
    State.OPENING: "bad-format",
    State.CLEAR: "policy-violation",
    State.SECURING: "policy-violation",
    State.OPENING_SECURE: "bad-format",
    State.SECURE: "not-authorized",
    State.JUDGING: "not-authorized",
    State.CHALLENGED: "not-authorized",
    State.VERIFYING: "not-authorized",
    State.QUESTIONED: "not-authorized",
    State.CONTINUED: "not-authorized",
    State.TASKED: "not-authorized",
    State.OPENING_AUTHENTICATED: "bad-format",
    State.AUTHENTICATED: "not-authorized",
    State.BINDING: "not-authorized",
    State.BOUND: "unsupported-stanza-type",
    State.CLOSED: "not-authorized",
}
"""State -> the stream error for an input that its row does not have (RFC 6120 sections 4.9.3 and 7.1)."""

STANZAS: Final = frozenset({"message", "presence", "iq"})
_ENROLLING: Final = frozenset({(PARS, "preauth"), (REGISTER, "query")})
_NAMED: Final[Mapping[tuple[str, str], Input]] = {
    (TLS, "starttls"): Input.STARTTLS,
    (SASL, "auth"): Input.AUTH,
    (SASL, "response"): Input.RESPONSE,
    (SASL, "abort"): Input.ABORT,
    (SASL2, "authenticate"): Input.AUTHENTICATE,
    (SASL2, "response"): Input.RESPONSE2,
    (SASL2, "abort"): Input.ABORT2,
    (SASL2, "next"): Input.NEXT,
    (SASL2, "task-data"): Input.TASK_DATA,
    (STREAM_MANAGEMENT, "resume"): Input.MANAGE,
    (STREAM_MANAGEMENT, "enable"): Input.MANAGE,
}


def classify(element: Element) -> Input:
    """What an element at stream level is."""
    if element.ns == CLIENT:
        if element.name == "iq" and element.attrs.get("type") == "set" and element.find("bind", BIND) is not None:
            return Input.BIND
        if element.name == "iq" and any((e.ns, e.name) in _ENROLLING for e in element.elements()):
            return Input.ENROL
        return Input.STANZA if element.name in STANZAS else Input.NONZA
    return _NAMED.get((element.ns, element.name), Input.NONZA)
