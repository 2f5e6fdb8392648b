"""Slows guessing down, per account and address, over all mechanisms together, without locking anybody else out.

Failures of one account from one address, and of one address over all accounts, are counted; after the first few the next try has to
wait, each time twice as long. Those of an account as a whole are forgotten by a success only (NIST SP 800-63B-4 section 3.2.2). An account that is attacked from many addresses is closed only to places from which it has not
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
"""From one address the wait grows to 32 windows and no further: whoever mistypes for a day is let in the next."""
ACCOUNT_DOUBLINGS: Final = 10
"""For an account as a whole, to 1,024 windows: days between tries from places that it has never signed in from."""


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

    def allowed(self, account: Jid | str, address: str) -> bool:
        """Whether an attempt may be made now."""
        return self.wait(account, address) == 0

    def wait(self, account: Jid | str, address: str) -> float:
        """Seconds until an attempt may be made; 0 if now."""
        name = str(account)
        waits = [self._left((name, address)), self._left(("", address))]
        if (name, address) not in self._good:
            waits.append(self._left((name, "")))
        return max(waits)

    def failed(self, account: Jid | str, address: str) -> None:
        """Note a failure."""
        name = str(account)
        for key in ((name, address), ("", address), (name, "")):
            count = self._count(key) + 1
            self._failures[key] = (count, self._clock())
            self._failures.move_to_end(key)
        while len(self._failures) > MAX_TRACKED:
            self._failures.popitem(last=False)

    def begin(self, account: Jid | str, address: str) -> float:
        """Count a try as failed before it is made, so that many made at once count; 0, or the seconds to wait if it may not be made.

        `succeeded` or `spare` takes it back.
        """
        seconds = self.wait(account, address)
        if not seconds:
            self.failed(account, address)
        return seconds

    def spare(self, account: Jid | str, address: str) -> None:
        """A try that was counted by `begin` was right."""
        name = str(account)
        for key in ((name, address), ("", address), (name, "")):
            count, last = self._failures.get(key, (0, 0.0))
            if count > 1:
                self._failures[key] = (count - 1, last)
            else:
                self._failures.pop(key, None)

    def succeeded(self, account: Jid | str, address: str) -> None:
        """Note a success: it ends the row of failures, except those of the address as a whole."""
        name = str(account)
        self._failures.pop((name, address), None)
        self._failures.pop((name, ""), None)
        self.vouch(account, address)

    def vouch(self, account: Jid | str, address: str) -> None:
        """The account has signed in from here before: what others fail at does not keep it out."""
        self._good[str(account), address] = None
        self._good.move_to_end((str(account), address))
        while len(self._good) > MAX_TRACKED:
            self._good.popitem(last=False)

    def _left(self, key: tuple[str, str]) -> float:
        """Seconds that a key has still to wait."""
        count, last = self._failures.get(key, (0, 0.0))
        passed = self._clock() - last
        # A clock that jumped back must not keep a block alive for longer than it was to be.
        return max(0.0, self._delay(key, count) - passed) if passed >= 0 else 0

    def _delay(self, key: tuple[str, str], count: int) -> float:
        """Seconds to wait after so many failures in a row."""
        account, address = key
        limit = self._most if not address else self._limit * (1 if account else ADDRESS_FACTOR)
        most = MOST_DOUBLINGS if address else ACCOUNT_DOUBLINGS
        return self._window * float(2 ** min(count - limit, most)) if count >= limit else 0

    def _count(self, key: tuple[str, str]) -> int:
        """Failures in a row; of an address, forgotten when twice the wait has passed without one."""
        count, last = self._failures.get(key, (0, 0.0))
        kept = max(self._window, 2 * self._delay(key, count)) if key[1] else float("inf")
        return count if 0 <= self._clock() - last < kept else 0
