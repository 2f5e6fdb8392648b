"""The kinds of settings: what each may be, and what it means."""

from msgspec import Meta

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB
MINUTE = 60.0
HOUR = 3600.0
DAY = 86400.0


def duration(low: float, high: float, description: str) -> Meta:
    """Seconds, written with a unit."""
    return Meta(ge=low, le=high, description=description, extra={"unit": "duration"})


def size(low: int, high: int, description: str) -> Meta:
    """Bytes, written with a unit."""
    return Meta(ge=low, le=high, description=description, extra={"unit": "size"})


def number(low: int, high: int, description: str) -> Meta:
    """A whole number."""
    return Meta(ge=low, le=high, description=description)


def text(description: str) -> Meta:
    """A text, a list of them, or true and false."""
    return Meta(description=description)
