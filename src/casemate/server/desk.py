"""What a sign-in needs of the connection that it is on, and what comes out of it."""

from collections.abc import Coroutine, Sequence
from typing import NamedTuple, Protocol

from casemate.server.ports import Identity, Pipe
from casemate.xmpp.errors import StreamError
from casemate.xmpp.stream import ServerStream


class Tasks(NamedTuple):
    """What somebody who has proven who they are does before they are let in."""

    identity: Identity
    left: Sequence[str]


class Desk(Protocol):
    """The connection on which somebody signs in."""

    pipe: Pipe
    stream: ServerStream
    domain: str
    sender: str
    """Who the client says it is, before it proves it (RFC 6120 section 4.7.1)."""

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Do what takes time, and the client's next step after it."""
        ...

    def end(self, error: StreamError | None = None) -> None:
        """Close the stream properly."""
        ...
