"""One-time codes and the answers that bring them back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.ids import ArchiveId
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind
from casemate.pipeline.coaching import LIFETIME, Coaching, hash_code, read_answer
from tests.pipeline.support import ALICE, body, message, submission


def test_a_code_is_short_readable_and_new_each_time() -> None:
    coaching = Coaching(lambda: 1000.0)
    codes = {coaching.offer(submission(message(body("x"))), ArchiveId(7))[0] for _ in range(200)}
    assert len(codes) == 200
    # Nothing that is taken for something else when it is read aloud or copied by hand.
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}", code) for code in codes)


def test_what_is_remembered_is_no_code_and_ends_in_a_day() -> None:
    code, row = Coaching(lambda: 1000.0).offer(submission(message(body("x"))), ArchiveId(7))
    assert row is not None
    assert (row.id, row.sender) == (7, "alice@localhost")
    assert row.expires == int((1000.0 + LIFETIME) * 1000)
    assert row.code_hash == hash_code(code, ALICE)
    assert code not in repr(row)


@pytest.mark.parametrize("kind", [Kind.PRESENCE, Kind.IQ])
def test_only_messages_are_sent_again(kind: Kind) -> None:
    assert Coaching(lambda: 0.0).offer(submission(message(), kind), ArchiveId(1)) == ("", None)


def test_a_code_belongs_to_its_sender_whatever_the_client() -> None:
    assert hash_code("abcd-efgh", ALICE) == hash_code("ABCD EFGH", ALICE.bare)
    assert hash_code("abcd-efgh", ALICE) != hash_code("abcd-efgh", Jid.parse("bob@localhost"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abcd-efgh because they asked", "because they asked"),
        ("  ABCD EFGH: because they asked ", "because they asked"),
        ("abcdefgh - because\nthey asked", "because\nthey asked"),
        ("abcd-efgh", ""),
        ("Abcd-Efgh, ok", "ok"),
    ],
)
def test_answers_as_people_type_them(text: str, reason: str) -> None:
    assert read_answer(text) == ("abcd-efgh", reason)


@pytest.mark.parametrize(
    "text", ["", "hello", "abcd", "abcd-efg", "abcd-efghi because", "because abcd-efgh", "abcd_efgh"]
)
def test_what_is_no_answer(text: str) -> None:
    assert read_answer(text) is None


@given(st.text(max_size=200))
def test_any_text_is_an_answer_or_none(text: str) -> None:
    answer = read_answer(text)
    assert answer is None or re.fullmatch(r"[a-z0-9]{4}-[a-z0-9]{4}", answer[0])


@given(st.text(max_size=100))
def test_every_code_is_read_back(reason: str) -> None:
    code, row = Coaching(lambda: 0.0).offer(submission(message(body("x"))), ArchiveId(1))
    answer = read_answer(f"{code} {reason}")
    assert answer is not None
    assert row is not None
    assert hash_code(answer[0], ALICE) == row.code_hash
