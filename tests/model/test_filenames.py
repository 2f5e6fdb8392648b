"""Names of files: deceiving ones are told, and what is shown and saved is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.filenames import BIDI, MAX_NAME_BYTES, NameProblem, name_problems, sanitise_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("Übersicht 2026.xlsx", "Übersicht 2026.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("nul\0byte.txt", "nul byte.txt"),
        ("line\nbreak.txt", "line break.txt"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("console.txt", "console.txt"),
        ("file.txt:stream", "file.txt_stream"),
        ("report.pdf          .exe", "report.pdf.exe"),
        ("trailing. . .", "trailing"),
        ("..", "file"),
        ("", "file"),
        ("a/", "file"),
        ("\uff0fetc\uff0fpasswd", "passwd"),
        ("\ud800lone.txt", "lone.txt"),
    ],
)
def test_a_safe_name(name: str, safe: str) -> None:
    assert sanitise_name(name) == safe


def test_the_ending_survives_shortening() -> None:
    name = sanitise_name("ä" * 500 + ".docx")
    assert name.endswith("ä.docx")
    assert len(name.encode()) <= MAX_NAME_BYTES


@given(st.text(st.characters(), max_size=400))
def test_whatever_comes_the_name_is_one_safe_component(name: str) -> None:
    safe = sanitise_name(name)
    assert safe
    assert safe not in {".", ".."}
    assert not set(safe) & (BIDI | set('/\\<>:"|?*\0\n\r\t'))
    assert len(safe.encode()) <= MAX_NAME_BYTES
    assert sanitise_name(safe) == safe
    assert not name_problems(safe) - {NameProblem.PADDED}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("annual\u202efdp.exe", NameProblem.BIDI),
        ("re\u200bport.pdf", NameProblem.INVISIBLE),
        ("a\0.txt", NameProblem.CONTROL),
        ("a/b.txt", NameProblem.SEPARATOR),
        ("aux.c", NameProblem.RESERVED),
        ("report.pdf" + " " * 30 + ".exe", NameProblem.PADDED),
        ("x" * 300, NameProblem.LONG),
        (" ", NameProblem.EMPTY),
    ],
)
def test_what_is_wrong_with_a_name(name: str, problem: NameProblem) -> None:
    assert problem in name_problems(name)


def test_ordinary_names_have_no_problem() -> None:
    for name in (
        "report.pdf",
        "Ein Bild.jpeg",
        "日本語.docx",
        "archive.tar.gz",
        ".gitignore",
        "my_file_.txt",
        "name .pdf",
        "\U0001f468\u200d\U0001f469.jpg",
        "1\ufe0f\u20e3.txt",
    ):
        assert not name_problems(name), name
