"""The server's side of a client stream, without I/O: bytes in, events out; answers in, bytes out (RFC 6120, RFC 7395)."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from enum import Enum
from typing import Final

import msgspec

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import STREAM_ERRORS, StreamError
from casemate.xmpp.framer import Framer
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import BIND, FRAMING, SASL, STREAM_LIMITS, STREAMS, TLS
from casemate.xmpp.parser import StanzaParser, parse_header
from casemate.xmpp.serialize import escape_attribute, escape_text, serialize
from casemate.xmpp.states import TRANSITIONS, VIOLATIONS, Input, State, classify


class Framing(Enum):
    """How elements are told apart on the wire."""

    TCP = "tcp"
    WEBSOCKET = "websocket"


class StreamOpened(msgspec.Struct, frozen=True):
    """The client opened (or restarted) the stream; answer with `open` and `features`, or `error`."""

    to: str
    sender: str
    version: str
    lang: str


class StartTls(msgspec.Struct, frozen=True):
    """Answer with `proceed`, start TLS, then call `secured`."""


class Auth(msgspec.Struct, frozen=True):
    """SASL begins; `data` is None without an initial response (answer with an empty challenge)."""

    mechanism: str
    data: bytes | None


class AuthResponse(msgspec.Struct, frozen=True):
    """The client's answer to a challenge."""

    data: bytes


class AuthAbort(msgspec.Struct, frozen=True):
    """Answer with `failure("aborted")`."""


class BindRequest(msgspec.Struct, frozen=True):
    """Answer with `bound`, or `bind_failed`."""

    id: str
    resource: str | None


class Received(msgspec.Struct, frozen=True, gc=False):
    """A stanza or another element of a bound stream, or `<resume/>` before that."""

    element: Element


class StreamClosed(msgspec.Struct, frozen=True):
    """The client closed the stream properly."""


class Violated(msgspec.Struct, frozen=True):
    """The client broke the protocol: send `error` and disconnect. Nothing follows."""

    error: StreamError


StreamEvent = (
    StreamOpened | StartTls | Auth | AuthResponse | AuthAbort | BindRequest | Received | StreamClosed | Violated
)

_MAX_AUTH: Final = 8_192
"""Bytes of base64 in a SASL element; SCRAM needs a few hundred, a token a few thousand."""


class ServerStream:
    """One client's stream."""

    def __init__(self, limits: Limits, *, framing: Framing = Framing.TCP, secure: bool = False) -> None:
        """`secure` is true when TLS is up already."""
        self.state = State.OPENING_SECURE if secure else State.OPENING
        self._limits = limits
        self._framing = framing
        self._framer = Framer(limits.stanza_before_auth)
        self._parser = StanzaParser(limits, {} if framing is Framing.WEBSOCKET else None)
        self._awaiting_header = framing is Framing.TCP
        self._header_sent = False

    # -- in

    def receive(self, data: bytes) -> list[StreamEvent]:
        """What `data` means, in order. Over WebSocket `data` is one message."""
        events: list[StreamEvent] = []
        if self.state is State.CLOSED:
            return events
        try:
            if self._framing is Framing.WEBSOCKET:
                self._receive_message(data, events)
            else:
                self._receive_bytes(data, events)
        except StreamError as error:
            self.state = State.CLOSED
            events.append(Violated(error))
        return events

    def _receive_bytes(self, data: bytes, events: list[StreamEvent]) -> None:
        if self._awaiting_header:
            header = self._framer.next_header(data)
            if header is None:
                return
            self._awaiting_header = False
            self._open_tcp(header, events)
            data = b""
        stanzas, ended = self._framer.feed(data)
        parse = self._parser.parse
        for stanza in stanzas:
            self._element(parse(stanza), events)
            if self.state is State.SECURING:
                if len(stanzas) > 1 or self._framer.pending or ended:
                    raise StreamError("policy-violation", "Nothing may follow <starttls/> before TLS.")
                return
        if ended:
            self.state = State.CLOSED
            events.append(StreamClosed())

    def _receive_message(self, data: bytes, events: list[StreamEvent]) -> None:
        limit = self._framer.limit
        if len(data) > limit:
            raise StreamError("policy-violation", f"A stanza may have {limit} bytes.")
        element = self._parser.parse(data)
        if element.ns == FRAMING:
            if element.name == "open":
                self._opened(element, events)
            elif element.name == "close":
                self.state = State.CLOSED
                events.append(StreamClosed())
            else:
                raise StreamError("bad-format", "Only <open/> and <close/> are known here.")
            return
        self._element(element, events)

    def _open_tcp(self, data: bytes, events: list[StreamEvent]) -> None:
        header = parse_header(data, self._limits)
        element = header.element
        if (element.ns, element.name) != (STREAMS, "stream") or header.declarations.get("", CLIENT) != CLIENT:
            raise StreamError("invalid-namespace", "This is no stream of jabber:client.")
        self._parser = StanzaParser(self._limits, header.declarations)
        self._opened(element, events)

    def _opened(self, header: Element, events: list[StreamEvent]) -> None:
        self._move(Input.HEADER)
        version = header.get("version") or "0.9"
        if not version.startswith("1."):
            raise StreamError("unsupported-version", "Version 1.0 is spoken here.")
        lang = header.get("xml:lang") or ""
        events.append(StreamOpened(header.get("to") or "", header.get("from") or "", version, lang))

    def _element(self, element: Element, events: list[StreamEvent]) -> None:
        if self.state is State.BOUND and element.ns == CLIENT and element.name in {"message", "presence"}:
            events.append(Received(element))
            return
        kind = classify(element)
        if kind is Input.NONZA and element.ns in {"", CLIENT} and self.state is State.BOUND:
            raise StreamError("unsupported-stanza-type" if element.ns else "invalid-namespace")
        if kind is Input.BIND and self.state is State.BOUND:
            kind = Input.STANZA
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
        attributes = f"from='{escape_attribute(sender)}' id='{escape_attribute(stream_id)}' version='1.0' xml:lang='en'"
        if to:
            attributes += f" to='{escape_attribute(to)}'"
        if self._framing is Framing.WEBSOCKET:
            return f"<open xmlns='{FRAMING}' {attributes}/>".encode()
        return f"<?xml version='1.0'?><stream:stream xmlns='{CLIENT}' xmlns:stream='{STREAMS}' {attributes}>".encode()

    def features(self, elements: Sequence[Element]) -> bytes:
        """The stream features, with our limits (XEP-0478)."""
        limits = Element("limits", STREAM_LIMITS)
        limits.add(Element("max-bytes", STREAM_LIMITS, {}, [str(self._framer.limit)]))
        return self.wire(Element("features", STREAMS, {}, [*elements, limits]))

    def proceed(self) -> bytes:
        """The answer to STARTTLS; what comes next is TLS."""
        return f"<proceed xmlns='{TLS}'/>".encode()

    def secured(self) -> None:
        """TLS is up: the stream starts anew, and nothing from before counts (ATTACKS B1)."""
        self._framer.clear()
        self._restart(State.OPENING_SECURE)

    def challenge(self, data: bytes) -> bytes:
        """A SASL challenge."""
        return f"<challenge xmlns='{SASL}'>{b64encode(data).decode()}</challenge>".encode()

    def success(self, data: bytes = b"") -> bytes:
        """SASL succeeded: the stream starts anew, with the limits of people we know."""
        self._framer.limit = self._limits.stanza
        self._restart(State.OPENING_AUTHENTICATED)
        text = b64encode(data).decode()
        return f"<success xmlns='{SASL}'>{text}</success>".encode()

    def failure(self, condition: str, text: str = "") -> bytes:
        """SASL failed; the client may try again."""
        self.state = State.SECURE
        words = f"<text xml:lang='en'>{escape_text(text)}</text>" if text else ""
        return f"<failure xmlns='{SASL}'><{condition}/>{words}</failure>".encode()

    def bound(self, request: BindRequest, jid: str) -> bytes:
        """The resource is bound: stanzas may flow."""
        self.state = State.BOUND
        bind = Element("bind", BIND, {}, [Element("jid", BIND, {}, [jid])])
        return self.wire(Element("iq", CLIENT, {"type": "result", "id": request.id}, [bind]))

    def resumed(self, element: Element) -> bytes:
        """The session is resumed (XEP-0198): stanzas may flow."""
        self.state = State.BOUND
        return self.wire(element)

    def not_bound(self, element: Element) -> bytes:
        """Binding or resumption was refused with `element`; the client may try again."""
        self.state = State.AUTHENTICATED
        return self.wire(element)

    def wire(self, element: Element) -> bytes:
        """An element as it stands in this stream."""
        if self._framing is Framing.TCP:
            return serialize(element)
        if element.ns == STREAMS:
            # RFC 7395 section 3.3.3: each message declares what it uses.
            return (
                serialize(element)
                .replace(b"<stream:", b"<stream:", 1)
                .replace(
                    f"<stream:{element.name}".encode(),
                    f"<stream:{element.name} xmlns:stream='{STREAMS}' xmlns='{CLIENT}'".encode(),
                    1,
                )
            )
        return serialize(element, "")

    def error(self, error: StreamError) -> bytes:
        """A stream error and the end of the stream; nothing may be sent after it."""
        element = Element("error", STREAMS, {}, [Element(error.condition, STREAM_ERRORS)])
        if error.text:
            element.add(Element("text", STREAM_ERRORS, {"xml:lang": "en"}, [error.text]))
        if error.payload is not None:
            element.add(error.payload)
        opening = b"" if self._header_sent else self.open("", "")
        return opening + self.wire(element) + self.close()

    def close(self) -> bytes:
        """The end of the stream."""
        self.state = State.CLOSED
        return f"<close xmlns='{FRAMING}'/>".encode() if self._framing is Framing.WEBSOCKET else b"</stream:stream>"

    def _restart(self, state: State) -> None:
        self.state = state
        self._framer.restart()
        self._awaiting_header = self._framing is Framing.TCP


def _event(kind: Input, element: Element) -> StreamEvent:
    if kind is Input.STARTTLS:
        return StartTls()
    if kind is Input.AUTH:
        text = element.text().strip()
        return Auth(element.get("mechanism") or "", _decode(text) if text else None)
    if kind is Input.RESPONSE:
        return AuthResponse(_decode(element.text().strip()))
    if kind is Input.ABORT:
        return AuthAbort()
    if kind is Input.BIND:
        bind = element.find("bind", BIND)
        resource = bind.child_text("resource") if bind is not None else None
        return BindRequest(element.get("id") or "", resource or None)
    return Received(element)


def _decode(text: str) -> bytes:
    """The content of a SASL element; `=` stands for an empty one (RFC 6120 section 6.4.2)."""
    if text == "=":
        return b""
    if len(text) > _MAX_AUTH:
        raise StreamError("policy-violation", "The SASL message is too long.")
    try:
        return b64decode(text.encode(), validate=True)
    except (Base64Error, ValueError):
        raise StreamError("bad-format", "The SASL message is not base64.") from None
