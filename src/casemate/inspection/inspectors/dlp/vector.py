"""Vectorscan, typed: which of many patterns occur in some bytes, in one pass whatever their number.

It says which, not where: start offsets would cost memory and refuse single matches (see the decision table). Patterns see
bytes of UTF-8; those with the flag UTF8 fold the case of letters beyond ASCII too.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import hyperscan

_BASE: Final = hyperscan.HS_FLAG_SINGLEMATCH


class Expression(NamedTuple):
    """A pattern for the scanner."""

    pattern: str
    caseless: bool = False
    unicode: bool = False


class ScanError(ValueError):
    """Vectorscan does not take the pattern."""


class Scanner:
    """Patterns compiled into one database. Not for two threads at once: scratch space and hits are reused."""

    __slots__ = ("_database", "_found", "_hit")

    def __init__(self, expressions: Sequence[Expression]) -> None:
        """Raises ScanError if one can't be compiled (the message has Vectorscan's reason)."""
        self._found: list[int] = []
        add = self._found.append

        def hit(number: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            add(number)

        self._hit = hit
        self._database = hyperscan.Database()
        try:
            self._database.compile(
                [e.pattern.encode() for e in expressions],
                ids=list(range(len(expressions))),
                elements=len(expressions),
                flags=[_flags(e) for e in expressions],
            )
        except (hyperscan.error, UnicodeEncodeError) as error:
            raise ScanError(str(error)) from error

    def scan(self, data: bytes) -> list[int]:
        """Numbers of the patterns that occur in `data`, each once; the list is valid until the next scan."""
        found = self._found
        if found:
            found.clear()
        self._database.scan(data, match_event_handler=self._hit)
        return found

    def size(self) -> int:
        """Bytes of the compiled database."""
        return self._database.size()


def _flags(expression: Expression) -> int:
    return (
        _BASE
        | (hyperscan.HS_FLAG_CASELESS if expression.caseless else 0)
        | (hyperscan.HS_FLAG_UTF8 if expression.unicode else 0)
    )
