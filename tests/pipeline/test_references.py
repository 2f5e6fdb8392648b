"""Which of our uploads a message names: as many ways of writing their address as clients and browsers understand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.files.addresses import Addresses, new_id
from casemate.model.inspection import PayloadItem, TextItem, UrlItem
from casemate.pipeline.references import possible_uploads, upload_references

OURS = Addresses("https://chat.example:5443", ["example.org"])
ID = "B0oezeI9TGGPPm8eZvl13MTiXCXlunzuuFLtCEmVsH8"


@pytest.mark.parametrize(
    "text",
    [
        f"https://chat.example:5443/upload/{ID}/a.txt",
        f"see https://chat.example:5443/upload/{ID}/a.txt, please",
        f"(https://chat.example:5443/upload/{ID}/a.txt)",
        f"HTTPS://CHAT.example:5443/upload/{ID}",
        f"http://example.org/upload/{ID}/a",
        f"https://127.0.0.1:5443/upload/{ID}/a",
        f"aesgcm://chat.example:5443/upload/{ID}/a#00",
        f"https:\\\\chat.example:5443\\upload\\{ID}\\a",
        f"https:/chat.example:5443/upload/{ID}/a",
        f"https://chat.example:5443/x/../upload/{ID}/a",
        f"https://someone@chat.example:5443/upload/{ID}/a",
    ],
)
def test_addresses_in_words_and_in_fields(text: str) -> None:
    assert upload_references([TextItem("body", text)], OURS) == [ID]
    if text.endswith(f"{ID}/a.txt") and text.startswith("https"):
        assert upload_references([UrlItem("x", text)], OURS) == [ID]


@pytest.mark.parametrize(
    "text",
    [
        f"https://elsewhere.example/upload/{ID}/a",
        f"https://chat.example:5443/upload/{ID[:-1]}/a",
        f"/upload/{ID}/a",
        "https://chat.example:5443/upload/",
        "https://[/upload/",
        "",
    ],
)
def test_what_is_none_of_ours(text: str) -> None:
    assert upload_references([TextItem("body", text), UrlItem("x", text)], OURS) == []


def test_each_is_named_once_in_order() -> None:
    other = new_id()
    first, second = (f"https://chat.example:5443/upload/{upload}/a" for upload in (ID, other))
    items = [UrlItem("oob", second), TextItem("body", f"{first} {second}"), PayloadItem("p", "urn:x", "y")]
    assert upload_references(items, OURS) == [other, ID]


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    assert upload_references([TextItem("body", f"{text}/upload/"), UrlItem("x", text)], OURS) == []


@given(st.text(max_size=50), st.text(st.characters(exclude_categories=["L", "N", "Cs"]), min_size=1, max_size=3))
def test_an_address_among_any_words(before: str, gap: str) -> None:
    text = f"{before} https://chat.example:5443/upload/{ID}/a{gap}"
    assert upload_references([TextItem("body", text)], OURS) == [ID]


@pytest.mark.parametrize("written", ["\u2177" * 10 + "abc", "\uff21" * 43, "\u200b".join(ID)])
def test_an_id_in_other_signs_is_found(written: str) -> None:
    """A roman eight stands for four letters, a wide letter for one, and what is invisible for none."""
    assert len(possible_uploads([TextItem("body", f"at {written} now")])) == 1


@given(st.text(alphabet="abcdef .,-", max_size=200))
def test_the_quick_look_overlooks_no_id(before: str) -> None:
    assert possible_uploads([TextItem("body", f"{before} {ID} and more")])[-1] == ID
