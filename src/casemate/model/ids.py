"""Identifiers: time-ordered 64-bit archive ids, and unguessable tokens."""

import secrets
from typing import Final, NewType

TenantId = NewType("TenantId", int)
PersonId = NewType("PersonId", int)
DeviceId = NewType("DeviceId", int)
ArchiveId = NewType("ArchiveId", int)
"""Orders messages: milliseconds since the epoch << 20 | counter. Its text form is the XEP-0359 id."""

_COUNTER_BITS: Final = 20
_DIGITS: Final = 16
_HEX: Final = frozenset("0123456789abcdef")


class ArchiveIds:
    """Makes strictly increasing archive ids, also when the clock stands still or jumps back (ATTACKS G5)."""

    __slots__ = ("_last",)

    def __init__(self, last: int = 0) -> None:
        """Start after `last`, the highest id on record."""
        self._last = last

    def next(self, now_ms: int) -> ArchiveId:
        """The next id at `now_ms`, milliseconds since the epoch."""
        self._last = max(self._last + 1, now_ms << _COUNTER_BITS)
        return ArchiveId(self._last)


def archive_id_ms(archive_id: int) -> int:
    """The milliseconds since the epoch at which `archive_id` was made."""
    return archive_id >> _COUNTER_BITS


def encode_id(archive_id: int) -> str:
    """The text form of an archive id: 16 hexadecimal digits that sort like the number."""
    return f"{archive_id:016x}"


def decode_id(text: str) -> ArchiveId | None:
    """The archive id written as `text`, or None if it is not one."""
    if len(text) != _DIGITS or not _HEX.issuperset(text):
        return None
    value = int(text, 16)
    return ArchiveId(value) if value < 1 << 63 else None


def token(nbytes: int = 16) -> str:
    """An unguessable URL-safe token of `nbytes` random bytes (at least 112 bits by default, ATTACKS F4)."""
    return secrets.token_urlsafe(nbytes)
