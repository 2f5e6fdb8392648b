"""The container in which a file lies on disk: chunks of AES-256-GCM-SIV (RFC 8452) that open one by one, in any order.

    header   magic 8 | version 1 | log2 of the chunk size 1 | zero 2 | stream id 16 | sealed summary 56
    chunks   64 KiB of the file + a tag of 16 bytes each; the last one is shorter, and marked as the last

Every container has a key of its own: HKDF-SHA-256 (RFC 5869) of the tenant's file key, salted with the random stream id.
Under it a nonce is a chunk's number and never comes twice. The associated data of each chunk are tenant, stream id, number and
whether it is the last, so that a chunk changed, moved, repeated or left out does not open, nor a file cut off at a chunk's
end. The summary (size and SHA-256 of the clear file, sealed too) is the content's identity: a whole container put in
another one's place is noticed by whoever knows which SHA-256 to expect.
"""

import hashlib
import os
import struct
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casemate.model.errors import CasemateError

CHUNK: Final = 64 * 1024
"""Bytes of clear file in a chunk: what a range request decrypts at least, and what is in memory at least."""
TAG: Final = 16
SEALED_CHUNK: Final = CHUNK + TAG

_MAGIC: Final = b"CASEMATE"
_VERSION: Final = 1
_LOG2: Final = 16
_PRELUDE: Final = struct.Struct(">8sBB2x16s")
_SUMMARY: Final = struct.Struct(">Q32s")
HEADER: Final = _PRELUDE.size + _SUMMARY.size + TAG
"""Bytes before the first chunk."""

_MIDDLE, _LAST, _HEAD = 0, 1, 2


class ContentBroken(CasemateError):
    """Stored content does not open: it was changed, cut off or exchanged on the disk, or has another key."""


class Extent(NamedTuple):
    """Where a chunk lies in the container."""

    offset: int
    length: int


class _Cipher:
    """The key of one container, and what its chunks are bound to."""

    def __init__(self, key: bytes, tenant: int, stream: bytes) -> None:
        info = b"casemate file container\0%d" % tenant
        own = HKDF(algorithm=SHA256(), length=32, salt=stream, info=info).derive(key)
        self._cipher = AESGCMSIV(own)
        self._bound = struct.pack(">Q", tenant) + stream

    def seal(self, kind: int, number: int, data: bytes) -> bytes:
        return self._cipher.encrypt(_nonce(kind, number), data, self._associated(kind, number))

    def open(self, kind: int, number: int, data: bytes) -> bytes:
        try:
            return self._cipher.decrypt(_nonce(kind, number), data, self._associated(kind, number))
        except (InvalidTag, ValueError) as error:
            raise ContentBroken("a stored file was changed on the disk, or belongs to somebody else") from error

    def _associated(self, kind: int, number: int) -> bytes:
        return self._bound + struct.pack(">BQ", kind, number)


class Sealer:
    """Turns a file into a container as it comes in. At most one chunk waits inside."""

    def __init__(self, key: bytes, tenant: int) -> None:
        """`key` is the tenant's file key, 32 bytes."""
        self._stream = os.urandom(16)
        self._cipher = _Cipher(key, tenant, self._stream)
        self._digest = hashlib.sha256()
        self._waiting = bytearray()
        self._number = 0
        self.size = 0
        """Bytes of clear file so far."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the clear file so far, hexadecimal."""
        return self._digest.hexdigest()

    def update(self, data: bytes) -> bytes:
        """Take clear bytes, give sealed ones (maybe none yet)."""
        self._digest.update(data)
        self.size += len(data)
        self._waiting += data
        out: list[bytes] = []
        # A full chunk waits until more comes: it may be the last one, which is marked.
        while len(self._waiting) > CHUNK:
            out.append(self._next(_MIDDLE, bytes(self._waiting[:CHUNK])))
            del self._waiting[:CHUNK]
        return b"".join(out)

    def finish(self) -> bytes:
        """The last chunk. Afterwards `header` tells what belongs in front."""
        last = self._next(_LAST, bytes(self._waiting))
        self._waiting.clear()
        return last

    def header(self) -> bytes:
        """The container's first `HEADER` bytes, known only once the file is."""
        prelude = _PRELUDE.pack(_MAGIC, _VERSION, _LOG2, self._stream)
        summary = _SUMMARY.pack(self.size, self._digest.digest())
        return prelude + self._cipher.seal(_HEAD, 0, summary)

    def _next(self, kind: int, data: bytes) -> bytes:
        sealed = self._cipher.seal(kind, self._number, data)
        self._number += 1
        return sealed


class Opener:
    """Opens a container's chunks in any order."""

    def __init__(self, key: bytes, tenant: int, header: bytes) -> None:
        """Read the header.

        Raises:
            ContentBroken: if it is none, was changed, or has another key.
        """
        if len(header) != HEADER:
            raise ContentBroken("a stored file has no whole header")
        magic, version, log2, stream = _PRELUDE.unpack_from(header)
        # The two zero bytes are bound to nothing, so they must be what they are.
        if (magic, version, log2) != (_MAGIC, _VERSION, _LOG2) or header[10:12] != b"\0\0":
            raise ContentBroken("a stored file has the header of something else")
        self._cipher = _Cipher(key, tenant, stream)
        size, digest = _SUMMARY.unpack(self._cipher.open(_HEAD, 0, header[_PRELUDE.size :]))
        self.size: Final[int] = size
        """Bytes of the clear file."""
        self.sha256: Final[str] = digest.hex()
        self.chunks: Final[int] = max(1, -(-self.size // CHUNK))

    @property
    def length(self) -> int:
        """Bytes that the whole container must have."""
        return HEADER + self.size + self.chunks * TAG

    def extent(self, number: int) -> Extent:
        """Where chunk `number` lies."""
        clear = CHUNK if number < self.chunks - 1 else self.size - number * CHUNK
        return Extent(HEADER + number * SEALED_CHUNK, clear + TAG)

    def open(self, number: int, data: bytes) -> bytes:
        """The clear bytes of chunk `number`, read from its extent.

        Raises:
            ContentBroken: if they are not what was sealed there.
        """
        return self._cipher.open(_LAST if number == self.chunks - 1 else _MIDDLE, number, data)


def _nonce(kind: int, number: int) -> bytes:
    return struct.pack(">BxxxQ", kind, number)
