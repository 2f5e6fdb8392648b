"""Server dialback (XEP-0220): its keys (XEP-0185) and its elements, read strictly.

A server proves a domain by knowing a key that only the domain's own server could have made for this very stream. Keys are made
of a secret and of the stream, so that whoever has the secret can tell a key without having kept it.
"""

import hashlib
import hmac
from typing import Final

import msgspec

from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.xmpp.element import Element
from casemate.xmpp.errors import STANZA_ERRORS, StreamError
from casemate.xmpp.serialize import escape_attribute, escape_text

MAX_KEY: Final = 1_024
"""Characters of a key; those of XEP-0185 have 64."""
MAX_ID: Final = 1_024
"""Characters of a stream's id."""
NAMES: Final = frozenset({"result", "verify"})
CONDITIONS: Final = frozenset(
    {
        "item-not-found",
        "policy-violation",
        "remote-connection-failed",
        "remote-server-not-found",
        "remote-server-timeout",
        "resource-constraint",
    }
)
"""What may be said instead of a verdict (XEP-0220 section 2.5)."""


class Claim(msgspec.Struct, frozen=True):
    """A request: `result` asks to be believed, `verify` asks whether a key is right."""

    name: str
    sender: str
    to: str
    id: str
    """The id of the stream for which the key was made; only in `verify`."""
    key: str

    @property
    def asked(self) -> tuple[str, str, str, str]:
        """What a verdict has to repeat."""
        return self.name, self.sender, self.to, self.id


class Verdict(msgspec.Struct, frozen=True):
    """The answer to a claim, in the terms of the claim: `sender` is who claimed."""

    name: str
    sender: str
    to: str
    id: str
    valid: bool
    condition: str = ""
    """Why there is neither yes nor no."""

    @property
    def asked(self) -> tuple[str, str, str, str]:
        """What it answers."""
        return self.name, self.sender, self.to, self.id


class Keys:
    """Makes and tells keys."""

    def __init__(self, secret: bytes) -> None:
        self._secret = hashlib.sha256(secret).hexdigest().encode()

    def make(self, receiving: str, originating: str, stream_id: str) -> str:
        """The key with which `originating` is believed by `receiving` on its stream `stream_id` (XEP-0185 section 3)."""
        return hmac.new(self._secret, f"{receiving} {originating} {stream_id}".encode(), "sha256").hexdigest()

    def holds(self, claim: Claim) -> bool:
        """Whether the key of a `verify` is one of ours for that stream."""
        return hmac.compare_digest(self.make(claim.sender, claim.to, claim.id).encode(), claim.key.encode())


def read_claim(element: Element) -> Claim:
    """A request.

    Raises:
        StreamError: if an address is missing or none, or a key is.
    """
    key = element.text().strip()
    if not key or len(key) > MAX_KEY:
        raise StreamError("bad-format", "A dialback request has a key.")
    sender, to, stream_id = _addresses(element)
    return Claim(element.name, sender, to, stream_id, key)


def read_verdict(element: Element) -> Verdict:
    """An answer; anything but `valid` is not valid.

    Raises:
        StreamError: if an address is missing or none.
    """
    sender, to, stream_id = _addresses(element)
    kind = element.get("type")
    condition = ""
    if kind == "error":
        error = next((child for child in element.elements() if child.name == "error"), None)
        named = [child.name for child in error.elements() if child.ns == STANZA_ERRORS] if error is not None else []
        condition = named[0] if named and named[0] in CONDITIONS else "undefined-condition"
    return Verdict(element.name, to, sender, stream_id, kind == "valid", condition)


def write_claim(claim: Claim) -> bytes:
    """A request as it stands in a stream that declares the prefix `db`."""
    return f"<db:{claim.name}{_attributes(claim.sender, claim.to, claim.id)}>{escape_text(claim.key)}</db:{claim.name}>".encode()


def write_verdict(claim: Claim, *, valid: bool, condition: str = "") -> bytes:
    """The answer to a claim; with `condition` neither yes nor no."""
    addresses = _attributes(claim.to, claim.sender, claim.id)
    if not condition:
        return f"<db:{claim.name}{addresses} type='{'valid' if valid else 'invalid'}'/>".encode()
    named = f"<{condition} xmlns='{STANZA_ERRORS}'/>"
    return f"<db:{claim.name}{addresses} type='error'><error type='cancel'>{named}</error></db:{claim.name}>".encode()


def read_domain(text: str | None) -> str:
    """A domain as servers are addressed by.

    Raises:
        StreamError: improper-addressing, if it is missing or no domain.
    """
    try:
        jid = Jid.parse(text or "")
    except InvalidJid as error:
        raise StreamError("improper-addressing", "That is no domain.") from error
    if not jid.is_domain:
        raise StreamError("improper-addressing", "A server is addressed by its domain.")
    return jid.domain


def _addresses(element: Element) -> tuple[str, str, str]:
    stream_id = element.get("id") or ""
    if element.name == "verify" and not stream_id:
        raise StreamError("bad-format", "A key is verified for a stream.")
    if len(stream_id) > MAX_ID:
        raise StreamError("policy-violation", "The stream's id is too long.")
    return (
        read_domain(element.get("from")),
        read_domain(element.get("to")),
        stream_id if element.name == "verify" else "",
    )


def _attributes(sender: str, to: str, stream_id: str) -> str:
    written = f" from='{escape_attribute(sender)}' to='{escape_attribute(to)}'"
    return f"{written} id='{escape_attribute(stream_id)}'" if stream_id else written
