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

from backports import zstd

from casemate.inspection.extract.budget import Bomb, Broken, Budget, Member, read
from casemate.inspection.extract.sevenzip import sevenzip


def members(label: str, data: memoryview, budget: Budget) -> Iterator[Member]:
    """The files in an archive.

    Raises:
        Bomb, Broken, Sealed, Unreadable, MemoryError: if it can't be walked.
    """
    if label == "tar":
        yield from _tar(io.BytesIO(data), budget)
    elif label in {"gzip", "bzip", "xz", "zst"}:
        yield from _stream(label, data, budget)
    elif label == "sevenzip":
        yield from sevenzip(data, budget)
    else:
        yield from _zip(data, budget)


def _zip(data: memoryview, budget: Budget) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, OverflowError, NotImplementedError) as error:
        raise Broken(str(error)) from error
    _refuse_ambiguous(data, infos, archive.start_dir)
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
                content, whole = read(file, budget)
        except (Bomb, MemoryError):
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


def _refuse_ambiguous(data: memoryview, infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Two readers must see the same members: no overlaps, no second directory, no names that differ (D18)."""
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise Broken("two members have one name")
    spans = sorted((info.header_offset, info.header_offset + 30 + info.compress_size, info) for info in infos)
    for (_, end, _), (start, _, _) in itertools.pairwise(spans):
        if start < end:
            raise Bomb("its members overlap")
    end = 0
    for start, _, info in spans:
        header = bytes(data[start : start + 30])
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise Broken("a member has no header")
        length, extra = struct.unpack("<HH", header[26:30])
        name = bytes(data[start + 30 : start + 30 + length])
        encoded = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
        if name != encoded:
            raise Broken("a member has two names")
        _refuse_hidden(data[end:start])
        end = start + 30 + length + extra + info.compress_size
    _refuse_hidden(data[end:directory])
    if bytes(data[directory:]).count(b"PK\x05\x06") > 1:
        raise Broken("it has two directories")
    if (spans[0][0] if spans else directory) > 0:
        raise Broken("something stands before the archive")


def _refuse_hidden(between: memoryview) -> None:
    """What stands between members (descriptors, signatures) must be nothing that another reader takes for more of the archive.

    Inside a member it may: a zip that is stored in a zip has headers and a directory of its own.
    """
    if any(mark in bytes(between) for mark in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")):
        raise Broken("something stands between its members")


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
                content, whole = read(source, budget)
                yield Member(info.name, content, "" if whole else "too_large")
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError) as error:
        raise Broken(str(error)) from error


def _stream(label: str, data: memoryview, budget: Budget) -> Iterator[Member]:
    try:
        with _decompressor(label, io.BytesIO(data)) as file:
            content, whole = read(file, budget)
    except (Bomb, MemoryError):
        raise
    except zstd.ZstdError as error:
        # The library refuses windows beyond its 128 MiB before it allocates them.
        if "too much memory" in str(error):
            raise MemoryError from error
        raise Broken(str(error)) from error
    except Exception as error:
        raise Broken(str(error)) from error
    yield Member("content", content, "" if whole else "too_large")


def _decompressor(label: str, source: io.BytesIO) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile | zstd.ZstdFile:
    if label == "gzip":
        return gzip.GzipFile(fileobj=source)
    if label == "zst":
        return zstd.ZstdFile(source)
    return bz2.BZ2File(source) if label == "bzip" else lzma.LZMAFile(source)
