"""Encryption at rest: a data key per tenant and month, wrapped by the root key; AES-256-GCM-SIV with random nonces (RFC 8452).

The associated data binds every ciphertext to its tenant, context and row, so that a row copied elsewhere does not open
(ATTACKS G4). Destroying a data key (`shred`) is deletion; therefore wrapped keys live in a file of their own, outside of database
backups. SIV, because counters repeat after a restore and random nonces of plain GCM run out under load.
"""

import base64
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casemate.model.clock import Clock
from casemate.model.errors import CasemateError, ConfigurationError

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class SealBroken(CasemateError):
    """Sealed content does not open: it was changed, moved, or its key was destroyed."""


class Sealed(NamedTuple):
    """What is stored: the number of the data key, and nonce + ciphertext + tag."""

    key: int
    data: bytes


class _Wrapped(msgspec.Struct):
    id: int
    tenant: int
    month: str
    wrapped: str


class _KeysFile(msgspec.Struct):
    version: int = 1
    next: int = 1
    keys: list[_Wrapped] = msgspec.field(default_factory=list)


class RootKey:
    """The secret from which all others derive."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose (HKDF-SHA-256, RFC 5869)."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"casemate {purpose}".encode()).derive(
            self._secret
        )


def create_root_key(path: Path) -> RootKey:
    """Write a new root key to `path` (mode 0600); never overwrites.

    Raises:
        ConfigurationError: if the file exists.
    """
    secret = os.urandom(KEY_BYTES)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise ConfigurationError(f"{path} exists already; a key file is never overwritten") from error
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


class Keyring:
    """All data keys. Thread-safe: the journal's writer seals while the event loop opens."""

    def __init__(self, root: RootKey, path: Path, clock: Clock) -> None:
        """Read the keys in `path`, which is made when it is missing.

        Raises:
            ConfigurationError: if the file is damaged, or wrapped by another root key.
        """
        self._wrapper = AESGCMSIV(root.derive("wrapping data keys"))
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._ciphers: dict[int, AESGCMSIV] = {}
        self._secrets: dict[int, bytes] = {}
        self._owners: dict[int, int] = {}
        self._current: dict[int, tuple[float, int]] = {}
        self._file = self._read()
        for row in self._file.keys:
            self._open_key(row)

    def seal(self, tenant: int, context: str, row: int, data: bytes) -> Sealed:
        """Encrypt `data` for one row of one context."""
        key = self.current(tenant)
        nonce = os.urandom(NONCE_BYTES)
        return Sealed(key, nonce + self._ciphers[key].encrypt(nonce, data, _associated(tenant, context, row)))

    def unseal(self, tenant: int, context: str, row: int, key: int, data: bytes) -> bytes:
        """What was sealed.

        Raises:
            SealBroken: if it was changed, moved from elsewhere, or its key was destroyed.
        """
        cipher = self._ciphers.get(key)
        if cipher is None or self._owners[key] != tenant:
            raise SealBroken(f"the key {key} of this content was destroyed, or is another tenant's")
        try:
            return cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], _associated(tenant, context, row))
        except (InvalidTag, ValueError) as error:
            raise SealBroken("sealed content was changed, or belongs to another row") from error

    def file_key(self, tenant: int, key: int | None = None) -> tuple[int, bytes]:
        """The number and 32 bytes of the key for files: of the current month, or of data key `key`.

        Raises:
            SealBroken: if that key was destroyed.
        """
        number = self.current(tenant) if key is None else key
        secret = self._secrets.get(number)
        if secret is None or self._owners[number] != tenant:
            raise SealBroken(f"the key {number} of this file was destroyed, or is another tenant's")
        return number, RootKey(secret).derive("files")

    def current(self, tenant: int) -> int:
        """The number of this month's data key of a tenant, made when it is missing."""
        now = self._clock()
        until, key = self._current.get(tenant, (0.0, 0))
        if now < until and key in self._ciphers:
            return key
        with self._lock:
            month = datetime.fromtimestamp(now, UTC).strftime("%Y-%m")
            key = next((k.id for k in self._file.keys if k.tenant == tenant and k.month == month), 0)
            if not key:
                key = self._make(tenant, month)
            self._current[tenant] = (_month_end(now), key)
            return key

    def shred(self, tenant: int, month: str) -> int:
        """Destroy a tenant's data keys of a month (`2026-11`): what they sealed is gone. Return how many there were."""
        with self._lock:
            doomed = [k for k in self._file.keys if k.tenant == tenant and k.month == month]
            self._file.keys = [k for k in self._file.keys if k not in doomed]
            self._write()
            for row in doomed:
                self._ciphers.pop(row.id, None)
                self._secrets.pop(row.id, None)
        return len(doomed)

    def _make(self, tenant: int, month: str) -> int:
        number = self._file.next
        secret = os.urandom(KEY_BYTES)
        nonce = os.urandom(NONCE_BYTES)
        wrapped = nonce + self._wrapper.encrypt(nonce, secret, _label(number, tenant, month))
        row = _Wrapped(number, tenant, month, base64.b64encode(wrapped).decode())
        self._file.keys.append(row)
        self._file.next = number + 1
        # On disk before its first use: content without its key would be lost.
        self._write()
        self._open_key(row)
        return number

    def _open_key(self, row: _Wrapped) -> None:
        try:
            wrapped = base64.b64decode(row.wrapped, validate=True)
            label = _label(row.id, row.tenant, row.month)
            secret = self._wrapper.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], label)
        except (InvalidTag, ValueError) as error:
            raise ConfigurationError(
                f"the data keys in {self._path} were wrapped by another key file, or are damaged; restore the right one"
            ) from error
        self._secrets[row.id] = secret
        self._owners[row.id] = row.tenant
        self._ciphers[row.id] = AESGCMSIV(secret)

    def _read(self) -> _KeysFile:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return _KeysFile()
        except OSError as error:
            raise ConfigurationError(f"the data keys in {self._path} can't be read: {error.strerror}") from error
        try:
            return msgspec.json.decode(data, type=_KeysFile)
        except msgspec.MsgspecError as error:
            raise ConfigurationError(f"the data keys in {self._path} are damaged: {error}; restore the file") from error

    def _write(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(self._file), indent=1))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _associated(tenant: int, context: str, row: int) -> bytes:
    return f"{tenant}\0{context}\0{row}".encode()


def _label(number: int, tenant: int, month: str) -> bytes:
    return f"data key\0{number}\0{tenant}\0{month}".encode()


def _month_end(now: float) -> float:
    day = datetime.fromtimestamp(now, UTC)
    following = day.replace(day=1, hour=0, minute=0, second=0, microsecond=0, month=day.month % 12 + 1)
    return following.replace(year=day.year + day.month // 12).timestamp()
