"""What a person has been told already about what their client publishes by itself, at each sign-in, say."""

from collections import OrderedDict
from typing import Final

from casemate.model.clock import Clock
from casemate.model.jid import Jid

SECONDS: Final = 24 * 3600.0
"""How long a word is not said again."""
MAX_REMEMBERED: Final = 10_000


class Repeats:
    """Remembers words, the newest ones, for a day."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._said: OrderedDict[tuple[Jid, str], float] = OrderedDict()

    def again(self, person: Jid, text: str) -> bool:
        """Whether a person (bare address) was told the same within a day; if not, they are told now."""
        now = self._clock()
        if now - self._said.get((person, text), now - SECONDS) < SECONDS:
            return True
        self._said.pop((person, text), None)
        self._said[person, text] = now
        if len(self._said) > MAX_REMEMBERED:
            self._said.popitem(last=False)
        return False
