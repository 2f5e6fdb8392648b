"""What is said to a person about what their client publishes by itself: once a day."""

from casemate.model.jid import Jid
from casemate.pipeline.repeats import MAX_REMEMBERED, SECONDS, Repeats

ALICE, BOB = Jid.parse("alice@example.org"), Jid.parse("bob@example.org")


def test_the_same_is_said_again_after_a_day() -> None:
    now = 1_000.0
    told = Repeats(lambda: now)
    assert not told.again(ALICE, "no")
    assert told.again(ALICE, "no")
    assert not told.again(BOB, "no")
    assert not told.again(ALICE, "something else")
    now += SECONDS - 1
    assert told.again(ALICE, "no")
    now += 1
    assert not told.again(ALICE, "no")
    assert told.again(ALICE, "no")


def test_the_oldest_is_forgotten_first() -> None:
    told = Repeats(lambda: 0.0)
    for number in range(MAX_REMEMBERED + 1):
        assert not told.again(ALICE, str(number))
    assert told.again(ALICE, str(MAX_REMEMBERED))
    assert not told.again(ALICE, "0")
