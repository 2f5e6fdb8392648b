"""What of a judged stanza goes on record, and what of it is audited."""

import msgspec
import pytest

from casemate.audit.events import AuditAction
from casemate.model.ids import ArchiveId, encode_id
from casemate.model.inspection import CLEAN, Decision, Finding, Gap, GapKind, Report, Severity, Verdict
from casemate.pipeline.api import Kind
from casemate.pipeline.record import PASSING, entry_for, findings_json, is_storable, journal_kind
from casemate.xmpp.element import Element
from tests.pipeline.support import body, message, submission

HINTS = "urn:xmpp:hints"
SEEN = Report(
    (Finding("dlp.card", "card", Severity.HIGH, "body", 1, 5, "4539…6467"),), (Gap(GapKind.MALFORMED, "f", "files"),)
)


@pytest.mark.parametrize(
    ("kind", "storable", "recorded"),
    [
        ("normal", True, "message"),
        ("chat", True, "message"),
        ("headline", False, "message"),
        ("groupchat", False, "room"),
        ("error", False, "error"),
    ],
)
def test_what_waits_and_what_it_is_recorded_as(kind: str, storable: bool, recorded: str) -> None:
    given = submission(message(body("x"), type=kind))
    assert is_storable(given) is storable
    assert journal_kind(given) == recorded


@pytest.mark.parametrize("kind", [Kind.PRESENCE, Kind.IQ])
def test_only_messages_wait(kind: Kind) -> None:
    given = submission(message(body("x")), kind)
    assert not is_storable(given)
    assert journal_kind(given) == kind.value


@pytest.mark.parametrize(("hint", "storable"), [("no-store", False), ("no-permanent-store", False), ("store", True)])
def test_a_hint_spares_the_queue_and_not_the_record(hint: str, storable: bool) -> None:
    given = submission(message(body("x"), Element(hint, HINTS)))
    assert is_storable(given) is storable
    entry = entry_for(given, ArchiveId(1), b"<message/>", Decision(Verdict.ALLOW), CLEAN, storable=storable)
    assert entry.visible
    assert is_storable(submission(message(body("x"), Element(hint, "urn:other"))))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_was_withheld_is_on_record_and_not_in_an_archive(verdict: Verdict) -> None:
    entry = entry_for(
        submission(message(body("x"))), ArchiveId(5), b"<message/>", Decision(verdict, "cards"), SEEN, storable=True
    )
    assert entry.visible == (verdict in PASSING)
    assert (entry.sender, entry.recipient, entry.direction) == ("alice@localhost", "bob@localhost", "internal")
    assert entry.rule == "cards"
    assert "dlp.card" in (entry.findings or "")
    assert bool(entry.audit) == (verdict not in {Verdict.ALLOW, Verdict.NOTICE})


def test_the_audit_says_who_and_why_and_none_of_the_words() -> None:
    entry = entry_for(
        submission(message(body("my card"))), ArchiveId(5), b"", Decision(Verdict.BLOCK, "cards"), SEEN, storable=True
    )
    (event,) = entry.audit
    assert event.action is AuditAction.MESSAGE_BLOCKED
    assert (event.actor, event.subject) == ("alice@localhost", encode_id(5))
    assert event.detail == {
        "recipient": "bob@localhost",
        "rule": "cards",
        "findings": ["dlp.card"],
        "gaps": ["malformed"],
    }


def test_findings_are_read_back_as_they_were() -> None:
    assert findings_json(CLEAN) is None
    text = findings_json(SEEN)
    assert text is not None
    assert msgspec.json.decode(text, type=Report) == SEEN
