"""Excerpts that may be shown and stored: enough to recognise what was meant, too little to use it."""

from typing import Final

SHOWN: Final = 4
"""Characters of a secret that may be seen, all of them at its beginning."""
_DOTS: Final = "••••"


def mask_secret(value: str) -> str:
    """At most the first four characters, and never more than a quarter."""
    return value[: min(SHOWN, len(value) // 4)].replace("\n", " ") + _DOTS


def mask_card(value: str) -> str:
    """First and last four digits, as on a receipt (PCI DSS 3.4.1 allows first six and last four at most)."""
    digits = _alphanumeric(value)
    return f"{digits[:4]} {_DOTS} {_DOTS} {digits[-4:]}"


def mask_number(value: str) -> str:
    """The first and the last two characters of an identifier or account number."""
    plain = _alphanumeric(value)
    return f"{plain[:2]}{_DOTS}{plain[-2:]}" if len(plain) >= 8 else _DOTS


def mask_word(value: str) -> str:
    """The first character of a confidential word."""
    return value[:1] + _DOTS


def _alphanumeric(value: str) -> str:
    return "".join(filter(str.isalnum, value))
