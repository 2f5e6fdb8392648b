"""Sealed contents on the disk: written beside, made durable, then renamed into place; never changed afterwards.

    FOLDER/incoming/RANDOM                   what is being received (sealed from its first byte)
    FOLDER/content/TENANT/KEY/AB/ABCDEF...   contents by SHA-256, one copy for each tenant and key
    FOLDER/clear/                            names of clear copies, for a moment only (see `clear`)

All of this blocks: it is called from worker threads. Nothing here takes a path or name from a client.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from casemate.files.container import HEADER, ContentBroken, Opener, Sealer
from casemate.model.errors import ConfigurationError, Unavailable

PRIVATE: Final = 0o700
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


class ContentId(NamedTuple):
    """Which content: equal files of one tenant under one key are one content."""

    tenant: int
    key: int
    sha256: str


class Store:
    """The folder with all contents."""

    def __init__(self, folder: Path) -> None:
        """Make the folder where it is missing.

        Raises:
            ConfigurationError: if it can't be made or written.
        """
        self._incoming = folder / "incoming"
        self._content = folder / "content"
        self.clear: Final = folder / "clear"
        try:
            for part in (folder, self._incoming, self._content, self.clear):
                part.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
                part.chmod(PRIVATE)
        except OSError as error:
            raise ConfigurationError(f"the folder for files {folder} can't be used: {error.strerror}") from error

    def receive(self, tenant: int, key: int, secret: bytes) -> "Incoming":
        """Begin a new content.

        Raises:
            Unavailable: if the disk has no space or fails.
        """
        with _disk():
            return Incoming(self._incoming / secrets.token_hex(16), tenant, key, secret)

    def place(self, incoming: "Incoming") -> None:
        """Rename what was received to its final name, replacing an equal one, and make the name durable."""
        target = self._path(incoming.id)
        with _disk():
            for part in (target.parent.parent.parent, target.parent.parent, target.parent):
                if not part.exists():
                    part.mkdir(mode=PRIVATE, exist_ok=True)
                    _sync_folder(part.parent)
            incoming.path.replace(target)
            _sync_folder(target.parent)

    def open(self, content: ContentId, secret: bytes) -> "Content":
        """Open a content.

        Raises:
            ContentBroken: if it is missing, cut off, or not what its name says.
        """
        return Content(self._path(content), content, secret)

    def remove(self, content: ContentId) -> None:
        """Remove a content; no error if it is gone already."""
        self._path(content).unlink(missing_ok=True)

    def sweep(self, before: float) -> int:
        """Remove what interrupted uploads left before `before` (seconds since the epoch); return how many there were."""
        removed = 0
        for folder in (self._incoming, self.clear):
            for path in folder.iterdir():
                with contextlib.suppress(FileNotFoundError):
                    if path.stat().st_mtime < before:
                        path.unlink()
                        removed += 1
        return removed

    def contents(self) -> Iterator[tuple[ContentId, float]]:
        """Every content on the disk and when it was written."""
        for path in self._content.glob("*/*/*/*"):
            tenant, key = path.parts[-4], path.parts[-3]
            if tenant.isdigit() and key.isdigit() and _SHA256.match(path.name) and path.parent.name == path.name[:2]:
                with contextlib.suppress(FileNotFoundError):
                    yield ContentId(int(tenant), int(key), path.name), path.stat().st_mtime

    def _path(self, content: ContentId) -> Path:
        if not _SHA256.match(content.sha256):
            raise ContentBroken("a stored file has no SHA-256")
        return self._content / str(content.tenant) / str(content.key) / content.sha256[:2] / content.sha256


class Incoming:
    """A content being received."""

    def __init__(self, path: Path, tenant: int, key: int, secret: bytes) -> None:
        self.path: Final = path
        self._tenant = tenant
        self._key = key
        self._sealer = Sealer(secret, tenant)
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")
        self._file.write(bytes(HEADER))

    @property
    def id(self) -> ContentId:
        """Which content it is, once it is whole."""
        return ContentId(self._tenant, self._key, self._sealer.sha256)

    def write(self, data: bytes) -> None:
        """Append clear bytes (Unavailable if the disk fails)."""
        with _disk():
            self._file.write(self._sealer.update(data))

    def finish(self) -> None:
        """Write the end and the header, and wait until all of it is on the disk (Unavailable if it fails)."""
        with _disk():
            self._file.write(self._sealer.finish())
            self._file.seek(0)
            self._file.write(self._sealer.header())
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def discard(self) -> None:
        """Remove it, whole or not; a no-op once it is in place."""
        # What can't be written at closing is not wanted any more.
        with contextlib.suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)


class Content:
    """A stored content, open for reading at any place. `close` it."""

    def __init__(self, path: Path, content: ContentId, secret: bytes) -> None:
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError as error:
            raise ContentBroken("a stored file is missing on the disk") from error
        try:
            self._opener = Opener(secret, content.tenant, os.pread(self._fd, HEADER, 0))
            _same(self._opener, content, os.fstat(self._fd).st_size)
        except BaseException:
            os.close(self._fd)
            raise
        self.size: Final = self._opener.size
        self.chunks: Final = self._opener.chunks

    def read(self, first: int, count: int) -> bytes:
        """The clear bytes of `count` chunks from chunk `first` (ContentBroken if they were changed)."""
        clear: list[bytes] = []
        for number in range(first, min(first + count, self.chunks)):
            extent = self._opener.extent(number)
            clear.append(self._opener.open(number, os.pread(self._fd, extent.length, extent.offset)))
        return b"".join(clear)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)


def _same(opener: Opener, content: ContentId, length: int) -> None:
    if opener.sha256 != content.sha256:
        raise ContentBroken("a stored file was exchanged for another one")
    if length != opener.length:
        raise ContentBroken("a stored file was cut off or extended")


@contextlib.contextmanager
def _disk() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(f"the disk for files does not take more: {error.strerror}") from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
