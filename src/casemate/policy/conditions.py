"""Whether the circumstances are those that a rule asks for, and whether one rule asks for no more than another."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

import msgspec

from casemate.model.inspection import Direction, Finding, Gap
from casemate.policy.rules import NONE, Conditions, Hours


class FileFacts(msgspec.Struct, frozen=True):
    """A file that the message refers to; `media_type` is by content."""

    name: str
    media_type: str
    size: int


class PolicyContext(msgspec.Struct, frozen=True):
    """The circumstances; `now` is seconds since the epoch."""

    direction: Direction
    sender_groups: frozenset[str] = frozenset()
    recipient_groups: frozenset[str] = frozenset()
    now: float = 0.0
    files: tuple[FileFacts, ...] = ()


def hold(asked: Conditions, subject: Finding | Gap, context: PolicyContext) -> bool:
    """Whether everything that is asked for is so."""
    if isinstance(subject, Finding):
        if subject.severity < asked.severity:
            return False
    elif asked.sources and subject.source not in asked.sources:
        return False
    if asked.parts and not any(fnmatchcase(subject.part, pattern) for pattern in asked.parts):
        return False
    if asked.sender_groups and not asked.sender_groups & context.sender_groups:
        return False
    if asked.recipient_groups and not asked.recipient_groups & context.recipient_groups:
        return False
    if (asked.file_types or asked.file_larger_than) and not any(
        _file_fits(asked, file) for file in _files_of(subject.part, context.files)
    ):
        return False
    return asked.hours is None or _within(asked, asked.hours, context.now)


def implies(one: Conditions | None, other: Conditions | None) -> bool:
    """Whether `other` holds wherever `one` does, as far as can be told without knowing the circumstances."""
    one, other = one or NONE, other or NONE
    return (
        one.severity >= other.severity
        and _narrower(one.sources, other.sources)
        and _narrower(frozenset(one.parts), frozenset(other.parts))
        and _narrower(one.sender_groups, other.sender_groups)
        and _narrower(one.recipient_groups, other.recipient_groups)
        and _narrower(frozenset(one.file_types), frozenset(other.file_types))
        and one.file_larger_than >= other.file_larger_than
        and (other.hours is None or one.hours == other.hours)
    )


def _narrower(one: frozenset[str], other: frozenset[str]) -> bool:
    return not other or (bool(one) and one <= other)


def _file_fits(asked: Conditions, file: FileFacts) -> bool:
    """Type and size are asked of one and the same file."""
    if asked.file_types and not any(fnmatchcase(file.media_type, pattern) for pattern in asked.file_types):
        return False
    return file.size > asked.file_larger_than or not asked.file_larger_than


def _files_of(part: str, files: Sequence[FileFacts]) -> Sequence[FileFacts]:
    """The file that a part is of; all files when the part is of none of them (a text beside them)."""
    own = [
        file
        for file in files
        if part == f"file:{file.name}" or part.startswith((f"file:{file.name}!", f"file:{file.name}."))
    ]
    return own or files


def _within(asked: Conditions, hours: Hours, now: float) -> bool:
    moment = datetime.fromtimestamp(now, asked.zone or UTC)
    began = moment
    if hours.from_ < hours.to:
        inside = hours.from_ <= moment.hour < hours.to
    else:
        inside = moment.hour >= hours.from_ or moment.hour < hours.to
        if moment.hour < hours.to:
            began = moment - timedelta(days=1)
    return inside and (not hours.weekdays or began.isoweekday() in hours.weekdays)
