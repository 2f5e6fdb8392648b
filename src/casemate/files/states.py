r"""The life of an upload, as a table. Every change of `upload.state` is one of its rows, made by one conditional UPDATE,
so that of two who try the same change (two requests, two processes) exactly one succeeds.

    slot --begin--> receiving --stored--> checking --passed--> ready --withdrawn--> refused
      ^                 |                     |  \--doubtful--> held --released--> ready
      +----aborted------+                     +--forbidden--> refused  <--withdrawn-- held

`expires` means: in `slot`, until when the file may come; in `receiving`, until when it must be whole; later, until when it
is kept. What has expired is removed. Nothing but `ready` is ever sent to anybody.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from casemate.model.inspection import Verdict


class UploadState(StrEnum):
    """Where an upload stands."""

    SLOT = "slot"
    """Promised; no byte has come."""
    RECEIVING = "receiving"
    CHECKING = "checking"
    """Stored as a whole; the verdict is not in."""
    READY = "ready"
    """May be fetched."""
    HELD = "held"
    """Kept for a reviewer."""
    REFUSED = "refused"
    """Never to be fetched; its content is not kept."""


class Move(StrEnum):
    """What can happen to an upload."""

    BEGIN = "begin"
    ABORTED = "aborted"
    STORED = "stored"
    PASSED = "passed"
    DOUBTFUL = "doubtful"
    FORBIDDEN = "forbidden"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


_S = UploadState
TRANSITIONS: Final[Mapping[Move, tuple[frozenset[UploadState], UploadState]]] = MappingProxyType(
    {
        Move.BEGIN: (frozenset({_S.SLOT}), _S.RECEIVING),
        Move.ABORTED: (frozenset({_S.RECEIVING}), _S.SLOT),
        Move.STORED: (frozenset({_S.RECEIVING}), _S.CHECKING),
        Move.PASSED: (frozenset({_S.CHECKING}), _S.READY),
        Move.DOUBTFUL: (frozenset({_S.CHECKING}), _S.HELD),
        Move.FORBIDDEN: (frozenset({_S.CHECKING}), _S.REFUSED),
        Move.RELEASED: (frozenset({_S.HELD}), _S.READY),
        Move.WITHDRAWN: (frozenset({_S.HELD, _S.READY}), _S.REFUSED),
    }
)
"""From which states a move may be made, and to which it leads."""

COUNTED: Final = tuple(state for state in UploadState if state is not UploadState.REFUSED)
"""The states in which an upload's size counts as kept."""

EMPTY: Final = frozenset({_S.SLOT, _S.RECEIVING})
"""The states in which there is no whole file yet."""


def move_for(verdict: Verdict) -> Move:
    """What a verdict on a file means for its upload.

    What policy would say to its sender (coach, notice, redact) is said about the message that refers to the file.
    """
    if verdict is Verdict.BLOCK:
        return Move.FORBIDDEN
    return Move.DOUBTFUL if verdict >= Verdict.EMAIL else Move.PASSED
