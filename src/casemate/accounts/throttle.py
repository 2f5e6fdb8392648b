"""Slows guessing down, per account and address, over all mechanisms together, without locking anybody else out.

Failures of one account from one address, and of one address over all accounts, are counted; after the first few the next try has to
wait, each time twice as long. An account that is attacked from many addresses is closed only to places from which it has not
signed in before (ATTACKS F7).
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
MOST_DOUBLINGS: Final = 5
"""The wait grows to 32 windows and no further: whoever mistypes for a day is let in the next."""


class Throttle:
    """Counts failed sign-ins in memory."""

    def __init__(self, limit: int, window: float, clock: Clock, most: int = ACCOUNT_FAILURES) -> None:
        """After `limit` failures of an account from an address the next try waits `window` seconds, after each further one twice as long.

        `most` is how many failures an account may have from all addresses together.
        """
        self._most = most
        self._limit = limit
        self._window = window
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()
        self._good: OrderedDict[tuple[str, str], None] = OrderedDict()

    def allowed(self, account: Jid, address: str) -> bool:
        """Whether an attempt may be made now."""
        return self.wait(account, address) == 0

    def wait(self, account: Jid, address: str) -> float:
        """Seconds until an attempt may be made; 0 if now."""
        name = str(account)
        waits = [self._left((name, address), self._limit), self._left(("", address), self._limit * ADDRESS_FACTOR)]
        if (name, address) not in self._good:
            waits.append(self._left((name, ""), self._most))
        return max(waits)

    def failed(self, account: Jid, address: str) -> None:
        """Note a failure."""
        name = str(account)
        for key in ((name, address), ("", address), (name, "")):
            count = self._count(key) + 1
            self._failures[key] = (count, self._clock())
            self._failures.move_to_end(key)
        while len(self._failures) > MAX_TRACKED:
            self._failures.popitem(last=False)

    def succeeded(self, account: Jid, address: str) -> None:
        """Note a success: it ends the row of failures, except those of the address as a whole."""
        name = str(account)
        self._failures.pop((name, address), None)
        self._failures.pop((name, ""), None)
        self.vouch(account, address)

    def vouch(self, account: Jid, address: str) -> None:
        """The account has signed in from here before: what others fail at does not keep it out."""
        self._good[str(account), address] = None
        self._good.move_to_end((str(account), address))
        while len(self._good) > MAX_TRACKED:
            self._good.popitem(last=False)

    def _left(self, key: tuple[str, str], limit: int) -> float:
        count, last = self._failures.get(key, (0, 0.0))
        if count < limit:
            return 0
        passed = self._clock() - last
        # A clock that jumped back must not keep a block alive for longer than it was to be.
        return max(0.0, self._delay(count, limit) - passed) if passed >= 0 else 0

    def _delay(self, count: int, limit: int) -> float:
        return self._window * float(2 ** min(count - limit, MOST_DOUBLINGS))

    def _count(self, key: tuple[str, str]) -> int:
        """Failures in a row; forgotten when twice the present wait has passed without one."""
        count, last = self._failures.get(key, (0, 0.0))
        limit = self._most if not key[1] else self._limit * (1 if key[0] else ADDRESS_FACTOR)
        kept = 2 * self._delay(count, limit) if count >= limit else self._window
        return count if 0 <= self._clock() - last < kept else 0
