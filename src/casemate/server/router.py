"""Who gets what: stanzas from sessions go to the path or to those who answer, parcels go to sessions.

RFC 6121 section 8 decides by type and address. The router writes nothing of one person's to another's stream that has not
come back from the path (`deliver`), except what carries no text: bare presence, and IQs whose payload is empty. What is for a
domain that is not ours, or comes from there, is `foreign`'s business.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Final

from casemate.accounts.api import SERVICE_LOCAL, Accounts, Invitation, Person
from casemate.archive.journal import Journal
from casemate.audit.events import AuditEvent
from casemate.model.clock import Clock
from casemate.model.ids import ArchiveId, DeviceId, TenantId, encode_id, token
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Parcel, Submission
from casemate.server.api import (
    Component,
    MessageDelivered,
    RoomMessage,
    Sender,
    Session,
    SessionAvailable,
    SessionAwake,
    SessionBound,
    SessionClosed,
    SessionDetached,
)
from casemate.server.iq import ANSWERS, REQUESTS, Asker
from casemate.server.offline import Cursors, Offline
from casemate.server.ports import ClientConnection, PresenceRoom
from casemate.server.questions import take_answer
from casemate.server.session import ClientSession
from casemate.server.stamping import stamp, target_of
from casemate.server.submitting import Submitting
from casemate.server.tls import Certificate
from casemate.settings.schema import Settings
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, StreamError, error_reply
from casemate.xmpp.namespaces import STREAM_MANAGEMENT

_STANZA_ID: Final = "urn:xmpp:sid:0"
_TYPES: Final = frozenset({"normal", "chat", "groupchat", "headline", "error"})
_log = get_logger("router")


class Router(Submitting):
    """The heart of the server: implements `server.api.Server`, `pipeline.api.Post` and `negotiation.Host`."""

    presence: PresenceRoom

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
        super().__init__(accounts)
        self.settings = settings
        self.clock = clock
        self.certificate = certificate
        self._journal = journal
        self._offline = offline
        self._cursors = cursors
        self._tasks: set[asyncio.Task[None]] = set()

    def broadcast_presence(self, session: Session) -> None:
        """See `server.api.Server`."""
        if isinstance(session, ClientSession):
            self.presence.broadcast(session)

    def bind(self, connection: ClientConnection, person: Person, device: DeviceId, jid: Jid) -> ClientSession:
        """Make a session."""
        bare = jid.bare
        if not self.path.harmless(person.tenant, bare, jid.resource):
            # Whoever sees their presence reads it; RFC 6120 section 7.7.2.1 lets us choose another.
            jid = Jid(bare.local, bare.domain, token(9))
        sessions = self.people.setdefault(bare, {})
        former = sessions.get(jid.resource)
        if former is not None:
            former.end(StreamError("conflict", "Another client of yours took this address."))
            sessions = self.people.setdefault(bare, {})
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

    def bears(self, tenant: TenantId, jid: Jid) -> bool:
        """Whether others may see the name that somebody has chosen for their address."""
        return self.path.harmless(tenant, jid, jid.local)

    async def enrolled(self, person: Person, invitation: Invitation) -> None:
        """Somebody has made an account with an invitation."""
        inviter = await self.accounts.person(invitation.inviter_jid) if invitation.inviter_jid is not None else None
        if inviter is not None and invitation.befriends:
            await self.presence.befriend(inviter, person)

    def joined(self, connection: ClientConnection) -> None:
        """A connection has a session."""
        self.listener.joined(connection)

    def gone(self, connection: ClientConnection) -> None:
        """A connection is over."""
        self.listener.gone(connection)

    def audit(self, event: AuditEvent) -> None:
        """Put an event on the audit record."""
        self._journal.audit(event)

    def closed(self, session: ClientSession) -> None:
        """A session is over for good."""
        sessions = self.people.get(session.bare, {})
        if sessions.get(session.jid.resource) is session and sessions.pop(session.jid.resource) and not sessions:
            self.people.pop(session.bare, None)
        metrics.sessions.labels("bound").dec()
        self._return(session)
        self.presence.closed(session)
        self.emit(SessionClosed(session))

    def reached(self, session: ClientSession, archive_id: ArchiveId) -> None:
        """A message has reached the person's client; nothing older waits when one is there that takes all (XEP-0160)."""
        if any(each is session or not each.holds_parcels for each in self.available_sessions(session.bare)):
            self._cursors.forward(session.person, archive_id)
        else:
            self._cursors.alone(session.person, archive_id)

    def detached(self, session: ClientSession) -> None:
        """A session waits to be resumed."""
        self.emit(SessionDetached(session))

    def awake(self, session: ClientSession) -> None:
        """A session was resumed, or is looked at again."""
        self.emit(SessionAwake(session))

    def _return(self, session: ClientSession) -> None:
        """What a dead session did not acknowledge goes to the person's other clients, or waits in the journal."""
        missed = session.unacknowledged()
        if not missed:
            return
        others = self.available_sessions(session.bare)
        if not others:
            self._cursors.back(session.person, min(kept.id for kept in missed if kept.id is not None))
            return
        for kept in missed:
            if kept.addressed:
                for other in others:
                    other.send_parcel(kept.told or Element("message"), kept.wire, kept.id, addressed=False)

    # -- stanzas from sessions

    def stanza(self, session: ClientSession, element: Element) -> None:
        """A stanza or other element of a bound session."""
        if element.ns != CLIENT:
            self._nonza(session, element)
            return
        inbound = session.inbound
        number = session.begin()

        def done(_outcome: Outcome | None = None) -> None:
            session.finish(inbound, number)

        try:
            to = stamp(session, element)
        except StanzaError as error:
            self._answer_error(session, element, error)
            done()
            return
        except StreamError as error:
            session.end(error)
            return
        if element.name != "presence" and self.presence.waits(session):
            # Nothing overtakes a presence that is still being judged (RFC 6120 section 10.1).
            self.presence.after(session, partial(self._route, session, element, to, done))
            return
        self._route(session, element, to, done)

    def _route(
        self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[Outcome | None], None]
    ) -> None:
        name = element.name
        if to is not None and not self.is_local(to.domain) and (component := self.component_at(to.domain)) is not None:
            self._to_component(component, session, element, to, partial(done, None))
        elif name == "message":
            self._message(session, element, to or session.bare, done)
        elif name == "presence":
            self.presence.handle(session, element, to, partial(done, None))
        else:
            self._iq(session, element, to, partial(done, None))

    def _to_component(
        self, component: Component, session: ClientSession, element: Element, to: Jid, done: Callable[[], None]
    ) -> None:
        if element.name == "presence":
            self.presence.directed(session, element, to)
        component.stanza(Sender(session.jid, session.tenant), element, to, done)

    def _nonza(self, session: ClientSession, element: Element) -> None:
        try:
            if element.ns == STREAM_MANAGEMENT:
                session.manage(element)
                return
        except StreamError as error:
            session.end(error)
            return
        handler = self.nonza(element)
        if handler is None:
            session.end(StreamError("unsupported-stanza-type", "That element is not known here."))
            return
        handler(session, element)

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
        element.attrs.setdefault("to", str(to))
        tenant = self.accounts.tenant_of(to.domain)
        if tenant is None:
            self.foreign.message(session, element, to, done)
        elif to.local == SERVICE_LOCAL or self.accounts.lookup(to.bare) is not None:
            self._submit(
                session, element, to, Direction.INTERNAL if tenant == session.tenant else Direction.OUTBOUND, done
            )
        elif not to.local:
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done(None)
        else:
            self.start(self._look_up(session, element, to, done))

    async def _look_up(
        self, session: ClientSession, element: Element, to: Jid, done: Callable[[Outcome | None], None]
    ) -> None:
        """Somebody whom this process has not seen: added since the start, or nobody."""
        person = await self.accounts.person(to.bare)
        if person is None:
            if element.attrs.get("type") != "headline":
                # To somebody who is away it would be dropped without a word, too (sections 8.5.1 and 8.5.2.2.1).
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
        if (refusal := self.refuses(session.jid, to.bare)) is not None:
            self._answer_error(session, element, refusal)
            done(None)
            return
        if to.local != SERVICE_LOCAL and self.is_for_nobody(element.attrs.get("type", "normal"), to):
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done(None)
            return
        self.path.submit(Submission(Kind.MESSAGE, element, session.jid, to, session.tenant, direction), done)

    def is_for_nobody(self, kind: str, to: Jid) -> bool:
        """Nobody's account is a room (RFC 6121 sections 8.5.2.1.1, 8.5.2.2.1), and what is for one client is for no other (8.5.3.2.1)."""
        if to.resource in self.people.get(to.bare, ()):
            return False
        return kind == "groupchat" or (kind == "normal" and bool(to.resource))

    def _iq(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        kind = element.attrs.get("type")
        if kind not in REQUESTS and kind not in ANSWERS:
            session.send(error_reply(element, StanzaError("bad-request", "An IQ is get, set, result or error.")))
            done()
        elif to is not None and not self.is_local(to.domain):
            self.foreign.iq(session, element, to, done)
        elif to is not None and to.local and (refusal := self.refuses(session.jid, to.bare)) is not None:
            self._answer_error(session, element, refusal)
            done()
        elif to is not None and to.resource:
            self._relay(session, element, to, done)
        elif kind in ANSWERS:
            take_answer(session, element)
            done()
        else:
            asker = Asker(Sender(session.jid, session.tenant), session, session.send)
            self.iqs.answer(asker, target_of(session, to), to or session.bare, element, done)

    def _relay(self, session: ClientSession, element: Element, to: Jid, done: Callable[[], None]) -> None:
        recipient = self.people.get(to.bare, {}).get(to.resource)
        if recipient is None or not self.iqs.may_pass(element, session.jid, to):
            self._answer_error(session, element, StanzaError("service-unavailable"))
            done()
            return

        def settled(outcome: Outcome | None) -> None:
            if outcome is not None and outcome.passed:
                recipient.send(outcome.element)
            elif outcome is not None:
                self._answer_error(session, element, StanzaError("policy-violation"))
            else:
                self._answer_error(
                    session, element, StanzaError("resource-constraint", "Please try again in a moment.")
                )
            done()

        direction = Direction.INTERNAL if recipient.tenant == session.tenant else Direction.OUTBOUND
        self.path.submit(Submission(Kind.IQ, element, session.jid, to, session.tenant, direction), settled)

    # -- pipeline.api.Post

    def deliver(self, parcel: Parcel) -> None:
        """Deliver by RFC 6121 section 8.5; nobody there: it waits in the journal, or was transient."""
        to = parcel.recipient
        if self.accounts.tenant_of(to.domain) is None:
            (self.component_at(to.domain) or self.foreign).deliver(parcel)
            return
        bare = to.bare
        wire = parcel.wire
        if parcel.id is not None:
            # Spliced in, because serialising once a message is enough (XEP-0359).
            wire = (
                wire[:-10]
                + f"<stanza-id xmlns='{_STANZA_ID}' by='{bare}' id='{encode_id(parcel.id)}'/></message>".encode()
            )
        sessions, kind = self.people.get(bare), parcel.element.attrs.get("type")
        recipients: list[ClientSession] = []
        addressed = False
        if sessions:
            exact = sessions.get(to.resource) if to.resource else None
            if exact is not None:
                recipients, addressed = [exact], True
            elif kind == "chat" or (not to.resource and kind != "error"):
                recipients = [s for s in sessions.values() if s.presence is not None and s.priority >= 0]
        must_reach = parcel.id if parcel.storable else None
        for session in recipients:
            # What a room elsewhere says waits nowhere for those in it, but it is said to them.
            wakes = kind == "groupchat" and parcel.id is not None
            session.send_parcel(parcel.element, wire, must_reach, addressed=addressed, wakes=wakes)
            if wakes:
                self.emit(RoomMessage(session, parcel.element))
        if self.listens(MessageDelivered):
            self.emit(MessageDelivered(parcel, recipients))

    def arriving(self, session: ClientSession) -> None:
        """A session is about to take messages: what is new waits until what waited is delivered (`catch_up`)."""
        self._offline.arriving(session)

    def available(self, session: ClientSession) -> None:
        """A session has sent its initial presence: what waited is delivered."""
        self.emit(SessionAvailable(session))
        self.catch_up(session)

    def catch_up(self, session: ClientSession) -> None:
        """Deliver what waited, if the session takes messages (XEP-0160 section 2)."""
        if session.priority >= 0:
            self.start(self._offline.catch_up(session))

    async def close(self) -> None:
        """Wait for look-ups and late deliveries under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Do something that takes time; `close` waits for it."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("routing failed", error=repr(error))
