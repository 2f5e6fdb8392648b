"""What a file is against what its name says (ATTACKS D19)."""

import io
import tarfile
import zipfile

import pytest

from casemate.inspection.extract.kinds import Kinds, broken_promise, disguise, ending, group

KINDS = Kinds()


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"hello")
    return out.getvalue()


def tarred(name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "label"),
    [
        (b"MZ" + bytes(200), "pebin"),
        (b"\x7fELF" + bytes(200), "elf"),
        (b"\xfe\xed\xfa\xce" + bytes(100), "macho"),
        (b"\xcf\xfa\xed\xfe" + bytes(100), "macho"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100), "lnk"),
        (zipped("a.txt"), "zip"),
        (tarred("a.txt"), "tar"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(26), "sevenzip"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(20), "rar"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "gzip"),
        (b"BZh9" + bytes(20), "bzip"),
        (b"\xfd7zXZ\x00" + bytes(20), "xz"),
        (b"\x28\xb5\x2f\xfd" + bytes(20), "zst"),
        (b"MSCF" + bytes(40), "cab"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "jpeg"),
        (b"GIF89a" + bytes(20), "gif"),
        (b"{\\rtf1 hello}", "rtf"),
        (bytes(0x8001) + b"CD001" + bytes(20), "iso"),
        (b"dear all, the meeting is at noon in the large room.\n" * 3, "txt"),
    ],
)
def test_the_type_is_in_the_content(data: bytes, label: str) -> None:
    assert KINDS.recognise(memoryview(data))[0] == label


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("a.txt", "txt"),
        ("A.EXE", "exe"),
        ("none", ""),
        ("", ""),
        (".js", "js"),
        ("folder.d/none", ""),
        ("folder/a.exe", "exe"),
        ("a.exe.", "exe"),
        ("a.exe . ", "exe"),
        ("a.exe\u200b", "exe"),
        ("a.e\u00adxe", "exe"),
    ],
)
def test_the_ending_is_the_one_that_a_saved_file_has(name: str, last: str) -> None:
    assert ending(name) == last


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("pebin", "tool", "program"),
        ("elf", "tool.dat", "program"),
        ("txt", "setup.exe", "program"),
        ("txt", "setup.exe. ", "program"),
        ("msi", "x", "installer"),
        ("iso", "x", "installer"),
        ("zip", "app.msix", "installer"),
        ("lnk", "x", "script"),
        ("txt", "run.ps1", "script"),
        ("txt", "notes.txt", ""),
        ("pdf", "report.pdf", ""),
        ("unknown", "data.bin", ""),
    ],
)
def test_what_a_double_click_would_do(label: str, name: str, expected: str) -> None:
    assert group(label, name) == expected


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("pebin", "photo.jpg"),
        ("elf", "notes.txt"),
        ("html", "invoice.pdf"),
        ("svg", "picture.png"),
        ("javascript", "table.xlsx"),
        ("pebin", "report.pdf.exe"),
        ("txt", "report.pdf.js"),
        ("txt", "report.pdf .scr"),
        ("txt", "report.pdf" + " " * 60 + ".exe"),
        ("txt", "report.pdf.exe."),
        ("txt", "holiday" + " " * 60 + ".exe"),
        ("txt", "holiday\n.exe"),
        ("txt", "annual\u202efdp.exe"),
        ("txt", "annual\u2067fdp.txt"),
    ],
)
def test_a_name_that_deceives(label: str, name: str) -> None:
    assert disguise(label, name)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("pebin", "setup.exe"),
        ("elf", "tool"),
        ("pdf", "report.pdf"),
        ("pdf", "report.v2.final.pdf"),
        ("txt", "archive.tar.gz"),
        ("ole", "old.doc"),
        ("html", "page.html"),
        ("pebin", "v1.2.exe"),
        ("txt", "signature __________.txt"),
        ("txt", "\u05d3\u05d5\u05d7.pdf"),
    ],
)
def test_an_ordinary_name(label: str, name: str) -> None:
    assert not disguise(label, name)


def test_another_content_than_promised_is_damage_when_nothing_can_run() -> None:
    assert broken_promise("txt", "photo.jpg")
    assert not broken_promise("jpeg", "photo.jpg")
    assert not broken_promise("pebin", "photo.jpg")
    assert not broken_promise("txt", "notes.txt")
