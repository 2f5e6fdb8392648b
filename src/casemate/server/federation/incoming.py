"""A connection from another server: TLS, who it is (XEP-0178, XEP-0220), then its stanzas.

`proved` is the whole of what the other server may say: domain -> the domains of ours that it was proved to (None is all, for a
certificate proves a domain to everybody). Nothing but an accepted certificate or a verdict of the domain's own server adds to it.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from casemate.model.ids import token
from casemate.server.federation.around import Around, Item
from casemate.server.federation.intake import Intake, addresses
from casemate.server.federation.sockets import shown
from casemate.server.transport import Transport
from casemate.telemetry.log import get_logger
from casemate.xmpp.dialback import Claim, read_domain
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.events import Received, Violated
from casemate.xmpp.namespaces import BIDI_FEATURE, DIALBACK_FEATURE, SASL, STREAM_MANAGEMENT, TLS
from casemate.xmpp.peer import PeerStream
from casemate.xmpp.peer_events import BothWays, Claimed, External, PeerClosed, PeerEvent, PeerOpened, TlsWanted
from casemate.xmpp.peer_states import PeerState

MAX_ASKED: Final = 16
"""Dialback requests of one connection that wait for their verdict."""
MAX_PROVED: Final = 64
"""Pairs of domains for which one connection may be used."""
MAX_BACKLOG: Final = 256 * 1024
"""Bytes waiting for a reader before the queue keeps what comes."""
_log = get_logger("federation")


class Incoming:
    """It is a `transport.Receiver`, an `intake.Source` and, where both agree on it, an `around.Line`."""

    def __init__(
        self, around: Around, transport: Transport, *, direct: bool, gone: "Callable[[Incoming], None]"
    ) -> None:
        """`gone` is told when the connection is over."""
        self.transport = transport
        self.own = ""
        self.remote = ""
        """The domains of the header: to whom it is, and who it says it is."""
        self.proved: dict[str, set[str] | None] = {}
        self._around = around
        self._gone = gone
        self._stream = PeerStream(around.limits, initiating=False, secure=direct)
        self._intake = Intake(around, self)
        self._id = ""
        self._asked = 0
        self._lines: set[tuple[str, str]] = set()
        self._over = False
        self._active = asyncio.get_running_loop().time()
        self._timer = asyncio.get_running_loop().call_later(around.settings.limits.sign_in, self._late)

    # -- what the transport tells

    def received(self, data: bytes) -> None:
        """Bytes came."""
        for event in self._stream.receive(data):
            if self._over:
                return
            try:
                self._handle(event)
            except StreamError as error:
                self.end(error)

    def secured(self) -> None:
        """TLS is up."""
        if self._stream.state is PeerState.SECURING:
            self._stream.secured()

    def overflowed(self) -> None:
        """It does not read."""
        self.transport.abort()

    def lost(self) -> None:
        """The connection is gone."""
        self._over = True
        self._timer.cancel()
        for own, remote in self._lines:
            self._around.left(own, remote, self)
        self._gone(self)

    # -- the reading end

    def pause(self) -> None:
        """Stop reading."""
        self.transport.pause()

    def resume(self) -> None:
        """Read again."""
        self.transport.resume()

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        if not self._over:
            self.transport.write(data)

    # -- a line, when both ways are agreed on

    @property
    def ready(self) -> bool:
        """See `around.Line`."""
        return not self._over and self.transport.queued < MAX_BACKLOG

    def push(self, item: Item) -> None:
        """See `around.Line`."""
        self._active = asyncio.get_running_loop().time()
        self.write(item.wire)

    def unacknowledged(self) -> list[Item]:
        """See `around.Line`."""
        return []

    @property
    def under_way(self) -> int:
        """How many stanzas are not settled."""
        return self._intake.under_way

    def end(self, error: StreamError | None = None) -> None:
        """Close the stream properly."""
        if self._over:
            return
        self._over = True
        if error is not None:
            _log.info(
                "a server's connection was ended", domain=self.remote, condition=error.condition, reason=error.text
            )
        self.transport.write(self._stream.error(error) if error is not None else self._stream.close())
        self.transport.close()

    # -- one step after the other

    def _handle(self, event: PeerEvent) -> None:
        match event:
            case Received(element):
                self._received(element)
            case PeerOpened():
                self._opened(event)
            case TlsWanted():
                self.write(self._stream.proceed())
                self.transport.wrap(self._around.tls.accept)
            case External():
                self._external(event)
            case Claimed(claim):
                self._claimed(claim)
            case BothWays():
                if self.proved or self._asked:
                    raise StreamError("policy-violation", "Both ways are agreed on before anything else.")
            case PeerClosed():
                self.end()
            case Violated(error):
                raise error
            case _:
                raise StreamError("policy-violation", "This is not the time for that.")

    def _opened(self, event: PeerOpened) -> None:
        # The answer has a header whatever is wrong with the question (RFC 6120 section 4.9.1.2).
        self._id = token(18)
        try:
            own, remote = self._parties(event)
        except StreamError as error:
            self.write(self._stream.open("", "", self._id))
            raise error from None
        self.own, self.remote = own, remote
        self.write(self._stream.open(own, remote, self._id))
        self.write(self._stream.features(self._features()))

    def _parties(self, event: PeerOpened) -> tuple[str, str]:
        try:
            own = read_domain(event.to)
        except StreamError as error:
            raise StreamError("host-unknown", "The stream is to no domain.") from error
        if self._around.inside.tenant_at(own) is None:
            raise StreamError("host-unknown", "That domain is not here.")
        remote = read_domain(event.sender) if event.sender else ""
        if remote and self._around.inside.tenant_at(remote) is not None:
            raise StreamError("invalid-from", "That domain is here, not there.")
        if remote and not self._around.lists.permits(own, remote):
            raise StreamError("policy-violation", "There is no exchange with that domain here.")
        if self.proved and (remote not in self.proved or own != self.own):
            raise StreamError("invalid-from", "The stream was begun by somebody else.")
        return own, remote

    def _features(self) -> list[Element]:
        if self._stream.state is PeerState.CLEAR:
            return [Element("starttls", TLS, {}, [Element("required", TLS)])]
        dialback = self._around.settings.federation.dialback != "off"
        offered = [Element("sm", STREAM_MANAGEMENT)] if self.proved else []
        if dialback:
            offered.append(Element("dialback", DIALBACK_FEATURE, {}, [Element("errors", DIALBACK_FEATURE)]))
        if self.proved:
            return offered
        objection = self._objection(self.remote)
        if objection and not dialback:
            raise StreamError("not-authorized", f"You are not known: {objection}.")
        if not objection:
            offered.insert(0, Element("mechanisms", SASL, {}, [Element("mechanism", SASL, {}, ["EXTERNAL"])]))
        return [*offered, Element("bidi", BIDI_FEATURE)]

    def _objection(self, domain: str) -> str:
        if not domain:
            return "the stream is from nobody"
        return self._around.trust.objection(shown(self.transport), domain, serving=False)

    def _external(self, event: External) -> None:
        if event.mechanism != "EXTERNAL":
            self.write(self._stream.failure("invalid-mechanism"))
            return
        if event.identity is None:
            self.write(self._stream.failure("incorrect-encoding"))
            return
        try:
            named = read_domain(event.identity) if event.identity else self.remote
        except StreamError:
            named = ""
        if not named or named != self.remote:
            self.write(self._stream.failure("invalid-authzid"))
        elif objection := self._objection(named):
            _log.info("a server's certificate was refused", domain=named, reason=objection)
            self.write(self._stream.failure("not-authorized"))
        else:
            self._prove(named, None)
            self.write(self._stream.success())
            if self._stream.both_ways:
                self._join(self.own, named)

    def _claimed(self, claim: Claim) -> None:
        if self._around.inside.tenant_at(claim.to) is None:
            self.write(self._stream.answer(claim, valid=False, condition="item-not-found"))
        elif claim.name == "verify":
            self.write(self._stream.answer(claim, valid=self._around.keys.holds(claim)))
        elif self._around.settings.federation.dialback == "off" or not self._around.lists.permits(
            claim.to, claim.sender
        ):
            self.write(self._stream.answer(claim, valid=False, condition="policy-violation"))
        elif self._asked >= MAX_ASKED or len(self.proved) >= MAX_PROVED:
            self.write(self._stream.answer(claim, valid=False, condition="resource-constraint"))
        elif not self._objection(claim.sender):
            # Its certificate says as much as its server could (XEP-0344 section 2.5).
            self._asked += 1
            self._judged(claim, valid=True, condition="")
        else:
            self._asked += 1
            self._around.verify(claim, self._id, lambda valid, why: self._judged(claim, valid=valid, condition=why))

    def _judged(self, claim: Claim, *, valid: bool, condition: str) -> None:
        self._asked -= 1
        if self._over:
            return
        if valid:
            self._prove(claim.sender, claim.to)
        self.write(self._stream.answer(claim, valid=valid, condition=condition))
        if valid and self._stream.both_ways and (claim.to, claim.sender) == (self.own, self.remote or claim.sender):
            self._join(claim.to, claim.sender)

    def _prove(self, domain: str, to: str | None) -> None:
        known = self.proved.get(domain, set())
        self.proved[domain] = None if to is None or known is None else known | {to}
        self._timer.cancel()
        self._watch()

    def _join(self, own: str, remote: str) -> None:
        self._lines.add((own, remote))
        self._around.joined(own, remote, self)

    def _received(self, element: Element) -> None:
        self._active = asyncio.get_running_loop().time()
        if element.ns != CLIENT:
            if not self.proved:
                raise StreamError("not-authorized", "Say who you are first.")
            # What acknowledges nothing of ours is no harm; anything else is unknown.
            if not self._intake.manage(element) and element.ns != STREAM_MANAGEMENT:
                raise StreamError("unsupported-stanza-type", "That element is not known here.")
            return
        if not self.proved:
            raise StreamError("not-authorized", "Say who you are first.")
        sender, to = addresses(element)
        if self._around.inside.tenant_at(to.domain) is None:
            raise StreamError("host-unknown", "That domain is not here.")
        proved_to = self.proved.get(sender.domain, set())
        if proved_to is not None and to.domain not in proved_to:
            raise StreamError("invalid-from", "That domain has not been proved here.")
        self._intake.take(element, sender, to)

    # -- time

    def _late(self) -> None:
        self.end(StreamError("connection-timeout", "It took too long to say who you are."))

    def _watch(self) -> None:
        """End it when nothing has gone over it for as long as the settings say."""
        loop = asyncio.get_running_loop()
        left = self._active + self._around.settings.federation.idle - loop.time()
        if left > 0:
            self._timer = loop.call_later(left, self._watch)
        elif self._intake.under_way:
            self._timer = loop.call_later(self._around.settings.federation.idle, self._watch)
        else:
            self.end()
