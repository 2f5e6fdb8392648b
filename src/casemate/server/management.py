"""Stream management (XEP-0198): what was received is acknowledged once its fate is on record; what was sent is kept until acked.

Receiving: stanzas finish out of order (a message waits for its commit, an IQ does not), but `h` counts a contiguous prefix.
An `<r/>` is answered when everything before it is finished, or after `PATIENCE` seconds with what is.

Sending: each stanza is kept with its archive id until the client has acknowledged it. One `<r/>` is under way at a time.
What a client missed goes out in portions, each after the acknowledgement of the one before: all of it at once would be more
than may wait for a reader, and whoever comes back to a lot would be cut off again and again.
"""

import re
from collections import deque
from itertools import islice
from typing import Final, NamedTuple

from casemate.model.ids import ArchiveId
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.namespaces import STREAM_MANAGEMENT

PATIENCE: Final = 2.0
"""Seconds for which an `<a/>` may wait for the record."""
REQUEST: Final = f"<r xmlns='{STREAM_MANAGEMENT}'/>".encode()
MODULO: Final = 1 << 32
"""Counts go round (section 4: `xs:unsignedInt`)."""
_DIGITS: Final = re.compile(r"[0-9]{1,10}")


class Inbound:
    """Counts received stanzas and which of them are finished."""

    __slots__ = ("_early", "handled", "received")

    def __init__(self) -> None:
        self.received = 0
        self.handled = 0
        self._early: set[int] = set()

    def begin(self) -> int:
        """A stanza came; returns its number."""
        self.received += 1
        return self.received

    def finish(self, number: int) -> None:
        """The fate of a stanza is settled."""
        if number != self.handled + 1:
            self._early.add(number)
            return
        self.handled = number
        while self._early and self.handled + 1 in self._early:
            self.handled += 1
            self._early.discard(self.handled)

    @property
    def under_way(self) -> int:
        """How many are not settled."""
        return self.received - self.handled

    def answer(self) -> bytes:
        """The `<a/>` for what is settled."""
        return f"<a xmlns='{STREAM_MANAGEMENT}' h='{self.handled % MODULO}'/>".encode()


class Kept(NamedTuple):
    """A stanza that the client has not acknowledged."""

    wire: bytes
    id: ArchiveId | None
    """The archive id, if it must reach the person."""
    addressed: bool
    """Whether it was addressed to this very session."""
    told: Element | None = None
    """The message, if somebody who does not look is to be told of it."""


class Outbound:
    """Keeps what was sent until it is acknowledged."""

    __slots__ = ("_acknowledged", "_asked", "kept", "reached", "requested", "unsent", "written")

    def __init__(self) -> None:
        self.kept: deque[Kept] = deque()
        self._acknowledged = 0
        self._asked: tuple[int, int] | None = None
        """How many were acknowledged and kept when an acknowledgement was asked for last, on this connection."""
        self.requested = False
        self.reached: ArchiveId | None = None
        """The newest archive id that the client has acknowledged."""
        self.unsent = 0
        """How many of the newest that are kept are not written to the client's connection yet."""
        self.written = 0
        """Bytes of what it missed that were written since the last acknowledgement."""

    def keep(self, wire: bytes, archive_id: ArchiveId | None, *, addressed: bool, told: Element | None = None) -> bytes:
        """Keep a stanza; returns the bytes to send, with a request for an acknowledgement when none is under way."""
        self.kept.append(Kept(wire, archive_id, addressed, told))
        if self.requested:
            return wire
        self.asks()
        return wire + REQUEST

    def asks(self) -> bool:
        """Whether to ask for an acknowledgement now, which then is under way.

        Not if a client has just answered and neither it nor we have come further: that would go back and forth without end.
        """
        now = (self._acknowledged, len(self.kept))
        if not self.kept or now == self._asked:
            return False
        self._asked = now
        self.requested = True
        return True

    def waits(self, room: int) -> bool:
        """Whether what was kept last is to wait until a portion of `room` bytes before it is acknowledged."""
        if not self.unsent and self.written <= room:
            return False
        self.unsent += 1
        return True

    def portion(self, room: int) -> list[bytes]:
        """What is to be written next, now that what was written is acknowledged: `room` bytes and what exceeds them."""
        self.written = 0
        self.unsent = min(self.unsent, len(self.kept))
        found: list[bytes] = []
        for kept in islice(self.kept, len(self.kept) - self.unsent, None):
            if self.written > room:
                break
            found.append(kept.wire)
            self.written += len(kept.wire)
        self.unsent -= len(found)
        if found:
            self._asked = None
        return found

    def acknowledge(self, h: int) -> None:
        """The client has handled `h` stanzas in all.

        Raises:
            StreamError: if it counts more than were sent.
        """
        count = (h - self._acknowledged) % MODULO
        if count > len(self.kept):
            details = {"h": str(h), "send-count": str((self._acknowledged + len(self.kept)) % MODULO)}
            error = StreamError("undefined-condition", "You acknowledged more stanzas than were sent.")
            error.payload = Element("handled-count-too-high", STREAM_MANAGEMENT, details)
            raise error
        for _ in range(count):
            kept = self.kept.popleft()
            if kept.id is not None:
                self.reached = kept.id
        self._acknowledged = (self._acknowledged + count) % MODULO
        self.requested = False


def enabled(token: str, seconds: int, *, resume: bool) -> Element:
    """The answer to `<enable/>`."""
    attrs = {"id": token, "resume": "true", "max": str(seconds)} if resume else {}
    return Element("enabled", STREAM_MANAGEMENT, attrs)


def failed(condition: str, h: int | None = None) -> Element:
    """The answer to a refused `<enable/>` or `<resume/>`."""
    attrs = {} if h is None else {"h": str(h % MODULO)}
    stanzas = "urn:ietf:params:xml:ns:xmpp-stanzas"
    return Element("failed", STREAM_MANAGEMENT, attrs, [Element(condition, stanzas)])


def read_count(text: str | None) -> int | None:
    """A number of handled stanzas (section 4: an unsigned integer of 32 bits); None if `text` is none."""
    if text is None or _DIGITS.fullmatch(text) is None or int(text) >= MODULO:
        return None
    return int(text)
