"""The views of a text that inspectors look at: as it was written, and as a person reads it.

People read through invisible characters, full-width forms and letters of other scripts that look the same (UTS 39); so must
inspection (ATTACKS D11). The folded view maps every character back to its place in the original, so that findings name what
was really written.
"""

import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Final

import msgspec

_INVISIBLE: Final = frozenset({"Cf", "Mn", "Me", "Cc"})
"""Format and control characters and combining marks: none of them changes which letter is read."""
_KEPT: Final = frozenset("\t\n\r")
_ENOUGH: Final = 5
"""Letters of a name from which on one stroke more or less is not seen."""


class View(msgspec.Struct, frozen=True):
    """One reading of a text; `offsets[i]` is where its character `i` stands in the original, None if at `i`."""

    text: str
    offsets: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters `start` to `end` of this view as characters of the original."""
        offsets = self.offsets
        if offsets is None or start >= end:
            return start, end
        return offsets[start], offsets[end - 1] + 1


@lru_cache(maxsize=2)
def views(text: str) -> tuple[View, ...]:
    """The original, and the folded view if it differs; remembered, because each inspector of a message asks."""
    original = View(text, None)
    if text.isascii():
        return (original,)
    folded = _fold(text)
    return (original,) if folded is None else (original, folded)


def _fold(text: str) -> View | None:
    out: list[str] = []
    offsets: list[int] = []
    changed = False
    for index, char in enumerate(text):
        if char.isascii():
            out.append(char)
            offsets.append(index)
            continue
        plain = _plain(char)
        changed = changed or plain != char
        out.append(plain)
        offsets.extend((index,) * len(plain))
    return View("".join(out), offsets) if changed else None


@lru_cache(maxsize=8_192)
def _plain(char: str) -> str:
    table = confusables()
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    known = table.get(char)
    if known is not None:
        return known
    if unicodedata.category(char) in _INVISIBLE and char not in _KEPT:
        return ""
    folded = unicodedata.normalize("NFKC", char)
    if folded == char:
        decomposed = unicodedata.normalize("NFKD", char)
        # An accented letter reads like its base letter where names are compared, not here: it stays.
        return char if len(decomposed) > 1 else table.get(decomposed, char)
    return "".join(table.get(c, c) for c in folded)


def skeleton(text: str) -> str:
    """How a text looks, in ASCII as far as possible (UTS 39 section 4): equal skeletons are mistaken for each other."""
    table = confusables()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = (table.get(c, c) for c in decomposed if unicodedata.category(c) not in _INVISIBLE)
    return _merged("".join(plain).casefold())


def _merged(text: str) -> str:
    """Pairs and digits that are read as one letter; i is read as l where there are enough other letters to go by."""
    merged = text.replace("rn", "m").replace("vv", "w").replace("0", "o").replace("1", "l").replace("|", "l")
    return merged.replace("i", "l") if len(merged) >= _ENOUGH else merged


@lru_cache(maxsize=1)
def confusables() -> dict[str, str]:
    """Character -> the ASCII character it looks like."""
    text = resources.files("casemate.inspection").joinpath("data/confusables.txt").read_text(encoding="utf-8")
    return {char: line[0] for line in text.splitlines() for char in line[2:]}
