"""Payment cards: the shapes in which people write them, and the many numbers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.inspection.dlp.support import found, ids

CARDS = [
    "4539148803436467",
    "4539 1488 0343 6467",
    "4539-1488-0343-6467",
    "4539.1488.0343.6467",
    "3714 496353 98431",
    "5500005555555559",
    "6011 0009 9013 9424",
    "4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7",
]
NAMED = ["visa4539148803436467", "Card4539 1488 0343 6467", "cc4539-1488-0343-6467"]
NONE = {
    "wrong checksum": "4539 1488 0343 6468",
    "no issuer": "9999 9999 9999 9995",
    "one digit": "0000 0000 0000 0000",
    "longer number": "84539148803436467123",
    "in a word": "x4539148803436467",
    "fraction": "0.4539148803436467",
    "order": "order no 4539148803436467",
    "row of fours": "1111 2222 4539 1488 0343 6467 9999 8888",
    "test number that is called so": "use the test card 4242 4242 4242 4242",
}


@pytest.mark.parametrize("number", CARDS)
def test_cards_are_found_as_people_write_them(number: str) -> None:
    text = f"my card is {number}, thanks"
    (finding,) = found(text)
    assert (finding.id, finding.group, text[finding.start : finding.end]) == ("dlp.card", "card", number)


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_other_numbers_are_no_cards(text: str) -> None:
    assert "dlp.card" not in ids(text)


def test_the_excerpt_is_what_a_receipt_shows() -> None:
    (finding,) = found("4539148803436467")
    assert finding.excerpt == "4539 •••• •••• 6467"


def test_several_cards_in_a_message() -> None:
    assert ids("4539 1488 0343 6467 and 5500005555555559\n3714 496353 98431") == ["dlp.card"] * 3


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_stands_around_does_not_hide_a_card(before: str, after: str) -> None:
    text = f"{before} card:\n4539148803436467\n{after}"
    assert any(f.id == "dlp.card" and "4539148803436467" in text[f.start : f.end] for f in found(text))


@pytest.mark.parametrize("between", [" ", "\n", ", ", ";", "  ", "\t", " / "])
@pytest.mark.parametrize("inner", [" ", "-"])
@pytest.mark.parametrize("count", [2, 3, 20])
def test_lists_of_cards(between: str, inner: str, count: int) -> None:
    cards = ["4539 1488 0343 6467", "5425 2334 3010 9903"]
    text = between.join(cards[number % 2].replace(" ", inner) for number in range(count))
    assert len(found(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "4539 1488 0343 6467 5425 2334 3010 9904",
        "1234 4539 1488 0343 6467 5425 2334 3010",
        "4539-1488-0343-6467-5425-2334-3010",
        "4539 1488 0343 6467 5425 2334 3010 9903 4539",
    ],
)
def test_rows_that_are_not_cards_and_nothing_else(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize("text", NAMED)
def test_a_word_may_stand_right_before_the_number(text: str) -> None:
    (finding,) = found(text)
    assert finding.end == len(text)
