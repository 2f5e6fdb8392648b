"""Rules as data: what a policy file holds, checked and compiled for `decide`."""

from collections.abc import Mapping, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from casemate.model.inspection import Direction, GapKind, Severity, Verdict


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A span of the day, whole hours; `from` later than `to` goes over midnight and belongs to the day on which it began."""

    from_: int
    to: int
    weekdays: tuple[int, ...] = ()
    """1 is Monday; empty is every day."""
    zone: str = "UTC"
    """An IANA time zone, e.g. `Europe/Zurich`."""


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule matches: at least one of findings, groups and gaps; all other conditions must hold as well."""

    findings: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    severity: str = ""
    direction: tuple[str, ...] = ()
    sender_groups: tuple[str, ...] = ()
    recipient_groups: tuple[str, ...] = ()
    file_types: tuple[str, ...] = ()
    file_larger_than: str = ""
    hours: Hours | None = None


class Then(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule says."""

    verdict: Literal["allow", "notice", "redact", "coach", "email", "hold", "block"]
    message: str = ""
    tell_reviewers: bool = False


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as written."""

    name: str
    when: When
    then: Then


class Conditions(msgspec.Struct, frozen=True):
    """What must hold besides finding or gap and direction; what is empty (or least) does not restrict."""

    severity: Severity = Severity.INFO
    sources: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    sender_groups: frozenset[str] = frozenset()
    recipient_groups: frozenset[str] = frozenset()
    file_types: tuple[str, ...] = ()
    file_larger_than: int = 0
    hours: Hours | None = None
    zone: ZoneInfo | None = None
    """That of `hours`."""


NONE = Conditions()


class CompiledRule(msgspec.Struct, frozen=True):
    """A rule ready to be asked."""

    order: int
    """Its place in the file: 0 is the first."""
    name: str
    verdict: Verdict
    message: str
    tell_reviewers: bool
    findings: frozenset[str]
    """Finding ids, groups resolved to them."""
    groups: frozenset[str]
    gaps: frozenset[GapKind]
    directions: frozenset[Direction]
    conditions: Conditions | None
    """None when there are none."""


class CompiledPolicy(msgspec.Struct, frozen=True):
    """Rules, indexed by what they match."""

    name: str
    rules: tuple[CompiledRule, ...]
    by_finding: Mapping[str, Sequence[CompiledRule]]
    by_group: Mapping[str, Sequence[CompiledRule]]
    """For a finding whose id nobody declared."""
    by_gap: Mapping[GapKind, Sequence[CompiledRule]]
