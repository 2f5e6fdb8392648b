"""A bound client: connected, or waiting to be resumed (XEP-0198). What features see of it is `server.api.Session`."""

import asyncio
from typing import Any, Final, NamedTuple, Protocol

from casemate.model.ids import ArchiveId, DeviceId, PersonId, TenantId, token
from casemate.model.jid import Jid
from casemate.server.api import Gate
from casemate.server.line import Line
from casemate.server.management import MODULO, PATIENCE, Inbound, Kept, Outbound, enabled, failed, read_count
from casemate.settings.schema import Limits
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.namespaces import STREAM_MANAGEMENT
from casemate.xmpp.serialize import serialize
from casemate.xmpp.stream import Framing

PAUSE_ABOVE: Final = 128
"""Stanzas under way at which a client's reading pauses until half of them are settled."""
_TOKEN_BYTES: Final = 18
_FRAMED: Final = b"<message xmlns='jabber:client'"
"""How a message begins on a WebSocket (RFC 7395 section 3.3.3)."""


class Owner(Protocol):
    """Who keeps the sessions."""

    def closed(self, session: "ClientSession") -> None:
        """The session is over for good."""
        ...

    def reached(self, session: "ClientSession", archive_id: ArchiveId) -> None:
        """Everything up to the archive id has reached the person's client."""
        ...

    def detached(self, session: "ClientSession") -> None:
        """Its connection is lost, and it waits to be resumed."""
        ...

    def awake(self, session: "ClientSession") -> None:
        """It was resumed, or is looked at again."""
        ...


class _Parcel(NamedTuple):
    """An inspected message that waits until what came before it is delivered."""

    element: Element
    wire: bytes
    id: ArchiveId | None
    addressed: bool
    wakes: bool


class ClientSession:
    """See `server.api.Session` for the part that features use."""

    def __init__(
        self,
        owner: Owner,
        line: Line,
        limits: Limits,
        jid: Jid,
        tenant: TenantId,
        person: PersonId,
        device: DeviceId,
        address: str,
    ) -> None:
        self.jid = jid
        self.bare = jid.bare
        self.full_text = str(jid)
        self.bare_text = str(self.bare)
        self.tenant = tenant
        self.person = person
        self.device = device
        self.address = address
        self.client = ""
        """The id by which the client is the same again, if it told one (XEP-0388)."""
        self.memory: dict[str, Any] = {}
        self.presence: Element | None = None
        self.priority = 0
        self.interested = False
        self.directed: set[Jid] = set()
        self.inbound = Inbound()
        self.outbound: Outbound | None = None
        self.token = ""
        self.ended = False
        self._owner = owner
        self._line: Line | None = line
        self.framing = line.framing
        self._limits = limits
        self._gate: Gate | None = None
        self._requests: list[int] = []
        self._parcels: list[_Parcel] | None = None
        self.arrived_at = 0
        self.paused = False
        self._expiry: asyncio.TimerHandle | None = None

    @property
    def connected(self) -> bool:
        """False while it waits to be resumed."""
        return self._line is not None

    @property
    def idle(self) -> bool:
        """Whether nobody looks at it, as it says."""
        return self._gate is not None

    @property
    def resumable(self) -> bool:
        """Whether it may wait for its client to come back."""
        return bool(self.token) and not self.ended

    # -- out

    def send(self, stanza: Element) -> None:
        """Queue a stanza."""
        if self._gate is None:
            self._send(stanza)
            return
        for admitted in self._gate.admit(stanza):
            self._send(admitted)

    def send_nonza(self, element: Element) -> None:
        """Queue an element that is no stanza."""
        if self._line is not None:
            self._line.write(self._line.wire(element))

    def send_parcel(
        self, element: Element, wire: bytes, archive_id: ArchiveId | None, *, addressed: bool, wakes: bool = False
    ) -> None:
        """Queue an inspected message as serialised by the path; `archive_id` if it must reach the person.

        `wakes`: somebody who does not look is to be told of it, though it need not reach them (what is said in a room).
        """
        if self._parcels is not None:
            self._parcels.append(_Parcel(element, wire, archive_id, addressed, wakes))
            return
        if self._gate is not None and not self._admitted(element) and archive_id is None:
            return
        if self.framing is not Framing.TCP and not wire.startswith(_FRAMED):
            wire = wire.replace(b"<message", _FRAMED, 1)
        told = element if wakes or archive_id is not None else None
        self._keep_and_write(wire, archive_id, addressed=addressed, told=told)

    def _admitted(self, element: Element) -> bool:
        """Send what the gate kept until now; whether it lets `element` follow."""
        admitted = False
        for kept in self._gate.admit(element) if self._gate is not None else ():
            if kept is element:
                admitted = True
            else:
                self._send(kept)
        return admitted

    @property
    def holds_parcels(self) -> bool:
        """Whether new messages wait until what came while the person was away is delivered."""
        return self._parcels is not None

    def hold_parcels(self, upto: int) -> None:
        """Let new messages wait until what came while the person was away, up to an archive id, is delivered."""
        if self._parcels is None:
            self._parcels = []
            self.arrived_at = upto

    def release_parcels(self, upto: int) -> None:
        """Deliver what waited, except what the journal had already (up to the archive id `upto`)."""
        waiting, self._parcels = self._parcels or [], None
        for each in waiting:
            if each.id is None or each.id > upto:
                self.send_parcel(each.element, each.wire, each.id, addressed=each.addressed, wakes=each.wakes)

    def send_stored(self, stanza: Element, archive_id: ArchiveId) -> None:
        """Queue a message from the journal that must reach the person."""
        wire = self._wire(stanza)
        self._keep_and_write(wire, archive_id, addressed=False, told=stanza)
        if self.outbound is not None:
            self.outbound.written += len(wire)

    def _send(self, stanza: Element) -> None:
        if self._line is not None or self.outbound is not None:
            self._keep_and_write(self._wire(stanza), None, addressed=False)

    def _wire(self, stanza: Element) -> bytes:
        return serialize(stanza) if self.framing is Framing.TCP else serialize(stanza, "")  # RFC 7395 section 3.3.3

    def _keep_and_write(
        self, wire: bytes, archive_id: ArchiveId | None, *, addressed: bool, told: Element | None = None
    ) -> None:
        if self.ended:
            return
        if self.outbound is None:
            if self._line is not None:
                self._line.write(wire)
            if archive_id is not None and self._line is not None:
                self._line.once_fetched(lambda: self._owner.reached(self, archive_id))
            return
        if len(self.outbound.kept) >= self._limits.resume_queue:
            # It has stopped acknowledging: what it misses waits in the journal.
            self.end(StreamError("resource-constraint", "Too much is waiting for your acknowledgement."))
            return
        data = self.outbound.keep(wire, archive_id, addressed=addressed, told=told)
        if self._line is None or self.outbound.waits(self._limits.send_queue // 2):
            return
        if self._line.framing is Framing.TCP or data is wire:
            self._line.write(data)
        else:
            self._line.write(wire)
            self._line.write(data[len(wire) :])

    def hold_back(self, gate: Gate | None) -> None:
        """See `server.api.Session.hold_back`."""
        former, self._gate = self._gate, gate
        if former is not None:
            for stanza in former.release():
                self._send(stanza)
        if former is not None and gate is None and self._line is not None:
            self._owner.awake(self)

    # -- in

    def begin(self) -> int:
        """A stanza came; returns its number for `finish`."""
        number = self.inbound.begin()
        if self.inbound.under_way > PAUSE_ABOVE and not self.paused and self._line is not None:
            self.paused = True
            self._line.pause()
        return number

    def finish(self, inbound: Inbound, number: int) -> None:
        """The fate of a stanza, counted in `inbound` as `number`, is settled (on record, or answered)."""
        inbound.finish(number)
        if inbound is not self.inbound:
            # It came before stream management was enabled, and does not count.
            return
        if self.paused and self.inbound.under_way <= PAUSE_ABOVE // 2:
            self.paused = False
            if self._line is not None:
                self._line.resume()
        while self._requests and self._requests[0] <= self.inbound.handled:
            self._requests.pop(0)
            self._answer()

    def manage(self, element: Element) -> None:
        """A stream management element from the client (XEP-0198).

        Raises:
            StreamError: if it acknowledges what was never sent, or the number is none.
        """
        if element.name == "r":
            self._requested()
        elif element.name == "a":
            self._acknowledged(element)
        elif element.name == "enable":
            self.send_nonza(self.enable(element))
        elif element.name == "resume":
            self.send_nonza(failed("unexpected-request"))

    def _requested(self) -> None:
        if self.inbound.under_way == 0:
            self._answer()
            return
        self._requests.append(self.inbound.received)
        target = self.inbound.received

        def late() -> None:
            if target in self._requests:
                self._requests.remove(target)
                self._answer()

        asyncio.get_running_loop().call_later(PATIENCE, late)

    def _answer(self) -> None:
        if self._line is not None:
            self._line.write(self.inbound.answer())

    def _acknowledged(self, element: Element) -> None:
        if self.outbound is None:
            return
        self.outbound.acknowledge(_number(element.get("h")))
        if self.outbound.reached is not None:
            self._owner.reached(self, self.outbound.reached)
            self.outbound.reached = None
        self._write_more()

    def enable(self, element: Element) -> Element:
        """Begin stream management; returns the answer."""
        if self.outbound is not None:
            return failed("unexpected-request")
        resume = element.get("resume") in {"true", "1"} and self._limits.resume > 0
        self.token = token(_TOKEN_BYTES) if resume else ""
        self.outbound = Outbound()
        # Counting begins here; what came before is not part of it.
        self.inbound = Inbound()
        return enabled(self.token, int(self._limits.resume), resume=resume)

    # -- coming and going

    def cut_off(self) -> None:
        """The connection is lost: wait for the client to resume, if it may."""
        if self.ended:
            return
        self._line = None
        if not self.resumable or self.outbound is None:
            self.end(None)
            return
        self._requests.clear()
        self.hold_back(None)
        self._expiry = asyncio.get_running_loop().call_later(self._limits.resume, self.end, None)
        self._owner.detached(self)

    def take_over(self, line: Line, h: int) -> Element:
        """Resume on a new connection; returns `<resumed/>`, after which `catch_up` sends what is missing.

        Raises:
            StreamError: if the client counts more than was sent.
        """
        if self.outbound is None:
            raise StreamError("undefined-condition", "There is nothing to resume.")
        self.outbound.acknowledge(h)
        if self._expiry is not None:
            self._expiry.cancel()
            self._expiry = None
        if self._line is not None:
            former, self._line = self._line, None
            former.end(StreamError("conflict", "The session was resumed elsewhere."))
        self._line = line
        self.paused = False
        self._owner.awake(self)
        attrs = {"previd": self.token, "h": str(self.inbound.handled % MODULO)}
        return Element("resumed", STREAM_MANAGEMENT, attrs)

    def catch_up(self) -> None:
        """Send everything that the client has not acknowledged, in order."""
        if self._line is None or self.outbound is None:
            return
        self.outbound.unsent = len(self.outbound.kept)
        self._write_more()
        if self.outbound.reached is not None:
            self._owner.reached(self, self.outbound.reached)

    def _write_more(self) -> None:
        if self._line is None or self.outbound is None:
            return
        for wire in self.outbound.portion(self._limits.send_queue // 2):
            self._line.write(wire)
        if self.outbound.asks():
            self.send_nonza(Element("r", STREAM_MANAGEMENT))

    def stop_reading(self) -> None:
        """Take nothing more from the client."""
        self.paused = True
        if self._line is not None:
            self._line.pause()

    def say_goodbye(self) -> None:
        """End it for a shutdown: the last acknowledgement first, so that the client knows what was taken."""
        if self._line is not None and self.outbound is not None:
            self._answer()
        self.end(StreamError("system-shutdown", "The server is going down. Please come back in a moment."))

    def leave(self) -> None:
        """The client has ended its stream, or broke it: the session is over, and its connection closes by itself."""
        self._line = None
        self.end(None)

    def close(self, error: StreamError | None = None) -> None:
        """Close the stream properly; the session is over."""
        self.end(error)

    def end(self, error: StreamError | None = None) -> None:
        """The session is over for good."""
        if self.ended:
            return
        self.ended = True
        self.token = ""
        if self._expiry is not None:
            self._expiry.cancel()
        line, self._line = self._line, None
        if line is not None:
            line.end(error)
        self._owner.closed(self)

    def unacknowledged(self) -> list[Kept]:
        """What was sent and not acknowledged, with an archive id."""
        return [kept for kept in self.outbound.kept if kept.id is not None] if self.outbound is not None else []

    def missed(self) -> list[Element]:
        """See `server.api.Session.missed`."""
        kept = self.outbound.kept if self.outbound is not None else ()
        return [each.told for each in kept if each.told is not None]


def _number(text: str | None) -> int:
    count = read_count(text)
    if count is None:
        raise StreamError("bad-format", "The number of handled stanzas is missing.")
    return count
