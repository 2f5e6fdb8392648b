"""The server's side of an external component's stream (XEP-0114), without I/O: bytes in, events out; answers in, bytes out.

A component opens the stream in the name of its domain, proves by a hash over the stream's id that it knows their secret, and from then
on sends and receives stanzas. They are in a namespace of their own on the wire, and in `jabber:client` inside.
"""

import hashlib
import hmac
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import STREAM_ERRORS, StreamError
from casemate.xmpp.framer import Framer
from casemate.xmpp.header import parse_header
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import COMPONENT, STREAMS
from casemate.xmpp.parser import StanzaParser
from casemate.xmpp.serialize import escape_attribute, serialize
from casemate.xmpp.states import STANZAS


class Opened(NamedTuple):
    """A component opened the stream, in the name of a domain."""

    domain: str


class Handshake(NamedTuple):
    """It says what it knows."""

    digest: str


class Stanza(NamedTuple):
    """A stanza."""

    element: Element


class Ended(NamedTuple):
    """It ended the stream, or broke it (`error`)."""

    error: StreamError | None


Event = Opened | Handshake | Stanza | Ended


class _State(Enum):
    OPENING = auto()
    OPENED = auto()
    """We have to answer."""
    PROVING = auto()
    JUDGED = auto()
    """We have to answer."""
    FLOWING = auto()
    CLOSED = auto()


class ComponentStream:
    """One component's stream. After `Opened` call `open`, after `Handshake` `accept`, or `error` to end it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._framer = Framer(limits.stanza_before_auth)
        self._parser = StanzaParser(limits)
        self._state = _State.OPENING
        self._id = ""
        self._header_sent = False

    def receive(self, data: bytes) -> Iterator[Event]:
        """What `data` means, one after the other: each is to be answered before the next is asked for."""
        if self._state is _State.CLOSED:
            return
        try:
            if self._state is _State.OPENING:
                header = self._framer.next_header(data)
                if header is None:
                    return
                yield Opened(self._opened(header))
                data = b""
            yield from self._elements(data)
        except StreamError as error:
            self._close()
            yield Ended(error)

    def _elements(self, data: bytes) -> Iterator[Event]:
        elements: list[bytes] = []
        ended, fault = False, None
        try:
            ended = self._framer.feed(data, elements)
        except StreamError as error:
            fault = error  # what came before it is good, and counts
        for element in elements:
            if self._state is _State.CLOSED:
                return
            yield self._element(self._parser.parse(element))
        if fault is not None:
            raise fault
        if ended and self._state is not _State.CLOSED:
            self._close()
            yield Ended(None)

    def _opened(self, header: bytes) -> str:
        parsed = parse_header(header, self._limits, COMPONENT)
        self._parser = StanzaParser(self._limits, parsed.declarations)
        self._state = _State.OPENED
        return parsed.element.get("to") or ""

    def _element(self, element: Element) -> Event:
        if element.ns == STREAMS and element.name == "error":
            self._close()
            return Ended(None)
        if self._state is _State.PROVING:
            if (element.name, element.ns) != ("handshake", COMPONENT):
                raise StreamError("not-authorized", "The handshake comes first.")
            self._state = _State.JUDGED
            return Handshake(element.text().strip())
        if self._state is not _State.FLOWING:
            raise StreamError("not-authorized", "Wait for the answer before you go on.")
        if element.ns not in {COMPONENT, CLIENT} or element.name not in STANZAS:
            raise StreamError("unsupported-stanza-type", "Components send messages, presence and IQs.")
        return Stanza(_inside(element))

    def open(self, stream_id: str, domain: str) -> bytes:
        """Our header; what comes next is the handshake."""
        self._id = stream_id
        if self._state is _State.OPENED:
            self._state = _State.PROVING
        return self._header(stream_id, domain)

    def knows(self, digest: str, secret: str) -> bool:
        """Whether a handshake is that of somebody who knows the secret."""
        expected = hashlib.sha1(f"{self._id}{secret}".encode(), usedforsecurity=False).hexdigest()
        return hmac.compare_digest(expected.encode(), digest.encode())

    def accept(self) -> bytes:
        """It does: stanzas may flow, as large as those of people we know."""
        if self._state is _State.JUDGED:
            self._state = _State.FLOWING
            self._framer.limit = self._limits.stanza
        return b"<handshake/>"

    def stanza(self, element: Element) -> bytes:
        """A stanza as it stands in this stream: the default namespace there is the stream's."""
        return serialize(element)

    def error(self, error: StreamError) -> bytes:
        """A stream error and the end of the stream."""
        element = Element("error", STREAMS, {}, [Element(error.condition, STREAM_ERRORS)])
        if error.text:
            element.add(Element("text", STREAM_ERRORS, {"xml:lang": "en"}, [error.text]))
        # An error may come before our header; the header comes first even then (RFC 6120 section 4.9.1.2).
        opening = b"" if self._header_sent else self._header("", "")
        return opening + serialize(element) + self.close()

    def close(self) -> bytes:
        """The end of the stream."""
        self._close()
        return b"</stream:stream>"

    def _close(self) -> None:
        self._state = _State.CLOSED
        self._framer.clear()

    def _header(self, stream_id: str, domain: str) -> bytes:
        self._header_sent = True
        attributes = "".join(
            f" {name}='{escape_attribute(value)}'" for name, value in (("id", stream_id), ("from", domain)) if value
        )
        return f"<?xml version='1.0'?><stream:stream xmlns='{COMPONENT}' xmlns:stream='{STREAMS}'{attributes}>".encode()


def _inside(stanza: Element) -> Element:
    """The stanza with what belongs to the stream's namespace in `jabber:client`."""
    for element in stanza.walk():
        if element.ns == COMPONENT:
            element.ns = CLIENT
    return stanza
