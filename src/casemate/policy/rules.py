"""Rules as data: what a policy file holds, checked and compiled for `decide`."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from casemate.model.inspection import Direction, GapKind, Severity, Verdict


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A span of the day in UTC, whole hours; `from` later than `to` goes over midnight."""

    from_: int
    to: int
    weekdays: tuple[int, ...] = ()
    """1 is Monday; empty is every day."""


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule matches: at least one of findings, groups and gaps; all other conditions must hold as well."""

    findings: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
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


class PolicyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A policy as written."""

    rule: tuple[Rule, ...]


class CompiledRule(msgspec.Struct, frozen=True):
    """A rule ready to be asked."""

    name: str
    verdict: Verdict
    message: str
    tell_reviewers: bool
    findings: frozenset[str]
    """Finding ids, groups resolved to them."""
    gaps: frozenset[GapKind]
    sources: frozenset[str]
    severity: Severity
    directions: frozenset[Direction]
    sender_groups: frozenset[str]
    recipient_groups: frozenset[str]
    file_types: tuple[str, ...]
    file_larger_than: int
    hours: Hours | None

    @property
    def conditional(self) -> bool:
        """Whether it depends on anything besides finding, gap and direction."""
        return bool(
            self.severity
            or self.sources
            or self.sender_groups
            or self.recipient_groups
            or self.file_types
            or self.file_larger_than
            or self.hours
        )


class CompiledPolicy(msgspec.Struct, frozen=True):
    """Rules, indexed by what they match."""

    name: str
    rules: tuple[CompiledRule, ...]
    by_finding: Mapping[str, Sequence[CompiledRule]]
    by_gap: Mapping[GapKind, Sequence[CompiledRule]]
