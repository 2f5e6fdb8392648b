"""Verification of entity capabilities: XEP-0115 section 5 and XEP-0390 section 4."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from typing import Final, NamedTuple

from casemate.features.pubsub.names import CAPS, DATA, ECAPS2, HASHES
from casemate.xmpp.element import Element

_ALGORITHMS: Final = {
    "sha-1": "sha1",
    "sha-256": "sha256",
    "sha-512": "sha512",
    "sha3-256": "sha3_256",
    "sha3-512": "sha3_512",
    "blake2b-512": "blake2b",
}


class Claim(NamedTuple):
    """A set of capabilities, as a client names it."""

    ns: str
    algorithm: str
    value: str
    node: str = ""
    """Whose software it is (XEP-0115)."""


def claims(presence: Element) -> Iterator[Claim]:
    """The sets that a presence names, the newer specification first."""
    newer = presence.find("c", ECAPS2)
    if newer is not None:
        for each in newer.find_all("hash", HASHES):
            if each.get("algo") in _ALGORITHMS:
                yield Claim(ECAPS2, each.get("algo") or "", each.text().strip())
    older = presence.find("c", CAPS)
    if older is not None and older.get("ver") and older.get("node"):
        yield Claim(CAPS, older.get("hash") or "", older.get("ver") or "", older.get("node") or "")


def node_of(claim: Claim) -> str:
    """The node of service discovery that tells what is in a set."""
    if claim.ns == ECAPS2:
        return f"{ECAPS2}#{claim.algorithm}.{claim.value}"
    return f"{claim.node}#{claim.value}"


def verify(claim: Claim, info: Element) -> bool:
    """Whether an answer has the hash that was claimed."""
    algorithm = _ALGORITHMS.get(claim.algorithm)
    if algorithm is None:
        return False
    text = _newer(info) if claim.ns == ECAPS2 else _older(info)
    if text is None:
        return False
    digest = hashlib.new(algorithm, text, usedforsecurity=False).digest()
    return b64encode(digest).decode() == claim.value


def _older(info: Element) -> bytes | None:
    """The verification string (XEP-0115 section 5.1); None if the answer is ill-formed (section 5.4)."""
    identities = [
        "/".join((i.get("category") or "", i.get("type") or "", i.get("xml:lang") or "", i.get("name") or ""))
        for i in info.find_all("identity")
    ]
    features = [f.get("var") or "" for f in info.find_all("feature")]
    forms: list[tuple[bytes, bytes]] = []
    for form in info.find_all("x", DATA):
        fields = {f.get("var") or "": [v.text() for v in f.find_all("value")] for f in form.find_all("field")}
        kinds = fields.pop("FORM_TYPE", [])
        if len(set(kinds)) > 1:
            return None
        if kinds:
            text = _joined([kinds[0]])
            for var in sorted(fields, key=str.encode):
                text += _joined([var, *sorted(fields[var], key=str.encode)])
            forms.append((kinds[0].encode(), text))
    if len(set(identities)) != len(identities) or len(set(features)) != len(features):
        return None
    if len({kind for kind, _ in forms}) != len(forms):
        return None
    plain = sorted(identities, key=str.encode), sorted(features, key=str.encode)
    return _joined(plain[0]) + _joined(plain[1]) + b"".join(text for _, text in sorted(forms))


def _joined(parts: list[str]) -> bytes:
    return "".join(f"{part}<" for part in parts).encode()


def _newer(info: Element) -> bytes:
    """The hash input (XEP-0390 section 4.1)."""
    features = sorted((f.get("var") or "").encode() + b"\x1f" for f in info.find_all("feature"))
    identities = sorted(
        b"".join((i.get(name) or "").encode() + b"\x1f" for name in ("category", "type", "xml:lang", "name")) + b"\x1e"
        for i in info.find_all("identity")
    )
    forms: list[bytes] = []
    for form in info.find_all("x", DATA):
        fields: list[bytes] = []
        for field in form.find_all("field"):
            values = sorted(v.text().encode() + b"\x1f" for v in field.find_all("value"))
            fields.append((field.get("var") or "").encode() + b"\x1f" + b"".join(values) + b"\x1e")
        forms.append(b"".join(sorted(fields)) + b"\x1d")
    parts = (b"".join(features), b"".join(identities), b"".join(sorted(forms)))
    return b"".join(part + b"\x1c" for part in parts)
