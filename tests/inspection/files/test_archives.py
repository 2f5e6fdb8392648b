"""Archives, looked into by a real sandboxed worker: what is inside is found, and every limit holds (ATTACKS D14, D15, D18)."""

import bz2
import gzip
import hashlib
import lzma
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import py7zr
import pytest
from backports import zstd

from casemate.inspection.extract.archives import members
from casemate.inspection.extract.budget import MEMBER_MAX, Budget
from casemate.inspection.extract.messages import Limits
from casemate.inspection.inspectors.files import FilesInspector
from casemate.model.inspection import GapKind
from tests.inspection.files.support import ELF, gaps, ids, look, sevenzipped, tarred, zipped

NOISE = random.Random(1).randbytes(20_000)
PACKERS: dict[str, Callable[[str, bytes], bytes]] = {
    "zip": lambda name, data: zipped((name, data)),
    "tar": lambda name, data: tarred((name, data)),
    "7z": lambda name, data: sevenzipped((name, data)),
    "gz": lambda _, data: gzip.compress(data),
    "bz2": lambda _, data: bz2.compress(data),
    "xz": lambda _, data: lzma.compress(data),
    "zst": lambda _, data: zstd.compress(data),
    "tar.gz": lambda name, data: gzip.compress(tarred((name, data))),
    "tar.bz2": lambda name, data: bz2.compress(tarred((name, data))),
    "tar.xz": lambda name, data: lzma.compress(tarred((name, data))),
    "tar.zst": lambda name, data: zstd.compress(tarred((name, data))),
}
COMPRESSING = [kind for kind in PACKERS if kind != "tar"]
CHECKED = ["zip", "7z", "gz", "bz2", "xz", "zst", "tar.gz", "tar.zst"]


@pytest.fixture(params=PACKERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_what_is_inside_is_found(files: FilesInspector, tmp_path: Path, kind: str) -> None:
    report = await look(files, tmp_path, f"a.{kind}", PACKERS[kind]("tool", ELF))
    assert ids(report) == {"files.program"}
    assert not report.gaps


async def test_harmless_things_inside_are_nothing(files: FilesInspector, tmp_path: Path, kind: str) -> None:
    report = await look(files, tmp_path, f"a.{kind}", PACKERS[kind]("notes.txt", b"The meeting is at noon.\n" * 20))
    assert not ids(report)
    assert not report.gaps


async def test_archives_inside_archives(files: FilesInspector, tmp_path: Path, kind: str) -> None:
    inner = PACKERS[kind]("tool", ELF)
    assert ids(await look(files, tmp_path, "a.zip", zipped(("inner", inner)))) == {"files.program"}


@pytest.mark.parametrize("packer", COMPRESSING)
async def test_a_bomb_by_its_ratio(files: FilesInspector, tmp_path: Path, packer: str) -> None:
    report = await look(files, tmp_path, f"a.{packer}", PACKERS[packer]("a.txt", bytes(7 << 20)))
    assert ids(report) == {"files.bomb"}
    assert gaps(report) == {GapKind.TOO_LARGE}
    worker = next(iter(files._pool._all))
    assert worker.files, "the worker that looked is still the one that serves"


@pytest.mark.parametrize("packer", COMPRESSING)
async def test_a_bomb_by_its_bytes(files: FilesInspector, tmp_path: Path, packer: str) -> None:
    """Within the ratio, but more than is ever unpacked: counted over everything inside."""
    stored = random.Random(2).randbytes(300_000)
    report = await look(files, tmp_path, "a.zip", zipped(("s", stored), ("a", PACKERS[packer]("a", bytes(9 << 20)))))
    assert "files.bomb" in ids(report)


@pytest.mark.parametrize("pack", [zipped, tarred, sevenzipped])
async def test_too_many_entries(files: FilesInspector, tmp_path: Path, pack: Callable[..., bytes]) -> None:
    members = [(f"{number}.txt", f"text {number}".encode()) for number in range(101)]
    assert not ids(await look(files, tmp_path, "a", pack(*members[:100])))
    assert ids(await look(files, tmp_path, "a", pack(*members))) == {"files.bomb"}


async def test_entries_are_counted_over_all_archives_inside(files: FilesInspector, tmp_path: Path) -> None:
    inner = [(f"{n}.zip", zipped(*((f"{n}-{m}.txt", b"x") for m in range(20)))) for n in range(6)]
    assert "files.bomb" in ids(await look(files, tmp_path, "a.zip", zipped(*inner)))


async def test_a_zip_stored_in_a_zip_is_no_second_directory(files: FilesInspector, tmp_path: Path) -> None:
    inner = zipped(("tool", ELF), method=zipfile.ZIP_STORED)
    report = await look(files, tmp_path, "a.zip", zipped(("inner.zip", inner), method=zipfile.ZIP_STORED))
    assert ids(report) == {"files.program"}
    assert not report.gaps


@pytest.mark.parametrize("packer", ["zip", "7z", "gz", "zst"])
async def test_nesting_has_an_end(files: FilesInspector, tmp_path: Path, packer: str) -> None:
    data = ELF
    for level in range(5):
        if level == 3:
            assert ids(await look(files, tmp_path, "a", data)) == {"files.program"}
        data = PACKERS[packer]("inner", data)
    report = await look(files, tmp_path, "a", data)
    assert GapKind.TOO_LARGE in gaps(report)
    assert not ids(report)


@pytest.mark.parametrize("packer", CHECKED)
@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
async def test_truncated(files: FilesInspector, tmp_path: Path, packer: str, share: float) -> None:
    whole = PACKERS[packer]("noise.dat", NOISE)
    report = await look(files, tmp_path, f"a.{packer}", whole[: int(len(whole) * share)])
    assert gaps(report) == {GapKind.MALFORMED}


@pytest.mark.parametrize("packer", ["zip", "7z", "gz", "bz2", "xz"])
async def test_a_changed_byte_is_told_by_the_checksum(files: FilesInspector, tmp_path: Path, packer: str) -> None:
    data = bytearray(PACKERS[packer]("noise.dat", NOISE))
    data[len(data) // 2] ^= 0x10
    assert gaps(await look(files, tmp_path, f"a.{packer}", bytes(data))) == {GapKind.MALFORMED}


@pytest.mark.parametrize("header", [False, True])
async def test_a_7z_archive_with_a_password(files: FilesInspector, tmp_path: Path, header: bool) -> None:
    data = sevenzipped(("tool", ELF), password="secret", header=header)
    report = await look(files, tmp_path, "a.7z", data)
    assert gaps(report) == {GapKind.ENCRYPTED}
    assert not ids(report)


async def test_members_of_a_7z_archive_are_read_each_from_its_place(files: FilesInspector, tmp_path: Path) -> None:
    """In one folder, after one another; the hash list sees each as it is."""
    members = [(f"{number}.dat", random.Random(number).randbytes(3_000 * number)) for number in range(1, 9)]
    data = sevenzipped(*members, ("empty.txt", b""), ("tool", ELF))
    digests = {hashlib.sha256(content).hexdigest() for _, content in members}
    for digest in digests:
        files._blocked = frozenset({digest})
        report = await look(files, tmp_path, "a.7z", data)
        assert ids(report) == {"files.blocked_hash", "files.program"}
        assert not report.gaps


def _hiding(hidden: bytes) -> bytes:
    """A zip with another one between its only member and its directory."""
    shown = zipped(("a", b"x"))
    at = shown.index(b"PK\x01\x02")
    moved = shown[at:-6] + struct.pack("<I", at + len(hidden)) + shown[-2:]
    return shown[:at] + hidden + moved


METHODS: dict[str, list[dict[str, int]]] = {
    "copy": [{"id": py7zr.FILTER_COPY}],
    "bzip2": [{"id": py7zr.FILTER_BZIP2}],
    "deflate": [{"id": py7zr.FILTER_DEFLATE}],
    "ppmd": [{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}],
    "zstd": [{"id": py7zr.FILTER_ZSTD, "level": 3}],
    "brotli": [{"id": py7zr.FILTER_BROTLI, "level": 3}],
    "lzma": [{"id": py7zr.FILTER_LZMA}],
    "lzma2 and bcj": [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2}],
}


@pytest.mark.parametrize("method", METHODS)
async def test_methods_of_7z(files: FilesInspector, tmp_path: Path, method: str) -> None:
    data = sevenzipped(("noise.dat", NOISE), ("tool", ELF), filters=METHODS[method])
    report = await look(files, tmp_path, "a.7z", data)
    assert ids(report) == {"files.program"}
    assert not report.gaps


@pytest.mark.parametrize("method", [name for name in METHODS if name not in {"copy", "ppmd"}])
async def test_bombs_by_each_method_of_7z(files: FilesInspector, tmp_path: Path, method: str) -> None:
    data = sevenzipped(("a.txt", bytes(40 << 20)), filters=METHODS[method])
    assert ids(await look(files, tmp_path, "a.7z", data)) == {"files.bomb"}


async def test_a_method_of_7z_that_nothing_reads_is_told(files: FilesInspector, tmp_path: Path) -> None:
    assert gaps(await look(files, tmp_path, "a.7z", _with_unknown_method())) == {GapKind.UNAVAILABLE}


async def test_zstandard_with_a_window_beyond_memory(files: FilesInspector, tmp_path: Path) -> None:
    """Frame header of RFC 8878 section 3.1.1.1 that asks for 1 TiB."""
    frame = b"\x28\xb5\x2f\xfd" + bytes([0x00, 0xF0]) + bytes([0x01, 0x00, 0x00])
    assert gaps(await look(files, tmp_path, "a.zst", frame)) == {GapKind.TOO_LARGE}


async def test_several_frames_are_one_content(files: FilesInspector, tmp_path: Path) -> None:
    for data in (
        zstd.compress(ELF[:500]) + zstd.compress(ELF[500:]),
        gzip.compress(ELF[:500]) + gzip.compress(ELF[500:]),
    ):
        assert ids(await look(files, tmp_path, "a", data)) == {"files.program"}


@pytest.mark.parametrize(
    "data",
    [
        b"Rar!\x1a\x07\x01\x00" + NOISE,
        b"MSCF" + bytes(4) + NOISE,
        b"\x04\x22\x4d\x18" + NOISE,
        b"LZIP\x01" + NOISE,
        b"\x1f\x9d\x90" + NOISE,
    ],
    ids=["rar", "cab", "lz4", "lzip", "compress"],
)
async def test_what_can_not_be_looked_into_says_so(files: FilesInspector, tmp_path: Path, data: bytes) -> None:
    for where in (data, zipped(("inner", data))):
        report = await look(files, tmp_path, "a", where)
        assert gaps(report) == {GapKind.UNAVAILABLE}
        assert any("can't be opened here" in gap.detail for gap in report.gaps)


async def test_a_member_with_a_password_in_a_zip(files: FilesInspector, tmp_path: Path) -> None:
    """The others are looked at all the same."""
    data = bytearray(zipped(("a.txt", b"hello")))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert gaps(await look(files, tmp_path, "a.zip", bytes(data))) == {GapKind.ENCRYPTED}


@pytest.mark.parametrize(
    "data",
    [
        zipped(("a", b"x")) * 2,
        b"something before" + zipped(("a", b"x")),
        zipped(("name", b"x")).replace(b"name", b"none", 1),
        zipped(("a", b"x"))[:-2] + b"\x16\x00" + b"PK\x05\x06" + bytes(18),
        _hiding(zipped(("tool", ELF))),
    ],
    ids=["two", "prefixed", "two names", "an end in the comment", "hidden"],
)
async def test_a_zip_that_says_two_things(files: FilesInspector, tmp_path: Path, data: bytes) -> None:
    assert gaps(await look(files, tmp_path, "a.zip", data)) == {GapKind.MALFORMED}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("pack", [zipped, sevenzipped])
async def test_two_members_of_one_name(files: FilesInspector, tmp_path: Path, pack: Callable[..., bytes]) -> None:
    assert gaps(await look(files, tmp_path, "a", pack(("a", b"x"), ("a", ELF)))) == {GapKind.MALFORMED}


def test_a_member_larger_than_is_looked_at() -> None:
    data = gzip.compress(bytes(MEMBER_MAX + 1))
    [member] = members("gzip", memoryview(data), Budget(Limits(1, 10, 10_000, 1 << 30), len(data)))
    assert member.problem == GapKind.TOO_LARGE
    assert len(member.data) <= MEMBER_MAX


async def test_packages_that_are_zips_are_walked_whatever_they_are_taken_for(
    files: FilesInspector, tmp_path: Path
) -> None:
    package = zipped(("extension/manifest.json", b'{"manifest_version": 2}'), ("install.rdf", b"<RDF/>"), ("tool", ELF))
    for name in ("a.xpi", "a.nupkg", "a.npz"):
        assert "files.program" in ids(await look(files, tmp_path, name, package))


def _with_unknown_method() -> bytes:
    """A 7-Zip archive with a plain directory that names the method 0x7f."""
    packed = b"hello"
    header = (
        b"\x01\x04\x06\x00\x01\x09" + bytes([len(packed)]) + b"\x00"
        b"\x07\x0b\x01\x00\x01\x01\x7f\x0c" + bytes([len(packed)]) + b"\x00\x08\x00\x00"
        b"\x05\x01\x11\x05\x00" + "a".encode("utf-16-le") + b"\x00\x00\x00\x00"
    )
    start = struct.pack("<QQI", len(packed), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + packed + header
