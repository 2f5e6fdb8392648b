"""What a session needs of the connection it is on."""

from collections.abc import Callable
from typing import Protocol

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.stream import Framing


class Line(Protocol):
    """The connection of a session."""

    framing: Framing

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        ...

    def once_fetched(self, done: Callable[[], None]) -> None:
        """Do something when the client has what was written until now, as far as the line can tell: at once if it can't."""
        ...

    def wire(self, element: Element) -> bytes:
        """An element as it stands on this line."""
        ...

    def pause(self) -> None:
        """Stop reading."""
        ...

    def resume(self) -> None:
        """Read again."""
        ...

    def end(self, error: StreamError | None) -> None:
        """Close the stream properly."""
        ...
