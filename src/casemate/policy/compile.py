"""From a policy file to compiled rules; whatever could not do what its author meant is refused with its line."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from casemate.model.inspection import Direction, FindingSpec, GapKind, Severity, Verdict
from casemate.policy.conditions import implies
from casemate.policy.rules import NONE, CompiledPolicy, CompiledRule, Conditions, Rule, When
from casemate.policy.source import Source
from casemate.settings.units import parse
from casemate.xmpp.serialize import escape_text

MAX_MESSAGE: Final = 2_000
"""Characters of a rule's message: it goes into an error stanza as a whole."""
_EVERYWHERE: Final = frozenset(Direction)


def compile_policy(text: str, name: str, specs: Iterable[FindingSpec]) -> CompiledPolicy:
    """Check and compile the policy in `text` (TOML) against the findings that inspectors declare.

    Raises:
        ConfigurationError: with file (`name`), line and reason.
    """
    known = {spec.id: spec for spec in specs}
    groups = {spec.group for spec in known.values()}
    source = Source(name, text)
    compiled: list[CompiledRule] = []
    for index, rule in enumerate(source.rules()):
        if any(rule.name == other.name for other in compiled):
            source.refuse(index, "has the name of another rule; names are unique, because the record names them")
        _check_names(source, index, rule.when, known, groups)
        _check_sense(source, index, rule)
        compiled.append(_compile(source, index, rule, known))
        _refuse_unreachable(source, compiled)
    return CompiledPolicy(
        name,
        tuple(compiled),
        {finding: [rule for rule in compiled if finding in rule.findings] for finding in known},
        {group: [rule for rule in compiled if group in rule.groups] for group in groups},
        {gap: [rule for rule in compiled if gap in rule.gaps] for gap in GapKind},
    )


def _check_names(
    source: Source, index: int, when: When, known: Mapping[str, FindingSpec], groups: Iterable[str]
) -> None:
    source.require_known(index, when.findings, known, "finding")
    source.require_known(index, when.groups, set(groups), "group")
    source.require_known(index, when.gaps, [gap.value for gap in GapKind], "gap")
    source.require_known(index, when.direction, [direction.value for direction in Direction], "direction")
    if when.severity:
        source.require_known(index, (when.severity,), [s.name.lower() for s in Severity], "severity")


def _check_sense(source: Source, index: int, rule: Rule) -> None:
    when, then = rule.when, rule.then
    if not rule.name.strip():
        source.refuse(index, "has no name; the record names the rule that spoke")
    if not (when.findings or when.groups or when.gaps):
        source.refuse(index, "matches nothing: name findings, groups or gaps in `when`")
    if when.severity and when.gaps:
        source.refuse(index, "asks for the severity of gaps, which have none; make two rules of it", at="severity")
    if when.sources and (when.findings or when.groups):
        source.refuse(index, "names sources, which only gaps have; make two rules of it", at="sources")
    if then.verdict == "redact" and when.gaps:
        source.refuse(index, "would mask what nobody could look at; choose another verdict for gaps", at="redact")
    if len(then.message) > MAX_MESSAGE:
        source.refuse(index, f"has a message of over {MAX_MESSAGE} characters", at="message")
    try:
        escape_text(then.message)
    except ValueError as error:
        source.refuse(index, f"has a message that can't be sent: {error}", at="message")
    _check_hours(source, index, when)


def _check_hours(source: Source, index: int, when: When) -> None:
    hours = when.hours
    if hours is None:
        return
    if not (0 <= hours.from_ <= 23 and 0 <= hours.to <= 24):
        source.refuse(index, "has hours that no day has: from 0 to 24", at="hours")
    if hours.from_ == hours.to:
        source.refuse(index, "has hours that end as they begin: it would never speak", at="hours")
    if not all(1 <= day <= 7 for day in hours.weekdays):
        source.refuse(index, "has weekdays that no week has: 1 is Monday, 7 is Sunday", at="weekdays")


def _compile(source: Source, index: int, rule: Rule, known: Mapping[str, FindingSpec]) -> CompiledRule:
    when, then = rule.when, rule.then
    conditions = Conditions(
        severity=Severity[when.severity.upper()] if when.severity else Severity.INFO,
        sources=frozenset(when.sources),
        parts=when.parts,
        sender_groups=frozenset(when.sender_groups),
        recipient_groups=frozenset(when.recipient_groups),
        file_types=when.file_types,
        file_larger_than=_size(source, index, when.file_larger_than),
        hours=when.hours,
        zone=_zone(source, index, when),
    )
    return CompiledRule(
        order=index,
        name=rule.name,
        verdict=Verdict[then.verdict.upper()],
        message=then.message,
        tell_reviewers=then.tell_reviewers,
        findings=frozenset({*when.findings, *(spec.id for spec in known.values() if spec.group in when.groups)}),
        groups=frozenset(when.groups),
        gaps=frozenset(GapKind(gap) for gap in when.gaps),
        directions=frozenset(Direction(d) for d in when.direction) or _EVERYWHERE,
        conditions=None if conditions == NONE else conditions,
    )


def _size(source: Source, index: int, text: str) -> int:
    if not text:
        return 0
    try:
        return int(parse("size", text))
    except ValueError as error:
        source.refuse(index, f"has a wrong size: {error}", at="file_larger_than")


def _zone(source: Source, index: int, when: When) -> ZoneInfo | None:
    if when.hours is None or when.hours.zone == "UTC":
        return None
    try:
        return ZoneInfo(when.hours.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        source.refuse(index, f"names the time zone '{when.hours.zone}', which this machine does not know", at="zone")


def _refuse_unreachable(source: Source, compiled: Sequence[CompiledRule]) -> None:
    """A rule of which everything is answered before it speaks contradicts its author's intention."""
    rule = compiled[-1]
    earlier = [other for other in compiled[:-1] if implies(rule.conditions, other.conditions)]
    shadows: dict[str, None] = {}
    for subject, direction in product([*rule.findings, *rule.gaps], rule.directions):
        shadow = next((o for o in earlier if direction in o.directions and subject in o.findings | o.gaps), None)
        if shadow is None:
            return
        shadows[shadow.name] = None
    names = ", ".join(f"'{name}'" for name in sorted(shadows))
    source.refuse(rule.order, f"can never speak: {names} above it answers everything that it matches; move it up")
