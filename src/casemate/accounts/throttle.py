"""Slows guessing down, per account and address, over all mechanisms together, without locking anybody else out.

Failures of one account from one address, and of one address over all accounts, are counted in a sliding window. An account
that is attacked from many addresses is closed only to addresses from which it has not signed in before (ATTACKS F7).
"""

from collections import OrderedDict
from typing import Final

from casemate.model.clock import Clock
from casemate.model.jid import Jid

MAX_TRACKED: Final = 100_000
"""Entries kept, the least recently touched forgotten first: about 20 MB when an attacker fills it."""
ADDRESS_FACTOR: Final = 10
"""An address may fail this many times as often as one account from it: offices share an address."""
ACCOUNT_FAILURES: Final = 100
"""NIST SP 800-63B-4: at most 100 consecutive failures of an account."""


class Throttle:
    """Counts failed sign-ins in memory."""

    def __init__(self, limit: int, window: float, clock: Clock, most: int = ACCOUNT_FAILURES) -> None:
        """Allow `limit` failures of an account from an address within `window` seconds, `most` from all addresses together."""
        self._most = most
        self._limit = limit
        self._window = window
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()
        self._good: OrderedDict[tuple[str, str], None] = OrderedDict()

    def allowed(self, account: Jid, address: str) -> bool:
        """Whether an attempt may be made now."""
        name = str(account)
        if self._count(name, address) >= self._limit or self._count("", address) >= self._limit * ADDRESS_FACTOR:
            return False
        return self._count(name, "") < self._most or (name, address) in self._good

    def failed(self, account: Jid, address: str) -> None:
        """Note a failure."""
        name = str(account)
        for key in ((name, address), ("", address), (name, "")):
            count = self._count(*key) + 1
            self._failures[key] = (count, self._clock())
            self._failures.move_to_end(key)
        while len(self._failures) > MAX_TRACKED:
            self._failures.popitem(last=False)

    def succeeded(self, account: Jid, address: str) -> None:
        """Note a success: it ends the row of failures, except those of the address as a whole."""
        name = str(account)
        self._failures.pop((name, address), None)
        self._failures.pop((name, ""), None)
        self._good[name, address] = None
        self._good.move_to_end((name, address))
        while len(self._good) > MAX_TRACKED:
            self._good.popitem(last=False)

    def _count(self, account: str, address: str) -> int:
        count, last = self._failures.get((account, address), (0, 0.0))
        # A clock that jumped back must not keep a block alive for longer than the window.
        return count if 0 <= self._clock() - last < self._window else 0
