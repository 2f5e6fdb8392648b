"""Encoded pieces of a text as readings of their own: Base64, hexadecimal, percent and character references (ATTACKS D11).

One layer, bounded, and only where the scanner saw something that looks encoded. What decodes to no printable text is dropped. What is
found in a reading is found at its whole encoded piece.
"""

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from casemate.inspection.inspectors.dlp.regex import Regex

MAX_PIECES: Final = 200
"""Pieces of one form decoded in one text; the longest, for short ones hold no secret."""
MAX_PIECE: Final = 65_536
"""Characters of one piece."""
MIN_DECODED: Final = 9
"""Characters of the shortest thing worth finding."""
_PLAIN: Final = re.compile(r"\\x|[^0-9a-fA-F]")


class Reading(NamedTuple):
    """A decoded piece, and where it stands in the original."""

    text: str
    start: int
    end: int


class Form(NamedTuple):
    """A way to encode."""

    trigger: str
    regex: Regex
    decode: Callable[[str], str]


def readings(text: str, forms: Iterable[Form]) -> Iterator[Reading]:
    """The pieces of a text that are encoded in one of the forms, decoded."""
    for form in forms:
        hits = [hit for hit in form.regex.hits(text) if len(hit.text) <= MAX_PIECE]
        if len(hits) > MAX_PIECES:
            hits = sorted(hits, key=lambda hit: hit.start - hit.end)[:MAX_PIECES]
        for hit in hits:
            decoded = form.decode(hit.text)
            if len(decoded) >= MIN_DECODED and decoded != hit.text:
                yield Reading(decoded, hit.start, hit.end)


def _base64(text: str) -> str:
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return _text(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True))
    except binascii.Error:
        return ""


def _hexadecimal(text: str) -> str:
    digits = _PLAIN.sub("", text.removeprefix("0x"))
    return _text(bytes.fromhex(digits)) if len(digits) % 2 == 0 else ""


def _percent(text: str) -> str:
    return _text(urllib.parse.unquote_to_bytes(text.replace("+", " ")))


def _references(text: str) -> str:
    if text.startswith("\\"):
        return "".join(chr(int(code, 16)) for code in text.split("\\u")[1:])
    return html.unescape(text)


def _text(data: bytes) -> str:
    """Bytes as text, if they are printable text at all."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if all(c.isprintable() or c in "\t\r\n" for c in text) else ""


FORMS: Final = (
    Form(
        r"[A-Za-z0-9+/_\-]{20}",
        Regex(r"(?:^|[^A-Za-z0-9+/_\-])([A-Za-z0-9+/_\-]{20,}={0,2})"),
        _base64,
    ),
    Form(
        r"[0-9a-fA-F]{24}|(?:[0-9a-fA-F]{2}[ :,]){8}|(?:\\x[0-9a-fA-F]{2}){8}",
        Regex(r"((?:[0-9a-fA-F]{2}){12,}|\b(?:[0-9a-fA-F]{2}[ :,]){8,}[0-9a-fA-F]{2}|(?:\\x[0-9a-fA-F]{2}){8,})"),
        _hexadecimal,
    ),
    Form(
        r"%[0-9A-Fa-f]{2}[^%\s]{0,20}%[0-9A-Fa-f]{2}",
        Regex(r"((?:[A-Za-z0-9_.~+\-]{0,64}%[0-9A-Fa-f]{2}){2,}[A-Za-z0-9_.~+\-]{0,64})"),
        _percent,
    ),
    Form(
        r"(?:&#[xX]?[0-9A-Fa-f]{1,6};){4}|(?:\\u[0-9A-Fa-f]{4}){4}",
        Regex(r"((?:&#[xX]?[0-9A-Fa-f]{1,6};|[0-9\- ]){4,}|(?:\\u[0-9A-Fa-f]{4}){4,})"),
        _references,
    ),
)
