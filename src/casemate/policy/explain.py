"""Which rules would speak for a finding or a gap, in plain words, for `casemate policy explain`."""

import difflib
from collections.abc import Sequence

import msgspec

from casemate.model.errors import NotFound
from casemate.model.inspection import Direction, FindingSpec, GapKind
from casemate.policy.rules import CompiledPolicy, CompiledRule, Conditions, Hours


class Explanation(msgspec.Struct, frozen=True):
    """Which rule speaks first; `text` tells the others after it too."""

    subject: str
    direction: str
    verdict: str
    rule: str
    text: str


def explain(policy: CompiledPolicy, specs: Sequence[FindingSpec], subject: str, direction: Direction) -> Explanation:
    """Which rule speaks for a finding id, a group or a gap.

    Raises:
        NotFound: if there is no such thing.
    """
    members = [spec.id for spec in specs if spec.group == subject]
    if subject in policy.by_finding:
        chains = {subject: policy.by_finding[subject]}
    elif members:
        chains = {member: policy.by_finding[member] for member in members}
    elif subject in {gap.value for gap in GapKind}:
        chains = {subject: policy.by_gap[GapKind(subject)]}
    else:
        known = [*policy.by_finding, *(spec.group for spec in specs), *(gap.value for gap in GapKind)]
        near = difflib.get_close_matches(subject, known, 1, 0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(dict.fromkeys(known))}"
        raise NotFound(f"there is no finding, group or gap '{subject}'; {hint}")
    told = {name: _told(rules, direction) for name, rules in chains.items()}
    first = next((rule for rule in next(iter(chains.values())) if direction in rule.directions), None)
    verdict, rule = (first.verdict.word, first.name) if first else ("allow", "")
    if len(set(told.values())) == 1:
        text = f"{direction.value}: {next(iter(told.values()))}"
    else:
        text = "\n".join(f"{direction.value}: {name}: {words}" for name, words in told.items())
    return Explanation(subject, direction.value, verdict, rule, text)


def _told(rules: Sequence[CompiledRule], direction: Direction) -> str:
    """The rules in turn, until one that has no conditions."""
    steps: list[str] = []
    for rule in rules:
        if direction not in rule.directions:
            continue
        message = f" {rule.message}" if rule.message else ""
        if rule.conditions is None:
            steps.append(f"{rule.verdict.word} by rule '{rule.name}'.{message}")
            return "; else ".join(steps)
        steps.append(f"{rule.verdict.word} by rule '{rule.name}' {_conditions(rule.conditions)}")
    return "; else ".join([*steps, "allow; no rule speaks."] if not steps else [*steps, "allow."])


def _conditions(asked: Conditions) -> str:
    lists = {
        "reported by": sorted(asked.sources),
        "in": asked.parts,
        "from": sorted(asked.sender_groups),
        "to": sorted(asked.recipient_groups),
        "with files of type": asked.file_types,
    }
    words = [f"{word} {' or '.join(names)}" for word, names in lists.items() if names]
    if asked.severity:
        words.insert(0, f"at least {asked.severity.name.lower()}")
    if asked.file_larger_than:
        words.append(f"with files larger than {asked.file_larger_than} bytes")
    if asked.hours:
        words.append(_hours(asked.hours))
    return f"if {', '.join(words)}"


def _hours(hours: Hours) -> str:
    days = f" on weekdays {', '.join(map(str, hours.weekdays))}" if hours.weekdays else ""
    return f"from {hours.from_}:00 to {hours.to}:00 {hours.zone}{days}"
