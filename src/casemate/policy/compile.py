"""From a policy file to compiled rules; whatever could not do what its author meant is refused with its line."""

import difflib
import tomllib
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, cast

import msgspec

from casemate.model.errors import ConfigurationError
from casemate.model.inspection import Direction, FindingSpec, GapKind, Severity, Verdict
from casemate.policy.rules import CompiledPolicy, CompiledRule, PolicyFile, Rule
from casemate.settings.units import parse

MAX_RULES: Final = 1_000
_EVERYWHERE: Final = frozenset(Direction)


def compile_policy(text: str, name: str, specs: Iterable[FindingSpec]) -> CompiledPolicy:
    """Check and compile the policy in `text` (TOML) against the findings that inspectors declare.

    Raises:
        ConfigurationError: with file (`name`), line and reason.
    """
    known = {spec.id: spec for spec in specs}
    lines = _rule_lines(text)
    rules = _parse(text, name, lines)
    compiled: list[CompiledRule] = []
    for rule, line in zip(rules, lines, strict=True):
        where = f"{name}:{line}: rule '{rule.name}'"
        if any(rule.name == other.name for other in compiled):
            raise ConfigurationError(
                f"{where} has the name of another rule; names are unique, because the record names them"
            )
        compiled.append(_compile(rule, where, known))
        _refuse_unreachable(compiled, where)
    return CompiledPolicy(
        name,
        tuple(compiled),
        {finding: [rule for rule in compiled if finding in rule.findings] for finding in known},
        {gap: [rule for rule in compiled if gap in rule.gaps] for gap in GapKind},
    )


def _parse(text: str, name: str, lines: Sequence[int]) -> Sequence[Rule]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{name} is not TOML: {error}") from error
    for key in data:
        if key != "rule":
            raise ConfigurationError(f"{name}: a policy has rules ([[rule]]) only, no '{key}'")
    given = data.get("rule")
    rows = cast("list[Any]", given) if isinstance(given, list) else []
    if not rows or len(rows) != len(lines):
        raise ConfigurationError(f"{name}: there are no rules; begin each with a line [[rule]]")
    if len(rows) > MAX_RULES:
        raise ConfigurationError(f"{name}: there are {len(rows)} rules; a policy has at most {MAX_RULES}")
    rules: list[Rule] = []
    for row, line in zip(rows, lines, strict=True):
        try:
            rules.append(msgspec.convert(row, Rule))
        except msgspec.ValidationError as error:
            raise ConfigurationError(f"{name}:{line}: {error}") from error
    return PolicyFile(tuple(rules)).rule


def _compile(rule: Rule, where: str, known: dict[str, FindingSpec]) -> CompiledRule:
    when = rule.when
    groups = {spec.group for spec in known.values()}
    _all_known(when.findings, known, where, "finding")
    _all_known(when.groups, groups, where, "group")
    _all_known(when.gaps, [gap.value for gap in GapKind], where, "gap")
    _all_known(when.direction, [direction.value for direction in Direction], where, "direction")
    if when.severity:
        _all_known((when.severity,), [s.name.lower() for s in Severity], where, "severity")
    if not (when.findings or when.groups or when.gaps):
        raise ConfigurationError(f"{where} matches nothing: name findings, groups or gaps in `when`")
    if when.severity and when.gaps:
        raise ConfigurationError(f"{where} asks for the severity of gaps, which have none; make two rules of it")
    if when.sources and not when.gaps:
        raise ConfigurationError(f"{where} names sources, which only gaps have")
    if when.hours is not None and not (0 <= when.hours.from_ <= 24 and 0 <= when.hours.to <= 24):
        raise ConfigurationError(f"{where}: hours lie between 0 and 24")
    if when.hours is not None and not all(1 <= day <= 7 for day in when.hours.weekdays):
        raise ConfigurationError(f"{where}: weekdays are 1 (Monday) to 7")
    ids = set(when.findings) | {spec.id for spec in known.values() if spec.group in when.groups}
    return CompiledRule(
        name=rule.name,
        verdict=Verdict[rule.then.verdict.upper()],
        message=rule.then.message,
        tell_reviewers=rule.then.tell_reviewers,
        findings=frozenset(ids),
        gaps=frozenset(GapKind(gap) for gap in when.gaps),
        sources=frozenset(when.sources),
        severity=Severity[when.severity.upper()] if when.severity else Severity.INFO,
        directions=frozenset(Direction(d) for d in when.direction) or _EVERYWHERE,
        sender_groups=frozenset(when.sender_groups),
        recipient_groups=frozenset(when.recipient_groups),
        file_types=when.file_types,
        file_larger_than=_size(when.file_larger_than, where),
        hours=when.hours,
    )


def _size(text: str, where: str) -> int:
    try:
        return int(parse("size", text)) if text else 0
    except ValueError as error:
        raise ConfigurationError(f"{where}: {error}") from error


def _all_known(names: Iterable[str], known: Collection[str], where: str, what: str) -> None:
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, list(known), 1, 0.4)
            hint = f"; did you mean '{close[0]}'?" if close else f"; there are {', '.join(sorted(known)[:20])}"
            raise ConfigurationError(f"{where}: there is no {what} '{name}'{hint}")


def _refuse_unreachable(compiled: Sequence[CompiledRule], where: str) -> None:
    """A rule of which everything is answered before by an unconditional rule contradicts its author's intention."""
    rule, earlier = compiled[-1], [other for other in compiled[:-1] if not other.conditional]
    wanted = [("finding", item, d) for item in sorted(rule.findings) for d in rule.directions]
    wanted += [("gap", item.value, d) for item in rule.gaps for d in rule.directions]
    for kind, item, direction in wanted:
        by = [
            other
            for other in earlier
            if direction in other.directions
            and (item in other.findings if kind == "finding" else GapKind(item) in other.gaps)
        ]
        if not by:
            return
    names = ", ".join(dict.fromkeys(f"'{other.name}'" for other in earlier if _overlap(other, rule)))
    raise ConfigurationError(
        f"{where} can never speak: {names} above it answers everything that it matches; move it up"
    )


def _overlap(one: CompiledRule, other: CompiledRule) -> bool:
    return bool(one.findings & other.findings or one.gaps & other.gaps)


def _rule_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if line.strip().replace(" ", "") == "[[rule]]"]
