"""Who gets what: stanzas from sessions are stamped and handed to the path or to those who answer; parcels go to sessions.

RFC 6121 section 8 decides by type and address. The router writes nothing of one person's to another's stream that has not
come back from the path (`deliver`), except what carries no text: bare presence, and IQs whose payload is empty.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, Final, Protocol

from casemate.accounts.api import SERVICE_LOCAL, Accounts, Person
from casemate.archive.journal import Journal
from casemate.audit.events import AuditEvent
from casemate.model.clock import Clock
from casemate.model.errors import InvalidJid
from casemate.model.ids import ArchiveId, DeviceId, PersonId, encode_id
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Parcel, Path, Submission
from casemate.server.api import (
    Event,
    IqHandler,
    MessageDelivered,
    NonzaHandler,
    Refusal,
    Session,
    SessionAvailable,
    SessionBound,
    SessionClosed,
    Target,
)
from casemate.server.iq import ANSWERS, REQUESTS, IqTable
from casemate.server.listener import Listener
from casemate.server.negotiation import Connection
from casemate.server.offline import Cursors, Offline
from casemate.server.session import ClientSession
from casemate.server.tls import Certificate
from casemate.settings.schema import Settings
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, StreamError, error_reply
from casemate.xmpp.namespaces import STREAM_MANAGEMENT

_STANZA_ID: Final = "urn:xmpp:sid:0"
_TYPES: Final = frozenset({"normal", "chat", "groupchat", "headline", "error"})
_log = get_logger("router")


class PresenceRoom(Protocol):
    """What the router needs of `server.presence`."""

    def handle(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        """A presence stanza from a session."""
        ...

    def closed(self, session: ClientSession) -> None:
        """A session is over: those who saw it learn so."""
        ...

    def broadcast(self, session: ClientSession) -> None:
        """Send a session's presence again."""
        ...


class Router:
    """The heart of the server: implements `server.api.Server`, `pipeline.api.Post` and `negotiation.Host`."""

    path: Path
    presence: PresenceRoom
    listener: Listener

    def __init__(
        self,
        settings: Settings,
        accounts: Accounts,
        journal: Journal,
        offline: Offline,
        cursors: Cursors,
        certificate: Certificate,
        clock: Clock,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.accounts = accounts
        self.certificate = certificate
        self.iqs = IqTable()
        self._journal = journal
        self._offline = offline
        self._cursors = cursors
        self._people: dict[Jid, dict[str, ClientSession]] = {}
        self._tokens: dict[str, ClientSession] = {}
        self._features: list[Callable[[], Element]] = []
        self._nonzas: dict[tuple[str, str], NonzaHandler] = {}
        self._listeners: defaultdict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)
        self._refusals: list[Refusal] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.disco: dict[str, list[str]] = {"server": [], "account": []}

    # -- server.api.Server

    def is_local(self, domain: str) -> bool:
        """Whether `domain` is one of ours."""
        return self.accounts.tenant_of(domain) is not None

    def serve_iq(self, target: Target, kind: str, namespace: str, name: str, handler: IqHandler) -> None:
        """See `server.api.Server`."""
        self.iqs.serve(target, kind, namespace, name, handler)

    def relay_iq(self, namespace: str, *names: str) -> None:
        """See `server.api.Server`."""
        self.iqs.relay(namespace, names)

    def serve_nonza(self, namespace: str, name: str, handler: NonzaHandler) -> None:
        """See `server.api.Server`."""
        self._nonzas[namespace, name] = handler

    def advertise(self, element: Callable[[], Element]) -> None:
        """See `server.api.Server`."""
        self._features.append(element)

    def disco_server(self, *namespaces: str) -> None:
        """See `server.api.Server`."""
        self.disco["server"].extend(namespaces)

    def disco_account(self, *namespaces: str) -> None:
        """See `server.api.Server`."""
        self.disco["account"].extend(namespaces)

    def on(self, event: type[Event], handler: Callable[[Event], None]) -> None:
        """See `server.api.Server`."""
        self._listeners[event].append(handler)

    def refuse(self, refusal: Refusal) -> None:
        """See `server.api.Server`."""
        self._refusals.append(refusal)

    def sessions(self, person: Jid) -> Sequence[Session]:
        """See `server.api.Server`."""
        return list(self._people.get(person, {}).values())

    def session(self, full: Jid) -> Session | None:
        """See `server.api.Server`."""
        return self._people.get(full.bare, {}).get(full.resource)

    def all_sessions(self) -> Iterable[Session]:
        """See `server.api.Server`."""
        return [session for sessions in self._people.values() for session in sessions.values()]

    async def publish(self, session: Session, element: Element) -> Outcome:
        """See `server.api.Server`."""
        fate: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()

        def done(outcome: Outcome | None) -> None:
            if not fate.done():
                fate.set_result(outcome)

        kind = Kind.PRESENCE if element.name == "presence" else Kind.IQ
        self.path.submit(
            Submission(kind, element, session.jid, session.jid.bare, session.tenant, Direction.INTERNAL), done
        )
        outcome = await fate
        if outcome is None:
            raise StanzaError("resource-constraint", "This could not be put on record. Please try again in a moment.")
        return outcome

    def disable(self, person: PersonId) -> None:
        """See `server.api.Server`."""
        for session in list(self.all_sessions()):
            if session.person == person:
                session.close(StreamError("not-authorized", "This account was disabled."))

    def revoke(self, device: DeviceId) -> None:
        """End all sessions of a device at once."""
        for session in list(self.all_sessions()):
            if session.device == device:
                session.close(StreamError("not-authorized", "This device was revoked."))

    def broadcast_presence(self, session: Session) -> None:
        """See `server.api.Server`."""
        if isinstance(session, ClientSession):
            self.presence.broadcast(session)

    def emit(self, event: object) -> None:
        """Tell those who listen."""
        for handler in self._listeners.get(type(event), ()):
            handler(event)

    # -- negotiation.Host

    def features(self) -> list[Element]:
        """Stream features after sign-in."""
        return [make() for make in self._features]

    def bind(self, connection: Connection, person: Person, device: DeviceId, jid: Jid) -> ClientSession:
        """Make a session."""
        bare = jid.bare
        sessions = self._people.setdefault(bare, {})
        former = sessions.get(jid.resource)
        if former is not None:
            former.end(StreamError("conflict", "Another client of yours took this address."))
            sessions = self._people.setdefault(bare, {})
        if len(sessions) >= self.settings.limits.sessions_per_person:
            raise StanzaError("resource-constraint", "Too many of your clients are connected.")
        session = ClientSession(
            self, connection, self.settings.limits, jid, person.tenant, person.id, device, connection.pipe.address
        )
        sessions[jid.resource] = session
        metrics.sessions.labels("bound").inc()
        self._cursors.known(person.id, person.delivered_upto)
        self.emit(SessionBound(session))
        return session

    def resumable(self, previd: str, person: Person, device: DeviceId) -> ClientSession | None:
        """The session that this very device may resume (ATTACKS B11)."""
        for session in self._people.get(person.jid, {}).values():
            if session.token and session.token == previd and session.device == device:
                return session
        return None

    def joined(self, connection: Connection) -> None:
        """A connection has a session."""
        self.listener.joined(connection)

    def gone(self, connection: Connection) -> None:
        """A connection is over."""
        self.listener.gone(connection)

    def audit(self, event: AuditEvent) -> None:
        """Put an event on the audit record."""
        self._journal.audit(event)

    # -- session.Owner

    def closed(self, session: ClientSession) -> None:
        """A session is over for good."""
        sessions = self._people.get(session.bare, {})
        if sessions.get(session.jid.resource) is session:
            del sessions[session.jid.resource]
            if not sessions:
                self._people.pop(session.bare, None)
        metrics.sessions.labels("bound").dec()
        self._return(session)
        self.presence.closed(session)
        self.emit(SessionClosed(session))

    def detached(self, session: ClientSession) -> None:
        """A session waits to be resumed."""

    def reached(self, session: ClientSession, archive_id: ArchiveId) -> None:
        """Everything up to the archive id has reached the person's client."""
        self._cursors.forward(session.person, archive_id)

    def _return(self, session: ClientSession) -> None:
        """What a dead session did not acknowledge goes to the person's other clients, or waits in the journal."""
        missed = session.unacknowledged()
        if not missed:
            return
        others = self._available(session.bare)
        if not others:
            self._cursors.back(session.person, min(kept.id for kept in missed if kept.id is not None))
            return
        for kept in missed:
            if kept.addressed:
                for other in others:
                    other.send_parcel(Element("message"), kept.wire, kept.id, addressed=False)

    # -- stanzas from sessions

    def stanza(self, session: ClientSession, element: Element) -> None:
        """A stanza or other element of a bound session."""
        name = element.name
        if element.ns != "jabber:client":
            self._nonza(session, element)
            return
        inbound = session.inbound
        number = session.begin()

        def done(_outcome: Outcome | None = None) -> None:
            session.finish(inbound, number)

        try:
            to = self._stamp(session, element)
        except StanzaError as error:
            self._answer_error(session, element, error)
            done()
            return
        except StreamError as error:
            session.end(error)
            return
        if name == "message":
            self._message(session, element, to or session.bare, done)
        elif name == "presence":
            self.presence.handle(session, element, to, done)
        else:
            self._iq(session, element, to, done)

    def _nonza(self, session: ClientSession, element: Element) -> None:
        try:
            if element.ns == STREAM_MANAGEMENT:
                session.manage(element)
                return
        except StreamError as error:
            session.end(error)
            return
        handler = self._nonzas.get((element.ns, element.name))
        if handler is None:
            session.end(StreamError("unsupported-stanza-type", "That element is not known here."))
            return
        handler(session, element)

    def _stamp(self, session: ClientSession, element: Element) -> Jid | None:
        """Make `from` the session's own address (RFC 6120 section 8.1.2.1, ATTACKS B10); return the address in `to`."""
        attrs = element.attrs
        claimed = attrs.get("from")
        own = str(session.jid)
        if claimed is not None and claimed not in {own, str(session.bare)}:
            raise StreamError("invalid-from", "You can only send as yourself.")
        attrs["from"] = own
        address = attrs.get("to")
        if address is None:
            return None
        try:
            to = Jid.parse(address)
        except InvalidJid as error:
            raise StanzaError("jid-malformed", error.reason) from error
        attrs["to"] = str(to)
        return to

    def _answer_error(self, session: ClientSession, element: Element, error: StanzaError) -> None:
        """Answer with an error, unless the stanza is itself an answer (RFC 6120 section 8.3.1)."""
        if element.attrs.get("type") not in ANSWERS:
            session.send(error_reply(element, error))

    def _message(
        self, session: ClientSession, element: Element, to: Jid, done: Callable[[Outcome | None], None]
    ) -> None:
        kind = element.attrs.get("type", "normal")
        if kind not in _TYPES:
            # RFC 6121 section 5.2.2: an unknown type is "normal".
            element.attrs["type"] = kind = "normal"
        if not element.attrs.get("to"):
            element.attrs["to"] = str(to)
        tenant = self.accounts.tenant_of(to.domain)
        if tenant is None:
            self._answer_error(session, element, StanzaError("remote-server-not-found"))
            done(None)
        elif to.local == SERVICE_LOCAL or self.accounts.lookup(to.bare) is not None:
            self._submit(
                session, element, to, Direction.INTERNAL if tenant == session.tenant else Direction.OUTBOUND, done
            )
        elif not to.local:
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done(None)
        else:
            self._start(self._look_up(session, element, to, done))

    async def _look_up(
        self, session: ClientSession, element: Element, to: Jid, done: Callable[[Outcome | None], None]
    ) -> None:
        """Somebody whom this process has not seen: added since the start, or nobody."""
        person = await self.accounts.person(to.bare)
        if person is None:
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done(None)
            return
        direction = Direction.INTERNAL if person.tenant == session.tenant else Direction.OUTBOUND
        self._submit(session, element, to, direction, done)

    def _submit(
        self,
        session: ClientSession,
        element: Element,
        to: Jid,
        direction: Direction,
        done: Callable[[Outcome | None], None],
    ) -> None:
        if self._refusals and self.refuses(session.jid, to.bare):
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done(None)
            return
        if element.attrs.get("type") == "groupchat" and to.local != SERVICE_LOCAL:
            # Nobody's account is a room (RFC 6121 section 8.5.2.1.1).
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done(None)
            return
        self.path.submit(Submission(Kind.MESSAGE, element, session.jid, to, session.tenant, direction), done)

    def _iq(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        kind = element.attrs.get("type")
        if kind not in REQUESTS and kind not in ANSWERS:
            session.send(error_reply(element, StanzaError("bad-request", "An IQ is get, set, result or error.")))
            done()
        elif to is not None and to.resource:
            self._relay(session, element, to, done)
        elif kind in ANSWERS:
            # Answers to what the server asked (a ping, say) end here.
            done()
        else:
            self.iqs.answer(session, self._target(session, to), to or session.bare, element, done)

    def _target(self, session: ClientSession, to: Jid | None) -> Target:
        if to is None or to == session.bare:
            return Target.SELF
        if to.is_domain:
            return Target.SERVER
        return Target.SERVICE if to.local == SERVICE_LOCAL else Target.PERSON

    def _relay(self, session: ClientSession, element: Element, to: Jid, done: Callable[[], None]) -> None:
        recipient = self._people.get(to.bare, {}).get(to.resource)
        if recipient is None or self.refuses(session.jid, to.bare) or not self.iqs.may_pass(element, session.jid, to):
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done()
            return

        def settled(outcome: Outcome | None) -> None:
            if outcome is not None and outcome.passed:
                recipient.send(outcome.element)
            elif outcome is not None:
                self._answer_error(session, element, StanzaError("policy-violation"))
            done()

        direction = Direction.INTERNAL if recipient.tenant == session.tenant else Direction.OUTBOUND
        self.path.submit(Submission(Kind.IQ, element, session.jid, to, session.tenant, direction), settled)

    def refuses(self, sender: Jid, recipient: Jid) -> bool:
        """Whether a routing filter keeps the two apart."""
        return any(refuses(sender, recipient) for refuses in self._refusals)

    # -- pipeline.api.Post

    def deliver(self, parcel: Parcel) -> None:
        """Deliver by RFC 6121 section 8.5; nobody there: it waits in the journal, or was transient."""
        to = parcel.recipient
        bare = to.bare
        wire = parcel.wire
        if parcel.id is not None:
            # Spliced in, because serialising once a message is enough (XEP-0359).
            wire = (
                wire[:-10]
                + f"<stanza-id xmlns='{_STANZA_ID}' by='{bare}' id='{encode_id(parcel.id)}'/></message>".encode()
            )
        sessions = self._people.get(bare)
        recipients: list[ClientSession] = []
        addressed = False
        if sessions:
            exact = sessions.get(to.resource) if to.resource else None
            if exact is not None:
                recipients, addressed = [exact], True
            elif not to.resource or parcel.element.attrs.get("type", "normal") in {"normal", "chat"}:
                recipients = [s for s in sessions.values() if s.presence is not None and s.priority >= 0]
        must_reach = parcel.id if parcel.storable else None
        for session in recipients:
            session.send_parcel(parcel.element, wire, must_reach, addressed=addressed)
        if self._listeners.get(MessageDelivered):
            self.emit(MessageDelivered(parcel, recipients))

    def reply(self, to: Jid, stanza: Element) -> None:
        """Send a stanza of the server's own to a session."""
        session = self._people.get(to.bare, {}).get(to.resource)
        if session is not None:
            session.send(stanza)

    async def drain(self, seconds: float) -> None:
        """Let what is under way settle (for `seconds` at most), answer with the last `<a/>`, and close every stream."""
        sessions = [session for people in self._people.values() for session in people.values()]
        for session in sessions:
            session.stop_reading()
        deadline = self.clock() + seconds
        while any(session.inbound.under_way for session in sessions) and self.clock() < deadline:
            await asyncio.sleep(0.01)
        for session in sessions:
            session.say_goodbye()
        for connection in self.listener.connections:
            connection.end(StreamError("system-shutdown", "The server is going down. Please come back in a moment."))
        await self.iqs.close()

    # -- for presence

    def available(self, session: ClientSession) -> None:
        """A session has sent its initial presence: what waited is delivered."""
        self.emit(SessionAvailable(session))
        if session.priority >= 0:
            self._start(self._catch_up(session))

    async def _catch_up(self, session: ClientSession) -> None:
        session.hold_parcels()
        person = await self.accounts.people.refresh(session.bare)
        if person is None:
            return
        last = 0
        for archive_id, element in await self._offline.pending(session, person.delivered_upto):
            attrs = {"by": str(session.bare), "id": encode_id(archive_id)}
            element.add(Element("stanza-id", _STANZA_ID, attrs))
            session.send_stored(element, archive_id)
            last = archive_id
        session.release_parcels(last)

    def _available(self, bare: Jid) -> list[ClientSession]:
        return [s for s in self._people.get(bare, {}).values() if s.presence is not None and s.priority >= 0]

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("routing failed", error=repr(error))
