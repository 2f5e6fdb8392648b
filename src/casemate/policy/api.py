"""Deciding: a pure function of what was seen, the circumstances and the policy."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from importlib import resources
from typing import Final

import msgspec

from casemate.model.errors import NotFound
from casemate.model.inspection import ALLOW, Decision, Direction, Finding, FindingSpec, Gap, GapKind, Report, Verdict
from casemate.policy.compile import compile_policy
from casemate.policy.rules import CompiledPolicy, CompiledRule, Hours

__all__ = [
    "BUILTIN",
    "CompiledPolicy",
    "FileFacts",
    "PolicyContext",
    "compile_policy",
    "decide",
    "explain",
    "load_builtin",
]

BUILTIN: Final = "built-in policy"


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


class Explanation(msgspec.Struct, frozen=True):
    """Which rule speaks, without circumstances."""

    subject: str
    direction: str
    verdict: str
    rule: str
    text: str


def builtin_text() -> str:
    """The built-in policy as TOML."""
    return resources.files("casemate.policy").joinpath("builtin.toml").read_text(encoding="utf-8")


def load_builtin(specs: Iterable[FindingSpec]) -> CompiledPolicy:
    """The built-in policy for the findings that inspectors declare."""
    return compile_policy(builtin_text(), BUILTIN, specs)


def decide(policy: CompiledPolicy, report: Report, context: PolicyContext) -> Decision:
    """The gravest of what the first matching rules say; `allow` when none speaks.

    Between equally grave rules the one written first names the decision. All findings that a `redact` rule speaks for
    are masked when `redact` is the verdict.
    """
    if not report.findings and not report.gaps:
        return ALLOW
    spoken: list[tuple[CompiledRule, Finding | Gap]] = []
    for finding in report.findings:
        rule = _first(policy.by_finding.get(finding.id, ()), finding, context)
        if rule is not None:
            spoken.append((rule, finding))
    for gap in report.gaps:
        rule = _first(policy.by_gap[gap.kind], gap, context)
        if rule is not None:
            spoken.append((rule, gap))
    if not spoken:
        return ALLOW
    gravest = max(rule.verdict for rule, _ in spoken)
    speaking = [rule for rule, _ in spoken if rule.verdict is gravest]
    speaker = min(speaking, key=policy.rules.index)
    if gravest is Verdict.ALLOW:
        return ALLOW
    masked: tuple[Finding, ...] = ()
    if gravest is Verdict.REDACT:
        masked = tuple(s for r, s in spoken if r.verdict is Verdict.REDACT and isinstance(s, Finding))
    tell = any(rule.tell_reviewers for rule in speaking)
    return Decision(gravest, speaker.name, speaker.message, tell, masked)


def explain(policy: CompiledPolicy, specs: Iterable[FindingSpec], subject: str, direction: Direction) -> Explanation:
    """Which rule speaks for a finding id, a group or a gap.

    Raises:
        NotFound: if there is no such thing.
    """
    by_group = [spec.id for spec in specs if spec.group == subject]
    if subject in policy.by_finding:
        candidates: Sequence[CompiledRule] = policy.by_finding[subject]
    elif by_group:
        candidates = policy.by_finding[by_group[0]]
    elif subject in {gap.value for gap in GapKind}:
        candidates = policy.by_gap[GapKind(subject)]
    else:
        raise NotFound(f"there is no finding, group or gap '{subject}'; docs/policy.md lists them")
    applying = [rule for rule in candidates if direction in rule.directions]
    for rule in applying:
        also = " (if its further conditions hold)" if rule.conditional else ""
        text = f"{direction.value}: {rule.verdict.word} by rule '{rule.name}'{also}. {rule.message}"
        return Explanation(subject, direction.value, rule.verdict.word, rule.name, text.rstrip())
    return Explanation(subject, direction.value, "allow", "", f"{direction.value}: allow; no rule speaks.")


def _first(rules: Sequence[CompiledRule], subject: Finding | Gap, context: PolicyContext) -> CompiledRule | None:
    for rule in rules:
        if context.direction in rule.directions and (not rule.conditional or _holds(rule, subject, context)):
            return rule
    return None


def _holds(rule: CompiledRule, subject: Finding | Gap, context: PolicyContext) -> bool:
    if isinstance(subject, Finding):
        if subject.severity < rule.severity:
            return False
    elif rule.sources and subject.source not in rule.sources:
        return False
    if rule.sender_groups and not rule.sender_groups & context.sender_groups:
        return False
    if rule.recipient_groups and not rule.recipient_groups & context.recipient_groups:
        return False
    if rule.file_types and not any(
        fnmatchcase(file.media_type, pattern) for file in context.files for pattern in rule.file_types
    ):
        return False
    if rule.file_larger_than and not any(file.size > rule.file_larger_than for file in context.files):
        return False
    return rule.hours is None or _within(rule.hours, context.now)


def _within(hours: Hours, now: float) -> bool:
    moment = datetime.fromtimestamp(now, UTC)
    if hours.weekdays and moment.isoweekday() not in hours.weekdays:
        return False
    if hours.from_ <= hours.to:
        return hours.from_ <= moment.hour < hours.to
    return moment.hour >= hours.from_ or moment.hour < hours.to
