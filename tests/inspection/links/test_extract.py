"""Links as a browser reads them, and as people write them so that machines don't (ATTACKS D11, D12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.inspection.inspectors.links.extract import MAX_LINKS, find_links, has_hint, parse_url


def hosts(text: str) -> list[str]:
    return [link.host for link in find_links(text, lambda _: False)] if has_hint(text) else []


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.com/a", "example.com"),
        ("HTTPS://EXAMPLE.COM", "example.com"),
        ("http:\\\\example.com\\a", "example.com"),
        ("http:example.com", "example.com"),
        ("http:////example.com", "example.com"),
        ("http://example.com.", "example.com"),
        ("http://ex%61mple.com/", "example.com"),
        ("http://user:pw@example.com/", "example.com"),
        ("http://a.example%2f@example.com", "example.com"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://017700000001/", "127.0.0.1"),
        ("http://[::ffff:127.0.0.1]/", "[::ffff:7f00:1]"),
        ("http://b\u00fccher.de/", "xn--bcher-kva.de"),
        ("http://\uff45xample.com/", "example.com"),
        ("http://example\u3002com/", "example.com"),
        ("see example.com for more", "example.com"),
        ("see www.example.com.", "www.example.com"),
        ("(example.com/a_(b))", "example.com"),
        ("<https://example.com>", "example.com"),
        ("[a](https://example.com)", "example.com"),
        ("hxxp://example.com", "example.com"),
        ("hXXps://example[.]com/x", "example.com"),
        ("http[:]//example.com", "example.com"),
        ("example[.]com", "example.com"),
        ("example[dot]com", "example.com"),
        ("example (dot) com", "example.com"),
        ("example{.}com", "example.com"),
        ("exam\u200bple.com", "example.com"),
        ("https://exam\u00adple.com/", "example.com"),
        ("ex\u0430mple.com/login", "xn--exmple-4nf.com"),
        ("ftp://example.com/f", "example.com"),
    ],
)
def test_links_are_found(text: str, host: str) -> None:
    assert host in hosts(text)


@pytest.mark.parametrize(
    "text",
    [
        "no link here",
        "version 1.2.3",
        "at 12:30 or 5.30",
        "main.py and notes.md",
        "e.g. this, i.e. that",
        "a ratio of 3:4",
        "someone@example.com",
        "http:",
        "https:// nothing",
        "1.2.3.4",
        "foo_bar.baz_qux",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert hosts(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see https://example.com/a, please", "https://example.com/a"),
        ("(see https://example.com/a).", "https://example.com/a"),
        ("https://example.com/a_(b) there", "https://example.com/a_(b)"),
        ("go to hxxps://example[.]com/x!", "hxxps://example[.]com/x"),
        ("\u00fc example.com \u00fc", "example.com"),
    ],
)
def test_a_link_ends_where_the_sentence_goes_on(text: str, written: str) -> None:
    [link] = find_links(text, lambda _: False)
    assert link.written == written == text[link.start : link.end]


@pytest.mark.parametrize(
    ("text", "obfuscated"),
    [("https://example.com", False), ("example.com", False), ("hxxp://example.com", True), ("example[.]com", True)],
)
def test_hiding_is_told(text: str, obfuscated: bool) -> None:
    [link] = find_links(text, lambda _: False)
    assert link.obfuscated is obfuscated


def test_a_known_host_is_a_link_whatever_its_ending() -> None:
    assert [link.host for link in find_links("see evil.internal now", "evil.internal".__eq__)] == ["evil.internal"]
    assert not find_links("see evil.internal now", lambda _: False)


def test_a_text_full_of_links_has_an_end() -> None:
    assert len(find_links(" ".join(f"https://a{n}.example.com" for n in range(500)), lambda _: False)) == MAX_LINKS


PIECES = st.sampled_from(
    ["http://", "hxxp://", "example.com", "[.]", ".", "/", "@", ":", "\u200b", "\u0430", "(", ")", " ", "%", "www."]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=12).map("".join))
def test_whatever_is_written_links_lie_in_it_each_place_once(text: str) -> None:
    links = find_links(text, lambda _: False)
    assert len({(link.start, link.end) for link in links}) == len(links)
    for link in links:
        assert 0 <= link.start < link.end <= len(text)
        assert link.written == text[link.start : link.end]


@pytest.mark.parametrize("url", ["", "nothing", "http://", "//example.com", "http://[::1"])
def test_an_address_that_is_none(url: str) -> None:
    assert parse_url(url) is None


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("//example.com/x", "http://example.com/x"),
        ("see //example.com:8080/a b", "http://example.com:8080/a"),
        ("\\\\10.0.0.1\\share\\x.exe", "smb://10.0.0.1/share/x.exe"),
        ("open \\\\server\\share, please", "smb://server/share"),
        ("intent://example.com/x", "intent://example.com/x"),
    ],
)
def test_what_begins_with_two_strokes(text: str, url: str) -> None:
    (link,) = find_links(text, lambda _: False) if has_hint(text) else ()
    assert link.url == url
    assert text[link.start : link.end] == link.written


@pytest.mark.parametrize(
    "text", ["a // b", "// todo.later", "x = 3 // y.real", "\\\\", "C:\\\\folder", "and/or//maybe"]
)
def test_strokes_that_begin_nothing(text: str) -> None:
    assert not (find_links(text, lambda _: False) if has_hint(text) else ())
