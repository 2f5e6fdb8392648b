"""From a judged stanza to its row in the journal."""

from collections.abc import Sequence
from typing import Final

import msgspec

from casemate.archive.entries import CoachedRow, Entry, HeldRow
from casemate.audit.events import AuditAction, AuditEvent
from casemate.model.ids import ArchiveId, encode_id
from casemate.model.inspection import Decision, Finding, Report, Verdict
from casemate.pipeline import words
from casemate.pipeline.api import Kind, Submission
from casemate.pipeline.normalise import Normalised, append_line, mask, redact
from casemate.pipeline.room_shapes import is_history

PASSING: Final = frozenset({Verdict.ALLOW, Verdict.NOTICE, Verdict.REDACT})
_AUDITED: Final = {
    Verdict.REDACT: AuditAction.MESSAGE_REDACTED,
    Verdict.COACH: AuditAction.MESSAGE_COACHED,
    Verdict.EMAIL: AuditAction.MESSAGE_HELD,
    Verdict.HOLD: AuditAction.MESSAGE_HELD,
    Verdict.BLOCK: AuditAction.MESSAGE_BLOCKED,
}
_TRANSIENT_TYPES: Final = frozenset({"headline", "error", "groupchat"})
_NO_STORE: Final = frozenset({"no-store", "no-permanent-store"})
_RECORDED_AS: Final = {"error": "error", "groupchat": "room"}
_HINTS: Final = "urn:xmpp:hints"


def carry_out(normal: Normalised, kind: Kind, decision: Decision, report: Report) -> None:
    """Change the tree to what the verdict lets be seen, and kept."""
    verdict = decision.verdict
    if verdict is Verdict.NOTICE and kind is Kind.MESSAGE:
        append_line(normal, words.warning(decision))
    elif verdict is Verdict.REDACT:
        redact(normal, decision.redactions)
    elif verdict is Verdict.BLOCK:
        # What was stopped stays on record without the secret that stopped it.
        redact(normal, [finding for finding in report.findings if _is_secret(finding)])


def is_storable(submission: Submission) -> bool:
    """Whether the message waits for a recipient who is away (RFC 6121 section 8.5.2.2, XEP-0160, XEP-0334)."""
    element = submission.element
    if submission.kind is not Kind.MESSAGE or submission.events or element.attrs.get("type") in _TRANSIENT_TYPES:
        return False
    return not any(child.ns == _HINTS and child.name in _NO_STORE for child in element.elements())


def journal_kind(submission: Submission) -> str:
    """The kind under which it is recorded.

    Errors are no messages to those who read their archive; what is said in a room is in the archive of whoever it is for (the room,
    or somebody in one that is elsewhere), and what a room elsewhere repeats is there already, or is not theirs.
    """
    if submission.room is not None and is_history(submission.element, submission.room):
        return "history"
    if submission.events:
        return "event"
    if _is_whispered(submission):
        return "whisper"
    return _RECORDED_AS.get(submission.element.attrs.get("type", ""), submission.kind.value)


def _is_whispered(submission: Submission) -> bool:
    """Whether it is said in a room to one of those in it: then the room's address stands for theirs, but it is not the room's."""
    element, recipient = submission.element, submission.recipient
    if not recipient.resource or recipient.domain == submission.sender.domain or submission.kind is not Kind.MESSAGE:
        return False
    whispered = element.attrs.get("type") not in _RECORDED_AS
    return whispered and element.attrs.get("from", "").startswith(f"{recipient.bare}/")


def entry_for(
    submission: Submission,
    archive_id: ArchiveId,
    wire: bytes,
    decision: Decision,
    report: Report,
    *,
    storable: bool,
    held: HeldRow | None = None,
    coached: CoachedRow | None = None,
) -> Entry:
    """The journal entry of a submission that the policy has decided."""
    verdict = decision.verdict
    return Entry(
        id=archive_id,
        tenant=submission.tenant,
        sender=str(submission.sender.bare),
        recipient=str(submission.recipient.bare),
        direction=submission.direction.value,
        kind=journal_kind(submission),
        verdict=int(verdict),
        visible=verdict <= Verdict.REDACT,
        storable=storable,
        rule=decision.rule or None,
        findings=findings_json(report),
        found=found_json(report),
        stanza=wire,
        held=held,
        coached=coached,
        audit=audit_events(submission, archive_id, decision, report) if verdict in _AUDITED else (),
    )


def findings_json(report: Report) -> str | None:
    """A report as JSON for the record; None when there is nothing to say.

    It is sealed with the stanza (`archive.rows`), and reviewers read it. Excerpts of secrets are masked already; what else was
    seen in the same words (a link with a key in it, say) goes without an excerpt.
    """
    if not report.findings and not report.gaps:
        return None
    secrets: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if _is_secret(finding):
            secrets.setdefault(finding.part, []).append(finding)
    findings = [_without_secrets(finding, secrets.get(finding.part, ())) for finding in report.findings]
    return msgspec.json.encode(Report(tuple(findings), report.gaps)).decode()


def masked_name(name: str, report: Report) -> str:
    """A file's name without the secrets that were found in it."""
    spans = sorted((f.start, f.end) for f in report.findings if _is_secret(f) and f.part == f"file:{name}.name")
    return mask(name, spans)


def _is_secret(finding: Finding) -> bool:
    return finding.id.startswith("dlp.") and finding.end > finding.start


def _without_secrets(finding: Finding, secrets: Sequence[Finding]) -> Finding:
    # What has no span is about the whole part.
    whole = finding.end <= finding.start
    if _is_secret(finding) or not any(whole or (s.start < finding.end and finding.start < s.end) for s in secrets):
        return finding
    return msgspec.structs.replace(finding, excerpt="", detail="")


def found_json(report: Report) -> str:
    """The kinds of what was seen and of what could not be, as a JSON list."""
    if not report.findings and not report.gaps:
        return "[]"
    kinds = {finding.id for finding in report.findings} | {gap.kind.value for gap in report.gaps}
    return msgspec.json.encode(sorted(kinds)).decode()


def audit_events(
    submission: Submission, archive_id: ArchiveId, decision: Decision, report: Report
) -> Sequence[AuditEvent]:
    """What the audit record says of a verdict: who to whom and why, and none of the words."""
    return (
        AuditEvent(
            tenant=submission.tenant,
            actor=str(submission.sender.bare),
            action=_AUDITED[decision.verdict],
            subject=encode_id(archive_id),
            detail={
                "recipient": str(submission.recipient.bare),
                "rule": decision.rule,
                "findings": sorted({finding.id for finding in report.findings}),
                "gaps": sorted({gap.kind.value for gap in report.gaps}),
            },
        ),
    )
