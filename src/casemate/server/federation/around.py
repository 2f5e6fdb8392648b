"""What connections to other servers need of the gateway, and the gateway of the server."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple, Protocol

from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.server.api import Gateway
from casemate.server.federation.certificates import Trust
from casemate.server.federation.lists import Lists
from casemate.server.federation.resolver import Where
from casemate.server.federation.sockets import PeerTls
from casemate.settings.schema import Settings
from casemate.xmpp.dialback import Claim, Keys
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, StreamError
from casemate.xmpp.limits import Limits


class Inside(Protocol):
    """The part of `server.api.Server` that the gateway is for."""

    def tenant_at(self, domain: str) -> TenantId | None:
        """See `server.api.Server`."""
        ...

    def arrived(self, stanza: Element, done: Callable[[], None], via: Gateway | None = None) -> None:
        """See `server.api.Server`."""
        ...

    def returned(self, stanza: Element, error: StanzaError) -> None:
        """See `server.api.Server`."""
        ...


class Item(NamedTuple):
    """A stanza that waits for its way."""

    stanza: Element
    wire: bytes
    until: float
    """The loop's time until which it may wait."""


class Line(Protocol):
    """A connection that takes stanzas from one domain of ours to another server's."""

    @property
    def ready(self) -> bool:
        """Whether it takes one now."""
        ...

    def push(self, item: Item) -> None:
        """Take one."""
        ...

    def unacknowledged(self) -> list[Item]:
        """What it took and nobody has acknowledged, as far as the other server acknowledges (XEP-0198)."""
        ...

    def end(self, error: StreamError | None = None) -> None:
        """Close the stream properly."""
        ...


class Around(Protocol):
    """What a connection needs of the gateway."""

    settings: Settings
    tls: PeerTls
    trust: Trust
    keys: Keys
    lists: Lists
    where: Where
    inside: Inside

    @property
    def limits(self) -> Limits:
        """What another server may send."""
        ...

    def pace(self, domain: str) -> float:
        """A domain sends a stanza; how many seconds its reading is to stop."""
        ...

    def arrived(self, stanza: Element, sender: Jid, to: Jid, done: Callable[[], None]) -> None:
        """A stanza whose `from` is proved and whose `to` is ours."""
        ...

    def verify(self, claim: Claim, stream_id: str, judged: Callable[[bool, str], None]) -> None:
        """Ask the server of the domain that is claimed; `judged` gets whether it is so, or why nobody knows."""
        ...

    def joined(self, own: str, remote: str, line: Line) -> None:
        """A connection from another server takes stanzas too (XEP-0288)."""
        ...

    def left(self, own: str, remote: str, line: Line) -> None:
        """Such a connection is over."""
        ...

    def start_work(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Do something that takes time."""
        ...
