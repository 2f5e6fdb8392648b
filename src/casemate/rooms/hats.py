"""Hats (XEP-0317): what somebody is in a room besides role and affiliation, as its owners say."""

import re
from typing import Final, NamedTuple

MAX_HATS: Final = 50
"""Hats of one room."""
MAX_WORN: Final = 10
"""Hats of one person: each presence of theirs carries them."""
MAX_WEARERS: Final = 1_000
"""People of one room who have hats: they are in memory."""
MAX_TITLE: Final = 100
"""Characters of a hat's title."""
MAX_URI: Final = 256
OURS: Final = "urn:casemate:"
"""What only the server says of people begins with this: no owner makes such a hat."""
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:[!-~]+\Z")
_ANGLE: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,12})?\Z")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}\Z")
_WHOLE: Final = 360


class Hat(NamedTuple):
    """A hat."""

    uri: str
    title: str
    hue: str = ""
    """Its colour as an angle (XEP-0392); empty for none."""
    language: str = ""
    """Of the title."""


def is_uri(text: str) -> bool:
    """Whether it names a hat that an owner may make."""
    return len(text) <= MAX_URI and _URI.match(text) is not None and not text.lower().startswith(OURS)


def is_hue(text: str) -> bool:
    """Whether it is an angle."""
    return _ANGLE.match(text) is not None and float(text) <= _WHOLE


def is_language(text: str) -> bool:
    """Whether it is a language tag (RFC 5646)."""
    return _LANGUAGE.match(text) is not None
