"""The clear copy of a content, for the time of its inspection only.

What is inspected is read back from the store: the very bytes that will be served. A small file's copy is in memory, a large
one's in a file that loses its name as soon as it is made, so that it is gone with the process, whatever happens. Both are
read through `/proc/PID/fd/N`, by this process and by inspection's own workers (same user).
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

from casemate.files.container import ContentBroken
from casemate.files.store import Content
from casemate.model.errors import Unavailable

IN_MEMORY: Final = 16 * 1024 * 1024
"""Bytes of a file up to which its clear copy never touches the disk; times the checks at once, memory is bounded."""
_CHUNKS: Final = 16


class ClearCopy:
    """A content in clear, at `path` until `close`. Making one blocks."""

    def __init__(self, content: Content, sha256: str, folder: Path) -> None:
        """Copy `content`.

        Raises:
            ContentBroken: if what the store gives back is not the file with this SHA-256.
            Unavailable: if the disk or memory has no space for it.
        """
        try:
            self._fd = _memory() if content.size <= IN_MEMORY else _nameless(folder)
        except OSError as error:
            raise Unavailable(f"no space for inspecting a file: {error.strerror}") from error
        self.path: Final = f"/proc/{os.getpid()}/fd/{self._fd}"
        try:
            self._fill(content, sha256)
        except OSError as error:
            self.close()
            raise Unavailable(f"no space for inspecting a file: {error.strerror}") from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """The copy is gone."""
        os.close(self._fd)

    def _fill(self, content: Content, sha256: str) -> None:
        digest = hashlib.sha256()
        with os.fdopen(os.dup(self._fd), "wb") as file:
            for first in range(0, content.chunks, _CHUNKS):
                data = content.read(first, _CHUNKS)
                digest.update(data)
                file.write(data)
        if digest.hexdigest() != sha256:
            raise ContentBroken("a stored file is not what was received")


def _memory() -> int:
    return os.memfd_create("upload", os.MFD_CLOEXEC)


def _nameless(folder: Path) -> int:
    descriptor, path = tempfile.mkstemp(dir=folder)
    Path(path).unlink()
    return descriptor
