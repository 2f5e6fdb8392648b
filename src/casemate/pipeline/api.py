"""What the path takes and gives: submissions in; parcels, notices and refusals out through a `Post`.

The server (sessions, router) calls `Path.submit`; the path calls the server's `Post`. Nothing else may write what one
person made to another person's stream.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import msgspec

from casemate.model.ids import ArchiveId, TenantId
from casemate.model.inspection import Decision, Direction
from casemate.model.jid import Jid
from casemate.xmpp.element import Element


class Kind(StrEnum):
    """What sort of thing takes the path."""

    MESSAGE = "message"
    PRESENCE = "presence"
    IQ = "iq"


class Submission(msgspec.Struct, gc=False):
    """A stanza as the server stamped it; `from` in the element is already the sender's own full address."""

    kind: Kind
    element: Element
    sender: Jid
    """Full address of the session (or remote entity) that sent it."""
    recipient: Jid
    """As addressed, bare or full. For presence broadcasts and published items: the sender's own bare address."""
    tenant: TenantId
    """Whose policy and record it is under: the sender's, or, of somebody elsewhere, the recipient's."""
    direction: Direction
    room: Jid | None = None
    """The room elsewhere from which it comes, or to which it goes: rooms say things that nobody else may."""
    events: bool = False
    """Whether it tells what a contact elsewhere has published (XEP-0163)."""


class Parcel(msgspec.Struct, gc=False):
    """An inspected, recorded message on its way to its recipients."""

    element: Element
    """The inspected tree, with `from`, `to` and `id`, without any stanza-id of ours."""
    wire: bytes
    """Its canonical serialisation in `jabber:client`; ends in `</message>` when it has children."""
    sender: Jid
    recipient: Jid
    tenant: TenantId
    id: ArchiveId | None
    """The recipient's archive id; None for what is unrecorded (typing, receipts), which gets no stanza-id."""
    storable: bool
    """Whether it waits for a recipient who is away."""
    sent_id: ArchiveId | None = None
    """The sender's archive id, where it is another one because the two are of two tenants."""


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What became of a submission. By the time it is told, the record is committed."""

    decision: Decision
    id: ArchiveId | None
    element: Element
    """What may be shown to others when the verdict lets it pass (redacted, say)."""
    passed: bool
    """Whether it may be (and for messages: was) delivered now."""


Done = Callable[[Outcome | None], None]
"""Called once on the event loop when the fate is on record; None when it could not be recorded (database down):
then nothing was delivered and nothing may be acknowledged. The sender of a message has had a `resource-constraint` (wait)
error; presence and IQs are answered by whoever submitted them."""


class Post(Protocol):
    """The server's side, the only door to streams. All calls are on the event loop and never block."""

    def deliver(self, parcel: Parcel) -> None:
        """Deliver to the recipient's sessions by RFC 6121 section 8.5 (and their carbons), else leave it to the journal."""
        ...

    def reply(self, to: Jid, stanza: Element) -> None:
        """Send a stanza of the server's own (an error, say) to the session `to`, a full address; drop it if gone."""
        ...


class Path(Protocol):
    """The path itself."""

    def submit(self, submission: Submission, done: Done) -> None:
        """Normalise, inspect, decide, record, deliver. Same sender and recipient: outcomes come in the order submitted."""
        ...

    def say(self, tenant: TenantId, to: Jid, text: str) -> None:
        """Write to a person from the service's own contact (`casemate@DOMAIN`), recorded like any message."""
        ...

    def keep(self, tenant: TenantId, sender: Jid, element: Element, to: Jid) -> None:
        """Record a message of a component's own for a person (a bare address), and deliver it now or when they come.

        Nothing in it is inspected: what people wrote in it has come from the path before.
        """
        ...

    def harmless(self, tenant: TenantId, who: Jid, name: str) -> bool:
        """Whether others may see a name of somebody's that comes with whatever they send (a client's resource)."""
        ...
