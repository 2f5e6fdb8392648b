"""Private keys: made here, by the libraries that make real ones."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.inspection.dlp.support import found, ids

_RSA = rsa.generate_private_key(65537, 2048)
_EC = ec.generate_private_key(ec.SECP256R1())
_ED = ed25519.Ed25519PrivateKey.generate()


def _pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, form: s.PrivateFormat) -> str:
    return key.private_bytes(s.Encoding.PEM, form, s.NoEncryption()).decode()


KEYS = {
    "pkcs1": _pem(_RSA, s.PrivateFormat.TraditionalOpenSSL),
    "pkcs8": _pem(_RSA, s.PrivateFormat.PKCS8),
    "sec1": _pem(_EC, s.PrivateFormat.TraditionalOpenSSL),
    "openssh": _pem(_ED, s.PrivateFormat.OpenSSH),
    "encrypted": _RSA.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.BestAvailableEncryption(b"pass")).decode(),
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_the_whole_block_is_found(key: str) -> None:
    text = f"use this:\n{key}\nbye"
    (finding,) = found(text)
    assert finding.id == "dlp.private_key"
    assert text[finding.start : finding.end].strip() == key.strip()
    assert key.splitlines()[1][:20] not in finding.excerpt


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_key_without_its_foot_or_its_line_ends_is_one(key: str) -> None:
    assert ids(key[: key.index("-----END")]) == ["dlp.private_key"]
    assert ids(key.replace("\n", "\\n")) == ["dlp.private_key"]


@pytest.mark.parametrize("name", ["pkcs1", "pkcs8", "sec1", "openssh"])
def test_a_key_without_its_header_is_one(name: str) -> None:
    body = "".join(KEYS[name].splitlines()[1:-1])
    assert ids(body) == ["dlp.private_key"]


def test_a_key_in_base64_is_one() -> None:
    assert ids(base64.b64encode(KEYS["openssh"].encode()).decode()) == ["dlp.private_key"]


def test_a_json_web_key_with_its_private_part_is_one() -> None:
    numbers = _EC.private_numbers()
    coded = base64.urlsafe_b64encode(numbers.private_value.to_bytes(32)).decode().rstrip("=")
    key = {"kty": "EC", "crv": "P-256", "x": coded[::-1], "d": coded}
    assert ids(json.dumps(key)) == ["dlp.private_key"]
    assert "dlp.private_key" not in ids(json.dumps({"kind": "EC", "d": coded}))


@pytest.mark.parametrize(
    "text",
    [
        "it begins with -----BEGIN RSA PRIVATE KEY----- I think",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        _ED.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo).decode(),
        _ED.public_key().public_bytes(s.Encoding.OpenSSH, s.PublicFormat.OpenSSH).decode(),
    ],
    ids=["talk", "placeholder", "public key", "public key of SSH"],
)
def test_talk_and_public_keys_are_none(text: str) -> None:
    assert ids(text) == []
