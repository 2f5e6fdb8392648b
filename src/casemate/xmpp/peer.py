"""Either side of a stream between two servers, without I/O: bytes in, events out; answers in, bytes out.

`peer_states` has the tables. Inside, stanzas are of `jabber:client`, whoever sent them; on this stream they are of `jabber:server`.
What the other server does wrong is an event, `Violated`; what the program does wrong raises `OutOfTurn`.
"""

import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from typing import Final

from casemate.xmpp.dialback import Claim, read_claim, read_verdict, write_claim, write_verdict
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import STREAM_ERRORS, StreamError
from casemate.xmpp.events import Received, Violated
from casemate.xmpp.framer import Framer
from casemate.xmpp.header import parse_header
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import BIDI, DIALBACK, SASL, SERVER, STREAM_LIMITS, STREAMS, TLS
from casemate.xmpp.parser import StanzaParser
from casemate.xmpp.peer_events import (
    Accepted,
    BothWays,
    Claimed,
    External,
    Judged,
    PeerClosed,
    PeerEvent,
    PeerFeatures,
    PeerOpened,
    Refused,
    TlsGranted,
    TlsWanted,
)
from casemate.xmpp.peer_states import (
    ACCEPTING,
    ANSWERS,
    INITIATING,
    WAITING,
    PeerAnswer,
    PeerInput,
    PeerState,
    classify,
)
from casemate.xmpp.serialize import escape_attribute, serialize
from casemate.xmpp.stream import OutOfTurn

MAX_IDENTITY: Final = 4_096
"""Characters of base64 in a request to be known by a certificate: it holds a domain."""
_PLAIN: Final[Mapping[PeerInput, PeerEvent]] = {
    PeerInput.STARTTLS: TlsWanted(),
    PeerInput.PROCEED: TlsGranted(),
    PeerInput.NO_TLS: Refused("tls"),
    PeerInput.SUCCESS: Accepted(),
}
_ASKING: Final = frozenset({PeerState.SECURE, PeerState.OPEN})


class PeerStream:
    """One stream, from one side."""

    def __init__(self, limits: Limits, *, initiating: bool, secure: bool = False) -> None:
        """`secure` is true when TLS is up already."""
        self.state = PeerState.OPENING_SECURE if secure else PeerState.OPENING
        self.initiating = initiating
        self.both_ways = False
        """Whether stanzas may go both ways (XEP-0288)."""
        self._transitions = INITIATING if initiating else ACCEPTING
        self._limits = limits
        self._limit = limits.stanza_before_auth
        self._framer = Framer(limits.stanza_before_auth)
        self._parser = StanzaParser(limits)
        self._awaiting_header = True
        self._header_sent = False
        self._asked: set[tuple[str, str, str, str]] = set()

    # -- in

    def receive(self, data: bytes) -> list[PeerEvent]:
        """What `data` means, in order."""
        events: list[PeerEvent] = []
        if self.state is PeerState.CLOSED:
            return events
        try:
            self._receive(data, events)
        except StreamError as error:
            self.state = PeerState.CLOSED
            events.append(Violated(error))
        if self.state is PeerState.CLOSED:
            self._framer.clear()
        return events

    def _receive(self, data: bytes, events: list[PeerEvent]) -> None:
        if self._awaiting_header:
            header = self._framer.next_header(data)
            if header is None:
                return
            self._awaiting_header = False
            self._framer.limit = self._limit
            parsed = parse_header(header, self._limits, SERVER)
            self._parser = StanzaParser(self._limits, parsed.declarations)
            self._opened(parsed.element, events)
            data = b""
        elements: list[bytes] = []
        ended, fault = False, None
        try:
            ended = self._framer.feed(data, elements)
        except StreamError as error:
            fault = error  # what came before it is good, and counts
        for element in elements:
            self._element(self._parser.parse(element), events)
            if self.state is PeerState.CLOSED:
                return
        if fault is not None:
            raise fault
        if ended:
            self.state = PeerState.CLOSED
            events.append(PeerClosed())
        elif self._framer.pending and self.state in WAITING[self.initiating]:
            raise StreamError("policy-violation", "Wait for the answer before you go on.")

    def _opened(self, header: Element, events: list[PeerEvent]) -> None:
        self._move(PeerInput.HEADER)
        major = (header.get("version") or "0.9").partition(".")[0]
        if not (major.isascii() and major.isdecimal() and len(major) < 4 and int(major) >= 1):
            raise StreamError("unsupported-version", "Version 1.0 is spoken here.")
        events.append(PeerOpened(header.get("to") or "", header.get("from") or "", header.get("id") or ""))

    def _element(self, element: Element, events: list[PeerEvent]) -> None:
        if element.ns == STREAMS and element.name == "error":
            condition = next((child.name for child in element.elements() if child.ns == STREAM_ERRORS), "")
            self.state = PeerState.CLOSED
            events.append(PeerClosed(condition))
            return
        kind = classify(element)
        if kind is PeerInput.NONZA and self.state in _ASKING:
            _check_nonza(element)
        self._move(kind)
        events.append(self._event(kind, element))

    def _event(self, kind: PeerInput, element: Element) -> PeerEvent:
        if (plain := _PLAIN.get(kind)) is not None:
            return plain
        match kind:
            case PeerInput.STANZA:
                if self.initiating and not self.both_ways:
                    raise StreamError("not-authorized", "Stanzas go one way on this stream.")
                return Received(_inside(element))
            case PeerInput.FEATURES:
                return PeerFeatures(element)
            case PeerInput.AUTH:
                return External(element.get("mechanism") or "", _identity(element.text().strip()))
            case PeerInput.FAILURE:
                return Refused(
                    next((each.name for each in element.elements() if each.name != "text"), "not-authorized")
                )
            case PeerInput.CLAIM:
                return Claimed(read_claim(element))
            case PeerInput.VERDICT:
                return self._verdict(element)
            case PeerInput.BIDI:
                self.both_ways = True
                return BothWays()
            case _:
                return Received(element)

    def _verdict(self, element: Element) -> Judged:
        verdict = read_verdict(element)
        if verdict.asked not in self._asked:
            raise StreamError("not-authorized", "Nobody has asked for that verdict.")
        self._asked.discard(verdict.asked)
        return Judged(verdict)

    def _move(self, kind: PeerInput) -> None:
        following = self._transitions.get(self.state, {}).get(kind)
        if following is None:
            raise StreamError(_violation(self.state, kind), "This is not the time for that.")
        self.state = following

    # -- out

    def open(self, sender: str, to: str, stream_id: str = "") -> bytes:
        """Our stream header; an id has the accepting side's only."""
        if self.state is PeerState.ACCEPTED:
            self._answer(PeerAnswer.OPEN)
            self._limit = self._limits.stanza
            self._restart()
        self._header_sent = True
        attributes = "".join(
            f" {name}='{escape_attribute(value)}'"
            for name, value in (("from", sender), ("to", to), ("id", stream_id))
            if value
        )
        return (
            f"<?xml version='1.0'?><stream:stream xmlns='{SERVER}' xmlns:stream='{STREAMS}' xmlns:db='{DIALBACK}' "
            f"version='1.0' xml:lang='en'{attributes}>"
        ).encode()

    def features(self, elements: Sequence[Element]) -> bytes:
        """What we offer, with our limits (XEP-0478)."""
        limits = Element("limits", STREAM_LIMITS, {}, [Element("max-bytes", STREAM_LIMITS, {}, [str(self._limit)])])
        return serialize(Element("features", STREAMS, {}, [*elements, limits]))

    def starttls(self) -> bytes:
        """Ask for TLS."""
        self._answer(PeerAnswer.STARTTLS)
        return f"<starttls xmlns='{TLS}'/>".encode()

    def proceed(self) -> bytes:
        """Let TLS begin; what comes next is TLS."""
        return f"<proceed xmlns='{TLS}'/>".encode()

    def secured(self) -> None:
        """TLS is up: the stream starts anew, and nothing from before counts (ATTACKS B1)."""
        self._answer(PeerAnswer.SECURED)
        self._restart()

    def bidi(self) -> bytes:
        """Take stanzas on this stream too; before it is known who we are."""
        if self.state is not PeerState.SECURE or not self.initiating:
            raise OutOfTurn(f"bidi in {self.state.name}")
        self.both_ways = True
        return f"<bidi xmlns='{BIDI}'/>".encode()

    def authenticate(self, domain: str) -> bytes:
        """Ask to be known as `domain` by our certificate (XEP-0178)."""
        self._answer(PeerAnswer.AUTH)
        identity = b64encode(domain.encode()).decode()
        return f"<auth xmlns='{SASL}' mechanism='EXTERNAL'>{identity}</auth>".encode()

    def success(self) -> bytes:
        """The certificate proves who it says it is: the stream starts anew, with the limits of those we know."""
        self._answer(PeerAnswer.SUCCESS)
        self._limit = self._limits.stanza
        self._restart()
        return f"<success xmlns='{SASL}'/>".encode()

    def failure(self, condition: str) -> bytes:
        """The certificate does not prove it; the other server may try something else."""
        self._answer(PeerAnswer.FAILURE)
        return f"<failure xmlns='{SASL}'><{condition}/></failure>".encode()

    def ask(self, claim: Claim) -> bytes:
        """A dialback request, the verdict on which is then expected."""
        if self.state not in _ASKING or not self.initiating:
            raise OutOfTurn(f"a claim in {self.state.name}")
        self._asked.add(claim.asked)
        return write_claim(claim)

    def answer(self, claim: Claim, *, valid: bool, condition: str = "") -> bytes:
        """The verdict on a claim; one that proved a domain may send as much as those we know."""
        if valid and claim.name == "result":
            self.trust()
        return write_verdict(claim, valid=valid, condition=condition)

    def trust(self) -> None:
        """From here on the other server may send as much as those we know."""
        self._limit = self._framer.limit = self._limits.stanza

    def error(self, error: StreamError) -> bytes:
        """A stream error and the end of the stream; nothing may be sent after it."""
        element = Element("error", STREAMS, {}, [Element(error.condition, STREAM_ERRORS)])
        if error.text:
            element.add(Element("text", STREAM_ERRORS, {"xml:lang": "en"}, [error.text]))
        if error.payload is not None:
            element.add(error.payload)
        opening = b"" if self._header_sent else self.open("", "", "" if self.initiating else secrets.token_urlsafe(12))
        return opening + serialize(element) + self.close()

    def close(self) -> bytes:
        """The end of the stream."""
        self.state = PeerState.CLOSED
        return b"</stream:stream>"

    def _answer(self, answer: PeerAnswer) -> None:
        if self.state is PeerState.CLOSED:
            return
        following = ANSWERS.get((self.state, answer))
        if following is None:
            raise OutOfTurn(f"{answer.name} in {self.state.name}")
        self.state = following

    def _restart(self) -> None:
        self._framer.clear()
        self._framer.limit = self._limits.stanza_before_auth
        self._awaiting_header = True
        self._header_sent = False


def wire(stanza: Element) -> bytes:
    """A stanza as it stands in a stream between servers: what is of `jabber:client` inside is of `jabber:server` there.

    Raises:
        ValueError: for a character that XML 1.0 does not allow.
    """
    return serialize(stanza)


def _inside(stanza: Element) -> Element:
    for element in stanza.walk():
        if element.ns == SERVER:
            element.ns = CLIENT
    return stanza


def _identity(text: str) -> str | None:
    """Who it says it is; `=` stands for nothing said (RFC 6120 section 6.4.2)."""
    if text in {"", "="}:
        return ""
    if len(text) > MAX_IDENTITY:
        return None
    try:
        return b64decode(text.encode(), validate=True).decode()
    except (Base64Error, ValueError):
        return None


def _check_nonza(element: Element) -> None:
    """RFC 6120 sections 4.9.3.10 and 4.9.3.24, as for clients."""
    if element.ns in {SERVER, STREAMS}:
        raise StreamError("unsupported-stanza-type", "There is no such stanza.")
    if not element.ns or element.ns == CLIENT:
        raise StreamError("invalid-namespace", "Stanzas belong to jabber:server.")


def _violation(state: PeerState, kind: PeerInput) -> str:
    """The stream error for an input that has no place in a state (RFC 6120 section 4.9.3)."""
    if kind is PeerInput.HEADER:
        return "bad-format"
    if state in {PeerState.CLEAR, PeerState.SECURING, PeerState.STARTING, PeerState.ACCEPTED}:
        return "policy-violation"
    return "unsupported-stanza-type" if kind is PeerInput.NONZA else "not-authorized"
