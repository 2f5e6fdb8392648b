"""The facade of the server: what features, rooms and the web may touch, and nothing else.

A feature is one file in `features/` with a class that fits `Feature`: it declares what it serves, and `attach` joins it to
the server by the calls of `Server`. It keeps per-session state in `Session.memory` under its own name.
"""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from casemate.accounts.api import Person
from casemate.model.clock import Clock
from casemate.model.ids import PersonId, TenantId
from casemate.model.inspection import CLEAN
from casemate.model.jid import Jid
from casemate.pipeline import words
from casemate.pipeline.api import Outcome, Parcel
from casemate.server.edges import OUTSIDE, Component, Gateway, Refusal, Sender
from casemate.server.events import (
    ContactSeen,
    Event,
    Gate,
    MessageDelivered,
    PresenceSent,
    RoomMessage,
    Session,
    SessionAvailable,
    SessionAwake,
    SessionBound,
    SessionClosed,
    SessionDetached,
)
from casemate.settings.schema import Settings
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

__all__ = [
    "OUTSIDE",
    "Answered",
    "Component",
    "ContactSeen",
    "Described",
    "Describer",
    "Event",
    "Failed",
    "Feature",
    "Gate",
    "Gateway",
    "Iq",
    "IqHandler",
    "MessageDelivered",
    "NodeHandler",
    "NonzaHandler",
    "Outcome",
    "Parcel",
    "PresenceSent",
    "Refusal",
    "RoomMessage",
    "Sender",
    "Server",
    "Session",
    "SessionAvailable",
    "SessionAwake",
    "SessionBound",
    "SessionClosed",
    "SessionDetached",
    "Target",
    "refusal",
]


class Target(StrEnum):
    """To whom an IQ that the server answers is addressed."""

    SERVER = "server"
    """A domain of ours."""
    SELF = "self"
    """No `to`, or the sender's own bare address."""
    PERSON = "person"
    """Another person's bare address: answered by the server on the person's behalf (RFC 6121 section 8.5.2.2.3)."""
    SERVICE = "service"
    """The service's contact, `casemate@DOMAIN`."""


@dataclass(frozen=True, slots=True)
class Iq:
    """An IQ get or set for a handler, checked to have exactly one payload."""

    asker: Sender
    to: Jid
    """The address in effect: the sender's bare address when there was no `to`."""
    element: Element
    payload: Element
    client: Session | None = None
    """The asker's session; None for somebody at a domain that is not ours."""

    @property
    def session(self) -> Session:
        """The asker's session. StanzaError if somebody elsewhere asks: what needs a session is for our people alone."""
        if self.client is None:
            raise StanzaError("service-unavailable")
        return self.client


IqHandler = Callable[[Iq], Awaitable[Element | None]]
"""Returns the payload of the result (None for an empty result), or raises `casemate.xmpp.errors.StanzaError`."""
NodeHandler = Callable[[Iq], Awaitable[Element]]
"""Returns the answer to a question of service discovery, or raises `StanzaError`."""
NonzaHandler = Callable[[Session, Element], None]


@dataclass(frozen=True, slots=True)
class Described:
    """What a client is told as it binds (XEP-0386), gathered just before."""

    element: Element
    bound: Callable[[Session], None]
    """Called when it has a session, and before anything reaches it."""


Describer = Callable[[Person], Awaitable[Described]]


Failed = Callable[[Element], None]
"""Takes the error that came instead of an answer."""
Answered = Callable[[Element | None], None]
"""Takes the payload of a result, or the result itself if it has none; None for an error."""


def refusal(outcome: Outcome) -> StanzaError:
    """The error that answers what did not pass, with its verdict for clients that can show it."""
    payload = words.payload(outcome.decision, CLEAN, outcome.id)
    return StanzaError("policy-violation", words.reason(outcome.decision), payloads=(payload,))


class Server(Protocol):
    """What a feature may do."""

    settings: Settings
    clock: Clock

    def tenant_at(self, domain: str) -> TenantId | None:
        """The tenant at a domain of ours or of a component below it; None for foreign ones."""
        ...

    def is_local(self, domain: str) -> bool:
        """Whether `domain` is one of ours."""
        ...

    def serve_iq(
        self, target: Target, kind: str, namespace: str, name: str, handler: IqHandler, *, abroad: bool = False
    ) -> None:
        """Answer IQs of `kind` (`get` or `set`) with the payload `{namespace}name` addressed to `target`.

        `abroad`: those of people elsewhere as well, who have no session.
        """
        ...

    def relay_iq(self, namespace: str, *names: str) -> None:
        """Let IQs with these payloads pass between people's full addresses (still inspected)."""
        ...

    def ask_abroad(self, kind: str, namespace: str, name: str) -> None:
        """Let our people's IQs of `kind` with this payload go elsewhere, and the answers come back (both inspected)."""
        ...

    def relays(self, payload: Element) -> bool:
        """Whether IQs with this payload pass between people's clients."""
        ...

    def serve_nonza(self, namespace: str, name: str, handler: NonzaHandler) -> None:
        """Handle a non-stanza element from bound sessions."""
        ...

    def serve_bind(self, namespace: str, name: str, handler: NonzaHandler) -> None:
        """Set up what clients ask for with `{namespace}name` as they bind (XEP-0386), before anything reaches them."""
        ...

    def describe_bound(self, describer: Describer) -> None:
        """Tell clients something as they bind (XEP-0386)."""
        ...

    def advertise(self, element: Callable[[str], Element]) -> None:
        """Offer a stream feature after sign-in; `element` is told the stream's domain."""
        ...

    def serve_node(self, node: str, info: NodeHandler, items: NodeHandler) -> None:
        """Answer service discovery of a node of the domain (XEP-0030 sections 3.2 and 4.2)."""
        ...

    def disco_server(self, *namespaces: str) -> None:
        """Name features of the domain (XEP-0030)."""
        ...

    def disco_account(self, *namespaces: str) -> None:
        """Name features of an account's bare address (XEP-0030)."""
        ...

    def on(self, event: type[Event], handler: Callable[[Event], None]) -> None:
        """Call `handler` at each event of that type, in order of registration."""
        ...

    def serve_domain(self, label: str, component: Component, name: str) -> None:
        """Have `component` serve `label.DOMAIN` for each domain of ours; `name` is for people (XEP-0030)."""
        ...

    def connect(self, gateway: Gateway) -> None:
        """Have a gateway carry what is for its domains; the first that reaches a domain carries it."""
        ...

    def arrived(self, stanza: Element, done: Callable[[], None], via: Gateway | None = None) -> None:
        """A stanza from elsewhere; `done` when it has had its effect (it is then acknowledged).

        The gateway has proved that its `from` is at that domain and its `to` at one of ours, or of a component below one. `via` is the
        gateway: what it carries for nobody is not taken from it. It must be named where another one reaches the domain too.
        """
        ...

    def returned(self, stanza: Element, error: StanzaError) -> None:
        """A stanza that was queued can't be delivered: its sender is told (RFC 6120 sections 8.3 and 10.4), as far as it may be answered."""
        ...

    def submit(
        self,
        sender: Sender,
        element: Element,
        to: Jid,
        done: Callable[[Outcome | None], None],
        *,
        outward: bool = False,
    ) -> None:
        """Take a message along the path; it is delivered to `to` from there.

        `outward`: people of other organisations see it, though the address is of the sender's own.
        """
        ...

    async def inspect(self, sender: Sender, element: Element, to: Jid, *, outward: bool = False) -> Outcome:
        """Take a presence or IQ along the path, undelivered (as `publish`, for whoever it is; `outward` as for `submit`)."""
        ...

    def send(self, to: Jid, stanza: Element) -> None:
        """Send a stanza of a component's own to a full address; nobody there: it is dropped."""
        ...

    def keep(self, sender: Jid, element: Element, to: Jid) -> None:
        """Send a message of a component's own to a person's bare address: who is away gets it when they come.

        Nothing in it is inspected: what people wrote in it has come from the path before. There being no such person, it is dropped.
        """
        ...

    def send_message(self, to: Jid, element: Element, wire: bytes, *, wakes: bool) -> None:
        """Send an inspected message, serialised already, to a full address; `wakes` if who does not look is to be told of it."""
        ...

    def ask(self, session: Session, question: Element, answered: Answered) -> None:
        """Ask a client something (an IQ get of its domain).

        A client that never answers is not waited for; too many questions at once are not asked.
        """
        ...

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
        """Ask somebody elsewhere something on a person's behalf (an IQ of their bare address, or of a domain), likewise.

        `failed` is called for an error in the place of `answered`.
        """
        ...

    def refuse(self, refusal: Refusal) -> None:
        """Add a routing filter, asked before a stanza takes the path."""
        ...

    def refuses(self, sender: Jid, recipient: Jid) -> StanzaError | None:
        """Why a routing filter keeps the two apart; None if none does."""
        ...

    def sessions(self, person: Jid) -> Sequence[Session]:
        """The sessions of a bare address, those waiting to be resumed included."""
        ...

    def session(self, full: Jid) -> Session | None:
        """The session at a full address."""
        ...

    def all_sessions(self) -> Iterable[Session]:
        """Every session here."""
        ...

    async def publish(self, session: Session, element: Element) -> Outcome:
        """Take what a person is about to make visible to others (a vCard, a status) along the path, undelivered.

        `element` is a stanza (`iq` or `presence`) with the visible payload. Publish only if `outcome.passed`, and then
        `outcome.element`; otherwise the person has been told why.
        """
        ...

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Do something that takes time beside the rest; a stop waits for it."""
        ...

    def disable(self, person: PersonId) -> None:
        """End all sessions of a person at once (disabled, or a device revoked)."""
        ...

    def broadcast_presence(self, session: Session) -> None:
        """Send the session's current presence to all its subscribers again (after an avatar changed)."""
        ...


class Feature(Protocol):
    """One XEP (or a part of an RFC) in one file."""

    name: ClassVar[str]
    xeps: ClassVar[tuple[str, ...]]
    """What it implements, e.g. `XEP-0199 2.0.1`."""

    def attach(self, server: Server) -> None:
        """Join the server: handlers, disco features, stream features."""
        ...
