"""What walking an archive may cost, and how it can go wrong."""

from typing import Final, Protocol

from casemate.inspection.extract.messages import Limits

CHUNK: Final = 64 * 1024
MEMBER_MAX: Final = 64 << 20
"""Bytes of a member that are looked at as a whole; larger ones are a gap."""


class Bomb(Exception):
    """It would unpack to more than is allowed."""


class Broken(Exception):
    """It is damaged, or says two things at once."""


class Sealed(Exception):
    """It is encrypted."""


class Unreadable(Exception):
    """It is packed by a method that nothing here reads."""


class Member:
    """A file inside an archive."""

    __slots__ = ("data", "name", "problem")

    def __init__(self, name: str, data: bytes, problem: str = "") -> None:
        self.name = name
        self.data = data
        self.problem = problem
        """A `GapKind` when it could not be read."""


class Budget:
    """What is left of the limits, for one file with everything in it."""

    def __init__(self, limits: Limits, size: int) -> None:
        self._entries = limits.entries
        self._bytes = min(limits.unpacked, max(size, 1) * limits.ratio)

    def entry(self) -> None:
        """One entry more. Raises Bomb when there are too many."""
        self._entries -= 1
        if self._entries < 0:
            raise Bomb("it has too many entries")

    def take(self, count: int) -> None:
        """So many bytes more. Raises Bomb when there are too many."""
        self._bytes -= count
        if self._bytes < 0:
            raise Bomb("it unpacks to far more than its size")


class Readable(Protocol):
    """Something to read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Bytes, none at the end."""
        ...


def read(file: Readable, budget: Budget) -> tuple[bytes, bool]:
    """A member's bytes, up to `MEMBER_MAX`; all of it counts against the budget."""
    parts: list[bytes] = []
    kept = 0
    whole = True
    while chunk := file.read(CHUNK):
        budget.take(len(chunk))
        if kept + len(chunk) <= MEMBER_MAX:
            parts.append(chunk)
            kept += len(chunk)
        else:
            whole = False
    return b"".join(parts), whole
