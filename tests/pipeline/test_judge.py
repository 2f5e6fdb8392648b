"""Inspecting and deciding in one place, with who the two are."""

import msgspec

from casemate.accounts.api import Role
from casemate.model.inspection import (
    CLEAN,
    Decision,
    Direction,
    FileItem,
    Finding,
    Gap,
    GapKind,
    Report,
    Severity,
    TextItem,
    Verdict,
)
from casemate.model.jid import Jid
from casemate.pipeline.judge import Judged, graver, merged
from casemate.policy.api import compile_policy
from tests.place import Place

ALICE, BOB = Jid.parse("alice@localhost/phone"), Jid.parse("bob@localhost")
FINDING = Finding("dlp.card", "card", Severity.HIGH, "body", 0, 4)
GAP = Gap(GapKind.MALFORMED, "file:a", "files")


def test_reports_are_put_together_in_order() -> None:
    assert merged(()) == CLEAN
    other = msgspec.structs.replace(FINDING, id="dlp.iban")
    assert merged((Report((FINDING,), (GAP,)), CLEAN, Report((other,)))) == Report((FINDING, other), (GAP,))


def test_the_gravest_counts_over_what_all_saw() -> None:
    other = msgspec.structs.replace(FINDING, id="dlp.iban")
    mild = Judged(Report((FINDING,), (GAP,)), Decision(Verdict.NOTICE, "one"))
    grave = Judged(Report((FINDING, other)), Decision(Verdict.HOLD, "two"))
    assert graver([mild]) is mild
    assert graver([mild, grave]) == Judged(Report((FINDING, other), (GAP,)), grave.decision)
    assert graver([grave, mild]).decision == grave.decision


async def test_both_tenants_are_asked_when_there_are_two(place: Place) -> None:
    dave = Jid.parse("dave@other.example")
    for sender, recipient, directions in (
        (ALICE, BOB, [(1, "internal")]),
        (ALICE, dave, [(1, "outbound"), (2, "inbound")]),
        (ALICE, Jid.parse("eve@elsewhere.test"), [(1, "outbound")]),
    ):
        direction = Direction.INTERNAL if recipient is BOB else Direction.OUTBOUND
        contexts = place.house.judge.contexts(1, direction, sender, recipient)
        assert [(context.tenant, context.direction) for context in contexts] == directions
        assert {context.recipient for context in contexts} == {recipient}


async def test_who_speaks_is_known_with_the_domains_of_the_house(place: Place) -> None:
    context = place.house.judge.context(1, Direction.INTERNAL, ALICE, BOB)
    assert context.domains == ("localhost",)
    judged = place.house.judge.judge([TextItem("body", "card 4539 1488 0343 6467")], context)
    assert judged.decision.verdict is Verdict.COACH
    assert {finding.group for finding in judged.report.findings} == {"card"}
    assert place.house.judge.judge([TextItem("body", "hello")], context).decision.verdict is Verdict.ALLOW


async def test_a_files_name_is_read_like_words(place: Place) -> None:
    data = place.loaded.path.parent / "a.txt"
    data.write_bytes(b"harmless")
    item = FileItem("file", str(data), "card 4539 1488 0343 6467.txt", "text/plain", 8, "00" * 32)
    report = await place.house.judge.inspect_file(item, place.house.judge.context(1, Direction.INTERNAL, ALICE, BOB))
    assert ("dlp.card", "file.name") in {(finding.id, finding.part) for finding in report.findings}


async def test_groups_of_both_count(place: Place) -> None:
    text = (
        '[[rule]]\nname = "finance"\nwhen = { groups = ["card"], sender_groups = ["finance"] }\n'
        'then = { verdict = "allow" }\n'
        '[[rule]]\nname = "cards"\nwhen = { groups = ["card"] }\nthen = { verdict = "block" }\n'
    )
    judge = place.house.judge
    judge.policy = compile_policy(text, "own", judge.engine.findings())
    person = await place.house.accounts.add_person(Jid.parse("fred@localhost"), Role.EMPLOYEE, frozenset({"finance"}))
    items = [TextItem("body", "card 4539 1488 0343 6467")]
    verdicts = [
        judge.judge(items, judge.context(1, Direction.INTERNAL, sender, BOB)).decision.verdict
        for sender in (person.jid, ALICE)
    ]
    assert verdicts == [Verdict.ALLOW, Verdict.BLOCK]
