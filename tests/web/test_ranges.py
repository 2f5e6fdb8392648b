"""Ranges and conditions by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.web.ranges import NotSatisfiable, asked_range, not_modified, range_counts


@given(size=st.integers(1, 1 << 40), first=st.integers(0, 1 << 41), last=st.integers(0, 1 << 41))
def test_a_range_is_what_it_says(size: int, first: int, last: int) -> None:
    header = f"bytes={first}-{last}"
    if last < first:
        assert asked_range(header, size) is None
    elif first >= size:
        with pytest.raises(NotSatisfiable):
            asked_range(header, size)
    else:
        span = asked_range(header, size)
        assert span is not None
        assert (span.start, span.end) == (first, min(last, size - 1) + 1)


@given(size=st.integers(1, 1 << 40), suffix=st.integers(1, 1 << 41))
def test_a_suffix_is_the_end(size: int, suffix: int) -> None:
    span = asked_range(f"bytes=-{suffix}", size)
    assert span is not None
    assert (span.end, span.end - span.start) == (size, min(size, suffix))


@given(header=st.text(max_size=60), size=st.integers(0, 1000))
def test_any_text_gives_a_part_of_the_file_or_the_whole(header: str, size: int) -> None:
    for text in (header, f"bytes={header}"):
        try:
            span = asked_range(text, size)
        except NotSatisfiable:
            continue
        assert span is None or 0 <= span.start < span.end <= size


@pytest.mark.parametrize("header", ["bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,3-4", "0-1", "bytes 0-1", "bytes=٣-٤"])
def test_what_is_no_single_range_means_the_whole_file(header: str) -> None:
    assert asked_range(header, 100) is None


def test_conditions() -> None:
    assert not_modified("*", '"a"')
    assert not_modified('"b", W/"a"', '"a"')
    assert not not_modified('"b"', '"a"')
    assert not not_modified(None, '"a"')
    assert range_counts(None, '"a"')
    assert range_counts('"a"', '"a"')
    assert not range_counts('W/"a"', '"a"')
    assert not range_counts("Wed, 21 Oct 2026 07:28:00 GMT", '"a"')
