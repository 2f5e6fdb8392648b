"""Signed heads: at intervals the newest row's number and hash are signed (Ed25519), for auditors with the public key only."""

import struct
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from sqlalchemy import insert, select

from casemate.audit.chain import GENESIS
from casemate.model.clock import Clock
from casemate.model.errors import ConfigurationError, Unavailable
from casemate.storage.engine import Database
from casemate.storage.schema import audit, audit_head


class Head(NamedTuple):
    """A row of the table `audit_head`: the audit row `seq` had `hash` at `at` (milliseconds since the epoch)."""

    seq: int
    at: int
    hash: bytes
    signature: bytes


class Signer:
    """Signs heads with a key that is derived from the root key."""

    def __init__(self, db: Database, seed: bytes, clock: Clock, witness: Path | None = None) -> None:
        """`seed` is 32 secret bytes; `witness` is a file outside of the database that keeps the newest head."""
        self._witness = witness
        self._db = db
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._clock = clock

    @property
    def public_key(self) -> Ed25519PublicKey:
        """What verifies the heads."""
        return self._key.public_key()

    def write_public_key(self, path: Path) -> None:
        """Write the public key as PEM, for auditors.

        Raises:
            ConfigurationError: if another key's is there: what that one signed could not be verified any more.
        """
        ours = self.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        try:
            if path.exists() and read_public_key(path) != self.public_key:
                raise ConfigurationError(
                    f"{path} belongs to another key file, which signed the record so far: put that key file back, "
                    f"or move {path} away to begin with this one"
                )
            path.write_bytes(ours)
        except OSError as error:
            raise ConfigurationError(f"the public key {path} can't be written: {error.strerror}") from error

    async def sign(self) -> int:
        """Sign the newest row unless its head is signed already; return its number.

        Raises:
            Unavailable: if the database does not answer, or the witness can't be written.
        """
        async with self._db.write() as conn:
            last = (await conn.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1))).first()
            seq, digest = (last.seq, last.hash) if last else (0, GENESIS)
            signed = (await conn.execute(select(audit_head.c.seq).where(audit_head.c.seq == seq))).first()
            head: Head | None = None
            if signed is None and seq:
                head = sign_head(self._key, seq, int(self._clock() * 1000), bytes(digest))
                await conn.execute(insert(audit_head), [head._asdict()])
        if head is not None and self._witness is not None:
            write_witness(self._witness, head)
        return seq


def sign_head(key: Ed25519PrivateKey, seq: int, at: int, digest: bytes) -> Head:
    """The signed head for the row `seq` with the hash `digest`."""
    return Head(seq, at, digest, key.sign(signed_text(seq, at, digest)))


def write_witness(path: Path, head: Head) -> None:
    """Keep the newest head in a file: who can change the database alone can't make the record shorter unseen.

    Raises:
        Unavailable: if the file can't be written.
    """
    text = f"{head.seq} {head.at} {head.hash.hex()} {head.signature.hex()}\n"
    draft = path.with_suffix(".head-new")
    try:
        draft.write_text(text)
        draft.replace(path)
    except OSError as error:
        raise Unavailable(f"the newest head of the audit record can't be kept in {path}: {error.strerror}") from error


def read_witness(path: Path) -> Head | None:
    """The head in a file; None if there is no file.

    Raises:
        ConfigurationError: if it is damaged.
    """
    try:
        seq, at, digest, signature = path.read_text().split()
        return Head(int(seq), int(at), bytes.fromhex(digest), bytes.fromhex(signature))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}, which keeps the newest head of the audit record, is damaged") from error


def signed_text(seq: int, at: int, digest: bytes) -> bytes:
    """What a head's signature covers."""
    return b"casemate audit head 1\0" + struct.pack(">QQ", seq, at) + digest


def good_signature(key: Ed25519PublicKey, head: Head) -> bool:
    """Whether a head was signed by `key`."""
    try:
        key.verify(head.signature, signed_text(head.seq, head.at, head.hash))
    except (InvalidSignature, struct.error, TypeError):  # a tampered row may hold anything
        return False
    return True


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The public key in a PEM file.

    Raises:
        ConfigurationError: if there is none in it.
    """
    try:
        key = load_pem_public_key(path.read_bytes())
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"there is no public key {path} to verify with; the server writes it when it starts first"
        ) from error
    except OSError as error:
        raise ConfigurationError(f"the public key {path} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigurationError(f"{path} holds no public key to verify with (PEM is expected)") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigurationError(f"{path} holds a key of another kind; an Ed25519 public key is needed")
    return key
