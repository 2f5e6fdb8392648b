"""The life of a stream between two servers (RFC 6120, XEP-0178, XEP-0220, XEP-0288), a table for either side.

Stanzas go from the initiating server to the accepting one; the other way only where both have agreed on it (XEP-0288). Whatever a
side's table does not name ends the stream. `──▶` is the other server's move, `══▶` ours. For the side that accepts:

    OPENING ──header──▶ CLEAR ──starttls──▶ SECURING ══secured══▶ OPENING_SECURE ──header──▶ SECURE
    SECURE ──auth──▶ JUDGING ══success══▶ OPENING_AUTHENTICATED ──header──▶ OPEN
                        ╚══failure══▶ SECURE
    SECURE, OPEN ──claim, stanza, nonza──▶ the same         SECURE ──bidi──▶ SECURE

and for the side that initiates:

    OPENING ──header──▶ GREETED ──features──▶ CLEAR ══starttls══▶ SECURING ──proceed──▶ STARTING ══secured══▶ OPENING_SECURE
    OPENING_SECURE ──header──▶ GREETED_SECURE ──features──▶ SECURE ══auth══▶ AUTHENTICATING ──failure──▶ SECURE
    AUTHENTICATING ──success──▶ ACCEPTED ══open══▶ OPENING_AUTHENTICATED ──header──▶ GREETED_AUTHENTICATED ──features──▶ OPEN
    SECURE, OPEN ──verdict, stanza, nonza──▶ the same

A claim is what only the accepting side hears, a verdict what only the initiating side does, and only for what it has asked: a verdict
that comes unasked, or the wrong way, ends the stream (CVE-2012-3525). While a move is ours before TLS or after sign-in not even an
unfinished element may follow (ATTACKS B1).
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from casemate.xmpp.dialback import NAMES
from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import BIDI, DIALBACK, SASL, SERVER, STREAMS, TLS
from casemate.xmpp.states import STANZAS


class PeerState(Enum):
    """Where a stream is."""

    OPENING = auto()
    GREETED = auto()
    CLEAR = auto()
    SECURING = auto()
    STARTING = auto()
    OPENING_SECURE = auto()
    GREETED_SECURE = auto()
    SECURE = auto()
    JUDGING = auto()
    AUTHENTICATING = auto()
    ACCEPTED = auto()
    OPENING_AUTHENTICATED = auto()
    GREETED_AUTHENTICATED = auto()
    OPEN = auto()
    CLOSED = auto()


class PeerInput(Enum):
    """What the other server can do."""

    HEADER = auto()
    FEATURES = auto()
    STARTTLS = auto()
    PROCEED = auto()
    NO_TLS = auto()
    AUTH = auto()
    SUCCESS = auto()
    FAILURE = auto()
    CLAIM = auto()
    VERDICT = auto()
    BIDI = auto()
    STANZA = auto()
    NONZA = auto()


class PeerAnswer(Enum):
    """What we can do."""

    STARTTLS = auto()
    SECURED = auto()
    AUTH = auto()
    SUCCESS = auto()
    FAILURE = auto()
    OPEN = auto()


_S, _I, _A = PeerState, PeerInput, PeerAnswer

ACCEPTING: Final[Mapping[PeerState, Mapping[PeerInput, PeerState]]] = {
    _S.OPENING: {_I.HEADER: _S.CLEAR},
    _S.CLEAR: {_I.STARTTLS: _S.SECURING},
    _S.OPENING_SECURE: {_I.HEADER: _S.SECURE},
    _S.SECURE: {
        _I.AUTH: _S.JUDGING,
        _I.CLAIM: _S.SECURE,
        _I.BIDI: _S.SECURE,
        _I.STANZA: _S.SECURE,
        _I.NONZA: _S.SECURE,
    },
    _S.OPENING_AUTHENTICATED: {_I.HEADER: _S.OPEN},
    _S.OPEN: {_I.CLAIM: _S.OPEN, _I.STANZA: _S.OPEN, _I.NONZA: _S.OPEN},
}
INITIATING: Final[Mapping[PeerState, Mapping[PeerInput, PeerState]]] = {
    _S.OPENING: {_I.HEADER: _S.GREETED},
    _S.GREETED: {_I.FEATURES: _S.CLEAR},
    _S.SECURING: {_I.PROCEED: _S.STARTING, _I.NO_TLS: _S.CLOSED},
    _S.OPENING_SECURE: {_I.HEADER: _S.GREETED_SECURE},
    _S.GREETED_SECURE: {_I.FEATURES: _S.SECURE},
    _S.SECURE: {_I.VERDICT: _S.SECURE, _I.STANZA: _S.SECURE, _I.NONZA: _S.SECURE},
    _S.AUTHENTICATING: {_I.SUCCESS: _S.ACCEPTED, _I.FAILURE: _S.SECURE},
    _S.OPENING_AUTHENTICATED: {_I.HEADER: _S.GREETED_AUTHENTICATED},
    _S.GREETED_AUTHENTICATED: {_I.FEATURES: _S.OPEN},
    _S.OPEN: {_I.VERDICT: _S.OPEN, _I.STANZA: _S.OPEN, _I.NONZA: _S.OPEN},
}
"""What the other server may do, and where that leads; a state without a row takes nothing."""

ANSWERS: Final[Mapping[tuple[PeerState, PeerAnswer], PeerState]] = {
    (_S.CLEAR, _A.STARTTLS): _S.SECURING,
    (_S.SECURING, _A.SECURED): _S.OPENING_SECURE,
    (_S.STARTING, _A.SECURED): _S.OPENING_SECURE,
    (_S.SECURE, _A.AUTH): _S.AUTHENTICATING,
    (_S.JUDGING, _A.SUCCESS): _S.OPENING_AUTHENTICATED,
    (_S.JUDGING, _A.FAILURE): _S.SECURE,
    (_S.ACCEPTED, _A.OPEN): _S.OPENING_AUTHENTICATED,
}
"""What we may do, and where that leads. Which of them is for which side follows from what leads there."""

WAITING: Final = {
    False: frozenset({_S.SECURING, _S.JUDGING}),
    True: frozenset({_S.CLEAR, _S.STARTING, _S.ACCEPTED}),
}
"""Initiating or not -> states in which the other server has to wait for us."""

_NAMED: Final[Mapping[tuple[str, str], PeerInput]] = {
    (STREAMS, "features"): _I.FEATURES,
    (TLS, "starttls"): _I.STARTTLS,
    (TLS, "proceed"): _I.PROCEED,
    (TLS, "failure"): _I.NO_TLS,
    (SASL, "auth"): _I.AUTH,
    (SASL, "success"): _I.SUCCESS,
    (SASL, "failure"): _I.FAILURE,
    (BIDI, "bidi"): _I.BIDI,
}


def classify(element: Element) -> PeerInput:
    """What an element at stream level is."""
    if element.ns == SERVER and element.name in STANZAS:
        return _I.STANZA
    if element.ns == DIALBACK and element.name in NAMES:
        return _I.VERDICT if "type" in element.attrs else _I.CLAIM
    return _NAMED.get((element.ns, element.name), _I.NONZA)
