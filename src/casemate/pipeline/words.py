"""The plain words and the typed payload in which people and clients learn a verdict.

Clients hide error texts, so whatever goes wrong is also said by the service's own contact. The payload
`<verdict xmlns='urn:casemate:verdict:0'/>` carries the same for clients that can show it.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from casemate.model.ids import encode_id
from casemate.model.inspection import Decision, Finding, FindingSpec, Gap, Report, Verdict
from casemate.xmpp.element import Element

VERDICT: Final = "urn:casemate:verdict:0"
MAX_SHOWN: Final = 10
"""Findings told about one message; the rest are on record."""
WARNING_SIGN: Final = "⚠"

_DEFAULTS: Final = {
    Verdict.NOTICE: "Take care with this message.",
    Verdict.REDACT: "Part of your message was masked before it was delivered.",
    Verdict.COACH: "Please look at this message again before it is sent.",
    Verdict.EMAIL: "This message should go by e-mail; it was held for a reviewer and not delivered.",
    Verdict.HOLD: "Your message is held for a reviewer. It will be delivered when they release it.",
    Verdict.BLOCK: "Your message was stopped and not delivered.",
}
_OPENINGS: Final = {
    Verdict.REDACT: "Delivered with a part masked.",
    Verdict.COACH: "Not sent yet.",
    Verdict.EMAIL: "Held, not delivered: this belongs into an e-mail.",
    Verdict.HOLD: "Held for a reviewer, not delivered yet.",
    Verdict.BLOCK: "Stopped, not delivered.",
}

_NOT_SHOWN: Final = "Not shown to others."
"""Of what is no message: there is nothing to send again, and no reviewer who would release it."""


def reason(decision: Decision) -> str:
    """What the policy says to the sender, or the default words for its verdict."""
    return decision.message or _DEFAULTS.get(decision.verdict, "")


def told(decision: Decision, report: Report, subject: str, code: str = "", *, message: bool = True) -> str:
    """What the service's contact writes to the sender of `subject`: what happened, why, and what to do next."""
    opening = _OPENINGS.get(decision.verdict, "") if message or decision.verdict is Verdict.REDACT else _NOT_SHOWN
    lines = [f"{subject}: {opening} {reason(decision)}".rstrip()]
    lines += [f"  - {_seen(finding)}" for finding in _shown(report.findings)]
    lines += [f"  - {_gap(gap)}" for gap in report.gaps[:MAX_SHOWN]]
    if code:
        lines.append(
            f"To send it anyway, answer me with the code and your reason: {code} because ... "
            "The reason goes on record. Otherwise change the message and send it again."
        )
    return "\n".join(lines)


def warning(decision: Decision) -> str:
    """The line that a recipient sees under a message delivered with `notice`."""
    return f"{WARNING_SIGN} Casemate: {reason(decision)}"


_STATES: Final = {
    Verdict.NOTICE: "delivered",
    Verdict.REDACT: "delivered",
    Verdict.COACH: "unsent",
    Verdict.EMAIL: "held",
    Verdict.HOLD: "held",
    Verdict.BLOCK: "stopped",
}


def payload(
    decision: Decision,
    report: Report,
    archive_id: int | None,
    code: str = "",
    *,
    origin: str = "",
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Element:
    """The `<verdict/>` payload: attributes `verdict`, `state`, `rule`, `id` (archive id), `origin` (the id that the sender gave),
    `code`; a `<finding/>` for each, with its title out of `titles`.
    """
    attrs = {"verdict": decision.verdict.word}
    if state := _STATES.get(decision.verdict):
        attrs["state"] = state
    if origin:
        attrs["origin"] = _clean(origin)
    if decision.rule:
        attrs["rule"] = decision.rule
    if archive_id is not None:
        attrs["id"] = encode_id(archive_id)
    if code:
        attrs["code"] = code
    element = Element("verdict", VERDICT, attrs)
    for finding in _shown(report.findings):
        seen = {"id": finding.id, "part": finding.part, "start": str(finding.start), "end": str(finding.end)}
        if title := titles.get(finding.id):
            seen["title"] = title
        element.add(Element("finding", VERDICT, seen, [_clean(finding.excerpt)] if finding.excerpt else []))
    for gap in report.gaps[:MAX_SHOWN]:
        element.add(Element("gap", VERDICT, {"kind": gap.kind.value, "part": _clean(gap.part)}))
    return element.add(Element("text", VERDICT, {"xml:lang": "en"}, [reason(decision)]))


def titles(specs: Iterable[FindingSpec]) -> Mapping[str, str]:
    """What findings are called within a sentence ("a payment card number"), by their ids."""
    return {spec.id: spec.description[:1].lower() + spec.description[1:].rstrip(".") for spec in specs}


def news(verdict: Verdict, state: str, origin: str, archive_id: int, text: str) -> Element:
    """The `<verdict/>` payload of what has become of a message since: `state` is `delivered`, `released` or `refused`."""
    attrs = {"verdict": verdict.word, "state": state, "origin": _clean(origin), "id": encode_id(archive_id)}
    return Element("verdict", VERDICT, attrs).add(Element("text", VERDICT, {"xml:lang": "en"}, [_clean(text)]))


def _shown(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: -f.severity)[:MAX_SHOWN]


def _seen(finding: Finding) -> str:
    detail = f" ({_clean(finding.detail)})" if finding.detail else ""
    return f"{finding.id}: {_clean(finding.excerpt)}{detail}" if finding.excerpt else f"{finding.id}{detail}"


def _gap(gap: Gap) -> str:
    return f"{_clean(gap.part)} could not be inspected: {gap.kind.value.replace('_', ' ')}"


def _clean(text: str) -> str:
    """Excerpts may hold anything that somebody typed: only what prints may come back."""
    return "".join(c if c.isprintable() else "�" for c in text[:200])
