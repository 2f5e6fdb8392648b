"""One-time codes and the answers that bring them back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.ids import ArchiveId
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind
from casemate.pipeline.coaching import LIFETIME, MAX_CODES, Coaching, hash_code, read_answers
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
        ('"abcd-efgh" because they asked', "because they asked"),
        ("> To send it anyway, answer me with the code: wxyz-wxyz because ...\nabcd-efgh they asked", "they asked"),
        ("Please: abcd-efgh, they asked", "they asked"),
    ],
)
def test_answers_as_people_and_their_clients_write_them(text: str, reason: str) -> None:
    assert ("abcd-efgh", reason) in list(read_answers(text))


@pytest.mark.parametrize(
    "text", ["", "hello", "abcd", "abcd-efg", "abcd-efghi because", "xabcd-efgh", "abcd_efgh", "> abcd-efgh they asked"]
)
def test_what_is_no_answer(text: str) -> None:
    assert list(read_answers(text)) == []


@given(st.text(max_size=200))
def test_any_text_has_few_candidates(text: str) -> None:
    answers = list(read_answers(text))
    assert len(answers) <= 1 + MAX_CODES
    assert all(re.fullmatch(r"[a-z0-9]{4}-[a-z0-9]{4}", code) for code, _ in answers)


@given(st.text(max_size=100))
def test_every_code_is_read_back(reason: str) -> None:
    code, row = Coaching(lambda: 0.0).offer(submission(message(body("x"))), ArchiveId(1))
    assert row is not None
    assert row.code_hash in {hash_code(found, ALICE) for found, _ in read_answers(f"{code} {reason}")}
