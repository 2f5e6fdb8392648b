"""The server's side of a client stream, without I/O: bytes in, events out; answers in, bytes out (RFC 6120, RFC 7395).

What the client does wrong is an event, `Violated`; what the program does wrong (an answer that nobody waits for) raises
`OutOfTurn`. A closed stream takes any answer and stays closed, since whoever answers late can't know.
"""

import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import STREAM_ERRORS, StreamError
from casemate.xmpp.events import (
    Auth,
    AuthAbort,
    Authenticate,
    AuthResponse,
    BindRequest,
    Next,
    Received,
    StartTls,
    StreamClosed,
    StreamEvent,
    StreamOpened,
    TaskData,
    Violated,
)
from casemate.xmpp.framer import Framer
from casemate.xmpp.header import parse_header
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import BIND, FRAMING, SASL, SASL2, STREAM_LIMITS, STREAMS, TLS
from casemate.xmpp.parser import StanzaParser
from casemate.xmpp.serialize import escape_attribute, escape_text, serialize
from casemate.xmpp.states import ANSWERS, STANZAS, TRANSITIONS, VIOLATIONS, WAITING, Answer, Input, State, classify

__all__ = [
    "Auth",
    "AuthAbort",
    "AuthResponse",
    "Authenticate",
    "BindRequest",
    "Framing",
    "Next",
    "OutOfTurn",
    "Received",
    "ServerStream",
    "StartTls",
    "StreamClosed",
    "StreamEvent",
    "StreamOpened",
    "TaskData",
    "Violated",
]

_MAX_AUTH: Final = 8_192
"""Characters of base64 in a SASL element; SCRAM needs a few hundred, a token a few thousand."""


class Framing(Enum):
    """How elements are told apart on the wire."""

    TCP = "tcp"
    WEBSOCKET = "websocket"
    BOSH = "bosh"
    """As a WebSocket, one element at a time, with the stream's beginning and end told by the wrapper (XEP-0206)."""


_ENDS: Final[Mapping[Framing, bytes]] = {
    Framing.TCP: b"</stream:stream>",
    Framing.WEBSOCKET: f"<close xmlns='{FRAMING}'/>".encode(),
    Framing.BOSH: b"",
}


class OutOfTurn(RuntimeError):
    """A defect of the program: it answered what was not asked."""


class ServerStream:
    """One client's stream."""

    def __init__(self, limits: Limits, *, framing: Framing = Framing.TCP, secure: bool = False) -> None:
        """`secure` is true when TLS is up already."""
        self.state = State.OPENING_SECURE if secure else State.OPENING
        self._limits = limits
        self._framing = framing
        # A header is never longer than this, signed in or not: what it declares is looked at with every stanza.
        self._framer = Framer(limits.stanza_before_auth)
        self._limit = limits.stanza_before_auth
        self._parser = StanzaParser(limits, None if framing is Framing.TCP else {})
        self._awaiting_header = framing is Framing.TCP
        self._header_sent = False

    # -- in

    def receive(self, data: bytes) -> list[StreamEvent]:
        """What `data` means, in order. Over WebSocket and BOSH `data` is one element."""
        events: list[StreamEvent] = []
        if self.state is State.CLOSED:
            return events
        try:
            if self._framing is Framing.TCP:
                self._receive_bytes(data, events)
            else:
                self._receive_message(data, events)
        except StreamError as error:
            self.state = State.CLOSED
            events.append(Violated(error))
        if self.state is State.CLOSED:
            self._framer.clear()
        return events

    def _receive_bytes(self, data: bytes, events: list[StreamEvent]) -> None:
        if self.state is State.BOUND and self._whole(data, events):
            return
        if self._awaiting_header:
            header = self._framer.next_header(data)
            if header is None:
                return
            self._awaiting_header = False
            self._framer.limit = self._limit
            parsed = parse_header(header, self._limits)
            self._parser = StanzaParser(self._limits, parsed.declarations)
            self._opened(parsed.element, events)
            data = b""
        elements: list[bytes] = []
        ended, fault = False, None
        try:
            ended = self._framer.feed(data, elements)
        except StreamError as error:
            fault = error  # what came before it is good, and counts
        parse = self._parser.parse
        for element in elements:
            self._element(parse(element), events)
        if fault is not None:
            raise fault
        if ended:
            self.state = State.CLOSED
            events.append(StreamClosed())
        elif self._framer.pending and self.state in WAITING:
            raise StreamError(VIOLATIONS[self.state], "Wait for the answer before you go on.")

    def _whole(self, data: bytes, events: list[StreamEvent]) -> bool:
        """The quick way for a chunk that is exactly one stanza, as most are; False if it is not for sure.

        The parser takes nothing but exactly one element, which is then also where the framer would have cut.
        """
        tail = data[data.rfind(b"</") :]
        if self._framer.pending or len(data) > self._limit or data.find(tail) + len(tail) != len(data):
            return False
        try:
            element = self._parser.parse(data)
        except StreamError:
            return False  # the long way finds out why, or that more has to come
        self._element(element, events)
        return True

    def _receive_message(self, data: bytes, events: list[StreamEvent]) -> None:
        if len(data) > self._limit:
            raise StreamError("policy-violation", f"A stanza may have {self._limit} bytes.")
        element = self._parser.parse(data)
        if element.ns != FRAMING:
            self._element(element, events)
        elif element.name == "open":
            self._opened(element, events)
        elif element.name == "close":
            self.state = State.CLOSED
            events.append(StreamClosed())
        else:
            raise StreamError("bad-format", "Only <open/> and <close/> are known here.")

    def _opened(self, header: Element, events: list[StreamEvent]) -> None:
        self._move(Input.HEADER)
        version = header.get("version") or "0.9"
        major = version.partition(".")[0]
        if not (major.isascii() and major.isdecimal() and len(major) < 4 and int(major) >= 1):
            raise StreamError("unsupported-version", "Version 1.0 is spoken here.")
        lang = header.get("xml:lang") or ""
        events.append(StreamOpened(header.get("to") or "", header.get("from") or "", version, lang))

    def _element(self, element: Element, events: list[StreamEvent]) -> None:
        if self.state is State.BOUND and element.ns == CLIENT and element.name in STANZAS:
            events.append(Received(element))
            return
        if element.ns == STREAMS and element.name == "error":
            # The client ends the stream, and has told why.
            self.state = State.CLOSED
            events.append(StreamClosed())
            return
        kind = classify(element)
        if kind is Input.NONZA and self.state is State.BOUND:
            _check_nonza(element)
        self._move(kind)
        events.append(_event(kind, element))

    def _move(self, kind: Input) -> None:
        following = TRANSITIONS[self.state].get(kind)
        if following is None:
            raise StreamError(VIOLATIONS[self.state], "This is not the time for that.")
        self.state = following

    # -- out

    def open(self, stream_id: str, sender: str, to: str = "") -> bytes:
        """Our stream header."""
        self._header_sent = True
        if self._framing is Framing.BOSH:
            return b""
        attributes = f"id='{escape_attribute(stream_id)}' version='1.0' xml:lang='en'"
        if sender:
            attributes += f" from='{escape_attribute(sender)}'"
        if to:
            attributes += f" to='{escape_attribute(to)}'"
        if self._framing is Framing.WEBSOCKET:
            return f"<open xmlns='{FRAMING}' {attributes}/>".encode()
        return f"<?xml version='1.0'?><stream:stream xmlns='{CLIENT}' xmlns:stream='{STREAMS}' {attributes}>".encode()

    def features(self, elements: Sequence[Element]) -> bytes:
        """The stream features, with our limits (XEP-0478)."""
        limits = Element("limits", STREAM_LIMITS)
        limits.add(Element("max-bytes", STREAM_LIMITS, {}, [str(self._limit)]))
        return self.wire(Element("features", STREAMS, {}, [*elements, limits]))

    def proceed(self) -> bytes:
        """The answer to STARTTLS; what comes next is TLS."""
        return f"<proceed xmlns='{TLS}'/>".encode()

    def secured(self) -> None:
        """TLS is up: the stream starts anew, and nothing from before counts (ATTACKS B1)."""
        self._answer(Answer.SECURED)
        self._restart()

    def challenge(self, data: bytes) -> bytes:
        """A SASL challenge."""
        profile = self._profile
        self._answer(Answer.CHALLENGE)
        return f"<challenge xmlns='{profile}'>{b64encode(data).decode()}</challenge>".encode()

    def success(self, data: bytes = b"") -> bytes:
        """SASL succeeded: the stream starts anew, with the limits of people we know."""
        self._answer(Answer.SUCCESS)
        self._limit = self._limits.stanza
        self._restart()
        return f"<success xmlns='{SASL}'>{b64encode(data).decode()}</success>".encode()

    def failure(self, condition: str, text: str = "") -> bytes:
        """SASL failed; the client may try again."""
        profile = self._profile
        self._answer(Answer.FAILURE)
        words = f"<text xml:lang='en'>{escape_text(text)}</text>" if text else ""
        named = f"<{condition} xmlns='{SASL}'/>" if profile == SASL2 else f"<{condition}/>"
        return f"<failure xmlns='{profile}'>{named}{words}</failure>".encode()

    def tasks(self, element: Element) -> bytes:
        """`<continue/>`: the exchange succeeded, and something more is asked (XEP-0388 section 2.6.3)."""
        self._answer(Answer.CONTINUE)
        return self.wire(element)

    def task(self, element: Element) -> bytes:
        """Our part of a task (`<task-data/>`)."""
        self._answer(Answer.TASK)
        return self.wire(element)

    def accepted(self, element: Element, *, bound: bool) -> bytes:
        """`<success/>` by XEP-0388: no restart, but from here the limits of people we know; `bound` if stanzas may flow."""
        self._answer(Answer.ENTERED if bound else Answer.ACCEPTED)
        self._limit = self._framer.limit = self._limits.stanza
        return self.wire(element)

    def bound(self, request: BindRequest, jid: str) -> bytes:
        """The resource is bound: stanzas may flow."""
        self._answer(Answer.BOUND)
        bind = Element("bind", BIND, {}, [Element("jid", BIND, {}, [jid])])
        return self.wire(Element("iq", CLIENT, {"type": "result", "id": request.id}, [bind]))

    def resumed(self, element: Element) -> bytes:
        """The session is resumed (XEP-0198): stanzas may flow."""
        self._answer(Answer.RESUMED)
        return self.wire(element)

    def not_bound(self, element: Element) -> bytes:
        """Binding or resumption was refused with `element`; the client may try again."""
        self._answer(Answer.REFUSED)
        return self.wire(element)

    def wire(self, element: Element) -> bytes:
        """An element as it stands in this stream; over WebSocket it declares all it uses (RFC 7395 section 3.3.3)."""
        if self._framing is Framing.TCP:
            return serialize(element)
        if element.ns != STREAMS:
            return serialize(element, "")
        start = f"<stream:{element.name}"
        rest = serialize(element).removeprefix(start.encode())
        return f"{start} xmlns='{CLIENT}' xmlns:stream='{STREAMS}'".encode() + rest

    def error(self, error: StreamError) -> Sequence[bytes]:
        """A stream error and the end of the stream, an element each (RFC 7395 section 3.3.3); nothing may be sent after it."""
        element = Element("error", STREAMS, {}, [Element(error.condition, STREAM_ERRORS)])
        if error.text:
            element.add(Element("text", STREAM_ERRORS, {"xml:lang": "en"}, [error.text]))
        if error.payload is not None:
            element.add(error.payload)
        # An error may come before our header; the header comes first even then (RFC 6120 section 4.9.1.2).
        opening = [] if self._header_sent else [self.open(secrets.token_urlsafe(12), "")]
        return [*opening, self.wire(element), self.close()]

    def close(self) -> bytes:
        """The end of the stream."""
        self.state = State.CLOSED
        return _ENDS[self._framing]

    def _answer(self, answer: Answer) -> None:
        if self.state is State.CLOSED:
            return
        following = ANSWERS.get(self.state, {}).get(answer)
        if following is None:
            raise OutOfTurn(f"{answer.name} in {self.state.name}")
        self.state = following

    @property
    def _profile(self) -> str:
        """The namespace in which the client signs in."""
        return SASL2 if self.state is State.VERIFYING else SASL

    def _restart(self) -> None:
        self._framer.clear()
        self._framer.limit = self._limits.stanza_before_auth
        self._awaiting_header = self._framing is Framing.TCP
        self._header_sent = False


def _check_nonza(element: Element) -> None:
    """An element that is no stanza needs a namespace of its own (RFC 6120 sections 4.9.3.10 and 4.9.3.24)."""
    if element.ns in {CLIENT, STREAMS}:
        raise StreamError("unsupported-stanza-type", "There is no such stanza.")
    if not element.ns or element.name in STANZAS:
        raise StreamError("invalid-namespace", "Stanzas belong to jabber:client.")


def _event(kind: Input, element: Element) -> StreamEvent:
    if kind is Input.STARTTLS:
        return StartTls()
    if kind is Input.AUTH:
        text = element.text().strip()
        return _sasl(text, element.get("mechanism") or "") if text else Auth(element.get("mechanism") or "", None)
    if kind is Input.AUTHENTICATE:
        return _authenticate(element)
    if kind in {Input.RESPONSE, Input.RESPONSE2}:
        return _sasl(element.text().strip(), None)
    if kind in {Input.ABORT, Input.ABORT2}:
        return AuthAbort()
    if kind is Input.NEXT:
        return Next(element.get("task") or "")
    if kind is Input.TASK_DATA:
        return TaskData(element)
    if kind is Input.BIND:
        bind = element.find("bind", BIND)
        resource = bind.child_text("resource") if bind is not None else None
        return BindRequest(element.get("id") or "", resource or None)
    return Received(element)


def _authenticate(element: Element) -> Authenticate | AuthAbort:
    """XEP-0388 section 2.3; an empty response is an empty element there, and no response none."""
    initial = element.find("initial-response")
    data = _decoded(initial.text().strip()) if initial is not None else b""
    if data is None:
        return AuthAbort("incorrect-encoding")
    return Authenticate(element.get("mechanism") or "", data if initial is not None else None, element)


def _sasl(text: str, mechanism: str | None) -> Auth | AuthResponse | AuthAbort:
    """The content of a SASL element; `=` stands for an empty one (RFC 6120 section 6.4.2)."""
    data = b"" if text == "=" else _decoded(text)
    if data is None:
        return AuthAbort("incorrect-encoding")
    return AuthResponse(data) if mechanism is None else Auth(mechanism, data)


def _decoded(text: str) -> bytes | None:
    """Base64, or None if it is not."""
    if len(text) > _MAX_AUTH:
        raise StreamError("policy-violation", "The SASL message is too long.")
    try:
        return b64decode(text.encode(), validate=True)
    except (Base64Error, ValueError):
        return None
