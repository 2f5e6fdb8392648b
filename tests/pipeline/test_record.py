"""What of a judged stanza goes on record, and what of it is audited."""

import msgspec
import pytest

from casemate.audit.events import AuditAction
from casemate.model.ids import ArchiveId, encode_id
from casemate.model.inspection import CLEAN, Decision, Finding, Gap, GapKind, Report, Severity, Verdict
from casemate.pipeline.api import Kind
from casemate.pipeline.normalise import MASK, normalise
from casemate.pipeline.record import (
    PASSING,
    carry_out,
    entry_for,
    findings_json,
    is_storable,
    journal_kind,
    masked_name,
)
from casemate.xmpp.element import CLIENT, Element
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


def test_what_is_not_sealed_says_no_secret() -> None:
    key = Finding("dlp.token", "secret", Severity.HIGH, "body", 10, 20, "abc•••")
    link = Finding(
        "links.number", "suspicious-link", Severity.LOW, "body", 0, 25, "http://1.2.3.4/abcdef", "to 1.2.3.4"
    )
    elsewhere = msgspec.structs.replace(link, start=30, end=40)
    whole = msgspec.structs.replace(link, start=0, end=0)
    other_part = msgspec.structs.replace(link, part="oob.url")
    text = findings_json(Report((key, link, elsewhere, whole, other_part)))
    assert text is not None
    read = msgspec.json.decode(text, type=Report).findings
    assert [finding.excerpt for finding in read] == ["abc•••", "", link.excerpt, "", link.excerpt]
    assert [finding.id for finding in read] == ["dlp.token"] + ["links.number"] * 4


def test_a_name_is_kept_without_its_secrets() -> None:
    name = "card 4539148803436467.txt"
    found = Finding("dlp.card", "card", Severity.HIGH, f"file:{name}.name", 5, 21)
    inside = Finding("dlp.card", "card", Severity.HIGH, f"file:{name}", 0, 4)
    assert masked_name(name, Report((found, inside))) == f"card {MASK * 16}.txt"
    assert masked_name(name, CLEAN) == name


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        (Verdict.ALLOW, "card 4539 x"),
        (Verdict.NOTICE, "card 4539 x\n\n⚠ Casemate: Take care."),
        (Verdict.REDACT, f"{MASK * 4} 4539 x"),
        (Verdict.COACH, "card 4539 x"),
        (Verdict.EMAIL, "card 4539 x"),
        (Verdict.HOLD, "card 4539 x"),
        (Verdict.BLOCK, f"card {MASK * 4} x"),
    ],
)
def test_what_each_verdict_lets_be_seen_and_kept(verdict: Verdict, shown: str) -> None:
    normal = normalise(Kind.MESSAGE, message(body("card 4539 x")))
    spans = (
        Finding("own.word", "word", Severity.LOW, "body", 0, 4),
        Finding("dlp.card", "card", Severity.HIGH, "body", 5, 9),
    )
    decision = Decision(verdict, message="Take care.", redactions=spans[:1])
    carry_out(normal, Kind.MESSAGE, decision, Report(spans))
    assert normal.element.child_text("body") == shown


def test_a_status_has_no_line_of_warning() -> None:
    status = Element("presence", CLIENT, {}, [Element("status", CLIENT, {}, ["here"])])
    normal = normalise(Kind.PRESENCE, status)
    carry_out(normal, Kind.PRESENCE, Decision(Verdict.NOTICE, message="Take care."), SEEN)
    assert normal.element == status
