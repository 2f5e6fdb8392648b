"""Counting and keeping (XEP-0198): what is acknowledged is settled, and what is not is kept."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.ids import ArchiveId
from casemate.server.management import REQUEST, Inbound, Outbound, enabled, failed, read_count
from casemate.xmpp.errors import StreamError

WRAP = 1 << 32


@given(st.integers(0, 40), st.randoms(use_true_random=False))
def test_an_acknowledgement_is_a_prefix_of_what_is_settled(count: int, order: random.Random) -> None:
    inbound = Inbound()
    numbers = [inbound.begin() for _ in range(count)]
    assert inbound.under_way == count
    left = set(numbers)
    for number in order.sample(numbers, count):
        inbound.finish(number)
        left.discard(number)
        assert inbound.handled == (min(left) - 1 if left else count)
        assert f"h='{inbound.handled}'".encode() in inbound.answer()
    assert inbound.under_way == 0


def test_the_counter_goes_round() -> None:
    inbound = Inbound()
    inbound.received = inbound.handled = WRAP - 1
    inbound.finish(inbound.begin())
    assert b"h='0'" in inbound.answer()
    inbound.finish(inbound.begin())
    assert b"h='1'" in inbound.answer()


def test_one_request_is_under_way_at_a_time() -> None:
    outbound = Outbound()
    first, second = (outbound.keep(b"<message/>", None, addressed=False) for _ in range(2))
    assert first == b"<message/>" + REQUEST
    assert second == b"<message/>"
    outbound.acknowledge(1)
    assert outbound.keep(b"<message/>", None, addressed=False).endswith(REQUEST)


def test_whoever_answers_without_having_come_further_is_not_asked_at_once_again() -> None:
    outbound = Outbound()
    for _ in range(3):
        outbound.keep(b"<message/>", None, addressed=False)
    outbound.acknowledge(1)
    assert outbound.asks(), "it came further"
    outbound.acknowledge(1)
    assert not outbound.asks(), "it did not"
    assert outbound.keep(b"<message/>", None, addressed=False).endswith(REQUEST)
    outbound.acknowledge(1)
    assert not outbound.asks()
    outbound.unsent = 4  # it comes back: all is written again
    assert len(outbound.portion(1000)) == 3
    assert outbound.asks()
    outbound.acknowledge(4)
    assert not outbound.asks(), "nothing is left"


@given(st.lists(st.integers(0, 5), max_size=20), st.integers(0, WRAP - 1))
def test_what_is_not_acknowledged_is_kept_in_order(steps: list[int], start: int) -> None:
    outbound = Outbound()
    outbound._acknowledged = start
    sent = taken = 0
    for count in steps:
        for _ in range(count):
            sent += 1
            outbound.keep(str(sent).encode(), ArchiveId(sent), addressed=False)
        taken += min(count, sent - taken) // 2
        outbound.acknowledge((start + taken) % WRAP)
        assert [int(kept.wire) for kept in outbound.kept] == list(range(taken + 1, sent + 1))
        assert outbound.reached == (taken or None)


@given(st.lists(st.integers(1, 30), max_size=30), st.integers(1, 60), st.lists(st.integers(0, 9), max_size=60))
def test_what_was_missed_goes_out_in_portions_each_once_and_in_order(
    sizes: list[int], room: int, steps: list[int]
) -> None:
    outbound = Outbound()
    for number, size in enumerate(sizes):
        outbound.keep(bytes([number]) * size, None, addressed=False)
    outbound.unsent = len(sizes)
    sent: list[bytes] = []
    acknowledged, number = 0, len(sizes)
    for step in (*steps, *[99] * 100):
        before = len(sent)
        sent += outbound.portion(room)
        assert sum(map(len, sent[before:])) <= room + max(sizes, default=0)
        if step % 2 and number < 250:
            # Something new comes in between: behind what waits.
            data = outbound.keep(bytes([number]), None, addressed=False)
            number += 1
            if not outbound.waits(room):
                sent.append(data[:1])
        acknowledged += min(step, len(sent) - acknowledged)
        outbound.acknowledge(acknowledged)
        assert len(outbound.kept) - outbound.unsent == len(sent) - acknowledged
    assert [piece[0] for piece in sent] == list(range(number))
    assert not outbound.kept


def test_one_that_acknowledges_what_it_was_not_sent_yet_gets_the_rest() -> None:
    outbound = Outbound()
    for number in range(4):
        outbound.keep(bytes([number]), None, addressed=False)
    outbound.unsent = 4
    outbound.acknowledge(3)
    assert outbound.portion(100) == [bytes([3])]
    assert outbound.unsent == 0


@pytest.mark.parametrize("h", [3, 5, WRAP - 1])
def test_more_than_was_sent_is_an_error_with_both_numbers(h: int) -> None:
    outbound = Outbound()
    for _ in range(2):
        outbound.keep(b"<message/>", None, addressed=False)
    with pytest.raises(StreamError) as caught:
        outbound.acknowledge(h)
    assert caught.value.condition == "undefined-condition"
    payload = caught.value.payload
    assert payload is not None
    assert payload.name == "handled-count-too-high"
    assert payload.attrs == {"h": str(h), "send-count": "2"}


def test_an_acknowledgement_of_the_past_is_one_too_many() -> None:
    outbound = Outbound()
    for _ in range(3):
        outbound.keep(b"<message/>", None, addressed=False)
    outbound.acknowledge(2)
    with pytest.raises(StreamError):
        outbound.acknowledge(1)


def test_answers() -> None:
    assert enabled("token", 300, resume=True).attrs == {"id": "token", "resume": "true", "max": "300"}
    assert enabled("", 0, resume=False).attrs == {}
    refused = failed("item-not-found", WRAP + 4)
    assert refused.attrs == {"h": "4"}
    assert [child.name for child in refused.elements()] == ["item-not-found"]


@pytest.mark.parametrize(
    "text", [None, "", "-1", "1.0", " 1", "4294967296", "00000000001", "\N{ARABIC-INDIC DIGIT ONE}"]
)
def test_what_is_no_count_is_none(text: str | None) -> None:
    assert read_count(text) is None


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("7", 7), ("4294967295", 2**32 - 1)])
def test_counts_are_unsigned_integers_of_32_bits(text: str, count: int) -> None:
    assert read_count(text) == count
