"""What a session needs of the connection it is on."""

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
