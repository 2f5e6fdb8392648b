"""Names of files that strangers chose: what is wrong with one, and a name that is safe to show, log and save.

A name is only ever shown or offered for saving; nothing here or elsewhere opens a file by it. The invariant of `sanitise_name`:
what it returns is one path component on every common system, reads in one direction, ends where it seems to end, and giving it
to `sanitise_name` again changes nothing. (ATTACKS D16, D19, E1; Unicode Technical Report 36 on bidirectional text.)
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final

MAX_NAME_BYTES: Final = 200
"""Bytes of UTF-8: file systems take 255, and whoever saves it may add something like ` (1)`."""
FALLBACK: Final = "file"

BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing (Unicode `Bidi_Control`)."""
_INVISIBLE: Final = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0") | frozenset(
    chr(code) for code in (*range(0x200B, 0x200E), *range(0x2060, 0x2066), *range(0xFE00, 0xFE10), 0xFEFF)
)
_SEPARATORS: Final = frozenset("/\\\u2044\u2215\u29f5\u29f8\uff0f\uff3c")
"""Slashes, and characters that look or are normalised like them."""
_FORBIDDEN: Final = frozenset('<>:"|?*')
"""What Windows does not take in names; `:` opens alternate data streams there."""
_RESERVED: Final = re.compile(
    r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\.|$)"
)
"""Names of devices, with any ending (Windows)."""
_SPACES: Final = re.compile(r"\s+")
_PADDED: Final = re.compile(r"\S(?:[\s\u2800\u3164]{5,}|_{10,})\.[^.]+$")


class NameProblem(StrEnum):
    """What is wrong with a name."""

    BIDI = "bidirectional controls"
    INVISIBLE = "invisible characters"
    CONTROL = "control characters"
    SEPARATOR = "path separators"
    RESERVED = "the name of a device"
    PADDED = "blanks that push its ending out of sight"
    LONG = "too long"
    EMPTY = "empty"


DECEIVING: Final = frozenset({NameProblem.BIDI, NameProblem.CONTROL, NameProblem.PADDED})
"""Problems that make a person see another ending than the computer does."""


def name_problems(name: str) -> frozenset[NameProblem]:
    """Everything that is wrong with a name as it came."""
    found: set[NameProblem] = set()
    characters = set(name)
    if characters & BIDI:
        found.add(NameProblem.BIDI)
    if any(_hidden(name, at) for at in range(len(name))):
        found.add(NameProblem.INVISIBLE)
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in characters):
        found.add(NameProblem.CONTROL)
    if characters & _SEPARATORS:
        found.add(NameProblem.SEPARATOR)
    if _RESERVED.match(name):
        found.add(NameProblem.RESERVED)
    if _PADDED.search(name):
        found.add(NameProblem.PADDED)
    if len(name.encode(errors="replace")) > MAX_NAME_BYTES:
        found.add(NameProblem.LONG)
    if not name.strip(". "):
        found.add(NameProblem.EMPTY)
    return frozenset(found)


def sanitise_name(name: str, fallback: str = FALLBACK) -> str:
    """A name that is safe to show and to save, as near to `name` as can be; `fallback` if nothing is left of it.

    Only what stands behind the last path separator counts. The ending survives shortening, because people judge by it.
    """
    last = re.split("[" + re.escape("".join(sorted(_SEPARATORS))) + "]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(_kept(char) for char in last)
    clean = _SPACES.sub(" ", kept).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if dot:
        clean = f"{stem.rstrip('. ')}.{ending.strip()}"
    clean = _shortened(clean)
    if not clean.strip("._ "):
        return fallback
    return f"_{clean}" if _RESERVED.match(clean) else clean


def _hidden(name: str, at: int) -> bool:
    """Whether a character is invisible without a purpose: joiners and variation selectors have one after other than ASCII."""
    char = name[at]
    if char in BIDI or not (char in _INVISIBLE or unicodedata.category(char) == "Cf"):
        return False
    joins = char in "\u200c\u200d" or "\ufe00" <= char <= "\ufe0f"
    keycap = char == "\ufe0f" and name[at + 1 : at + 2] == "\u20e3"
    return not (joins and at and (not name[at - 1].isascii() or keycap))


def _kept(char: str) -> str:
    if char in BIDI or char in _INVISIBLE:
        return ""
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    return "_" if char in _FORBIDDEN else char


def _shortened(name: str) -> str:
    raw = name.encode()
    if len(raw) < MAX_NAME_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    tail = f"{dot}{ending}".encode() if dot and len(ending.encode()) <= 20 else b""
    head = (stem if tail else name).encode()[: MAX_NAME_BYTES - 1 - len(tail)]
    return head.decode(errors="ignore").rstrip(". ") + tail.decode()
