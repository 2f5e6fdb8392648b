"""Names as browsers get them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.web.disposition import clean_name, disposition


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\x.exe", "x.exe"),
        ("\u202egnp.exe", "_gnp.exe"),
        (".bashrc", "bashrc"),
        ("...", "file"),
        ("a\u200bb\tc", "a_b_c"),
        ("  spaced.txt ", "spaced.txt"),
    ],
)
def test_names_are_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_the_full_name_goes_beside_an_ascii_one() -> None:
    assert disposition("attachment", 'Grüße "1%".txt') == (
        "attachment; filename=\"Gr__e _1__.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%25%22.txt"
    )


@given(name=st.text(max_size=400))
def test_any_name_is_cleaned_to_a_plain_one(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= 200
    assert not clean.startswith(".")
    assert not set(clean) & set("/\\\r\n\x00\u202e\u200b")
    clean.encode()
