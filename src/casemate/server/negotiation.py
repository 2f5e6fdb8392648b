"""From bytes to a bound session: one object per connection, which drives the stream and then hands stanzas to the router.

Everything that waits (the database, a handshake) pauses reading, so that the client's steps are taken one at a time.
"""

from collections.abc import Coroutine, Mapping
from typing import Final

from casemate.accounts.api import Person
from casemate.audit.events import AuditAction, AuditEvent
from casemate.model.errors import InvalidJid, Unavailable
from casemate.model.ids import DeviceId, TenantId, token
from casemate.model.jid import Jid, prepare_local, prepare_resource
from casemate.server.management import failed
from casemate.server.ports import Host, Pipe
from casemate.server.session import ClientSession
from casemate.settings.schema import Limits as LimitSettings
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, StreamError, error_reply
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import BIND, SESSION, STREAM_MANAGEMENT, TLS
from casemate.xmpp.sasl import Mechanisms
from casemate.xmpp.scram import SaslError, ScramServer, ScramSuccess
from casemate.xmpp.states import State
from casemate.xmpp.stream import (
    Auth,
    AuthAbort,
    AuthResponse,
    BindRequest,
    Framing,
    Received,
    ServerStream,
    StartTls,
    StreamClosed,
    StreamEvent,
    StreamOpened,
    Violated,
)

MAX_ATTEMPTS: Final = 5
"""Failed sign-ins on one connection (RFC 6120 section 6.4.5: at least 2, at most 5)."""
_log = get_logger("sign-in")


class Connection:
    """A client's connection. It is a `transport.Receiver` and a `session.Line`."""

    def __init__(
        self, host: Host, pipe: Pipe, limits: LimitSettings, *, framing: Framing = Framing.TCP, secure: bool
    ) -> None:
        self.framing = framing
        self.pipe = pipe
        self.session: ClientSession | None = None
        self.bound = False
        """Whether it has come as far as a session."""
        self._host = host
        self._stream = ServerStream(
            Limits(limits.stanza_before_auth, limits.stanza, limits.depth, limits.attributes, limits.elements),
            framing=framing,
            secure=secure,
        )
        self._domain = ""
        self._exchange: ScramServer | None = None
        self._who: Jid | None = None
        self._person: Person | None = None
        self._device = DeviceId(0)
        self._attempts = 0
        self._mechanisms: Mechanisms | None = None
        self._events: list[StreamEvent] = []
        self._waiting = False
        self._over = False

    # -- what the transport tells

    def received(self, data: bytes) -> None:
        """Bytes came (one message over WebSocket)."""
        if self._over:
            return
        events = self._stream.receive(data)
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
        if self._stream.state is State.SECURING:
            self._stream.secured()
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

    # -- what the session asks

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        self.pipe.write(data)

    def wire(self, element: Element) -> bytes:
        """An element as it stands in this stream."""
        return self._stream.wire(element)

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
        self.pipe.write(self._stream.error(error) if error is not None else self._stream.close())
        self.pipe.close()

    # -- one step after the other

    def _advance(self) -> None:
        while self._events and not self._waiting and not self._over:
            self._handle(self._events.pop(0))

    def _handle(self, event: StreamEvent) -> None:
        match event:
            case Received(element):
                self._received(element)
            case StreamOpened():
                self._opened(event)
            case StartTls():
                self._start_tls()
            case Auth(mechanism, data):
                self._auth(mechanism, data)
            case AuthResponse(data):
                self._respond(data)
            case AuthAbort(condition):
                self._fail(SaslError(condition))
            case BindRequest():
                self._bind(event)
            case StreamClosed():
                self._closed()
            case Violated(error):
                self._violated(error)

    def _later(self, work: Coroutine[None, None, None]) -> None:
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
        elif element.ns == STREAM_MANAGEMENT:
            self._resume(element)

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
        self.pipe.write(self._stream.open(token(), domain if known else "", header.sender))
        if not known:
            self.end(StreamError("host-unknown", "This server does not serve that domain."))
            return
        if self._domain and domain != self._domain:
            self.end(StreamError("not-authorized", "The domain changed while you signed in."))
            return
        self._domain = domain
        self.pipe.write(self._stream.features(self._features()))

    def _features(self) -> list[Element]:
        if self._stream.state is State.CLEAR:
            return [Element("starttls", TLS, {}, [Element("required", TLS)])]
        if self._stream.state is State.SECURE:
            sock = self.pipe.tls
            none: Mapping[str, bytes] = {}
            bindings = self._host.certificate.bindings(sock) if sock is not None else none
            self._mechanisms = Mechanisms(bindings, websocket=self.framing is Framing.WEBSOCKET)
            return self._mechanisms.features()
        return [
            Element("bind", BIND),
            Element("session", SESSION, {}, [Element("optional", SESSION)]),
            Element("sm", STREAM_MANAGEMENT),
            *self._host.features(self._domain),
        ]

    def _start_tls(self) -> None:
        if self._events:
            # Whatever came with the request was sent in the clear, perhaps by somebody else (ATTACKS B1).
            self.end(StreamError("policy-violation", "Nothing may follow <starttls/> before TLS."))
            return
        self.pipe.write(self._stream.proceed())
        self._waiting = True
        self.pipe.start_tls(self._host.certificate.context)

    # -- signing in

    def _auth(self, mechanism: str, data: bytes | None) -> None:
        exchange = self._mechanisms.scram(mechanism) if self._mechanisms is not None else None
        if exchange is None:
            self._fail(SaslError("invalid-mechanism"))
            return
        self._exchange = exchange
        self._who = None
        if data is None:
            self.pipe.write(self._stream.challenge(b""))
        else:
            self._first(exchange, data)

    def _respond(self, data: bytes) -> None:
        exchange = self._exchange
        if exchange is None:
            self._fail(SaslError("malformed-request"))
        elif self._who is None:
            self._first(exchange, data)
        else:
            try:
                success = exchange.final(data)
            except SaslError as error:
                self._fail(error)
                return
            self._later(self._succeed(success))

    def _first(self, exchange: ScramServer, data: bytes) -> None:
        try:
            who = Jid(prepare_local(exchange.first(data)), self._domain, "")
        except InvalidJid:
            self._fail(SaslError("not-authorized"))
            return
        except SaslError as error:
            self._fail(error)
            return
        self._who = who
        if not self._host.accounts.throttle.allowed(who, self.pipe.address):
            self._fail(SaslError("temporary-auth-failure", "Too many failed sign-ins. Wait a few minutes."))
            return
        self._later(self._challenge(exchange, who))

    async def _challenge(self, exchange: ScramServer, who: Jid) -> None:
        credentials = await self._host.accounts.scram(who, exchange.digest)
        self.pipe.write(self._stream.challenge(exchange.challenge(credentials)))

    async def _succeed(self, success: ScramSuccess) -> None:
        accounts, who = self._host.accounts, self._who
        person = accounts.lookup(who) if who is not None else None
        if who is None or person is None or person.disabled:
            self._fail(SaslError("not-authorized"))
            return
        if success.authzid and success.authzid != str(who):
            self._fail(SaslError("invalid-authzid", "You can only be yourself."))
            return
        if not await accounts.signed_in(DeviceId(success.device), self.pipe.address):
            self._fail(SaslError("credentials-expired", "This device was revoked."))
            return
        self._person = person
        self._device = DeviceId(success.device)
        self._exchange = None
        accounts.throttle.succeeded(who, self.pipe.address)
        metrics.sign_ins.labels("succeeded").inc()
        self._note(AuditAction.SIGN_IN_SUCCEEDED, person.tenant, who, {"device": success.device})
        self.pipe.write(self._stream.success(success.server_final))

    def _fail(self, error: SaslError) -> None:
        self._exchange = None
        self._attempts += 1
        who, self._who = self._who, None
        metrics.sign_ins.labels(error.condition).inc()
        if who is not None and error.condition == "not-authorized":
            self._host.accounts.throttle.failed(who, self.pipe.address)
            tenant = self._host.accounts.tenant_of(who.domain)
            if tenant is not None:
                self._note(AuditAction.SIGN_IN_FAILED, tenant, who, {"condition": error.condition})
        self.pipe.write(self._stream.failure(error.condition, error.text if error.text != error.condition else ""))
        if self._attempts >= MAX_ATTEMPTS:
            self.end(StreamError("policy-violation", "Too many failed sign-ins on one connection."))

    def _note(self, action: AuditAction, tenant: TenantId, who: Jid, detail: dict[str, object]) -> None:
        detail = {**detail, "address": self.pipe.address}
        self._host.audit(AuditEvent(tenant=tenant, actor=str(who), action=action, subject=str(who), detail=detail))

    # -- binding and resuming

    def _bind(self, request: BindRequest) -> None:
        person = self._person
        if person is None:
            self.end(StreamError("not-authorized"))
            return
        try:
            resource = prepare_resource(request.resource) if request.resource else token(9)
            session = self._host.bind(self, person, self._device, Jid(person.jid.local, person.jid.domain, resource))
        except InvalidJid as error:
            self._refuse_bind(request, StanzaError("bad-request", error.reason))
            return
        except StanzaError as error:
            self._refuse_bind(request, error)
            return
        self._join(session)
        self.pipe.write(self._stream.bound(request, str(session.jid)))

    def _join(self, session: ClientSession) -> None:
        self.session = session
        self.bound = True
        self._host.joined(self)

    def _refuse_bind(self, request: BindRequest, error: StanzaError) -> None:
        reply = error_reply(Element("iq", CLIENT, {"id": request.id, "type": "set"}), error)
        self.pipe.write(self._stream.not_bound(reply))

    def _resume(self, element: Element) -> None:
        person = self._person
        if element.name != "resume" or person is None:
            self.pipe.write(self._stream.not_bound(failed("unexpected-request")))
            return
        session = self._host.resumable(element.get("previd") or "", person, self._device)
        h = element.get("h") or ""
        if session is None or session.framing is not self.framing or not h.isdecimal() or len(h) > 10:
            self.pipe.write(self._stream.not_bound(failed("item-not-found")))
            return
        resumed = session.take_over(self, int(h))
        self._join(session)
        self.pipe.write(self._stream.resumed(resumed))
        session.catch_up()
