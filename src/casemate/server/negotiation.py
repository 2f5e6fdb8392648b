"""From bytes to a bound session: one object per connection, which drives the stream and then hands stanzas to the router.

Everything that waits (the database, a handshake) pauses reading, so that the client's steps are taken one at a time.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from time import monotonic

from casemate.model.errors import InvalidJid, Unavailable
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.server.binding import Binding
from casemate.server.enrolling import Enrolment
from casemate.server.management import failed
from casemate.server.ports import FetchedPipe, Host, Identity, Pipe
from casemate.server.session import ClientSession
from casemate.server.signing_in import SignIn
from casemate.settings.schema import Limits as LimitSettings
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import BIND, SESSION, STREAM_MANAGEMENT, TLS
from casemate.xmpp.sasl2 import Request, success
from casemate.xmpp.states import State
from casemate.xmpp.stream import (
    Auth,
    AuthAbort,
    Authenticate,
    AuthResponse,
    BindRequest,
    Framing,
    Next,
    Received,
    ServerStream,
    StartTls,
    StreamClosed,
    StreamEvent,
    StreamOpened,
    TaskData,
    Violated,
)

_log = get_logger("sign-in")


class Connection:
    """A client's connection. It is a `transport.Receiver` and a `session.Line`."""

    def __init__(
        self, host: Host, pipe: Pipe, limits: LimitSettings, *, framing: Framing = Framing.TCP, secure: bool
    ) -> None:
        self.framing = framing
        self.pipe = pipe
        self._fetched = pipe if isinstance(pipe, FetchedPipe) else None  # asked once: a protocol's `isinstance` is slow
        self.session: ClientSession | None = None
        self.bound = False
        """Whether it has come as far as a session."""
        self.heard = monotonic()
        self._host = host
        self.stream = ServerStream(
            Limits(limits.stanza_before_auth, limits.stanza, limits.depth, limits.attributes, limits.elements),
            framing=framing,
            secure=secure,
        )
        self.domain = ""
        self.sender = ""
        self._secure = secure
        self._sign_in = SignIn(host, self, self._welcome)
        self.enrolment = Enrolment(host, self)
        self._binding = Binding(host, self, self.stream, self._join)
        self._events: list[StreamEvent] = []
        self._waiting = False
        self._over = False

    # -- what the transport tells

    def received(self, data: bytes) -> None:
        """Bytes came (one message over WebSocket)."""
        self.heard = monotonic()
        if self._over:
            return
        events = self.stream.receive(data)
        session = self.session
        if session is not None and not self._events:
            stanza = self._host.stanza
            for event in events:
                if isinstance(event, Received) and not session.ended:
                    stanza(session, event.element)
                else:
                    self._handle(event)
            return
        self._events.extend(events)
        self._advance()

    def secured(self) -> None:
        """TLS is up."""
        if self.stream.state is State.SECURING:
            self.stream.secured()
            self._secure = True
        self._waiting = False

    def overflowed(self) -> None:
        """The client reads too slowly: cut it off; what it misses it can have after resuming, or from the journal."""
        _log.info("a client that does not read was cut off", address=self.pipe.address)
        self.pipe.abort()

    def lost(self) -> None:
        """The connection is gone."""
        self._over = True
        session, self.session = self.session, None
        if session is not None:
            session.cut_off()
        self._host.gone(self)

    @property
    def entering(self) -> Identity | None:
        """See `ports.ClientConnection`."""
        return None if self.bound else self._sign_in.entering

    # -- what the session asks

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        self.pipe.write(data)

    def once_fetched(self, done: Callable[[], None]) -> None:
        """See `line.Line`: bytes on a socket count as fetched."""
        if self._fetched is None:
            done()
        else:
            self._fetched.once_fetched(done)

    def wire(self, element: Element) -> bytes:
        """An element as it stands in this stream."""
        return self.stream.wire(element)

    def pause(self) -> None:
        """Stop reading."""
        self.pipe.pause()

    def resume(self) -> None:
        """Read again."""
        self.pipe.resume()

    def end(self, error: StreamError | None = None) -> None:
        """Close the stream properly."""
        if self._over:
            return
        self._over = True
        self.session = None
        for element in self.stream.error(error) if error is not None else (self.stream.close(),):
            self.pipe.write(element)
        self.pipe.close()

    # -- one step after the other

    def _advance(self) -> None:
        while self._events and not self._waiting and not self._over:
            try:
                self._handle(self._events.pop(0))
            except StreamError as error:
                self._violated(error)

    def _handle(self, event: StreamEvent) -> None:
        match event:
            case Received(element):
                self._received(element)
            case StreamOpened():
                self._opened(event)
            case StartTls():
                self._start_tls()
            case Auth() | Authenticate() | AuthResponse() | AuthAbort() | Next() | TaskData():
                self._sign_in.handle(event)
            case BindRequest():
                self._binding.bind(self._identity(), event)
            case StreamClosed():
                self._closed()
            case Violated(error):
                self._violated(error)

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Do what takes time, and the client's next step after it."""
        self._waiting = True
        self.pipe.pause()
        self._host.start(self._wait_for(work))

    async def _wait_for(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except StreamError as error:
            self.end(error)
        except Unavailable as error:
            _log.error("a client was turned away", reason=str(error))
            self.end(StreamError("internal-server-error", "Something that is needed does not answer. Try again later."))
        finally:
            self._waiting = False
        if not self._over:
            self.pipe.resume()
            self._advance()

    def _received(self, element: Element) -> None:
        if self.session is not None:
            if not self.session.ended:
                self._host.stanza(self.session, element)
        elif element.ns == CLIENT and self._sign_in.identity is None:
            self.enrolment.handle(element)
        elif self._sign_in.identity is None:
            self.pipe.write(self.stream.wire(failed("unexpected-request")))
        elif element.ns == STREAM_MANAGEMENT:
            self._binding.resume(self._identity(), element)

    def _closed(self) -> None:
        session, self.session = self.session, None
        if session is not None:
            # A client that closes its stream means it: nothing waits to be resumed (RFC 6120 section 4.4).
            session.leave()
        self.end()

    def _violated(self, error: StreamError) -> None:
        session, self.session = self.session, None
        if session is not None:
            session.leave()
        self.end(error)

    # -- opening

    def _opened(self, header: StreamOpened) -> None:
        try:
            domain = Jid.parse(header.to).domain if header.to else ""
        except InvalidJid:
            domain = ""
        known = self._host.accounts.tenant_of(domain) is not None
        self.pipe.write(self.stream.open(token(), domain if known else "", header.sender))
        if not known:
            self.end(StreamError("host-unknown", "This server does not serve that domain."))
            return
        if self.domain and domain != self.domain:
            self.end(StreamError("not-authorized", "The domain changed while you signed in."))
            return
        self.domain = domain
        self.sender = header.sender
        self.pipe.write(self.stream.features(self._features()))

    def _features(self) -> list[Element]:
        # Not by the state of the stream: a client may have sent its next step already, and be ahead of us.
        if self._sign_in.identity is not None:
            return self._after_sign_in()
        if not self._secure:
            return [Element("starttls", TLS, {}, [Element("required", TLS)])]
        sock = self.pipe.tls
        none: Mapping[str, bytes] = {}
        bindings = self._host.certificate.bindings(sock) if sock is not None else none
        offered = self._sign_in.features(bindings, websocket=self.framing is not Framing.TCP)
        return [*offered, *self.enrolment.features()]

    def _after_sign_in(self) -> list[Element]:
        offered = [Element("sm", STREAM_MANAGEMENT), *self._host.features(self.domain)]
        if self.session is not None:
            return offered
        return [Element("bind", BIND), Element("session", SESSION, {}, [Element("optional", SESSION)]), *offered]

    def _start_tls(self) -> None:
        if self._events:
            # Whatever came with the request was sent in the clear, perhaps by somebody else (ATTACKS B1).
            self.end(StreamError("policy-violation", "Nothing may follow <starttls/> before TLS."))
            return
        self.pipe.write(self.stream.proceed())
        self._waiting = True
        self.pipe.start_tls(self._host.certificate.context)

    # -- signed in

    def _identity(self) -> Identity:
        identity = self._sign_in.identity
        if identity is None:
            raise StreamError("not-authorized")
        return identity

    async def _welcome(self, identity: Identity, request: Request, data: bytes, more: Sequence[Element]) -> None:
        """Do what a client asked for as it signed in (XEP-0388), and tell it so."""
        described = await self._binding.describe(identity, request)
        if self._over:
            return
        session, answers = self._binding.enter(identity, request, described)
        address = session.jid if session is not None else identity.person.jid
        self.pipe.write(self.stream.accepted(success(str(address), data, [*answers, *more]), bound=session is not None))
        self.pipe.write(self.stream.features(self._after_sign_in()))
        if session is not None:
            session.catch_up()

    def _join(self, session: ClientSession) -> None:
        self.session = session
        self.bound = True
        self._host.joined(self)
