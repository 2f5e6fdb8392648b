"""RE2, typed: google-re2 has no annotations of its own. Linear time whatever the pattern (ATTACKS D21)."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import re2

_re2 = cast("Any", re2)


class PatternError(ValueError):
    """RE2 does not take the pattern."""


class Hit(NamedTuple):
    """A match: the first group if the pattern has one, the whole otherwise."""

    start: int
    end: int
    text: str


class Regex:
    """A compiled pattern."""

    def __init__(self, pattern: str, *, caseless: bool = False) -> None:
        """Raises PatternError if RE2 does not take it."""
        options = _re2.Options()
        options.log_errors = False
        options.case_sensitive = not caseless
        try:
            self._compiled = _re2.compile(pattern, options)
        except _re2.error as error:
            text = error.args[0] if error.args else b""
            raise PatternError(text.decode(errors="replace") if isinstance(text, bytes) else str(text)) from error
        self._group = 1 if self._compiled.groups else 0

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere."""
        return self._compiled.search(text) is not None

    def hits(self, text: str) -> Iterator[Hit]:
        """All matches that are not empty."""
        group = self._group
        for match in self._compiled.finditer(text):
            value: str | None = match.group(group)
            if value:
                yield Hit(match.start(group), match.end(group), value)


def escape(text: str) -> str:
    """A pattern that matches `text` literally."""
    escaped: str = _re2.escape(text)
    return escaped
