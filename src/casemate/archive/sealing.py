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

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from casemate.archive.keyfile import (
    KEY_BYTES,
    KeysFile,
    RootKey,
    WrappedKey,
    changing,
    create_root_key,
    read_keys,
    read_root_key,
)
from casemate.model.clock import Clock
from casemate.model.errors import CasemateError, ConfigurationError

__all__ = ["Keyring", "RootKey", "SealBroken", "Sealed", "create_root_key", "read_root_key"]

NONCE_BYTES: Final = 12


class SealBroken(CasemateError):
    """Sealed content does not open: it was changed, moved, or its key was destroyed."""


class Sealed(NamedTuple):
    """What is stored: the number of the data key, and nonce + ciphertext + tag."""

    key: int
    data: bytes


class _DataKey(NamedTuple):
    tenant: int
    secret: bytes
    cipher: AESGCMSIV


class _Current(NamedTuple):
    """A tenant's key of the present month, with the seconds since the epoch between which that is so."""

    start: float
    end: float
    key: int
    cipher: AESGCMSIV


class Keyring:
    """All data keys. Thread-safe: the journal's writer seals while the event loop opens."""

    def __init__(self, root: RootKey, path: Path, clock: Clock) -> None:
        """Read the keys in `path`, which is made when it is missing.

        Raises:
            ConfigurationError: if the file is damaged, or wrapped by another root key.
        """
        self._wrapper = AESGCMSIV(root.derive("wrapping data keys"))
        self.path: Final = path
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: dict[int, _DataKey] = {}
        self._destroyed: frozenset[int] = frozenset()
        self._current: dict[int, _Current] = {}
        self._load(read_keys(path))

    @classmethod
    def open(cls, root_key_file: Path, keys_file: Path, clock: Clock) -> "Keyring":
        """The keys in `keys_file`, unwrapped by the root key in `root_key_file` (errors as for both)."""
        return cls(read_root_key(root_key_file), keys_file, clock)

    def seal(self, tenant: int, context: str, row: int, data: bytes) -> Sealed:
        """Encrypt `data` for one row of one context.

        Raises:
            ConfigurationError: if it needs a new data key and the keys file can't be written.
        """
        current = self._current.get(tenant)
        if current is None or not current.start <= self._clock() < current.end:
            current = self._of_this_month(tenant)
        nonce = os.urandom(NONCE_BYTES)
        return Sealed(current.key, nonce + current.cipher.encrypt(nonce, data, _associated(tenant, context, row)))

    def unseal(self, tenant: int, context: str, row: int, key: int, data: bytes) -> bytes:
        """What was sealed.

        Raises:
            SealBroken: if it was changed, moved from elsewhere, or its key was destroyed.
        """
        found = self._find(tenant, key)
        try:
            return found.cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], _associated(tenant, context, row))
        except (InvalidTag, ValueError) as error:
            raise SealBroken("sealed content was changed, or belongs to another row") from error

    def file_key(self, tenant: int, key: int | None = None) -> tuple[int, bytes]:
        """The number and 32 bytes of the key for files: of the current month, or of data key `key`.

        Raises:
            SealBroken: if that key was destroyed, or is another tenant's.
        """
        number = self.current(tenant) if key is None else key
        return number, RootKey(self._find(tenant, number).secret).derive("files")

    def current(self, tenant: int) -> int:
        """The number of this month's data key of a tenant, made when it is missing (errors as for `seal`)."""
        current = self._current.get(tenant)
        if current is None or not current.start <= self._clock() < current.end:
            current = self._of_this_month(tenant)
        return current.key

    def knows(self, key: int) -> bool:
        """Whether a key is here, or known to be destroyed."""
        return key in self._keys or key in self._destroyed

    def shred(self, tenant: int, month: str) -> int:
        """Destroy a tenant's data keys of a month (`2026-11`): what they sealed is gone. Return how many there were.

        Raises:
            ConfigurationError: if the keys file can't be written; nothing is destroyed then.
        """
        with self._lock:
            with changing(self.path) as file:
                doomed = [k.id for k in file.keys if k.tenant == tenant and k.month == month]
                file.keys = [k for k in file.keys if k.id not in doomed]
                file.destroyed += doomed
            self._load(file)
        return len(doomed)

    # -- keys

    def _of_this_month(self, tenant: int) -> _Current:
        now = self._clock()
        moment = datetime.fromtimestamp(now, UTC)
        month = f"{moment:%Y-%m}"
        with self._lock:
            key = self._key_of(tenant, month)
            start, end = _bounds(moment)
            current = _Current(start, end, key, self._keys[key].cipher)
            self._current[tenant] = current
            return current

    def _key_of(self, tenant: int, month: str) -> int:
        # Another process may have made it already, and this one only has not seen it.
        file = read_keys(self.path)
        found = _search(file, tenant, month)
        if found is None:
            # On disk before its first use: content without its key would be lost.
            with changing(self.path) as file:
                found = _search(file, tenant, month) or self._make(file, tenant, month)
        self._load(file)
        return found.id

    def _make(self, file: KeysFile, tenant: int, month: str) -> WrappedKey:
        secret, nonce = os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES)
        wrapped = nonce + self._wrapper.encrypt(nonce, secret, _label(file.next, tenant, month))
        key = WrappedKey(file.next, tenant, month, base64.b64encode(wrapped).decode())
        file.keys.append(key)
        file.next += 1
        return key

    def _find(self, tenant: int, key: int) -> _DataKey:
        found = self._keys.get(key)
        if found is None and key not in self._destroyed:
            with self._lock:
                self._load(read_keys(self.path))
            found = self._keys.get(key)
        if found is None:
            raise SealBroken(f"data key {key} was {'destroyed' if key in self._destroyed else 'lost'}")
        if found.tenant != tenant:
            raise SealBroken(f"data key {key} is another tenant's")
        return found

    def _load(self, file: KeysFile) -> None:
        kept = {row.id: self._keys.get(row.id) or self._unwrap(row) for row in file.keys}
        # A current key that is gone must not seal any more.
        self._current = {tenant: current for tenant, current in self._current.items() if current.key in kept}
        self._destroyed = frozenset(file.destroyed)
        self._keys = kept

    def _unwrap(self, row: WrappedKey) -> _DataKey:
        try:
            wrapped = base64.b64decode(row.wrapped, validate=True)
            label = _label(row.id, row.tenant, row.month)
            secret = self._wrapper.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], label)
        except (InvalidTag, ValueError) as error:
            raise ConfigurationError(
                f"the data keys in {self.path} were wrapped by another key file, or are damaged; restore the right one"
            ) from error
        return _DataKey(row.tenant, secret, AESGCMSIV(secret))


def _search(file: KeysFile, tenant: int, month: str) -> WrappedKey | None:
    return next((k for k in file.keys if k.tenant == tenant and k.month == month), None)


def _associated(tenant: int, context: str, row: int) -> bytes:
    return f"{tenant}\0{row}\0{context}".encode()


def _label(number: int, tenant: int, month: str) -> bytes:
    return f"data key\0{number}\0{tenant}\0{month}".encode()


def _bounds(moment: datetime) -> tuple[float, float]:
    """The month that a moment is in, as seconds since the epoch from (included) to (excluded)."""
    first = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return first.timestamp(), following.timestamp()
