"""RE2, typed: google-re2 has no annotations of its own. Linear time whatever the pattern (ATTACKS D21).

A pattern compiles when it is first asked for spans: of the hundreds that we have, a message needs none or one.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, cast

import re2

_re2 = cast("Any", re2)
_MAX_MEMORY: Final = 8 << 20
"""Bytes that one compiled pattern and its state cache may take (RE2's own default): beyond it RE2 refuses or is slower."""


class PatternError(ValueError):
    """RE2 does not take the pattern."""


class Hit(NamedTuple):
    """A match: the first group if the pattern has one, the whole otherwise."""

    start: int
    end: int
    text: str


class Regex:
    """A pattern, compiled on its first use."""

    __slots__ = ("_compiled", "_options", "_pattern")

    def __init__(self, pattern: str, *, caseless: bool = False) -> None:
        self._pattern = pattern
        options = _re2.Options()
        options.log_errors = False
        options.case_sensitive = not caseless
        options.max_mem = _MAX_MEMORY
        self._options = options
        self._compiled: Any = None

    def compile(self) -> int:
        """Compile now; return the number of instructions of the program. Raises PatternError if RE2 does not take it."""
        try:
            self._compiled = _re2.compile(self._pattern, self._options)
        except _re2.error as error:
            text = error.args[0] if error.args else b""
            raise PatternError(text.decode(errors="replace") if isinstance(text, bytes) else str(text)) from error
        size: int = self._compiled.programsize
        return size

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere."""
        return self._ready().search(text) is not None

    def hits(self, text: str) -> Iterator[Hit]:
        """All matches that are not empty, from left to right."""
        compiled = self._ready()
        group = 1 if compiled.groups else 0
        for match in compiled.finditer(text):
            value: str | None = match.group(group)
            if value:
                yield Hit(match.start(group), match.end(group), value)

    def _ready(self) -> Any:
        if self._compiled is None:
            self.compile()
        return self._compiled


def escape(text: str) -> str:
    """A pattern that matches `text` literally."""
    escaped: str = _re2.escape(text)
    return escaped
