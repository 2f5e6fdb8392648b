"""The decorated part of an address, and the origin that settings make."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.files.addresses import Addresses, is_id, new_id, public_origin, segment
from casemate.settings.schema import Listen
from casemate.web.gate import canonical


@given(name=st.text(min_size=1, max_size=300))
def test_any_name_makes_an_address_that_leads_back(name: str) -> None:
    """Whatever a file is called, its address passes the gate, is recognised, and stays in its folder."""
    addresses = Addresses("https://files.example")
    upload_id = new_id()
    url = addresses.of(upload_id, name)
    assert addresses.upload_id(url) == upload_id
    path = urlsplit(url).path
    assert canonical(path.encode("ascii"))
    assert path.split("/")[1:3] == ["upload", upload_id]
    assert len(path.split("/")) == 4


@pytest.mark.parametrize(
    ("name", "shown"),
    [("report.pdf", "report.pdf"), ("a b.txt", "a_b.txt"), ("...", "file"), ("Grüße.png", "Grüße.png"), ("a/b", "a_b")],
)
def test_segments(name: str, shown: str) -> None:
    assert segment(name) == shown


def test_a_long_name_keeps_its_extension() -> None:
    assert segment("x" * 500 + ".pdf").endswith(".pdf")


@pytest.mark.parametrize("text", ["", "a" * 42, "a" * 44, "a" * 42 + ".", "a" * 42 + "\n", "ä" * 43])
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("listen", "origin"),
    [
        (Listen(), "https://example.org:5443"),
        (Listen(public_host="chat.example.org"), "https://chat.example.org:5443"),
        (Listen(public_host="chat.example.org", public_https=443), "https://chat.example.org"),
        (Listen(https=8443, public_host="::1"), "https://[::1]:8443"),
        (Listen(public_host="bücher.example"), "https://xn--bcher-kva.example:5443"),
    ],
)
def test_the_public_origin(listen: Listen, origin: str) -> None:
    assert public_origin(listen, "example.org") == origin


def test_international_domains_are_own_hosts() -> None:
    addresses = Addresses("https://files.example", ("bücher.example",))
    assert addresses.is_own_host("xn--bcher-kva.example")
    assert addresses.upload_id(f"https://bücher.example/upload/{'a' * 43}/x") == "a" * 43
