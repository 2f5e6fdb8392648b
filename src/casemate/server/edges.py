"""The edges of the server: who sends something, what serves a domain below ours, what leads out, and what may keep people apart."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.pipeline.api import Parcel
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

Done = Callable[[], None]
"""Called when something has had its effect."""
OUTSIDE: Final = TenantId(0)
"""The tenant of whoever is at a domain that is not ours: no tenant has this id."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent something: the full address, and the tenant (`OUTSIDE`: what they send is under the recipient's policy)."""

    jid: Jid
    tenant: TenantId


class Component(Protocol):
    """What serves a domain of its own below each of ours: rooms at `rooms.DOMAIN`."""

    def stanza(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        """A stamped stanza to an address at the domain. `done` when it has had its effect.

        Nothing of its content may reach anybody before it has come back by `Server.submit` or `Server.inspect`.
        """
        ...

    def deliver(self, parcel: Parcel) -> None:
        """A message for an address at the domain, back from the path: at once, or released later."""
        ...


class Gateway(Protocol):
    """Carries stanzas to and from domains that are not ours: other servers (RFC 6120), external components (XEP-0114)."""

    def reaches(self, domain: str) -> bool:
        """Whether the domain is its business."""
        ...

    def permits(self, tenant: TenantId, domain: str) -> bool:
        """Whether the tenant may exchange stanzas with the domain."""
        ...

    def send(self, stanza: Element) -> None:
        """Queue an inspected stanza that has `from` and `to`. What can't be delivered comes back by `Server.returned`."""
        ...


class Refusal(Protocol):
    """A routing filter (XEP-0191), asked before a stanza of `sender` for `recipient` (bare) takes the path."""

    def __call__(self, sender: Jid, recipient: Jid) -> StanzaError | None:
        """Why the stanza may not go, None if it may.

        `not-acceptable` if the sender wants it so, who is always told; any other condition if the recipient does: then presence
        is dropped in silence, so that they seem to be away.
        """
        ...
