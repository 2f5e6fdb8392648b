"""The states of subscriptions (RFC 6121 appendix A), on both sides at once."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.accounts.roster import Item
from casemate.accounts.subscriptions import INBOUND, KINDS, OUTBOUND, Move, State, Subscription, granted
from casemate.model.jid import Jid

ALICE, BOB = Jid.parse("alice@example.org"), Jid.parse("bob@example.org")


def test_every_state_has_every_move() -> None:
    assert {"subscribe", "subscribed", "unsubscribe", "unsubscribed"} == KINDS
    for table in (OUTBOUND, INBOUND):
        assert set(table) == KINDS
        assert all(set(row) == set(State) for row in table.values())


@pytest.mark.parametrize(
    ("table", "kind", "before", "passes", "after"),
    [
        # A.2.1 to A.2.4, a row of each that differs from its neighbours
        (OUTBOUND, "subscribe", State.NONE, True, State.NONE_OUT),
        (OUTBOUND, "subscribe", State.FROM, True, State.FROM_OUT),
        (OUTBOUND, "subscribe", State.BOTH, True, State.BOTH),
        (OUTBOUND, "unsubscribe", State.BOTH, True, State.FROM),
        (OUTBOUND, "unsubscribe", State.TO_IN, True, State.NONE_IN),
        (OUTBOUND, "subscribed", State.NONE, False, State.NONE),
        (OUTBOUND, "subscribed", State.TO_IN, True, State.BOTH),
        (OUTBOUND, "unsubscribed", State.NONE_OUT, False, State.NONE_OUT),
        (OUTBOUND, "unsubscribed", State.BOTH, True, State.TO),
        # A.3.1 to A.3.4
        (INBOUND, "subscribe", State.NONE_IN, False, State.NONE_IN),
        (INBOUND, "subscribe", State.TO, True, State.TO_IN),
        (INBOUND, "subscribe", State.FROM_OUT, False, State.FROM_OUT),
        (INBOUND, "unsubscribe", State.FROM_OUT, True, State.NONE_OUT),
        (INBOUND, "unsubscribe", State.NONE, False, State.NONE),
        (INBOUND, "subscribed", State.NONE, False, State.NONE),
        (INBOUND, "subscribed", State.NONE_OUT_IN, True, State.TO_IN),
        (INBOUND, "subscribed", State.FROM_OUT, True, State.BOTH),
        (INBOUND, "unsubscribed", State.BOTH, True, State.FROM),
        (INBOUND, "unsubscribed", State.NONE_IN, False, State.NONE_IN),
    ],
)
def test_rows_of_the_appendix(
    table: Mapping[str, Mapping[State, Move]], kind: str, before: State, passes: bool, after: State
) -> None:
    assert table[kind][before] == (passes, after)


def test_what_was_approved_in_advance_is_granted_at_once() -> None:
    for state in State:
        subscription, ask, _ = granted(state).value
        assert subscription.shows
        assert (subscription.sees, ask and not subscription.sees) == (
            state.value[0].sees,
            state.value[1] and not state.value[0].sees,
        )


class Pair:
    """Alice and Bob, each with a side of it."""

    def __init__(self) -> None:
        self.alice, self.bob = Item(BOB), Item(ALICE)

    def sends(self, from_alice: bool, kind: str) -> None:
        own, other = (self.alice, self.bob) if from_alice else (self.bob, self.alice)
        own, routed = own.after_sending(kind)
        answer = False
        if routed:
            answer = kind == "subscribe" and other.grants
            other, _ = other.after_receiving(kind)
        if answer:
            own, _ = own.after_receiving("subscribed")
        self.alice, self.bob = (own, other) if from_alice else (other, own)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(sorted(KINDS))), max_size=40))
def test_both_sides_always_agree(stanzas: list[tuple[bool, str]]) -> None:
    pair = Pair()
    for from_alice, kind in stanzas:
        pair.sends(from_alice, kind)
        for one, other in ((pair.alice, pair.bob), (pair.bob, pair.alice)):
            assert one.subscription.sees == other.subscription.shows
            assert (one.ask and not one.subscription.sees) == (other.pending_in and not other.subscription.shows)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(sorted(KINDS))), max_size=20))
def test_both_can_always_agree_to_see_each_other_and_to_part(stanzas: list[tuple[bool, str]]) -> None:
    pair = Pair()
    for from_alice, kind in stanzas:
        pair.sends(from_alice, kind)
    for from_alice in (True, False):
        pair.sends(from_alice, "subscribe")
        pair.sends(not from_alice, "subscribed")
    assert pair.alice.subscription is pair.bob.subscription is Subscription.BOTH
    for from_alice in (True, False):
        pair.sends(from_alice, "unsubscribe")
        pair.sends(from_alice, "unsubscribed")
    assert pair.alice.subscription is pair.bob.subscription is Subscription.NONE
    assert not pair.alice.ask
    assert not pair.bob.pending_in
