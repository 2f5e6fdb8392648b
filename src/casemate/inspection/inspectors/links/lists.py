"""Lists of bad hosts, domains and addresses: from files and from web addresses, refreshed, and never lost to a failed refresh.

Formats: hosts (`0.0.0.0 bad.example`), plain domains, plain URLs; a line each, `#` begins a comment. A host is bad when it or a
domain above it is listed; an address is bad when it is listed, or lies below a listed one.
"""

import asyncio
import hashlib
import ssl
import urllib.request
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import can_ada

from casemate.model.errors import ConfigurationError
from casemate.telemetry.log import get_logger

MAX_BYTES: Final = 256 << 20
"""Bytes of one list: several millions of lines."""
FETCH_SECONDS: Final = 30.0
_LOCAL: Final = frozenset({"localhost", "local", "broadcasthost", "0.0.0.0", "ip6-localhost", "localhost.localdomain"})  # noqa: S104
_log = get_logger("links")


class BadLinks:
    """What is listed, as sets of 8-byte digests: millions of entries in tens of megabytes."""

    def __init__(self, sources: Sequence[str], base: Path, cache: Path) -> None:
        """`sources` are files (relative to `base`) or https addresses, whose last good content is kept in `cache`."""
        self._sources = tuple(sources)
        self._base = base
        self._cache = cache
        self._entries: dict[str, frozenset[bytes]] = {}

    def load(self) -> None:
        """Read the files, and the last good content of the addresses.

        Raises:
            ConfigurationError: if a file can't be read.
        """
        for source in self._sources:
            path = self._kept(source) if _is_address(source) else self._base / source
            if _is_address(source) and not path.exists():
                continue
            try:
                self._entries[source] = frozenset(
                    parse(path.read_text(encoding="utf-8", errors="replace").splitlines())
                )
            except OSError as error:
                raise ConfigurationError(f"inspection.lists: {path} can't be read: {error.strerror}") from error

    async def refresh(self) -> None:
        """Fetch the addresses and read the files anew; what fails stays as it was."""
        for source in self._sources:
            try:
                self._entries[source] = await asyncio.to_thread(self._read, source)
            except (OSError, ValueError) as error:
                _log.warning("a list could not be refreshed; the last good one stays", source=source, reason=str(error))

    @property
    def size(self) -> int:
        """Entries in all lists."""
        return sum(len(entries) for entries in self._entries.values())

    def has(self, host: str, url: str) -> bool:
        """Whether a host (or a domain above it) or an address is listed."""
        keys = [_digest(key) for key in (*_domains(host), *_prefixes(url))]
        return any(key in entries for entries in self._entries.values() for key in keys)

    def _read(self, source: str) -> frozenset[bytes]:
        if not _is_address(source):
            return frozenset(parse((self._base / source).read_text(encoding="utf-8", errors="replace").splitlines()))
        request = urllib.request.Request(source, headers={"User-Agent": "casemate"})  # noqa: S310 - https by `_is_address`
        context = ssl.create_default_context()
        with urllib.request.urlopen(request, timeout=FETCH_SECONDS, context=context) as answer:  # noqa: S310
            data = answer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ValueError(f"it has more than {MAX_BYTES} bytes")
        entries = frozenset(parse(data.decode("utf-8", errors="replace").splitlines()))
        if not entries:
            raise ValueError("it has no entries")
        self._cache.mkdir(parents=True, exist_ok=True)
        draft = self._kept(source).with_suffix(".new")
        draft.write_bytes(data)
        draft.replace(self._kept(source))
        return entries

    def _kept(self, source: str) -> Path:
        return self._cache / f"{hashlib.sha256(source.encode()).hexdigest()[:32]}.list"


def parse(lines: Iterable[str]) -> Iterable[bytes]:
    """The digests of a list's entries; lines that are none are passed over."""
    for line in lines:
        words = line.partition("#")[0].split() if not line.lstrip().lower().startswith("http") else [line.strip()]
        if not words:
            continue
        entry = words[-1] if len(words) == 2 and words[0] in {"0.0.0.0", "127.0.0.1", "::", "::1"} else words[0]  # noqa: S104
        key = _key(entry.lower() if "://" not in entry else entry)
        if key:
            yield _digest(key)


def _key(entry: str) -> str:
    if "://" in entry:
        try:
            url = can_ada.parse(entry)
        except ValueError:
            return ""
        return _address(str(url))
    host = entry.strip(".").removeprefix("*.")
    if host in _LOCAL or "." not in host or "/" in host:
        return _address(f"http://{host}") if "/" in host else ""
    try:
        return can_ada.parse(f"http://{host}").hostname
    except ValueError:
        return ""


def _is_address(source: str) -> bool:
    return source.startswith("https://")


def _domains(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[i:]) for i in range(len(labels) - 1)] or [host]


def _prefixes(url: str) -> list[str]:
    """An address and the folders above it, without scheme, query and fragment."""
    address = _address(url)
    keys = [address]
    while "/" in address:
        address = address.rpartition("/")[0]
        keys.append(address + "/")
    return keys[:20]


def _address(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].partition("?")[0]


def _digest(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=8).digest()
