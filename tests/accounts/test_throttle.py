"""Guessing is slowed down, and what is counted is bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.accounts import throttle
from casemate.accounts.throttle import ADDRESS_FACTOR, Throttle
from casemate.model.jid import Jid

ALICE = Jid.parse("alice@example.org")


class SetClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_one_address_trying_many_accounts() -> None:
    guard = Throttle(3, 60, SetClock())
    for number in range(3 * ADDRESS_FACTOR):
        account = Jid.parse(f"person{number}@example.org")
        assert guard.allowed(account, "192.0.2.1")
        guard.failed(account, "192.0.2.1")
    assert not guard.allowed(ALICE, "192.0.2.1")
    assert guard.allowed(ALICE, "192.0.2.2")


def test_a_block_ends_with_its_window() -> None:
    clock = SetClock()
    guard = Throttle(2, 60, clock)
    for _ in range(2):
        guard.failed(ALICE, "192.0.2.1")
    assert not guard.allowed(ALICE, "192.0.2.1")
    clock.now += 59.9
    assert not guard.allowed(ALICE, "192.0.2.1")
    clock.now += 0.1
    assert guard.allowed(ALICE, "192.0.2.1")


def test_a_success_ends_the_row_of_failures_but_not_those_of_the_address() -> None:
    guard = Throttle(2, 60, SetClock())
    for _ in range(2 * ADDRESS_FACTOR):
        guard.failed(ALICE, "192.0.2.1")
        guard.succeeded(ALICE, "192.0.2.1")
    assert not guard.allowed(ALICE, "192.0.2.1")
    assert guard.allowed(ALICE, "192.0.2.2")


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MAX_TRACKED", 30)
    guard = Throttle(3, 60, SetClock())
    for number in range(200):
        guard.failed(Jid.parse(f"p{number}@example.org"), f"192.0.2.{number}")
        guard.succeeded(Jid.parse(f"q{number}@example.org"), f"192.0.2.{number}")
    assert len(guard._failures) == 30
    assert len(guard._good) == 30


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 30)), max_size=60))
def test_never_more_failures_than_allowed_in_a_row(tries: list[tuple[bool, float]]) -> None:
    clock = SetClock()
    guard = Throttle(3, 60, clock)
    row = 0
    for good, pause in tries:
        clock.now += pause
        if not guard.allowed(ALICE, "192.0.2.1"):
            assert row >= 3
            continue
        if good:
            guard.succeeded(ALICE, "192.0.2.1")
            row = 0
        else:
            guard.failed(ALICE, "192.0.2.1")
            row += 1


def test_each_failure_beyond_the_limit_doubles_the_wait() -> None:
    clock = SetClock()
    guard = Throttle(2, 60, clock)
    guard.failed(ALICE, "192.0.2.1")
    for wait in (60, 120, 240, 480, 960, 1920, 1920):
        guard.failed(ALICE, "192.0.2.1")
        assert guard.wait(ALICE, "192.0.2.1") == wait
        clock.now += wait
        assert guard.allowed(ALICE, "192.0.2.1")


def test_of_many_tries_at_once_only_so_many_are_made() -> None:
    guard = Throttle(3, 60, SetClock())
    assert [bool(guard.begin(ALICE, "192.0.2.1")) for _ in range(5)] == [False, False, False, True, True]
    guard.spare(ALICE, "192.0.2.1")
    assert guard.allowed(ALICE, "192.0.2.1")


def test_an_account_is_guessed_at_a_hundred_times_in_a_row_at_most() -> None:
    clock = SetClock()
    guard = Throttle(10, 300, clock)
    guard.succeeded(ALICE, "198.51.100.1")
    tried = 0
    for day in range(30):
        for address in range(200):
            clock.now += 432
            place = f"192.0.2.{address}.{day}"
            if guard.allowed(ALICE, place):
                guard.failed(ALICE, place)
                tried += 1
    assert 100 <= tried <= 120
    assert guard.allowed(ALICE, "198.51.100.1")  # who has signed in from there before does not notice
    guard.succeeded(ALICE, "198.51.100.1")
    assert guard.allowed(ALICE, "192.0.2.1")
