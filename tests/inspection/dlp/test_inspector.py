"""The inspector as a whole: disguises, long texts, several parts, and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.inspection.inspectors.dlp.inspector import MAX_TEXT, OVERLAP
from tests.inspection.dlp.support import SHARED, found, ids

CARD = "4539148803436467"
DISGUISES = {
    "full-width": "".join(chr(ord(char) + 0xFEE0) for char in CARD),
    "zero-width": "\u200b".join(CARD),
    "soft hyphens": "\u00ad".join(CARD),
    "mathematical": "".join(chr(0x1D7CE + int(char)) for char in CARD),
    "circled": "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(char)] for char in CARD),
    "Arabic-Indic": "".join(chr(0x0660 + int(char)) for char in CARD),
    "superscript": "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(char)] for char in CARD),
    "bidirectional": f"\u202d{CARD}\u202c",
    "no-break spaces": "\u00a0".join(CARD[n : n + 4] for n in range(0, 16, 4)),
}


@pytest.mark.parametrize("number", DISGUISES.values(), ids=DISGUISES)
def test_disguised_digits_are_read_and_the_span_is_the_original(number: str) -> None:
    text = f"my card {number} ok"
    (finding,) = found(text)
    assert finding.id == "dlp.card"
    assert 8 <= finding.start < finding.end <= 8 + len(number)
    assert finding.end - finding.start >= len(number) - 2


@pytest.mark.parametrize("at", [0, MAX_TEXT - OVERLAP - 8, MAX_TEXT - 8, MAX_TEXT, 2 * MAX_TEXT + 17])
def test_long_texts_are_looked_at_to_their_end_and_everything_once(at: int) -> None:
    text = f"{'a ' * (at // 2)}{CARD} {'b ' * (MAX_TEXT // 2)}"
    (finding,) = found(text)
    assert text[finding.start : finding.end] == CARD


def test_findings_are_all_declared() -> None:
    declared = {spec.id: spec for spec in SHARED.findings}
    assert len(declared) == len(SHARED.findings)
    for finding in found(f"{CARD} DE89370400440532013000 password: Tr0ub4dor&3"):
        assert (declared[finding.id].group, declared[finding.id].severity) == (finding.group, finding.severity)


def test_plain_talk_is_clean() -> None:
    assert ids("Lunch at 12:30? Room 4711, call 0201-112233, build 20240517.3 of v2.4.1") == []


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at_and_spans_lie_in_it(text: str) -> None:
    for finding in found(text):
        assert 0 <= finding.start < finding.end <= len(text)
