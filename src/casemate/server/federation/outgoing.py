"""A connection to another server: TLS, its certificate, who we are (XEP-0178, else XEP-0220), then stanzas from one of our domains."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from casemate.server.federation.around import Around, Item
from casemate.server.federation.intake import Intake, addresses
from casemate.server.federation.resolver import Unreachable
from casemate.server.federation.sockets import shown
from casemate.server.management import MODULO, REQUEST, read_count
from casemate.server.transport import Transport
from casemate.xmpp.dialback import Claim, Verdict, read_domain
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.events import Received, Violated
from casemate.xmpp.namespaces import BIDI_FEATURE, DIALBACK_FEATURE, SASL, STREAM_MANAGEMENT, TLS
from casemate.xmpp.peer import PeerStream
from casemate.xmpp.peer_events import (
    Accepted,
    Judged,
    PeerClosed,
    PeerEvent,
    PeerFeatures,
    PeerOpened,
    Refused,
    TlsGranted,
)
from casemate.xmpp.peer_states import PeerState
from casemate.xmpp.serialize import serialize

MAX_BACKLOG: Final = 256 * 1024
"""Bytes waiting for a reader before the queue keeps what comes."""
REFUSALS: Final = frozenset({"host-gone", "host-unknown", "invalid-from", "not-authorized", "policy-violation"})
"""Stream errors with which another server says that it will not, now or later."""


class Outgoing:
    """It is a `transport.Receiver`, an `intake.Source` and an `around.Line`."""

    def __init__(
        self, around: Around, own: str, remote: str, transport: Transport, *, direct: bool, question: Claim | None
    ) -> None:
        """With a `question` (dialback's `verify`) it is asked, and nothing else is done."""
        loop = asyncio.get_running_loop()
        self.settled: asyncio.Future[Verdict | None] = loop.create_future()
        """Done when stanzas can go, or when the question is answered; or Unreachable."""
        self.drained: Callable[[], None] | None = None
        self.lost_line: Callable[[], None] | None = None
        self._around = around
        self._own, self._remote = own, remote
        self._transport = transport
        self._direct = direct
        self._question = question
        self._stream = PeerStream(around.limits, initiating=True, secure=direct)
        self._intake = Intake(around, self)
        self._id = ""
        self._offered = Element("features")
        self._verified = False
        self._claimed = False
        self._up = False
        self._over = False
        self._kept: deque[Item] | None = None
        self._acknowledged = 0
        self.active = loop.time()
        """When something came."""
        self._requested = False
        transport.drained = self._on_drained

    def begin(self) -> None:
        """The connection is there."""
        if self._direct:
            self._transport.wrap(lambda sock: self._around.tls.connect(sock, self._remote), self)
        else:
            self._transport.start(self)
            self.write(self._stream.open(self._own, self._remote))

    # -- what the transport tells

    def received(self, data: bytes) -> None:
        """Bytes came."""
        for event in self._stream.receive(data):
            if self._over:
                return
            try:
                self._handle(event)
            except StreamError as error:
                self._fail(error)
            except Unreachable as error:
                self._give_up(error)

    def secured(self) -> None:
        """TLS is up: the certificate is judged before anything is said."""
        objection = self._around.trust.objection(shown(self._transport), self._remote, serving=True)
        self._verified = not objection
        if objection and self._around.settings.federation.dialback != "unverified":
            self._give_up(
                Unreachable("remote-server-not-found", f"{self._remote} is not proved: {objection}", lasting=True)
            )
            return
        if not self._direct:
            self._stream.secured()
        self.write(self._stream.open(self._own, self._remote))

    def overflowed(self) -> None:
        """It does not read."""
        self._transport.abort()

    def lost(self) -> None:
        """The connection is gone."""
        self._over = True
        if not self.settled.done():
            self._settle(Unreachable("remote-server-timeout", f"{self._remote} has hung up", lasting=False))
        if self.lost_line is not None:
            self.lost_line()

    # -- the reading end

    def pause(self) -> None:
        """Stop reading."""
        self._transport.pause()

    def resume(self) -> None:
        """Read again."""
        self._transport.resume()

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        if not self._over:
            self._transport.write(data)

    # -- the line

    @property
    def ready(self) -> bool:
        """See `around.Line`."""
        unsettled = len(self._kept) if self._kept is not None else 0
        return (
            self._up
            and not self._over
            and self._transport.queued < MAX_BACKLOG
            and unsettled < self._around.settings.federation.queue
        )

    def push(self, item: Item) -> None:
        """See `around.Line`."""
        self.write(item.wire)
        if self._kept is not None:
            self._kept.append(item)
            if not self._requested:
                self._requested = True
                self.write(REQUEST)

    def unacknowledged(self) -> list[Item]:
        """See `around.Line`."""
        return list(self._kept or ())

    @property
    def over(self) -> bool:
        """Whether nothing goes over it any more."""
        return self._over

    @property
    def under_way(self) -> int:
        """How many stanzas are not settled."""
        return self._intake.under_way

    def end(self, error: StreamError | None = None) -> None:
        """Close the stream properly."""
        if self._over:
            return
        self._over = True
        self._transport.write(self._stream.error(error) if error is not None else self._stream.close())
        self._transport.close()

    # -- one step after the other

    def _handle(self, event: PeerEvent) -> None:
        match event:
            case Received(element):
                self._received(element)
            case PeerOpened():
                self._opened(event)
            case PeerFeatures(element):
                self._offered = element
                self._next_step()
            case TlsGranted():
                self._transport.wrap(lambda sock: self._around.tls.connect(sock, self._remote))
            case Accepted():
                self.write(self._stream.open(self._own, self._remote))
            case Refused(condition):
                if condition == "tls":
                    raise Unreachable("remote-server-not-found", f"{self._remote} speaks no TLS", lasting=False)
                self._claim(condition)
            case Judged(verdict):
                self._judged(verdict)
            case PeerClosed(condition):
                raise self._closed(condition)
            case Violated(error):
                raise error
            case _:
                raise StreamError("policy-violation", "This is not the time for that.")

    def _opened(self, event: PeerOpened) -> None:
        if event.sender and read_domain(event.sender) != self._remote:
            raise StreamError("invalid-from", "You are not whom we called.")
        self._id = event.id

    def _next_step(self) -> None:
        if self._stream.state is PeerState.OPEN:
            self._came_up()
        elif self._stream.state is PeerState.CLEAR:
            if self._offered.find("starttls", TLS) is None:
                raise Unreachable("remote-server-not-found", f"{self._remote} offers no TLS", lasting=True)
            self.write(self._stream.starttls())
        elif self._question is not None:
            self.write(self._stream.ask(self._question))
        else:
            if self._verified and self._offered.find("bidi", BIDI_FEATURE) is not None:
                self.write(self._stream.bidi())
            mechanisms = self._offered.find("mechanisms", SASL)
            if mechanisms is not None and "EXTERNAL" in [each.text().strip() for each in mechanisms.elements()]:
                self.write(self._stream.authenticate(self._own))
            else:
                self._claim("it does not know our certificate")

    def _claim(self, reason: str) -> None:
        """Prove by dialback who we are, since our certificate has not."""
        offered = self._offered.find("dialback", DIALBACK_FEATURE) is not None
        if self._around.settings.federation.dialback == "off" or not offered or self._claimed or not self._id:
            raise Unreachable("remote-server-not-found", f"{self._remote} does not let us in: {reason}", lasting=True)
        self._claimed = True
        key = self._around.keys.make(self._remote, self._own, self._id)
        self.write(self._stream.ask(Claim("result", self._own, self._remote, "", key)))

    def _judged(self, verdict: Verdict) -> None:
        if self._question is not None:
            self._settle(verdict)
            self.end()
        elif verdict.valid:
            self._came_up()
        else:
            why = verdict.condition or "it does not believe us"
            raise Unreachable("remote-server-not-found", f"{self._remote} does not let us in: {why}", lasting=True)

    def _came_up(self) -> None:
        self._up = True
        self._stream.trust()
        if self._offered.find("sm", STREAM_MANAGEMENT) is not None:
            self._kept = deque()
            self._intake.count_from_here()
            self.write(serialize(Element("enable", STREAM_MANAGEMENT)))
        self._settle(None)

    def _closed(self, condition: str) -> Unreachable:
        if condition in REFUSALS:
            return Unreachable("remote-server-not-found", f"{self._remote} refuses us: {condition}", lasting=True)
        return Unreachable("remote-server-timeout", f"{self._remote} has hung up {condition}".strip(), lasting=False)

    def _received(self, element: Element) -> None:
        if element.ns == STREAM_MANAGEMENT and self._up:
            self._manage(element)
        elif element.ns != CLIENT:
            raise StreamError("unsupported-stanza-type", "That element is not known here.")
        else:
            sender, to = addresses(element)
            if not self._up:
                raise StreamError("not-authorized", "This is not the time for that.")
            if to.domain != self._own:
                raise StreamError("host-unknown", "That domain is not at this end.")
            if sender.domain != self._remote:
                raise StreamError("invalid-from", "That domain has not been proved here.")
            self.active = asyncio.get_running_loop().time()
            self._intake.take(element, sender, to)

    def _manage(self, element: Element) -> None:
        if element.name == "a" and self._kept is not None:
            self._acknowledge(element.get("h") or "")
        elif element.name == "failed":
            self._kept = None
        elif element.name == "r":
            # Counting goes both ways once it is on (XEP-0198 section 3).
            self.write(self._intake.answer())
        elif element.name != "enabled":
            raise StreamError("unsupported-stanza-type", "That element is not known here.")

    def _acknowledge(self, h: str) -> None:
        handled = read_count(h)
        if self._kept is None or handled is None:
            raise StreamError("bad-format", "The number of handled stanzas is missing.")
        count = (handled - self._acknowledged) % MODULO
        if count > len(self._kept):
            raise StreamError("undefined-condition", "You acknowledged more stanzas than were sent.")
        for _ in range(count):
            self._kept.popleft()
        self._acknowledged = (self._acknowledged + count) % MODULO
        self._requested = bool(self._kept)
        if self._requested:
            self.write(REQUEST)
        self._on_drained()

    def _on_drained(self) -> None:
        if self.drained is not None and self.ready:
            self.drained()

    # -- the end

    def _settle(self, result: Verdict | Unreachable | None) -> None:
        if self.settled.done():
            return
        if isinstance(result, Unreachable):
            self.settled.set_exception(result)
        else:
            self.settled.set_result(result)

    def _fail(self, error: StreamError) -> None:
        self.end(error)
        self._settle(
            Unreachable("remote-server-timeout", f"{self._remote} breaks the protocol: {error}", lasting=False)
        )

    def _give_up(self, error: Unreachable) -> None:
        self.end()
        self._settle(error)
