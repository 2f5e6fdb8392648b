"""The built-in policy says what was promised, clause by clause."""

from pathlib import Path

import pytest

from casemate.inspection.inspectors.files import FilesInspector, FilesOptions
from casemate.model.inspection import Direction, Finding, Gap, GapKind, Report, Severity
from casemate.policy.api import PolicyContext, decide, load_builtin
from casemate.wiring.health import EICAR
from casemate.wiring.inspection import all_findings
from tests.inspection.files.support import ELF, look, sevenzipped

POLICY = load_builtin(all_findings())
SPECS = {spec.id: spec for spec in all_findings()}
FILES = ("encrypted", "too_large", "malformed")
TABLE = {
    # Groups, and what happens to them inside, going out, and coming in.
    ("malware", "bad-link", "bomb", "disguised"): ("block", "block", "block"),
    ("secret",): ("coach", "block", "allow"),
    ("card", "iban", "identifier"): ("coach", "hold", "allow"),
    ("confidential",): ("coach", "hold", "allow"),
    ("suspicious-link", "program-link"): ("coach", "coach", "hold"),
    ("program",): ("coach", "hold", "hold"),
    ("active-content",): ("notice", "hold", "hold"),
    ("encrypted-message", "peer-to-peer"): ("block", "block", "block"),
}
GROUPS = [(group, verdicts) for groups, verdicts in TABLE.items() for group in groups]


def word(seen: Report, direction: Direction) -> str:
    return decide(POLICY, seen, PolicyContext(direction)).verdict.word


def row(seen: Report) -> tuple[str, ...]:
    return tuple(word(seen, direction) for direction in (Direction.INTERNAL, Direction.OUTBOUND, Direction.INBOUND))


@pytest.mark.parametrize(("group", "verdicts"), GROUPS)
def test_findings(group: str, verdicts: tuple[str, str, str]) -> None:
    members = [spec for spec in SPECS.values() if spec.group == group]
    assert members
    for spec in members:
        assert row(Report((Finding(spec.id, spec.group, spec.severity, "body", 0, 4),))) == verdicts, spec.id


@pytest.mark.parametrize("name", ["links.lookalike", "links.userinfo", "links.ip_literal"])
def test_links_that_the_promise_names_are_suspicious(name: str) -> None:
    assert SPECS[name].group == "suspicious-link"


@pytest.mark.parametrize("name", ["files.program", "files.script", "files.installer"])
def test_programs_that_the_promise_names_are_programs(name: str) -> None:
    assert SPECS[name].group == "program"
    disguised = SPECS["files.disguised"]
    both = [Finding(s.id, s.group, s.severity, "file:a") for s in (SPECS[name], disguised)]
    assert row(Report(tuple(both))) == ("block", "block", "block")


@pytest.mark.parametrize("kind", FILES)
def test_files_that_nobody_could_look_into(kind: str) -> None:
    assert row(Report((), (Gap(GapKind(kind), "file:a.zip", "files"),))) == ("notice", "hold", "hold")


REAL = {
    # What people send, as the inspector sees it: name, content, and what happens inside, going out, and coming in.
    "a note": ("note.txt", b"The meeting is at noon.\n", ("allow", "allow", "allow")),
    "malware": ("eicar.txt", EICAR, ("block", "block", "block")),
    "malware in a 7z archive": ("a.7z", sevenzipped(("eicar.txt", EICAR)), ("block", "block", "block")),
    "a program": ("tool", ELF, ("coach", "hold", "hold")),
    "a script": ("setup.ps1", b"Write-Host hello\n", ("coach", "hold", "hold")),
    "an installer": ("setup.msi", b"nothing much\n", ("coach", "hold", "hold")),
    "another type than its name": ("photo.jpg", ELF, ("block", "block", "block")),
    "a bidirectional control": ("annual\u202efdp.exe", ELF, ("block", "block", "block")),
    "a double extension": ("report.pdf.exe", ELF, ("block", "block", "block")),
    "a bomb": ("a.7z", sevenzipped(("a.txt", bytes(24 << 20))), ("block", "block", "block")),
    "encrypted": ("a.7z", sevenzipped(("a.txt", b"hello"), password="secret"), ("notice", "hold", "hold")),
    "damaged": ("a.7z", sevenzipped(("a.txt", b"hello" * 99))[:-9], ("notice", "hold", "hold")),
    "an archive that nothing here opens": ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(99), ("hold", "hold", "hold")),
}


async def test_real_files(tmp_path: Path) -> None:
    inspector = FilesInspector(FilesOptions())
    await inspector.start()
    try:
        for what, (name, data, verdicts) in REAL.items():
            assert row(await look(inspector, tmp_path, name, data, part=f"file:{name}")) == verdicts, what
    finally:
        await inspector.close()


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("file:a.zip", "files"),
        ("file:a.zip", "clamd"),
        ("body", "links"),
        ("file:a.zip", "plugin"),
        ("vcard.photo", "plugin"),
        ("jingle", "opaque"),
        ("vcard.photo", "files"),
    ],
)
def test_an_unavailable_scanner_holds_files_and_links(part: str, source: str) -> None:
    assert row(Report((), (Gap(GapKind.UNAVAILABLE, part, source),))) == ("hold", "hold", "hold")


@pytest.mark.parametrize("part", ["body", "subject", "body[de]"])
def test_an_unavailable_scanner_does_not_hold_plain_words(part: str) -> None:
    assert row(Report((), (Gap(GapKind.UNAVAILABLE, part, "dlp"),))) == ("allow", "allow", "allow")


def test_information_alone_changes_nothing() -> None:
    told = [spec for spec in SPECS.values() if spec.severity is Severity.INFO]
    for spec in told:
        assert row(Report((Finding(spec.id, spec.group, spec.severity, "body"),))) == ("allow", "allow", "allow")


def test_whatever_stops_a_message_says_why_in_plain_words() -> None:
    for rule in POLICY.rules:
        assert len(rule.message.split()) >= 6, rule.name
        assert rule.message.endswith((".", "?")), rule.name


def test_every_grave_finding_has_a_rule() -> None:
    for spec in SPECS.values():
        if spec.severity >= Severity.MEDIUM:
            assert POLICY.by_finding[spec.id], spec.id
