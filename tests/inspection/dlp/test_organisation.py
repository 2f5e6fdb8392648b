"""The organisation's own words and patterns: found, and refused with a reason where they can't be used."""

import pytest

from casemate.inspection.inspectors.dlp import DlpInspector
from casemate.inspection.inspectors.dlp.organisation import MAX_PATTERN, MAX_WORD
from casemate.model.errors import ConfigurationError
from tests.inspection.dlp.support import found

WORDS = DlpInspector({"projects": ["Blue Falcon", "Ænima", "東京計画", "C++"]}, {"ticket": r"CASE-[0-9]{6}"})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("about blue  FALCON then", "blue  FALCON"),
        ("ÆNIMA ships", "ÆNIMA"),
        ("これは東京計画です", "東京計画"),
        ("in C++, yes", "C++"),
        ("see CASE-123456!", "CASE-123456"),
    ],
)
def test_words_and_patterns_are_found(text: str, value: str) -> None:
    (finding,) = found(text, WORDS)
    assert text[finding.start : finding.end] == value
    assert finding.group == "confidential"
    assert finding.detail in {"projects", "ticket"}


@pytest.mark.parametrize("text", ["bluefalcon", "Blue Falconry", "Ænimals", "CASE-12345", "case-123456"])
def test_pieces_of_longer_words_are_none(text: str) -> None:
    assert found(text, WORDS) == ()


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "missing"),
        ("", "empty"),
        ("a*", "matches the empty text"),
        (r"\s", "white space"),
        ("(?=x)y", "invalid perl operator"),
        (r"(a)\1", "invalid escape"),
        ("a" * (MAX_PATTERN + 1), "at most"),
        ("((a{1,100}){1,100}){1,100}", "repetition"),
        ("[a-z]{900}[0-9]{900}[a-z]{900}[0-9]{900}[a-z]{900}[0-9]{900}", "too expensive"),
    ],
)
def test_patterns_that_cannot_be_used_are_refused_with_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=r"inspection\.patterns\.mine") as caught:
        DlpInspector(patterns={"mine": pattern})
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("words", "reason"), [([], "no words"), ([" "], "is empty"), (["x" * (MAX_WORD + 1)], "is longer")]
)
def test_words_that_cannot_be_used_are_refused_with_the_reason(words: list[str], reason: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"inspection\.dictionaries\.mine.*{reason}"):
        DlpInspector({"mine": words})


def test_a_secret_and_a_word_in_the_same_place_are_both_told() -> None:
    inspector = DlpInspector({"codes": ["Tr0ub4dor&3"]})
    assert {finding.group for finding in found("password: Tr0ub4dor&3", inspector)} == {"secret", "confidential"}
