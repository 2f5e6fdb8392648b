"""python-stdnum, typed: checksums and formats of numbers. The only file that knows the library.

Its modules are imported when first asked: of some fifty, most are never.
"""

from functools import cache
from importlib import import_module
from typing import Any

from stdnum import luhn
from stdnum.exceptions import ValidationError


def luhn_valid(number: str) -> bool:
    """Luhn's checksum (ISO/IEC 7812-1 annex B) over digits."""
    return luhn.is_valid(number)


def number_valid(module: str, text: str) -> bool:
    """Whether a text is valid for `stdnum.MODULE`: format, dates, checksum.

    Some of its modules look a number up in tables and fail with a KeyError where a table has a gap (`cn.ric`, places that never were).
    """
    try:
        valid: bool = _module(module).is_valid(text)
    except (LookupError, ValueError):
        return False
    return valid


def iban_valid(text: str) -> bool:
    """An IBAN of a country of the registry: length, structure and checksum (ISO 13616)."""
    try:
        _module("iban").validate(text, check_country=False)
    except ValidationError:
        return False
    return True


@cache
def _module(name: str) -> Any:
    return import_module(f"stdnum.{name}")
