"""What a connection needs of the world: something that carries bytes, and the server around it."""

import ssl
from collections.abc import Callable, Coroutine
from typing import NamedTuple, Protocol, runtime_checkable

from casemate.accounts.api import Accounts, Invitation, Person
from casemate.audit.events import AuditEvent
from casemate.model.ids import DeviceId, TenantId
from casemate.model.jid import Jid
from casemate.pipeline.api import Outcome, Parcel
from casemate.server.api import Described, Gateway, NonzaHandler
from casemate.server.line import Line
from casemate.server.session import ClientSession
from casemate.server.tls import Certificate
from casemate.settings.schema import Settings
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError


class Pipe(Protocol):
    """What carries the bytes: a TCP transport, a WebSocket, or a BOSH session."""

    address: str

    @property
    def tls(self) -> ssl.SSLSocket | None:
        """The TLS socket, for channel binding."""
        ...

    def write(self, data: bytes) -> None:
        """Queue bytes (one message over WebSocket)."""
        ...

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Begin TLS."""
        ...

    def pause(self) -> None:
        """Stop reading."""
        ...

    def resume(self) -> None:
        """Read again."""
        ...

    def close(self) -> None:
        """Send what is queued, then close."""
        ...

    def abort(self) -> None:
        """Close at once."""
        ...


@runtime_checkable
class FetchedPipe(Protocol):
    """A pipe from which the client has to fetch, and which knows what it has."""

    def once_fetched(self, done: Callable[[], None]) -> None:
        """Do something when the client has what was written until now; never if it does not come to that."""
        ...


class Identity(NamedTuple):
    """Who has signed in, and with which of their devices."""

    person: Person
    device: DeviceId


class ClientConnection(Line, Protocol):
    """A client's connection, as the server around it sees it."""

    pipe: Pipe
    bound: bool
    """Whether it has come as far as a session."""
    session: ClientSession | None
    heard: float
    """When something came last (`time.monotonic`)."""

    @property
    def entering(self) -> Identity | None:
        """Who has shown that they are it, and has no session yet."""
        ...


class Host(Protocol):
    """What a connection needs of the server around it."""

    accounts: Accounts
    certificate: Certificate
    settings: Settings

    def features(self, domain: str) -> list[Element]:
        """Stream features after sign-in to `domain`, besides binding."""
        ...

    def bind(self, connection: ClientConnection, person: Person, device: DeviceId, jid: Jid) -> ClientSession:
        """Make a session; one with the same address ends with `conflict`. StanzaError if there are too many."""
        ...

    def resumable(self, previd: str, person: Person, device: DeviceId) -> ClientSession | None:
        """The session that this very device may resume."""
        ...

    def same_client(self, session: ClientSession) -> list[ClientSession]:
        """The other sessions of the client that has this one."""
        ...

    def bind_features(self) -> list[str]:
        """Namespaces of what a client can set up as it binds (XEP-0386)."""
        ...

    def bind_handler(self, element: Element) -> NonzaHandler | None:
        """What sets up what a client asks for with this element as it binds."""
        ...

    async def describe(self, person: Person) -> list[Described]:
        """What a client is told as it binds."""
        ...

    def bears(self, tenant: TenantId, jid: Jid) -> bool:
        """Whether others may see the name that somebody has chosen for their address."""
        ...

    async def enrolled(self, person: Person, invitation: Invitation) -> None:
        """Somebody has made an account with an invitation."""
        ...

    def stanza(self, session: ClientSession, element: Element) -> None:
        """A stanza or other element of a bound session."""
        ...

    def audit(self, event: AuditEvent) -> None:
        """Put an event on the audit record."""
        ...

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Do something that takes time; the server waits for it before it stops."""
        ...

    def joined(self, connection: ClientConnection) -> None:
        """The connection has a session."""
        ...

    def gone(self, connection: ClientConnection) -> None:
        """The connection is over."""
        ...


class Foreign(Protocol):
    """What the router needs of `server.foreign`: everything that is for a domain that is not ours, or comes from there."""

    def message(
        self, session: ClientSession, element: Element, to: Jid, done: Callable[[Outcome | None], None]
    ) -> None:
        """A message of a session to somebody elsewhere."""
        ...

    def iq(self, session: ClientSession, element: Element, to: Jid, done: Callable[[], None]) -> None:
        """An IQ of a session to an address elsewhere."""
        ...

    def deliver(self, parcel: Parcel) -> None:
        """An inspected message for somebody elsewhere."""
        ...

    def send(self, to: Jid, stanza: Element) -> None:
        """A stanza of the server's own, or of a component's; dropped if the address is not elsewhere, or may not be written to."""
        ...

    def send_message(self, to: Jid, wire: bytes) -> None:
        """An inspected message of a component's, serialised already; dropped like that."""
        ...

    def arrived(self, stanza: Element, done: Callable[[], None], via: Gateway | None = None) -> None:
        """See `server.api.Server`."""
        ...

    def returned(self, stanza: Element, error: StanzaError) -> None:
        """See `server.api.Server`."""
        ...


class PresenceRoom(Protocol):
    """What the router needs of `server.presence`."""

    def handle(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        """A presence stanza from a session."""
        ...

    def waits(self, session: ClientSession) -> bool:
        """Whether a presence of a session still waits for its verdict."""
        ...

    def after(self, session: ClientSession, act: Callable[[], None]) -> None:
        """Do something after the presences of a session that wait."""
        ...

    def directed(self, session: ClientSession, element: Element, to: Jid) -> None:
        """A presence goes to a component, which is to learn when the session leaves."""
        ...

    def closed(self, session: ClientSession) -> None:
        """A session is over: those who saw it learn so."""
        ...

    def broadcast(self, session: ClientSession) -> None:
        """Send a session's presence again."""
        ...

    async def befriend(self, one: Person, other: Person) -> None:
        """Make two people of ours contacts, each of whom sees the other."""
        ...
