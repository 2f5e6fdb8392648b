"""Sessions as features see them, and what happens to them. Features import all of it from `server.api`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from casemate.model.ids import DeviceId, PersonId, TenantId
from casemate.model.jid import Jid
from casemate.pipeline.api import Parcel
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError


class Session(Protocol):
    """A bound client (RFC 6120 section 7), connected or waiting to be resumed (XEP-0198)."""

    jid: Jid
    """Its full address."""
    tenant: TenantId
    person: PersonId
    device: DeviceId
    address: str
    """The client's network address, for the record."""
    memory: dict[str, Any]
    """Per-session state of features, by feature name."""
    presence: Element | None
    """Its last available presence; None while unavailable."""
    priority: int
    interested: bool
    """Whether it asked for the roster, and so gets roster pushes (RFC 6121 section 2.2)."""

    @property
    def connected(self) -> bool:
        """False while it waits on its resumable queue."""
        ...

    def send(self, stanza: Element) -> None:
        """Queue a stanza (message, presence, iq); counted by XEP-0198 when it is on."""
        ...

    def send_nonza(self, element: Element) -> None:
        """Queue an element that is no stanza (XEP-0198 `<a/>`, say)."""
        ...

    @property
    def idle(self) -> bool:
        """Whether nobody looks at it, as it says (XEP-0352)."""
        ...

    def missed(self) -> Sequence[Element]:
        """The messages that were sent and that the client has not acknowledged, as far as somebody who does not look is told of them."""
        ...

    def hold_back(self, gate: "Gate | None") -> None:
        """Let `gate` see every stanza before it goes out (XEP-0352); None ends it and releases what it kept."""
        ...

    def close(self, error: StreamError | None = None) -> None:
        """Close the stream properly; the session does not wait to be resumed."""
        ...


class Gate(Protocol):
    """Decides what an idle client is spared (XEP-0352)."""

    def admit(self, stanza: Element) -> Sequence[Element]:
        """The stanzas to send now, in order; what is missing is kept or dropped by the gate."""
        ...

    def release(self) -> Sequence[Element]:
        """Everything kept, in order."""
        ...


@dataclass(frozen=True, slots=True)
class SessionBound:
    """After resource binding, before any stanza is handled."""

    session: Session


@dataclass(frozen=True, slots=True)
class SessionAvailable:
    """After initial presence (RFC 6121 section 4.2) was broadcast and probes were answered; before offline messages."""

    session: Session


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """After a session ended for good (not resumable any more); it is no longer in `sessions`."""

    session: Session


@dataclass(frozen=True, slots=True)
class PresenceSent:
    """When a session is about to broadcast presence; a handler may amend `presence` in place (XEP-0153)."""

    session: Session
    presence: Element


@dataclass(frozen=True, slots=True)
class MessageDelivered:
    """After a parcel was handed to the sessions it is for; `recipients` may be empty (nobody was there)."""

    parcel: Parcel
    recipients: Sequence[Session]


@dataclass(frozen=True, slots=True)
class ContactSeen:
    """After a presence (available or not) of somebody elsewhere was shown to a person's clients."""

    person: Jid
    contact: Jid
    """The full address."""
    presence: Element


@dataclass(frozen=True, slots=True)
class SessionDetached:
    """After a session's connection was lost; it waits to be resumed (XEP-0198)."""

    session: Session


@dataclass(frozen=True, slots=True)
class SessionAwake:
    """After a session was resumed, or its client said that it is looked at again (XEP-0352)."""

    session: Session


@dataclass(frozen=True, slots=True)
class RoomMessage:
    """After a message of a room was handed to one of its occupants' clients; not to a client of who wrote it."""

    session: Session
    element: Element
    """Its `from` is the occupant's address in the room."""


Event = TypeVar(
    "Event",
    SessionBound,
    SessionAvailable,
    SessionDetached,
    SessionAwake,
    SessionClosed,
    PresenceSent,
    MessageDelivered,
    RoomMessage,
    ContactSeen,
)
