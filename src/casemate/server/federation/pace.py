"""How fast one domain may send: so many stanzas a second, on average, whatever number of connections it has."""

from casemate.model.clock import Clock


class Pace:
    """A bucket that fills with time."""

    def __init__(self, rate: float, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._level = rate
        self._at = clock()

    def take(self) -> float:
        """Take one; how many seconds to stop reading for, so that the average holds."""
        now = self._clock()
        self._level = min(self._level + max(now - self._at, 0.0) * self._rate, self._rate)
        self._at = now
        self._level -= 1
        return max(-self._level / self._rate, 0.0)

    @property
    def idle(self) -> bool:
        """Whether nothing has been taken for so long that it may be forgotten."""
        return self._level + max(self._clock() - self._at, 0.0) * self._rate >= self._rate
