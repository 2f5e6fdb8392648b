"""Limits of a stream, checked on raw bytes before anything is parsed (ATTACKS A4-A6), and announced by XEP-0478."""

from typing import Final

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """What a peer may send. Sizes are bytes."""

    stanza_before_auth: int = 10_000
    """RFC 6120 section 13.12: a server must accept at least this much."""
    stanza: int = 256 * 1024
    depth: int = 64
    """Elements inside each other, the stanza itself being 1."""
    attributes: int = 64
    """Attributes and namespace declarations of one element."""
    elements: int = 2_000


STORED: Final = Limits(stanza=1 << 26, depth=256, attributes=1_024, elements=200_000)
"""For stanzas of our own, read back from the record: at least as wide as any setting."""
