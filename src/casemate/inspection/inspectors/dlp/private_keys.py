"""Private keys: PEM (RFC 7468), OpenSSH, PGP (RFC 9580), PuTTY, JSON Web Keys (RFC 7517), and keys that lost their header.

A header alone is talk about keys; with key material behind it the whole block is the finding, so that masking covers the key.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from casemate.inspection.inspectors.dlp.regex import Hit, Regex
from casemate.inspection.inspectors.dlp.rules import Rule
from casemate.model.inspection import FindingSpec, Severity

PRIVATE_KEY: Final = FindingSpec("dlp.private_key", "secret", Severity.CRITICAL, "A private key.")
MAX_KEY: Final = 32_768
"""Characters of a key block: a PGP key ring with photographs is longer, a key is not."""
_PEM: Final = r"-{2,5} ?BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)? ?-{2,5}"
_SSH2: Final = r"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"
_PUTTY: Final = r"PuTTY-User-Key-File-[123]: "
_JWK: Final = r'\\?"d\\?"\s{0,4}:\s{0,4}\\?"([A-Za-z0-9_\-]{40,})'
_JWK_TYPE: Final = Regex(r'\\?"kty\\?"\s{0,4}:\s{0,4}\\?"(?:RSA|EC|OKP)')
_BARE: Final = (
    r"\b((?:MII[A-Za-z0-9+/]{2}[AQgw]IBAD?A|MII[A-Za-z0-9+/]{2,3}BADANBgkqhkiG9w0B|MIG[A-Za-z0-9+/]AgEAMB|MC4CAQAwBQYDK2V|"
    r"MHcCAQEEI|MI[A-Za-z0-9+/]{4}IBAAJBA|b3BlbnNzaC1rZXktdjE|LS0tLS1CRUdJTi[BCDEFGHIJKLMNOPQRSTUVWXYZ])[A-Za-z0-9+/]{30}[A-Za-z0-9+/=]*)"
)
_MATERIAL: Final = re.compile(r"[A-Za-z0-9+/]{16,}")
_MIN_MATERIAL: Final = 40
"""Characters of Base64 in the shortest key: 32 bytes (Ed25519)."""


def private_key_rules() -> list[Rule]:
    """The rules, most telling first."""
    return [
        Rule(PRIVATE_KEY, rf"{_PEM}|{_SSH2}", Regex(rf"{_PEM}|{_SSH2}"), _block, secret=True),
        Rule(PRIVATE_KEY, _PUTTY, Regex(_PUTTY), _putty, secret=True),
        Rule(PRIVATE_KEY, _JWK, Regex(_JWK), _jwk, secret=True),
        Rule(PRIVATE_KEY, _BARE, Regex(_BARE), _bare, rank=1, secret=True),
    ]


def _block(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    limit = min(len(text), hit.start + MAX_KEY)
    foot = text.find("-----END", hit.end, limit)
    following = text.find("-----BEGIN", hit.end, limit)
    if foot < 0 or 0 <= following < foot:
        end = _last_material(text, hit.end, following if following >= 0 else limit)
    else:
        close = text.find("-----", foot + 8, foot + 80)
        end = close + 5 if close >= 0 else foot + 8
    if _material(text, hit.end, end) >= _MIN_MATERIAL:
        yield hit.start, end


def _last_material(text: str, start: int, limit: int) -> int:
    """The end of the key material of a block that was cut off."""
    end = start
    for match in _MATERIAL.finditer(text, start, limit):
        if match.start() - end > 120:
            break
        end = match.end()
    return end


def _material(text: str, start: int, end: int) -> int:
    return sum(m.end() - m.start() for m in _MATERIAL.finditer(text, start, end) if len(set(m.group())) > 4)


def _putty(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    limit = min(len(text), hit.start + MAX_KEY)
    private = text.find("Private-Lines:", hit.end, limit)
    if private >= 0 and _material(text, private, limit) >= _MIN_MATERIAL:
        mac = re.compile(r"Private-(?:MAC|Hash): [0-9a-f]+").search(text, private, limit)
        yield hit.start, mac.end() if mac else _last_material(text, private, limit)


def _jwk(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The private exponent of a JSON Web Key, if the object around it says that it is a key."""
    if _JWK_TYPE.found_in(text[max(0, hit.start - 4_000) : hit.end + 4_000]):
        yield hit.start, hit.end


def _bare(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Base64 that decodes to the beginning of a key: an ASN.1 sequence with a version, OpenSSH's magic, or a PEM header."""
    head = hit.text[: len(hit.text) // 4 * 4][:400]
    try:
        data = base64.b64decode(head.rstrip("=") + "=" * (-len(head.rstrip("=")) % 4), validate=True)
    except binascii.Error:
        return
    pem = data.startswith(b"-----BEGIN") and b"PRIVATE KEY" in data[:60]
    if (pem or _der_key(data) or data.startswith(b"openssh-key-v1")) and len(set(hit.text)) > 20:
        yield hit.start, _last_material(text, hit.start, min(len(text), hit.start + MAX_KEY))


def _der_key(data: bytes) -> bool:
    """SEQUENCE, INTEGER 0 or 1, then an INTEGER (PKCS #1), SEQUENCE (PKCS #8) or OCTET STRING (SEC 1)."""
    if len(data) < 12 or data[0] != 0x30:
        return False
    at = 2 + (data[1] & 0x7F if data[1] & 0x80 else 0)
    return (
        at + 4 < len(data)
        and data[at : at + 2] == b"\x02\x01"
        and data[at + 2] <= 1
        and data[at + 3] in {0x02, 0x04, 0x30}
    )
