"""What people and clients are told of a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.inspection import Decision, Finding, Gap, GapKind, Report, Severity, Verdict
from casemate.pipeline import words
from casemate.xmpp.element import Element

NS = words.VERDICT


def finding(name: str = "dlp.card", severity: Severity = Severity.HIGH, **more: object) -> Finding:
    values: dict[str, object] = {"group": "card", "part": "body", "start": 3, "end": 9, "excerpt": "4539…6467"} | more
    return Finding(id=name, severity=severity, **values)


SEEN = Report((finding(),), (Gap(GapKind.TOO_LARGE, "file:a.zip", "files"),))


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.ALLOW])
def test_every_verdict_has_words(verdict: Verdict) -> None:
    assert words.reason(Decision(verdict))
    assert words.reason(Decision(verdict, message="Our own words.")) == "Our own words."


@pytest.mark.parametrize("verdict", [v for v in Verdict if v > Verdict.NOTICE])
def test_the_sender_learns_what_happened_why_and_to_which_message(verdict: Verdict) -> None:
    text = words.told(Decision(verdict, message="Our own words."), SEEN, "Your message to bob@localhost")
    first, *rest = text.splitlines()
    assert first.startswith("Your message to bob@localhost: ")
    assert first.endswith("Our own words.")
    assert ("ot delivered" in first or "ot sent" in first) == (verdict is not Verdict.REDACT)
    assert rest == ["  - dlp.card: 4539…6467", "  - file:a.zip could not be inspected: too large"]


@pytest.mark.parametrize("verdict", [Verdict.COACH, Verdict.HOLD, Verdict.EMAIL, Verdict.BLOCK])
def test_of_what_is_no_message_nothing_is_promised(verdict: Verdict) -> None:
    first = words.told(Decision(verdict, message="Why."), SEEN, "Your status", message=False).splitlines()[0]
    assert first == "Your status: Not shown to others. Why."


def test_a_code_comes_with_what_to_do() -> None:
    text = words.told(Decision(Verdict.COACH), SEEN, "bob@localhost", "abcd-efgh")
    assert "abcd-efgh because" in text.splitlines()[-1]
    assert "on record" in text.splitlines()[-1]


def test_the_payload_says_the_same_to_clients() -> None:
    decision = Decision(Verdict.COACH, rule="cards", message="Our own words.")
    titles = {"dlp.card": "a payment card number"}
    element = words.payload(decision, SEEN, 0x1234, "abcd-efgh", origin="m1", titles=titles)
    assert element.attrs == {
        "verdict": "coach",
        "state": "unsent",
        "origin": "m1",
        "rule": "cards",
        "id": "0000000000001234",
        "code": "abcd-efgh",
    }
    assert [child.name for child in element.elements()] == ["finding", "gap", "text"]
    shown, gap, text = element.elements()
    assert shown.attrs == {
        "id": "dlp.card",
        "part": "body",
        "start": "3",
        "end": "9",
        "title": "a payment card number",
    }
    assert gap.attrs == {"kind": "too_large", "part": "file:a.zip"}
    assert text.text() == "Our own words."


def test_without_a_record_a_rule_or_a_code_there_is_no_attribute_for_it() -> None:
    assert words.payload(Decision(Verdict.BLOCK), Report(), None).attrs == {"verdict": "block", "state": "stopped"}


def test_the_gravest_come_first_and_not_all_of_them() -> None:
    many = Report(tuple(finding(f"x.{n}", Severity(n % 5)) for n in range(40)))
    element = words.payload(Decision(Verdict.BLOCK), many, None)
    severities = [int(f.attrs["id"][2:]) % 5 for f in element.find_all("finding", NS)]
    assert severities == [4] * 8 + [3] * 2
    assert len(words.told(Decision(Verdict.BLOCK), many, "b").splitlines()) == 1 + words.MAX_SHOWN


@given(st.text())
def test_only_what_prints_comes_back(text: str) -> None:
    report = Report((finding(excerpt=text, detail=text),), (Gap(GapKind.MALFORMED, text, "files"),))
    told = words.told(Decision(Verdict.BLOCK), report, "bob@localhost")
    assert len(told.splitlines()) == 3
    assert all(line.isprintable() for line in told.splitlines())
    element = words.payload(Decision(Verdict.BLOCK), report, None)
    assert all(_printable(child) for child in element.elements())


def _printable(element: Element) -> bool:
    return element.text().isprintable() and all(value.isprintable() for value in element.attrs.values())


def test_a_warning_names_who_warns() -> None:
    assert words.warning(Decision(Verdict.NOTICE, message="Take care.")) == "⚠ Casemate: Take care."
