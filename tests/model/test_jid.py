"""Addresses: prepared once, equal when they mean the same, refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.errors import InvalidJid
from casemate.model.jid import MAX_PART_BYTES, Jid, prepare_domain, prepare_local, prepare_resource


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("alice@fort.example/desk", ("alice", "fort.example", "desk")),
        ("alice@fort.example", ("alice", "fort.example", "")),
        ("fort.example", ("", "fort.example", "")),
        ("fort.example/x", ("", "fort.example", "x")),
        ("ALICE@Fort.Example/Desk", ("alice", "fort.example", "Desk")),
        ("alice@fort.example./a", ("alice", "fort.example", "a")),
        ("alice@fort.example/a@b/c", ("alice", "fort.example", "a@b/c")),
        ("Σας@fort.example", ("σας", "fort.example", "")),
        ("jürgen@MÜNCHEN.example", ("jürgen", "münchen.example", "")),
        ("a@xn--mnchen-3ya.example", ("a", "münchen.example", "")),
        ("a@[::1]/x", ("a", "[::1]", "x")),
        ("a@[0:0:0:0:0:0:0:1]", ("a", "[::1]", "")),
        ("a@127.0.0.1", ("a", "127.0.0.1", "")),
        ("a@fort.example/Füße und 🙂", ("a", "fort.example", "Füße und 🙂")),
        ("a@fort.example/ foo ", ("a", "fort.example", " foo ")),
    ],
)
def test_addresses(text: str, parts: tuple[str, str, str]) -> None:
    assert Jid.parse(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@fort.example",
        "alice@",
        "alice@/x",
        "alice@fort.example/",
        "/x",
        "al ice@fort.example",
        'al"ice@fort.example',
        "a'b@fort.example",
        "a&b@fort.example",
        "a<b@fort.example",
        "a:b@fort.example",
        "a@b@fort.example",
        "alice@fort..example",
        "alice@.fort.example",
        "alice@-fort.example",
        "alice@fort-.example",
        "alice@-münchen.example",
        "alice@" + "ab.cd." * 43 + "example",
        "alice@fort_example!",
        "alice@fort example",
        "alice@[::g]",
        "alice@fort.example/a\x00b",
        "alice@fort.example/a\nb",
        "a\u202eb@fort.example",
        "a" * (MAX_PART_BYTES + 1) + "@fort.example",
        "a@" + "b" * 64 + ".example",
        "alice@fort.example/" + "é" * 512,
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(InvalidJid) as caught:
        Jid.parse(text)
    assert caught.value.reason
    assert caught.value.text in text


def test_parts_of_the_longest_length_pass() -> None:
    longest = "a" * MAX_PART_BYTES
    assert Jid.parse(f"{longest}@fort.example/{longest}").resource == longest


def test_views() -> None:
    full = Jid.parse("alice@fort.example/desk")
    assert (str(full), str(full.bare)) == ("alice@fort.example/desk", "alice@fort.example")
    assert (full.is_bare, full.bare.is_bare) == (False, True)
    bare = full.bare
    assert bare.bare is bare
    assert full.bare.with_resource("phone") == Jid.parse("alice@fort.example/phone")
    assert Jid.parse("fort.example").is_domain
    assert not full.is_domain
    assert not Jid.parse("fort.example/x").is_domain
    with pytest.raises(InvalidJid):
        full.with_resource("a\0")


@given(st.text(max_size=30))
def test_parsing_is_total_and_stable(text: str) -> None:
    try:
        jid = Jid.parse(text)
    except InvalidJid:
        return
    assert Jid.parse(str(jid)) == jid
    assert jid.domain


@given(st.text(max_size=12))
def test_preparation_is_idempotent(text: str) -> None:
    for prepare in (prepare_local, prepare_domain, prepare_resource):
        try:
            once = prepare(text)
        except InvalidJid:
            continue
        assert prepare(once) == once


@given(st.text("abcABC.-_019", min_size=1, max_size=20))
def test_the_short_way_prepares_like_the_long_one(text: str) -> None:
    lower = text.lower()
    assert prepare_local(text) == prepare_local(lower)
    assert prepare_resource(text) == text
