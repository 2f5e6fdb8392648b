"""Validation of matches: checksums, ranges, entropy, and the many things that only look like secrets."""

import math
import re
import zlib
from collections import Counter
from typing import Final

from stdnum import iban, luhn

_DIGITS: Final = re.compile(r"\D")
_PLACEHOLDER: Final = re.compile(
    r"example|sample|dummy|changeme|placeholder|redacted|your[-_ ]|my[-_]?(?:secret|password|token|key)|xxxx|\*\*\*|<|\$\{|\{\{|\.\.\.|"
    r"0000000|1234567|abcdef0?1?2?3?4?|test[-_]?(?:key|token|secret|password)|insert|foobar|lorem",
    re.IGNORECASE,
)
_ISSUERS: Final = (
    (re.compile(r"4\d{12}(?:\d{3}){0,2}\Z"), "Visa"),
    (re.compile(r"(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}\Z"), "Mastercard"),
    (re.compile(r"3[47]\d{13}\Z"), "American Express"),
    (re.compile(r"3(?:0[0-5]|[68]\d)\d{11}\Z"), "Diners"),
    (re.compile(r"(?:6011|65\d{2}|64[4-9]\d)\d{12,15}\Z"), "Discover"),
    (re.compile(r"35(?:2[89]|[3-8]\d)\d{12}\Z"), "JCB"),
    (re.compile(r"62\d{14,17}\Z"), "UnionPay"),
    (re.compile(r"(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}\Z"), "Maestro"),
)


def digits(text: str) -> str:
    """The digits of a text."""
    return _DIGITS.sub("", text)


def card(text: str) -> bool:
    """A payment card number: an issuer's range and length, Luhn's checksum, not one digit over and over."""
    number = digits(text)
    return len(set(number)) > 2 and any(form.match(number) for form, _ in _ISSUERS) and luhn.is_valid(number)


def account(text: str) -> bool:
    """An IBAN: country, length and checksum (ISO 13616)."""
    return iban.is_valid(text, check_country=False)


def entropy(text: str) -> float:
    """Shannon entropy in bits a character."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values()) if text else 0.0


def real_secret(text: str) -> bool:
    """Random enough, and no placeholder."""
    return len(text) >= 8 and entropy(text) >= 3.0 and _PLACEHOLDER.search(text) is None


def real_token(text: str) -> bool:
    """As `real_secret`, for tokens with a prefix that names them: only placeholders are passed over."""
    return entropy(text) >= 2.5 and _PLACEHOLDER.search(text) is None


def real_password(text: str) -> bool:
    """Something typed as a password: no placeholder, no word of prose, no variable."""
    if _PLACEHOLDER.search(text) or not 6 <= len(text) <= 128:
        return False
    kinds = sum(
        (any(map(str.islower, text)), any(map(str.isupper, text)), any(map(str.isdigit, text)), not text.isalnum())
    )
    return kinds >= 3 and entropy(text) >= 2.5


def github_checksum(text: str) -> bool:
    """GitHub's tokens end in the CRC32 of the rest, in base 62."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    body, check = text.partition("_")[2][:-6], text[-6:]
    number = zlib.crc32(body.encode())
    out = ""
    while number:
        number, rest = divmod(number, 62)
        out = alphabet[rest] + out
    return out.rjust(6, "0") == check or real_token(text)


def anything(_text: str) -> bool:
    """The pattern says enough."""
    return True
