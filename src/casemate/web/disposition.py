"""How a file is handed out: what a browser may show itself, what it must save, and under which name (ATTACKS E2).

What is shown is decided by the type that inspection found in the content, never by the name or by what the sender said.
Everything else is `application/octet-stream` to be saved: a type that nothing opens by itself.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from casemate.model.filenames import sanitise_name

OPAQUE: Final = "application/octet-stream"
SHOWN: Final = frozenset(
    "image/png image/jpeg image/gif image/webp image/avif image/bmp "
    "audio/mpeg audio/mp4 audio/aac audio/ogg audio/opus audio/flac audio/wav audio/x-wav audio/webm "
    "video/mp4 video/webm video/ogg video/quicktime".split()
)
"""Pictures, sounds and films in formats without scripts or references. Not SVG, which is a document that runs."""
_ATTRIBUTE: Final = "!#$&+-.^_`|~"
"""RFC 8187 section 3.2.1: what needs no percent-encoding besides letters and digits."""


def type_headers(media_type: str, name: str) -> Mapping[str, str]:
    """`Content-Type` and `Content-Disposition` for content of `media_type` (by judgement) called `name`."""
    plain = media_type.partition(";")[0].strip().lower()
    shown = plain in SHOWN
    return {
        "Content-Type": plain if shown else OPAQUE,
        "Content-Disposition": disposition("inline" if shown else "attachment", name),
    }


def disposition(kind: str, name: str) -> str:
    """The header for a file called `name` (RFC 6266, RFC 8187): an ASCII form for old readers, the full one besides."""
    clean = sanitise_name(name)
    ascii_form = "".join(c if c.isascii() and c not in '"\\%;' else "_" for c in clean)
    return f"{kind}; filename=\"{ascii_form}\"; filename*=UTF-8''{quote(clean, safe=_ATTRIBUTE)}"
