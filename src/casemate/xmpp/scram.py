"""SCRAM on the server's side, without I/O (RFC 5802, RFC 7677, channel binding by RFC 5929 and RFC 9266).

A person has one salt and iteration count; each of their devices has its own verifier. The salt goes out before the device is
known, so the proof is tried against every device's StoredKey; all are tried, whichever fits, so that time tells nothing.
The challenge carries a hash of what was offered (XEP-0474), which client and server both sign: whoever shortened the list of
mechanisms or bindings on the way is found out.
"""

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from casemate.model.errors import CasemateError

DIGESTS: Final[Mapping[str, str]] = {
    "SCRAM-SHA-512-PLUS": "sha512",
    "SCRAM-SHA-512": "sha512",
    "SCRAM-SHA-256-PLUS": "sha256",
    "SCRAM-SHA-256": "sha256",
    "SCRAM-SHA-1-PLUS": "sha1",
    "SCRAM-SHA-1": "sha1",
}
"""Mechanism -> hash, strongest first."""
MAX_NONCE: Final = 256
"""Bytes of a client's nonce; it comes back to the client, so it is bounded."""
_NONCE_BYTES: Final = 18
_NONCE: Final = re.compile(rf"[!-+\--~]{{1,{MAX_NONCE}}}")
"""RFC 5802 section 7: printable ASCII but for the comma."""


class SaslError(CasemateError):
    """SASL failed; `condition` is one of RFC 6120 section 6.5."""

    def __init__(self, condition: str, text: str = "") -> None:
        super().__init__(text or condition)
        self.condition = condition
        self.text = text


class ScramKeys(NamedTuple):
    """A device's verifier."""

    device: int
    stored: bytes
    server: bytes


class ScramCredentials(NamedTuple):
    """What the server knows about a person; `keys` is never empty (a decoy for unknown people)."""

    salt: bytes
    iterations: int
    keys: Sequence[ScramKeys]


class ScramSuccess(NamedTuple):
    """The outcome of a good exchange."""

    device: int
    server_final: bytes
    authzid: str


def derive_keys(password: str, salt: bytes, iterations: int, digest: str) -> tuple[bytes, bytes]:
    """StoredKey and ServerKey (RFC 5802 section 3) for a password that needs no further preparation."""
    return verifier(hashlib.pbkdf2_hmac(digest, password.encode(), salt, iterations), digest)


def verifier(salted: bytes, digest: str) -> tuple[bytes, bytes]:
    """StoredKey and ServerKey for a SaltedPassword."""
    client = hmac.digest(salted, b"Client Key", digest)
    return hashlib.new(digest, client).digest(), hmac.digest(salted, b"Server Key", digest)


class ScramServer:
    """One exchange: `first`, `challenge`, `final`, in this order."""

    def __init__(self, mechanism: str, bindings: Mapping[str, bytes], *, plus_offered: bool, offer: str = "") -> None:
        """`bindings` are the channel's bindings by type; `plus_offered` whether any -PLUS mechanism was offered.

        `offer` is what XEP-0474 hashes (see `sasl.Mechanisms.offer`); empty to send no hash.
        """
        self.digest = DIGESTS[mechanism]
        self._plus = mechanism.endswith("-PLUS")
        self._bindings = bindings
        self._plus_offered = plus_offered
        self._offer = offer
        self._gs2 = b""
        self._binding = b""
        self._first_bare = ""
        self._challenge = ""
        self._nonce = ""
        self._authzid = ""
        self._credentials: ScramCredentials | None = None

    def first(self, data: bytes) -> str:
        """Read the client's first message; return the user name.

        Raises:
            SaslError: if it is malformed, or its channel binding does not fit what was offered.
        """
        text = _utf8(data)
        flag, comma, rest = text.partition(",")
        authzid, second, bare = rest.partition(",")
        if not comma or not second:
            raise SaslError("malformed-request", "The GS2 header is incomplete.")
        self._check_binding(flag)
        if authzid:
            if not authzid.startswith("a="):
                raise SaslError("malformed-request", "The GS2 header has something other than an authzid.")
            self._authzid = _unescape(authzid[2:])
        self._gs2 = f"{flag},{authzid},".encode()
        self._first_bare = bare
        fields = bare.split(",")
        if len(fields) < 2 or not fields[0].startswith("n=") or not fields[1].startswith("r="):
            raise SaslError("malformed-request", "User name and nonce are missing, or an extension is mandatory.")
        client_nonce = fields[1][2:]
        if not _NONCE.fullmatch(client_nonce):
            raise SaslError("malformed-request", "The nonce is not allowed.")
        self._nonce = client_nonce + secrets.token_urlsafe(_NONCE_BYTES)
        return _unescape(fields[0][2:])

    def challenge(self, credentials: ScramCredentials) -> bytes:
        """The server's first message."""
        self._credentials = credentials
        salt = b64encode(credentials.salt).decode()
        self._challenge = f"r={self._nonce},s={salt},i={credentials.iterations}"
        if self._offer:
            digest = hashlib.new(self.digest, self._offer.encode()).digest()
            self._challenge += f",h={b64encode(digest).decode()}"
        return self._challenge.encode()

    def final(self, data: bytes) -> ScramSuccess:
        """Check the client's final message.

        Raises:
            SaslError: if it is malformed, or the proof fits no device.
        """
        credentials, self._credentials = self._credentials, None
        if credentials is None:
            raise SaslError("malformed-request", "There was no challenge, or it was answered already.")
        text = _utf8(data)
        without_proof, mark, proof_text = text.rpartition(",p=")
        fields = without_proof.split(",")
        if not mark or len(fields) < 2 or not fields[0].startswith("c=") or not fields[1].startswith("r="):
            raise SaslError("malformed-request", "The final message is incomplete.")
        proof = _base64(proof_text)
        bound = hmac.compare_digest(_base64(fields[0][2:]), self._gs2 + self._binding)
        fresh = hmac.compare_digest(fields[1][2:].encode(), self._nonce.encode())
        message = f"{self._first_bare},{self._challenge},{without_proof}".encode()
        keys = self._find(credentials.keys, message, proof)
        if keys is None or not bound or not fresh:
            raise SaslError("not-authorized", "The user name or password is wrong.")
        signature = b64encode(hmac.digest(keys.server, message, self.digest))
        return ScramSuccess(keys.device, b"v=" + signature, self._authzid)

    def _check_binding(self, flag: str) -> None:
        if flag.startswith("p="):
            kind = flag[2:]
            if not self._plus:
                raise SaslError("malformed-request", "This mechanism does not bind to the channel.")
            if kind not in self._bindings:
                raise SaslError("malformed-request", f"Channel binding of type {kind[:40]} is not available.")
            self._binding = self._bindings[kind]
        elif self._plus:
            raise SaslError("malformed-request", "This mechanism binds to the channel.")
        elif flag == "y" and self._plus_offered:
            # The client thinks that we can't bind: somebody between us took the -PLUS mechanisms away (ATTACKS B4).
            raise SaslError("not-authorized", "Channel binding is offered here, but you were told it is not.")
        elif flag not in {"n", "y"}:
            raise SaslError("malformed-request", "The channel binding flag is unknown.")

    def _find(self, keys: Sequence[ScramKeys], message: bytes, proof: bytes) -> ScramKeys | None:
        found: ScramKeys | None = None
        for candidate in keys:
            signature = hmac.digest(candidate.stored, message, self.digest)
            if len(proof) != len(signature):
                continue
            client_key = (int.from_bytes(proof, "big") ^ int.from_bytes(signature, "big")).to_bytes(len(proof), "big")
            if hmac.compare_digest(hashlib.new(self.digest, client_key).digest(), candidate.stored):
                found = candidate
        return found


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise SaslError("malformed-request", "The message is not UTF-8.") from None


def _base64(text: str) -> bytes:
    try:
        return b64decode(text.encode(), validate=True)
    except (Base64Error, ValueError):
        raise SaslError("malformed-request", "The message is not base64.") from None


def _unescape(name: str) -> str:
    """A saslname (RFC 5802 section 5.1): `=2C` is a comma, `=3D` an equals sign, no other `=` may occur."""
    plain = name.replace("=2C", ",").replace("=3D", "\0")
    if "=" in plain or not name:
        raise SaslError("malformed-request", "The user name is not encoded as RFC 5802 says.")
    return plain.replace("\0", "=")
