"""A SCRAM client for tests (RFC 5802), which binds to the channel and can be made to lie."""

import hashlib
import hmac
from base64 import b64decode, b64encode


class ScramClient:
    """One exchange: `first`, `final`, `verify`."""

    def __init__(
        self, user: str, password: str, mechanism: str = "SCRAM-SHA-256", gs2: str = "n,,", binding: bytes = b""
    ) -> None:
        self.digest = "sha256" if "256" in mechanism else "sha1"
        self.password = password
        self.gs2 = gs2
        self.binding = binding
        self.bare = f"n={user},r=client-nonce"
        self.signature = b""
        self.extensions: dict[str, str] = {}

    def first(self) -> bytes:
        return f"{self.gs2}{self.bare}".encode()

    def final(self, challenge: bytes, extra: str = "") -> bytes:
        text = challenge.decode()
        self.extensions = dict(part.split("=", 1) for part in text.split(","))
        salt, iterations = b64decode(self.extensions["s"]), int(self.extensions["i"])
        channel = b64encode(self.gs2.encode() + self.binding).decode()
        without_proof = f"c={channel},r={self.extensions['r']}{extra}"
        message = f"{self.bare},{text},{without_proof}".encode()
        salted = hashlib.pbkdf2_hmac(self.digest, self.password.encode(), salt, iterations)
        key = hmac.digest(salted, b"Client Key", self.digest)
        mask = hmac.digest(hashlib.new(self.digest, key).digest(), message, self.digest)
        proof = bytes(a ^ b for a, b in zip(key, mask, strict=True))
        self.signature = hmac.digest(hmac.digest(salted, b"Server Key", self.digest), message, self.digest)
        return f"{without_proof},p={b64encode(proof).decode()}".encode()

    def verify(self, server_final: bytes) -> bool:
        return server_final == b"v=" + b64encode(self.signature)
