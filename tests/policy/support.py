"""A small vocabulary of findings, and policies written in one line."""

from casemate.model.inspection import Direction, Finding, FindingSpec, Gap, GapKind, Report, Severity
from casemate.policy.api import CompiledPolicy, compile_policy

SPECS = (
    FindingSpec("dlp.card", "card", Severity.HIGH, "A card."),
    FindingSpec("dlp.iban", "iban", Severity.MEDIUM, "An account."),
    FindingSpec("dlp.secret.key", "secret", Severity.HIGH, "A key."),
    FindingSpec("dlp.secret.token", "secret", Severity.HIGH, "A token."),
    FindingSpec("files.malware", "malware", Severity.CRITICAL, "Malware."),
    FindingSpec("links.listed", "bad-link", Severity.CRITICAL, "A bad link."),
)
BY_ID = {spec.id: spec for spec in SPECS}


def policy(*rules: str) -> CompiledPolicy:
    """A policy of rules `verdict: when`, e.g. `hold: groups = ["card"]`, named r0, r1 ..."""
    return compile_policy(written(*rules), "test.toml", SPECS)


def written(*rules: str) -> str:
    blocks: list[str] = []
    for number, rule in enumerate(rules):
        verdict, _, when = rule.partition(": ")
        blocks.append(
            f'[[rule]]\nname = "r{number}"\nwhen = {{ {when} }}\nthen = {{ verdict = "{verdict}", message = "m{number}" }}\n'
        )
    return "\n".join(blocks)


def finding(name: str, part: str = "body", severity: Severity | None = None) -> Finding:
    spec = BY_ID[name]
    return Finding(name, spec.group, spec.severity if severity is None else severity, part, 1, 5)


def gap(kind: GapKind, part: str = "file:a.zip", source: str = "files") -> Gap:
    return Gap(kind, part, source)


def report(*seen: Finding | Gap) -> Report:
    return Report(
        tuple(one for one in seen if isinstance(one, Finding)), tuple(one for one in seen if isinstance(one, Gap))
    )


INTERNAL, OUTBOUND, INBOUND = Direction.INTERNAL, Direction.OUTBOUND, Direction.INBOUND
