"""The states of subscriptions (RFC 6121 appendix A), on both sides at once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.accounts.roster import Item
from casemate.accounts.subscriptions import INBOUND, KINDS, OUTBOUND, State, Subscription, granted
from casemate.model.jid import Jid

ALICE, BOB = Jid.parse("alice@example.org"), Jid.parse("bob@example.org")


def test_every_state_has_every_move() -> None:
    assert {"subscribe", "subscribed", "unsubscribe", "unsubscribed"} == KINDS
    for table in (OUTBOUND, INBOUND):
        assert set(table) == KINDS
        assert all(set(row) == set(State) for row in table.values())


ROWS = {
    # Existing state: the new one; "+" is "MUST", "-" is "MUST NOT" (be routed or delivered).
    ("outbound", "subscribe"): """
        None                   + None + Pending Out
        None + Pending Out     + None + Pending Out
        None + Pending In      + None + Pending Out+In
        None + Pending Out+In  + None + Pending Out+In
        To                     + To
        To + Pending In        + To + Pending In
        From                   + From + Pending Out
        From + Pending Out     + From + Pending Out
        Both                   + Both
    """,
    ("outbound", "unsubscribe"): """
        None                   + None
        None + Pending Out     + None
        None + Pending In      + None + Pending In
        None + Pending Out+In  + None + Pending In
        To                     + None
        To + Pending In        + None + Pending In
        From                   + From
        From + Pending Out     + From
        Both                   + From
    """,
    ("outbound", "subscribed"): """
        None                   - None
        None + Pending Out     - None + Pending Out
        None + Pending In      + From
        None + Pending Out+In  + From + Pending Out
        To                     - To
        To + Pending In        + Both
        From                   - From
        From + Pending Out     - From + Pending Out
        Both                   - Both
    """,
    ("outbound", "unsubscribed"): """
        None                   - None
        None + Pending Out     - None + Pending Out
        None + Pending In      + None
        None + Pending Out+In  + None + Pending Out
        To                     - To
        To + Pending In        + To
        From                   + None
        From + Pending Out     + None + Pending Out
        Both                   + To
    """,
    ("inbound", "subscribe"): """
        None                   + None + Pending In
        None + Pending Out     + None + Pending Out+In
        None + Pending In      - None + Pending In
        None + Pending Out+In  - None + Pending Out+In
        To                     + To + Pending In
        To + Pending In        - To + Pending In
        From                   - From
        From + Pending Out     - From + Pending Out
        Both                   - Both
    """,
    ("inbound", "unsubscribe"): """
        None                   - None
        None + Pending Out     - None + Pending Out
        None + Pending In      + None
        None + Pending Out+In  + None + Pending Out
        To                     - To
        To + Pending In        + To
        From                   + None
        From + Pending Out     + None + Pending Out
        Both                   + To
    """,
    ("inbound", "subscribed"): """
        None                   - None
        None + Pending Out     + To
        None + Pending In      - None + Pending In
        None + Pending Out+In  + To + Pending In
        To                     - To
        To + Pending In        - To + Pending In
        From                   - From
        From + Pending Out     + Both
        Both                   - Both
    """,
    ("inbound", "unsubscribed"): """
        None                   - None
        None + Pending Out     + None
        None + Pending In      - None + Pending In
        None + Pending Out+In  + None + Pending In
        To                     + None
        To + Pending In        + None + Pending In
        From                   - From
        From + Pending Out     + From
        Both                   + From
    """,
}
"""The tables A.2.1 to A.2.4 and A.3.1 to A.3.4 as the appendix has them."""
CELLS = [
    (direction, kind, *re.split(r"\s+([+-]) (?!Pending)", line.strip()))
    for (direction, kind), table in ROWS.items()
    for line in table.strip().splitlines()
]


def state_named(name: str) -> State:
    subscription, _, pending = name.partition(" + Pending ")
    return State((Subscription(subscription.lower()), "Out" in pending, "In" in pending))


def test_the_tables_here_are_whole() -> None:
    assert len(CELLS) == len(set(CELLS)) == 8 * 9
    assert {state_named(cell[2]) for cell in CELLS} == set(State)


@pytest.mark.parametrize(("direction", "kind", "before", "passes", "after"), CELLS)
def test_every_row_of_the_appendix(direction: str, kind: str, before: str, passes: str, after: str) -> None:
    table = {"outbound": OUTBOUND, "inbound": INBOUND}[direction]
    assert table[kind][state_named(before)] == (passes == "+", state_named(after))


@pytest.mark.parametrize(("direction", "kind", "before", "passes", "after"), CELLS)
def test_a_contact_moves_as_the_table_says(direction: str, kind: str, before: str, passes: str, after: str) -> None:
    subscription, ask, pending_in = state_named(before).value
    item = Item(BOB, subscription=subscription, ask=ask, pending_in=pending_in)
    moved, routed = (item.after_sending if direction == "outbound" else item.after_receiving)(kind)
    assert (moved.state, routed) == (state_named(after), passes == "+")


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
