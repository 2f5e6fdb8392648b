"""Python's cyclic collector, set for a server: what was there when it began to serve is there to stay.

The collector runs when enough objects were made, and a full run looks at every one that lives: with the defaults that is a fifth of
the cost of a message, and pauses of 100 ms and more under load. What is loaded at start is therefore set aside (`gc.freeze`), and
runs are rarer; what a message makes has no cycles, and goes at once.
"""

import gc
from typing import Final

YOUNG: Final = 50_000
"""More containers made than dropped, before the youngest are looked at: a few hundred stanzas in flight."""
MIDDLE: Final = 20
OLD: Final = 50
"""Runs of the generation below before one of this."""


def settle_heap() -> None:
    """To be called once everything that stays is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
