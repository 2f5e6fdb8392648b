"""Whether something that has the form of a secret is one: entropy, checksums, and the many things that only look like it.

Placeholders, hashes, UUIDs, words, variables, versions and examples are told apart here.
"""

import base64
import binascii
import json
import math
import re
import zlib
from collections import Counter
from itertools import pairwise
from typing import Final

_PLACEHOLDER: Final = re.compile(
    r"example|sample|dummy|change[-_]?me|change[-_]?it|placeholder|redacted|replace[-_]?(?:me|this|with)|your[-_ ]|"
    r"my[-_]?(?:secret|password|token|key|api)|xxxx|\*{3}|^<.*>$|\$\{|\$\(|\{\{|%\(|\.{3}|…|•|0{7}|1234567|abcdefg|test[-_]?(?:key|token|secret|pass)|"
    r"insert[-_]|foobar|lorem|not[-_]?(?:a|the|real)[-_]|fake|asdf|qwerty",
    re.IGNORECASE,
)
_CLASSES: Final = str.maketrans(
    {
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
        **dict.fromkeys("0123456789", "0"),
    }
)
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_HEX: Final = re.compile(r"(?:0x)?[0-9a-fA-F]+")
_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CRC_LENGTH: Final = 6


def entropy(text: str) -> float:
    """Shannon entropy in bits a character."""
    size = len(text)
    return -sum(n / size * math.log2(n / size) for n in Counter(text).values()) if size else 0.0


def placeholder(text: str) -> bool:
    """An example, or the space left for a secret."""
    return _PLACEHOLDER.search(text) is not None or len(set(text)) <= max(2, len(text) // 12)


def token(text: str, bits: float = 2.5) -> bool:
    """A token whose prefix or surroundings name it: only placeholders and monotony are passed over."""
    return not placeholder(text) and entropy(text) >= bits


def random(text: str) -> bool:
    """A string that a generator made: digits among letters, no words, no placeholder. For secrets named only by a label."""
    if len(text) < 10 or placeholder(text) or not any(map(str.isdigit, text)) or text.isdigit():
        return False
    if _HEX.fullmatch(text) or _UUID.fullmatch(text):
        return len(text) >= 20 and entropy(text) >= 2.8
    return entropy(text) >= 3.0 and changes(text) >= 0.2 * len(text) and not _address(text)


def changes(text: str) -> int:
    """How often neighbours are of different classes (small, capital, digit). Random text: at every second character or so."""
    classes = text.translate(_CLASSES)
    classes = "".join(c for c in classes if c in "aA0")
    return sum(a != b for a, b in pairwise(classes)) - _capitals(classes)


def _capitals(classes: str) -> int:
    """`Aa` of a capitalised word is one change, not two."""
    return len(re.findall(r"aAaa", classes))


def _address(text: str) -> bool:
    return "://" in text or text.startswith(("/", "./", "~/", "www."))


def github(text: str) -> bool:
    """GitHub's and npm's tokens end in the CRC-32 of the rest in base 62. Where it fails, only what looks random counts (a typing error)."""
    body = text.partition("_")[2]
    return crc62(body[:-_CRC_LENGTH]) == body[-_CRC_LENGTH:] or (token(text, 3.5) and changes(body) >= 0.3 * len(body))


def crc62(text: str) -> str:
    """CRC-32 as six characters of base 62."""
    number = zlib.crc32(text.encode())
    out = ""
    while number:
        number, rest = divmod(number, 62)
        out = _BASE62[rest] + out
    return out.rjust(_CRC_LENGTH, "0")


def jwt(text: str) -> bool:
    """A JSON Web Token (RFC 7519): its first part is a JSON object that names an algorithm."""
    head = text.partition(".")[0]
    try:
        header: object = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (binascii.Error, ValueError):
        return False
    return (
        isinstance(header, dict)
        and ("alg" in header or "enc" in header or "typ" in header)
        and not _PLACEHOLDER.search(text)
    )


def jira(text: str) -> bool:
    """A personal token of Jira: Base64 of a number, a colon, and twenty random bytes."""
    try:
        number, colon, rest = base64.b64decode(text, validate=True).partition(b":")
    except binascii.Error:
        return False
    return bool(colon) and number.isdigit() and 8 <= len(number) <= 14 and len(rest) >= 16 and not rest.isascii()


def basic(text: str) -> bool:
    """Base64 of `name:password` (RFC 7617)."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        return False
    name, colon, word = data.partition(b":")
    return (
        bool(colon and name and len(word) >= 3)
        and data.isascii()
        and not _PLACEHOLDER.search(word.decode("ascii", "replace"))
    )
