"""The states of presence subscriptions (RFC 6121 appendix A) as a table: no I/O, no clock.

A person's side of a contact is in one of nine states: who sees whom (none, to, from, both), and who has asked and waits (`OUT`:
the person, `IN`: the contact). Each subscription stanza is a move. The outbound table is for what the person sends and tells
whether it is routed to the contact; the inbound one is for what the contact sent and tells whether it is delivered to the person.
Both sides keep their own state, so a stanza makes an outbound move here and an inbound move there.

Pre-approval (section 3.4) is a flag beside the state: it lets an inbound request be granted at once.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Final, NamedTuple


class Subscription(StrEnum):
    """Who sees whose presence."""

    NONE = "none"
    TO = "to"
    FROM = "from"
    BOTH = "both"
    REMOVE = "remove"
    """Not a contact any more; kept so that a client with an older roster learns of it."""

    @property
    def sees(self) -> bool:
        """Whether the person sees the contact's presence."""
        return self in {Subscription.TO, Subscription.BOTH}

    @property
    def shows(self) -> bool:
        """Whether the contact sees the person's presence."""
        return self in {Subscription.FROM, Subscription.BOTH}


class State(Enum):
    """Subscription, whether the person asked (pending out), whether the contact asked (pending in): appendix A.1."""

    NONE = (Subscription.NONE, False, False)
    NONE_OUT = (Subscription.NONE, True, False)
    NONE_IN = (Subscription.NONE, False, True)
    NONE_OUT_IN = (Subscription.NONE, True, True)
    TO = (Subscription.TO, False, False)
    TO_IN = (Subscription.TO, False, True)
    FROM = (Subscription.FROM, False, False)
    FROM_OUT = (Subscription.FROM, True, False)
    BOTH = (Subscription.BOTH, False, False)


class Move(NamedTuple):
    """What a stanza does."""

    passes: bool
    """Outbound: it is routed to the contact. Inbound: it is delivered to the person."""
    state: State


def _table(**rows: str) -> Mapping[str, Mapping[State, Move]]:
    """Each row: for each state, `+` (passes) or `-`, and the new state if it changes."""
    table: dict[str, Mapping[State, Move]] = {}
    for kind, row in rows.items():
        cells = [cell.strip() for cell in row.split("|")]
        table[kind] = {
            state: Move(cell[0] == "+", State[cell[1:].strip()] if cell[1:] else state)
            for state, cell in zip(State, cells, strict=True)
        }
    return table


#                   NONE        | NONE_OUT   | NONE_IN       | NONE_OUT_IN | TO     | TO_IN     | FROM       | FROM_OUT   | BOTH
OUTBOUND: Final = _table(
    subscribe="   + NONE_OUT    | +          | + NONE_OUT_IN | +           | +      | +         | + FROM_OUT | +          | +",
    unsubscribe=" +             | + NONE     | +             | + NONE_IN   | + NONE | + NONE_IN | +          | + FROM     | + FROM",
    subscribed="  -             | -          | + FROM        | + FROM_OUT  | -      | + BOTH    | -          | -          | -",
    unsubscribed="-             | -          | + NONE        | + NONE_OUT  | -      | + TO      | + NONE     | + NONE_OUT | + TO",
)
"""Appendix A.2."""
INBOUND: Final = _table(
    subscribe="   + NONE_IN     | + NONE_OUT_IN | -          | -           | + TO_IN | -        | -          | -          | -",
    unsubscribe=" -             | -          | + NONE        | + NONE_OUT  | -      | + TO      | + NONE     | + NONE_OUT | + TO",
    subscribed="  -             | + TO       | -             | + TO_IN     | -      | -         | -          | + BOTH     | -",
    unsubscribed="-             | + NONE     | -             | + NONE_IN   | + NONE | + NONE_IN | -          | + FROM     | + FROM",
)
"""Appendix A.3. A `subscribe` in the states FROM, FROM_OUT and BOTH is not delivered but answered with `subscribed`."""
KINDS: Final = frozenset(OUTBOUND)
"""The types of presence stanzas that are moves."""

_GRANTED: Final = {
    State.NONE: State.FROM,
    State.NONE_IN: State.FROM,
    State.NONE_OUT: State.FROM_OUT,
    State.NONE_OUT_IN: State.FROM_OUT,
    State.TO: State.BOTH,
    State.TO_IN: State.BOTH,
}


def granted(state: State) -> State:
    """The state after a request that was approved in advance (section 3.4.2)."""
    return _GRANTED.get(state, state)
