"""Durations and sizes as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.settings.units import DURATIONS, SIZES, example, parse, write


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("duration", "30 s", 30),
        ("duration", "1.5min", 90),
        ("duration", " 250  ms ", 0.25),
        ("duration", "12 h", 43_200),
        ("duration", "7 d", 604_800),
        ("duration", "0 s", 0),
        ("size", "10 MiB", 10 << 20),
        ("size", "1 B", 1),
        ("size", "0.5 KiB", 512),
        ("size", "2 TiB", 2 << 40),
    ],
)
def test_reading(kind: str, text: str, value: float) -> None:
    assert parse(kind, text) == value


@pytest.mark.parametrize(
    "text", ["", "30", "s", "30 S", "30 sec", "-1 s", "1e3 s", "1 s 2", "٣ s", "1,5 s", "nan s", "inf s"]
)
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration: write a number and one of ms, s, min, h, d"):
        parse("duration", text)


@pytest.mark.parametrize("text", ["10 MB", "10 mib", "10 M", "10 s"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        parse("size", text)


@given(st.sampled_from(sorted(DURATIONS)), st.integers(0, 999))
def test_durations_come_back(unit: str, number: int) -> None:
    value = number * DURATIONS[unit]
    assert parse("duration", write("duration", value)) == pytest.approx(value)


@given(st.integers(0, 1 << 50))
def test_sizes_come_back(value: int) -> None:
    assert parse("size", write("size", value)) == value


def test_the_largest_whole_unit_is_written() -> None:
    assert write("duration", 90) == "90 s"
    assert write("duration", 3600) == "1 h"
    assert write("size", 3 * SIZES["MiB"]) == "3 MiB"
    assert write("size", 1023) == "1023 B"


def test_the_examples_can_be_read() -> None:
    for kind in ("duration", "size"):
        assert parse(kind, example(kind).strip('"')) > 0
