"""Ids: strictly increasing, sorting as text as they do as numbers; tokens that nobody guesses."""

from hypothesis import given
from hypothesis import strategies as st

from casemate.model.ids import ArchiveIds, archive_id_ms, decode_id, encode_id, token


@given(st.lists(st.integers(0, 1 << 42), min_size=1, max_size=50), st.integers(0, 1 << 61))
def test_ids_increase_whatever_the_clock_does(times: list[int], last: int) -> None:
    ids = ArchiveIds(last)
    made = [ids.next(now) for now in times]
    assert all(a < b for a, b in zip([last, *made], made, strict=False))


def test_an_id_tells_its_time() -> None:
    ids = ArchiveIds()
    assert archive_id_ms(ids.next(1_700_000_000_123)) == 1_700_000_000_123
    assert archive_id_ms(ids.next(1_700_000_000_123)) == 1_700_000_000_123
    assert archive_id_ms(ids.next(1)) == 1_700_000_000_123


@given(st.integers(0, (1 << 63) - 1), st.integers(0, (1 << 63) - 1))
def test_texts_sort_like_ids_and_come_back(a: int, b: int) -> None:
    assert decode_id(encode_id(a)) == a
    assert len(encode_id(a)) == 16
    assert (encode_id(a) < encode_id(b)) == (a < b)


@given(st.one_of(st.text(max_size=17), st.text("0123456789abcdefABCDEF_ +", min_size=15, max_size=17)))
def test_other_texts_are_no_ids(text: str) -> None:
    decoded = decode_id(text)
    assert decoded is None or encode_id(decoded) == text


def test_texts_beyond_the_range_are_no_ids() -> None:
    assert decode_id("7" + "f" * 15) == (1 << 63) - 1
    for text in ("8" + "0" * 15, "f" * 16, "0" * 15, "0" * 17, "0X" + "0" * 14, "0" * 15 + "A", "0" * 15 + "٣"):
        assert decode_id(text) is None


def test_tokens_differ_and_are_long() -> None:
    made = {token() for _ in range(100)}
    assert len(made) == 100
    assert all(len(t) >= 22 and t.replace("-", "").replace("_", "").isalnum() for t in made)
    assert len(token(9)) == 12
