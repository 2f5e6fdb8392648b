"""The files of keys: the root key (made once, by hand to be kept) and the data keys that it wraps.

The data keys' file is changed under a lock and replaced whole, so that processes don't lose each other's keys and a crash
leaves the old or the new one. Keys that were destroyed leave their number behind, so that "destroyed" and "lost" differ.
"""

import base64
import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casemate.model.errors import ConfigurationError

KEY_BYTES: Final = 32
KEYS_VERSION: Final = 1
"""Of the data keys' file: what another one says can't be known, and writing it back would lose it."""


class RootKey:
    """The secret from which all others derive."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose (HKDF-SHA-256, RFC 5869)."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"casemate {purpose}".encode()).derive(
            self._secret
        )


class WrappedKey(msgspec.Struct):
    """A tenant's data key of a month, as it stands in the file."""

    id: int
    tenant: int
    month: str
    wrapped: str
    """Nonce, ciphertext and tag in base64."""


class KeysFile(msgspec.Struct):
    """The whole file."""

    version: int = KEYS_VERSION
    next: int = 1
    """Number of the next key: numbers are never used twice."""
    keys: list[WrappedKey] = msgspec.field(default_factory=list)
    destroyed: list[int] = msgspec.field(default_factory=list)


def create_root_key(path: Path) -> RootKey:
    """Write a new root key to `path` (mode 0600); never overwrites.

    Raises:
        ConfigurationError: if the file exists, or its folder can't be written.
    """
    secret = os.urandom(KEY_BYTES)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise ConfigurationError(f"{path} exists already; a key file is never overwritten") from error
    except OSError as error:
        raise ConfigurationError(f"the key file {path} can't be written: {error.strerror}") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secret) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return RootKey(secret)


def read_root_key(path: Path) -> RootKey:
    """The root key in `path`.

    Raises:
        ConfigurationError: if it is missing, damaged, or readable by others.
    """
    try:
        mode = path.stat().st_mode
        secret = base64.b64decode(path.read_bytes().strip(), validate=True)
    except OSError as error:
        raise ConfigurationError(
            f"the key file {path} can't be read: {error.strerror}; `casemate init` makes one"
        ) from error
    except ValueError as error:
        raise ConfigurationError(f"the key file {path} is damaged: it must hold {KEY_BYTES} bytes in base64") from error
    if mode & 0o077:
        raise ConfigurationError(f"the key file {path} can be read by others: run chmod 600 {path}")
    if len(secret) != KEY_BYTES:
        raise ConfigurationError(f"the key file {path} is damaged: it must hold {KEY_BYTES} bytes in base64")
    return RootKey(secret)


def read_keys(path: Path) -> KeysFile:
    """The data keys in `path`; none when there is no file.

    Raises:
        ConfigurationError: if it can't be read or is damaged.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return KeysFile()
    except OSError as error:
        raise ConfigurationError(f"the data keys in {path} can't be read: {error.strerror}") from error
    try:
        keys = msgspec.json.decode(data, type=KeysFile)
    except msgspec.MsgspecError as error:
        raise ConfigurationError(f"the data keys in {path} are damaged: {error}; restore the file") from error
    if keys.version != KEYS_VERSION:
        raise ConfigurationError(f"the data keys in {path} were written by a later version of Casemate: use that one")
    return keys


@contextmanager
def changing(path: Path) -> Generator[KeysFile]:
    """The keys in `path`, to be changed: alone among processes, and written back whole at the end of the block.

    Raises:
        ConfigurationError: if the file is damaged or can't be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.with_suffix(".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            keys = read_keys(path)
            yield keys
            _replace(path, msgspec.json.format(msgspec.json.encode(keys), indent=1))
    except OSError as error:
        raise ConfigurationError(f"the data keys in {path} can't be written: {error.strerror}") from error


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_suffix(".new")
    # One that a crash left has the mode and the content of then.
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
