"""Secrets that are handed out and kept as hashes only: 256 random bits each, so that a plain hash is enough."""

import hashlib
import secrets
from typing import Final

_BYTES: Final = 32
MAX: Final = 200
"""Characters of a secret that somebody shows; longer ones are none of ours."""


def new_secret() -> str:
    """A secret of 43 characters that need no escaping in an address or a cookie."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret[:MAX].encode("utf-8", "surrogatepass")).digest()
