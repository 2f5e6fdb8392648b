"""Signing in with a token (draft-schmaus-kitten-sasl-ht-08): one message each way, bound to the channel where it can be.

The client proves that it has the token by a keyed hash over the channel's binding, and so does the server in its answer.
"""

import hmac
from collections.abc import Mapping
from typing import Final

from casemate.xmpp.scram import SaslError

MECHANISMS: Final[Mapping[str, str]] = {
    "HT-SHA-256-EXPR": "tls-exporter",
    "HT-SHA-256-ENDP": "tls-server-end-point",
    "HT-SHA-256-NONE": "",
}
"""Mechanism -> channel binding, strongest first."""


def offered(bindings: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The mechanisms that a channel with these bindings allows, and what each binds to."""
    return {name: bindings[kind] if kind else b"" for name, kind in MECHANISMS.items() if not kind or kind in bindings}


def read_initiator(data: bytes) -> tuple[str, bytes]:
    """The user name and the proof in a client's message.

    Raises:
        SaslError: if it is malformed.
    """
    name, mark, proof = data.partition(b"\0")
    try:
        text = name.decode()
    except UnicodeDecodeError:
        raise SaslError("malformed-request", "The user name is not UTF-8.") from None
    if not mark or not text or not proof:
        raise SaslError("malformed-request", "User name and hashed token are missing.")
    return text, proof


def initiator(token: str, binding: bytes) -> bytes:
    """The client's proof."""
    return hmac.digest(token.encode(), b"Initiator" + binding, "sha256")


def responder(token: str, binding: bytes) -> bytes:
    """The server's proof."""
    return hmac.digest(token.encode(), b"Responder" + binding, "sha256")
