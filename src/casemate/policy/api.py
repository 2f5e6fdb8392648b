"""Deciding: a pure function of what was seen, the circumstances and the policy."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import Final

from casemate.model.inspection import ALLOW, Decision, Finding, FindingSpec, Gap, Report, Verdict
from casemate.policy.compile import compile_policy
from casemate.policy.conditions import FileFacts, PolicyContext, hold
from casemate.policy.explain import Explanation, explain
from casemate.policy.rules import CompiledPolicy, CompiledRule

__all__ = [
    "BUILTIN",
    "CompiledPolicy",
    "Explanation",
    "FileFacts",
    "PolicyContext",
    "builtin_text",
    "compile_policy",
    "decide",
    "explain",
    "load_builtin",
]

BUILTIN: Final = "built-in policy"


def builtin_text() -> str:
    """The built-in policy as TOML."""
    return resources.files("casemate.policy").joinpath("builtin.toml").read_text(encoding="utf-8")


def load_builtin(specs: Iterable[FindingSpec]) -> CompiledPolicy:
    """The built-in policy for the findings that inspectors declare."""
    return compile_policy(builtin_text(), BUILTIN, specs)


def decide(policy: CompiledPolicy, report: Report, context: PolicyContext) -> Decision:
    """The gravest of what the first matching rules say; `allow` when none speaks.

    Between equally grave rules the one written first names the decision. All findings that a `redact` rule speaks for are
    masked when `redact` is the verdict; what can't be masked, because it is in a file, is held instead.
    """
    if not report.findings and not report.gaps:
        return ALLOW
    spoken = list(_spoken(policy, report, context))
    gravest = max((verdict for verdict, _, _ in spoken), default=Verdict.ALLOW)
    if gravest is Verdict.ALLOW:
        return ALLOW
    speaking = [rule for verdict, rule, _ in spoken if verdict is gravest]
    speaker = min(speaking, key=_order)
    masked: tuple[Finding, ...] = ()
    if gravest is Verdict.REDACT:
        masked = tuple(s for verdict, _, s in spoken if verdict is Verdict.REDACT and isinstance(s, Finding))
    tell = any(rule.tell_reviewers for rule in speaking)
    return Decision(gravest, speaker.name, speaker.message, tell, masked)


def _spoken(
    policy: CompiledPolicy, report: Report, context: PolicyContext
) -> Iterator[tuple[Verdict, CompiledRule, Finding | Gap]]:
    """For each finding and gap the rule that speaks, and the verdict that follows."""
    for finding in report.findings:
        rules = policy.by_finding.get(finding.id)
        if rules is None:
            rules = policy.by_group.get(finding.group, ())
        if (rule := _first(rules, finding, context)) is not None:
            yield _possible(rule.verdict, finding), rule, finding
    for gap in report.gaps:
        if (rule := _first(policy.by_gap[gap.kind], gap, context)) is not None:
            yield rule.verdict, rule, gap


def _first(rules: Sequence[CompiledRule], subject: Finding | Gap, context: PolicyContext) -> CompiledRule | None:
    for rule in rules:
        if context.direction in rule.directions and (
            rule.conditions is None or hold(rule.conditions, subject, context)
        ):
            return rule
    return None


def _possible(verdict: Verdict, finding: Finding) -> Verdict:
    return Verdict.HOLD if verdict is Verdict.REDACT and finding.part.startswith("file:") else verdict


def _order(rule: CompiledRule) -> int:
    return rule.order
