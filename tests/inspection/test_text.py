"""The views of a text: what a person reads, and where it really stands (ATTACKS D11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.inspection.text import confusables, skeleton, views


def folded(text: str) -> str:
    return views(text)[-1].text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\uff30\uff41\uff59\uff30\uff41\uff4c", "PayPal"),
        ("p\u0430yp\u0430l", "paypal"),
        ("pay\u200bpal", "paypal"),
        ("pay\u00adpal", "paypal"),
        ("pay\u2060pal", "paypal"),
        ("pa\u0336ypal", "paypal"),
        ("\U0001d5c9\U0001d5ba\U0001d5d2", "pay"),
        ("\u0664\u0661\u0661\u0661", "4111"),
        ("\u0967\u0968", "12"),
        ("\ufb01le", "file"),
        ("\u2460", "1"),
        ("a\u202eb", "ab"),
    ],
)
def test_the_folded_view_is_what_is_read(written: str, read: str) -> None:
    assert folded(written) == read


@pytest.mark.parametrize("text", ["", "plain words, 42", "Grüße", "日本語", "line\nbreak\tand tab", "naïve café"])
def test_ordinary_writing_has_one_view(text: str) -> None:
    assert [view.text for view in views(text)] == [text]


def test_spans_name_what_was_written() -> None:
    text = "see \uff50\u200bay\ufb01 now"
    view = views(text)[-1]
    start = view.text.index("payfi")
    first, last = view.span(start, start + 5)
    assert text[first:last] == "\uff50\u200bay\ufb01"


@given(
    st.text(
        st.one_of(
            st.characters(), st.sampled_from(sorted(confusables())), st.sampled_from("ab\u200b\u00ad\ufb01\uff21")
        )
    )
)
def test_every_span_lies_in_the_original_and_folds_to_itself(text: str) -> None:
    for view in views(text):
        if view.offsets is None:
            assert view.text == text
            continue
        assert len(view.offsets) == len(view.text)
        assert view.offsets == sorted(view.offsets)
        for at, char in enumerate(view.text):
            start, end = view.span(at, at + 1)
            assert 0 <= start < end <= len(text)
            assert end == start + 1
            assert char in folded(text[start:end])
        if view.text:
            start, end = view.span(0, len(view.text))
            assert folded(text[start:end]) == view.text


@given(st.text(st.characters(max_codepoint=127)))
def test_a_skeleton_knows_no_case(text: str) -> None:
    assert skeleton(text) == skeleton(text.upper()) == skeleton(text.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [("paypal", "p\u0430ypal"), ("rnicrosoft", "microsoft"), ("g00gle", "google"), ("PAYPAL", "paypal")],
)
def test_skeletons_of_look_alikes_are_equal(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_skeletons_of_different_names_differ() -> None:
    assert len({skeleton(name) for name in ("paypal", "payroll", "google", "microsoft", "example")}) == 5
