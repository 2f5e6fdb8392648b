"""What came of a batch, and which failures are the database's rather than an entry's."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from casemate.archive.entries import CoachedConfirmed, Decided, Entry, Work
from casemate.model.errors import CasemateError, Conflict, Unavailable
from casemate.model.ids import encode_id

Outcome = Unavailable | Mapping[int, Exception]
"""Unavailable: nothing of the batch was written. Else it was, but for the entries at these places of the batch."""
Settle = Callable[[Outcome], None]


class Refused(CasemateError):
    """An entry that the database does not take, for a reason that lies in the entry."""


class Writer(Protocol):
    """Commits batches in the order given."""

    async def start(self) -> None:
        """Make ready; called once, on the event loop."""
        ...

    def submit(self, work: Sequence[Work], settle: Settle) -> None:
        """Write `work` in one durable transaction; `settle` is then called on the event loop."""
        ...

    async def close(self) -> None:
        """Finish what was submitted, and let go of the connection."""
        ...


def conflict(decided: Decided) -> Conflict:
    """The error of whoever comes second with a decision."""
    if isinstance(decided, CoachedConfirmed):
        return Conflict(f"the message {encode_id(decided.id)} was confirmed already")
    return Conflict(f"the message {encode_id(decided.id)} is not held any more: it was decided already")


class Refusals:
    """Which entries of a batch were refused. A copy goes with its original."""

    def __init__(self) -> None:
        self.by_place: dict[int, Exception] = {}
        self._ids: set[int] = set()

    def add(self, place: int, work: Work, error: Exception) -> None:
        """Note a refusal."""
        self.by_place[place] = error
        if isinstance(work, Entry):
            self._ids.add(work.id)

    def takes_along(self, place: int, work: Work) -> bool:
        """Whether `work` is a copy of what was refused, and so refused too."""
        if self._ids and isinstance(work, Entry) and work.copy_of in self._ids:
            self.add(place, work, Refused("the record that it repeats was refused"))
            return True
        return False
