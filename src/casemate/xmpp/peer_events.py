"""What a stream between two servers tells: closed, small, immutable; `match` over `PeerEvent` is exhaustive."""

import msgspec

from casemate.xmpp.dialback import Claim, Verdict
from casemate.xmpp.element import Element
from casemate.xmpp.events import Received, Violated


class PeerOpened(msgspec.Struct, frozen=True):
    """The other server opened, answered or restarted the stream."""

    to: str
    sender: str
    id: str
    """Only the accepting side's header has one."""


class PeerFeatures(msgspec.Struct, frozen=True):
    """What the accepting side offers; the move is the initiating side's."""

    element: Element


class TlsWanted(msgspec.Struct, frozen=True):
    """The initiating side asks for TLS: answer with `proceed`, take TLS, then call `secured`."""


class TlsGranted(msgspec.Struct, frozen=True):
    """The accepting side lets TLS begin: take it, then call `secured`."""


class External(msgspec.Struct, frozen=True):
    """The initiating side asks to be known by its certificate; answer with `success` or `failure`."""

    mechanism: str
    identity: str | None
    """Who it says it is; empty is who the header says; None is what can't be read."""


class Accepted(msgspec.Struct, frozen=True):
    """The accepting side knows us by our certificate: open the stream anew."""


class Refused(msgspec.Struct, frozen=True):
    """The accepting side does not take our certificate (or has no TLS after all); the stream goes on."""

    condition: str


class Claimed(msgspec.Struct, frozen=True):
    """A dialback request (XEP-0220); answer it with `answer`, now or later."""

    claim: Claim


class Judged(msgspec.Struct, frozen=True):
    """The answer to a dialback request of ours, and to no other."""

    verdict: Verdict


class BothWays(msgspec.Struct, frozen=True):
    """The initiating side takes stanzas on this stream too (XEP-0288), once it is known."""


class PeerClosed(msgspec.Struct, frozen=True):
    """The other server closed the stream."""

    condition: str = ""
    """The stream error that it gave for it, if any."""


PeerEvent = (
    PeerOpened
    | PeerFeatures
    | TlsWanted
    | TlsGranted
    | External
    | Accepted
    | Refused
    | Claimed
    | Judged
    | BothWays
    | Received
    | PeerClosed
    | Violated
)
