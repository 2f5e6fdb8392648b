"""Who is connected: sessions by address, and what the server itself sends to one of them."""

from collections.abc import Callable, Iterable, Sequence

from casemate.accounts.api import Person
from casemate.model.ids import DeviceId, PersonId
from casemate.model.jid import Jid
from casemate.server.api import Answered, Failed, Gateway, RoomMessage, Session
from casemate.server.listener import Listener
from casemate.server.ports import Foreign
from casemate.server.questions import Abroad, ask
from casemate.server.registry import Registry
from casemate.server.session import ClientSession
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, StreamError


class Sessions(Registry):
    """The part of `server.api.Server` that knows sessions."""

    foreign: Foreign
    listener: Listener

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[Jid, dict[str, ClientSession]] = {}
        """Bare address -> resource -> session."""
        self.questions = Abroad()

    def sessions(self, person: Jid) -> Sequence[Session]:
        """See `server.api.Server`."""
        return list(self.people.get(person, {}).values())

    def session(self, full: Jid) -> Session | None:
        """See `server.api.Server`."""
        return self.people.get(full.bare, {}).get(full.resource)

    def all_sessions(self) -> Iterable[Session]:
        """See `server.api.Server`."""
        return self.client_sessions()

    def client_sessions(self) -> list[ClientSession]:
        """Every session here, with what only the server may do to it."""
        return [session for sessions in self.people.values() for session in sessions.values()]

    def same_client(self, session: ClientSession) -> list[ClientSession]:
        """The other sessions of the client that has this one."""
        others = self.people.get(session.bare, {}).values()
        return [each for each in others if each is not session and session.client and each.client == session.client]

    def disable(self, person: PersonId) -> None:
        """See `server.api.Server`."""
        error = StreamError("not-authorized", "This account was disabled.")
        self.listener.end_entering(lambda identity: identity.person.id == person, error)
        for session in list(self.all_sessions()):
            if session.person == person:
                session.close(error)

    def revoke(self, device: DeviceId) -> None:
        """End all sessions of a device at once, and what it is signing in with."""
        error = StreamError("not-authorized", "This device was revoked.")
        self.listener.end_entering(lambda identity: identity.device == device, error)
        for session in list(self.all_sessions()):
            if session.device == device:
                session.close(error)

    def resumable(self, previd: str, person: Person, device: DeviceId) -> ClientSession | None:
        """The session that this very device may resume (ATTACKS B11)."""
        for session in self.people.get(person.jid, {}).values():
            if session.token and session.token == previd and session.device == device:
                return session
        return None

    def available_sessions(self, bare: Jid) -> list[ClientSession]:
        """The sessions of a person that take messages (RFC 6121 section 8.5.2)."""
        return [s for s in self.people.get(bare, {}).values() if s.presence is not None and s.priority >= 0]

    def send(self, to: Jid, stanza: Element) -> None:
        """See `server.api.Server`."""
        session = self.people.get(to.bare, {}).get(to.resource)
        if session is not None:
            session.send(stanza)
        else:
            self.foreign.send(to, stanza)

    def arrived(self, stanza: Element, done: Callable[[], None], via: Gateway | None = None) -> None:
        """See `server.api.Server`."""
        self.foreign.arrived(stanza, done, via)

    def returned(self, stanza: Element, error: StanzaError) -> None:
        """See `server.api.Server`."""
        self.foreign.returned(stanza, error)

    def ask(self, session: Session, question: Element, answered: Answered) -> None:
        """See `server.api.Server`."""
        ask(session, question, answered)

    def ask_contact(
        self,
        person: Jid,
        contact: Jid,
        question: Element,
        answered: Answered,
        *,
        kind: str = "get",
        failed: Failed | None = None,
    ) -> None:
        """See `server.api.Server`."""
        self.foreign.send(contact, self.questions.question(person, contact, question, answered, kind, failed))

    def send_message(self, to: Jid, element: Element, wire: bytes, *, wakes: bool) -> None:
        """See `server.api.Server`."""
        session = self.people.get(to.bare, {}).get(to.resource)
        if session is not None:
            session.send_parcel(element, wire, None, addressed=False, wakes=wakes)
            if wakes:
                self.emit(RoomMessage(session, element))
        else:
            self.foreign.send_message(to, wire)
