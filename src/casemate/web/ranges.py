"""Ranges and conditions of a GET (RFC 9110 sections 13 and 14): pure functions of header texts.

One range is served. Several at once are legal to ignore (section 14.2), and are: they only serve to make servers work.
"""

import re
from typing import Final, NamedTuple

_RANGE: Final = re.compile(r"bytes=[ \t]*([0-9]{0,19})-([0-9]{0,19})[ \t]*", re.IGNORECASE)
"""19 digits say every size there is; more are no range of ours."""


class Span(NamedTuple):
    """Bytes from `start` up to, without, `end`."""

    start: int
    end: int


class NotSatisfiable(Exception):
    """The range is outside the file: 416."""


def asked_range(header: str | None, size: int) -> Span | None:
    """The range that a `Range` header asks for; None for the whole file.

    Raises:
        NotSatisfiable: if there is no such byte.
    """
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        suffix = int(match[2])
        if suffix == 0 or size == 0:
            raise NotSatisfiable
        return Span(max(0, size - suffix), size)
    start = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < start:
        return None
    if start >= size:
        raise NotSatisfiable
    return Span(start, min(last + 1, size))


def not_modified(if_none_match: str | None, etag: str) -> bool:
    """Whether the client has it already: `etag` (with quotes) is in `If-None-Match`, compared weakly (13.1.2)."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return etag in (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))


def range_counts(if_range: str | None, etag: str) -> bool:
    """Whether a `Range` header counts: `If-Range` is absent or names this very content (13.1.5, compared strongly)."""
    return if_range is None or if_range.strip() == etag
