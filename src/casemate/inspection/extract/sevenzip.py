"""7-Zip archives, one member after the other: py7zr reads the directory and decompresses, every byte is counted here.

py7zr's own extraction hands over an archive as a whole; this walks its folders (runs of members compressed together) in chunks,
so that no more than one member is in memory, and a bomb is told by its first bytes too many.
"""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import py7zr
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.py7zr import ArchiveFile

from casemate.inspection.extract.budget import Bomb, Broken, Budget, Member, Sealed, Unreadable, read

CHUNK: Final = 1 << 20
"""Bytes asked for at a time; py7zr reads as much input each time."""


def sevenzip(data: memoryview, budget: Budget) -> Iterator[Member]:
    """The files in a 7-Zip archive (errors as for `archives.members`)."""
    source = io.BytesIO(data)
    try:
        yield from _members(py7zr.SevenZipFile(source), source, budget)
    except (Bomb, Broken, Sealed, MemoryError):
        raise
    except PasswordRequired as error:
        raise Sealed("its directory has a password") from error
    except UnsupportedCompressionMethodError as error:
        raise Unreadable("it is packed by a method that can't be read here") from error
    except Exception as error:
        # py7zr fails in many ways on bytes that make no sense.
        raise Broken(str(error) or type(error).__name__) from error


def _members(archive: py7zr.SevenZipFile, source: io.BytesIO, budget: Budget) -> Iterator[Member]:
    files = [file for file in archive.files if not file.is_directory] if hasattr(archive, "files") else []
    for _ in files:
        budget.entry()
    names = [file.filename for file in files]
    if len(set(names)) != len(names):
        raise Broken("two members have one name")
    declared = sum(file.uncompressed for file in files)
    budget.take(declared)
    budget.take(-declared)
    if archive.needs_password():
        raise Sealed("it has a password")
    streams = archive.header.main_streams
    if streams is None or streams.unpackinfo is None or streams.packinfo is None:
        return
    for folder, position in zip(streams.unpackinfo.folders, streams.packinfo.packpositions, strict=False):
        source.seek(archive.afterheader + position)
        for file in folder.files or ():
            content, whole = read(_Packed(file, source), budget)
            yield Member(file.filename, content, "" if whole else "too_large")


class _Packed:
    """A member, read where the one before it in its folder ended."""

    def __init__(self, file: ArchiveFile, source: io.BytesIO) -> None:
        self._file = file
        self._source = source
        self._left = file.uncompressed
        decompressor: Any = file.folder.get_decompressor(file.compressed or 0)
        self._decompress: Callable[[io.BytesIO, int], bytes] = decompressor.decompress
        self._checksum = 0

    def read(self, size: int = CHUNK, /) -> bytes:
        """The next bytes, none at the end.

        Raises:
            Broken: if there are fewer than the directory says, or others.
        """
        del size
        while self._left > 0:
            before = self._source.tell()
            data = self._decompress(self._source, min(self._left, CHUNK))
            self._left -= len(data)
            self._checksum = zlib.crc32(data, self._checksum)
            if data:
                return data
            if self._source.tell() == before:
                raise Broken("it ends too early")
        if self._file.crc32 is not None and self._file.crc32 != self._checksum:
            raise Broken("a member has another checksum than its directory says")
        return b""
