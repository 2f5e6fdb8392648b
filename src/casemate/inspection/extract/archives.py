"""Walking archives without unpacking to disk: names are only names, sizes are counted before and while reading (D14-D16, D18)."""

import bz2
import gzip
import io
import itertools
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from typing import Final, Protocol

from casemate.inspection.extract.messages import Limits

CHUNK: Final = 64 * 1024
MEMBER_MAX: Final = 64 << 20
"""Bytes of a member that are looked at as a whole; larger ones are a gap."""


class Bomb(Exception):
    """It would unpack to more than is allowed."""


class Broken(Exception):
    """It is damaged, or says two things at once."""


class Sealed(Exception):
    """It is encrypted."""


class Member:
    """A file inside an archive."""

    __slots__ = ("data", "name", "problem")

    def __init__(self, name: str, data: bytes, problem: str = "") -> None:
        self.name = name
        self.data = data
        self.problem = problem
        """A `GapKind` when it could not be read."""


class Budget:
    """What is left of the limits, for one file with everything in it."""

    def __init__(self, limits: Limits, size: int) -> None:
        self._entries = limits.entries
        self._bytes = min(limits.unpacked, max(size, 1) * limits.ratio)

    def entry(self) -> None:
        """One entry more. Raises Bomb when there are too many."""
        self._entries -= 1
        if self._entries < 0:
            raise Bomb("it has too many entries")

    def take(self, count: int) -> None:
        """So many bytes more. Raises Bomb when there are too many."""
        self._bytes -= count
        if self._bytes < 0:
            raise Bomb("it unpacks to far more than its size")


class Readable(Protocol):
    """Something to read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Bytes, none at the end."""
        ...


def members(label: str, data: memoryview, budget: Budget) -> Iterator[Member]:
    """The files in an archive.

    Raises:
        Bomb, Broken, Sealed: if it can't be walked.
    """
    if label == "tar":
        yield from _tar(io.BytesIO(data), budget)
    elif label in {"gzip", "bzip", "xz"}:
        yield from _stream(label, data, budget)
    else:
        yield from _zip(data, budget)


def _zip(data: memoryview, budget: Budget) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, OverflowError, NotImplementedError) as error:
        raise Broken(str(error)) from error
    _refuse_ambiguous(data, infos)
    for info in infos:
        budget.entry()
        budget.take(0 if info.is_dir() else info.file_size)
    budget.take(-sum(info.file_size for info in infos if not info.is_dir()))
    for info in infos:
        if info.is_dir():
            continue
        if info.flag_bits & 0x1:
            yield Member(info.filename, b"", "encrypted")
            continue
        try:
            with archive.open(info) as file:
                content, whole = _read(file, budget)
        except Bomb:
            raise
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
            lzma.LZMAError,
        ) as error:
            yield Member(info.filename, b"", "unavailable" if isinstance(error, NotImplementedError) else "malformed")
            continue
        except Exception as error:
            raise Broken(str(error)) from error
        yield Member(info.filename, content, "" if whole else "too_large")


def _refuse_ambiguous(data: memoryview, infos: list[zipfile.ZipInfo]) -> None:
    """Two readers must see the same members: no overlaps, no second directory, no names that differ (D18)."""
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise Broken("two members have one name")
    spans = sorted((info.header_offset, info.header_offset + 30 + info.compress_size, info) for info in infos)
    for (_, end, _), (start, _, _) in itertools.pairwise(spans):
        if start < end:
            raise Bomb("its members overlap")
    after = 0
    for start, _, info in spans:
        header = bytes(data[start : start + 30])
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise Broken("a member has no header")
        length, extra = struct.unpack("<HH", header[26:30])
        after = start + 30 + length + extra + info.compress_size
        name = bytes(data[start + 30 : start + 30 + length])
        encoded = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
        if name != encoded:
            raise Broken("a member has two names")
    if spans and spans[0][0] > 0:
        raise Broken("something stands before the archive")
    # An archive that is stored in this one has a directory of its own, inside of its member; behind the members there is one.
    if bytes(data[max(after, len(data) - 65_536 - 22) :]).count(b"PK\x05\x06") > 1:
        raise Broken("it has two directories")


def _tar(file: io.BytesIO, budget: Budget) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            for info in archive:
                budget.entry()
                if not info.isfile():
                    continue
                source = archive.extractfile(info)
                if source is None:
                    continue
                content, whole = _read(source, budget)
                yield Member(info.name, content, "" if whole else "too_large")
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError) as error:
        raise Broken(str(error)) from error


def _stream(label: str, data: memoryview, budget: Budget) -> Iterator[Member]:
    try:
        with _decompressor(label, io.BytesIO(data)) as file:
            content, whole = _read(file, budget)
    except Bomb:
        raise
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise Broken(str(error)) from error
    except Exception as error:
        raise Broken(str(error)) from error
    yield Member("content", content, "" if whole else "too_large")


def _decompressor(label: str, source: io.BytesIO) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if label == "gzip":
        return gzip.GzipFile(fileobj=source)
    return bz2.BZ2File(source) if label == "bzip" else lzma.LZMAFile(source)


def _read(file: Readable, budget: Budget) -> tuple[bytes, bool]:
    """A member's bytes, up to `MEMBER_MAX`; all of it counts against the budget."""
    parts: list[bytes] = []
    kept = 0
    whole = True
    while chunk := file.read(CHUNK):
        budget.take(len(chunk))
        if kept + len(chunk) <= MEMBER_MAX:
            parts.append(chunk)
            kept += len(chunk)
        else:
            whole = False
    return b"".join(parts), whole
