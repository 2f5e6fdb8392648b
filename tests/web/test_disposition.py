"""Names as browsers get them (what a safe name is: tests/model/test_filenames.py)."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from casemate.model.filenames import sanitise_name
from casemate.web.disposition import disposition


def test_names_are_made_safe() -> None:
    assert (
        disposition("attachment", "../../\u202egnp.exe") == "attachment; filename=\"gnp.exe\"; filename*=UTF-8''gnp.exe"
    )


def test_the_full_name_goes_beside_an_ascii_one() -> None:
    assert disposition("attachment", 'Grüße "1%".txt') == (
        "attachment; filename=\"Gr__e _1__.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20_1%25_.txt"
    )


@given(name=st.text(st.characters(), max_size=400))
def test_any_name_is_one_plain_header(name: str) -> None:
    header = disposition("attachment", name)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    quoted = header.partition("filename*=UTF-8''")[2]
    assert unquote(quoted) == sanitise_name(name)
