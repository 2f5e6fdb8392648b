"""The framer cuts where elements end, whatever the chunks, and never looks twice at what it has seen."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.errors import StreamError
from casemate.xmpp.framer import Framer
from tests.xmpp.support import HEADER, STANZAS

FLOW = b"\n".join(STANZAS)


def opened(limit: int = 100_000) -> Framer:
    framer = Framer(limit)
    assert framer.next_header(HEADER) == HEADER
    return framer


def feed(framer: Framer, data: bytes) -> tuple[list[bytes], bool]:
    elements: list[bytes] = []
    ended = framer.feed(data, elements)
    return elements, ended


def feed_all(framer: Framer, chunks: Sequence[bytes]) -> None:
    for chunk in chunks:
        feed(framer, chunk)


def cut(chunks: list[bytes]) -> list[bytes]:
    framer = opened()
    out: list[bytes] = []
    for chunk in chunks:
        elements, ended = feed(framer, chunk)
        assert not ended
        out.extend(elements)
    assert framer.pending == 0
    return out


def test_elements_of_one_chunk_come_one_by_one() -> None:
    assert cut([FLOW]) == list(STANZAS)


@pytest.mark.parametrize("stanza", STANZAS)
def test_every_two_way_split_gives_the_element_with_its_last_byte(stanza: bytes) -> None:
    for at in range(1, len(stanza)):
        framer = opened()
        assert feed(framer, stanza[:at]) == ([], False)
        assert feed(framer, stanza[at:]) == ([stanza], False)


def test_every_two_way_split_of_several_elements_gives_the_same() -> None:
    for at in range(len(FLOW)):
        assert cut([FLOW[:at], FLOW[at:]]) == list(STANZAS)


@given(st.lists(st.integers(0, len(FLOW)), max_size=30))
def test_any_chunks_give_the_same(cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), len(FLOW)]
    assert cut([FLOW[a:b] for a, b in itertools.pairwise(bounds)]) == list(STANZAS)


def test_byte_by_byte_gives_the_same() -> None:
    assert cut([bytes([byte]) for byte in FLOW]) == list(STANZAS)


def test_header_and_elements_in_one_chunk() -> None:
    framer = Framer(100_000)
    assert framer.next_header(b"\n" + HEADER + b" " + STANZAS[0]) == HEADER
    assert feed(framer, b"") == ([STANZAS[0]], False)


def test_header_in_any_two_pieces() -> None:
    for at in range(1, len(HEADER)):
        framer = Framer(1000)
        assert framer.next_header(HEADER[:at]) is None
        assert framer.next_header(HEADER[at:]) == HEADER


def test_space_between_elements_is_not_kept() -> None:
    framer = opened()
    for _ in range(100):
        assert feed(framer, b" \t\r\n" * 1000) == ([], False)
        assert framer.pending == 0


@pytest.mark.parametrize("tag", [b"</stream:stream>", b" </stream:stream \n>"])
def test_the_end_of_the_stream_in_any_two_pieces(tag: bytes) -> None:
    for at in range(len(tag)):
        framer = opened()
        assert feed(framer, STANZAS[0] + tag[:at])[0] == [STANZAS[0]]
        assert feed(framer, tag[at:]) == ([], True)


def test_the_end_of_a_stream_with_another_prefix() -> None:
    framer = Framer(1000)
    framer.next_header(b"<?xml version='1.0' ?>\n<s:stream xmlns:s='x'>")
    assert feed(framer, b"</s:stream>") == ([], True)


@pytest.mark.parametrize("tag", [b"</stream>", b"</streams:stream>", b"</message>", b"</>"])
def test_an_end_tag_without_a_start_tag_is_refused(tag: bytes) -> None:
    with pytest.raises(StreamError) as caught:
        feed(opened(), tag)
    assert caught.value.condition == "not-well-formed"


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize(
    ("data", "condition"),
    [
        (b"<!-- x --><presence/>", "restricted-xml"),
        (b"<message><!-- x --></message>", "restricted-xml"),
        (b"<!DOCTYPE x><presence/>", "restricted-xml"),
        (b"<![CDATA[x]]>", "restricted-xml"),
        (b"<?xml version='1.0'?>", "restricted-xml"),
        (b"<message><?php ?></message>", "restricted-xml"),
        (b"text", "bad-format"),
        (b"\xef\xbb\xbf<presence/>", "unsupported-encoding"),
        (b"<\0p\0", "not-well-formed"),
        (b"<message <body/></message>", "not-well-formed"),
    ],
)
def test_what_may_not_stand_in_a_stream(data: bytes, condition: str, split: bool) -> None:
    framer = opened(200)
    chunks = [bytes([byte]) for byte in data] if split else [data]
    with pytest.raises(StreamError) as caught:
        feed_all(framer, [*chunks, b"<" * 300])
    assert caught.value.condition == condition


@pytest.mark.parametrize(
    ("data", "condition"),
    [
        (b"GET / HTTP/1.1\r\n", "bad-format"),
        (b"\x16\x03\x01\x00", "bad-format"),
        (b"\xff\xfe<\0", "unsupported-encoding"),
        (b"\xfe\xff\0<", "unsupported-encoding"),
        (b"\xef\xbb\xbf<?xml", "unsupported-encoding"),
        (b"<\0?\0", "unsupported-encoding"),
        (b"\0<\0?", "unsupported-encoding"),
        (b"<?php ", "restricted-xml"),
        (b"<!DOCTYPE stream", "restricted-xml"),
        (b"<!-- ", "restricted-xml"),
        (b"<?xml version='1.0'?><?pi ?>", "restricted-xml"),
    ],
)
def test_what_can_not_become_a_header_is_refused_at_once(data: bytes, condition: str) -> None:
    with pytest.raises(StreamError) as caught:
        Framer(1000).next_header(data)
    assert caught.value.condition == condition


def test_an_element_of_the_limit_passes_and_one_byte_more_does_not() -> None:
    stanza = b"<m>" + b"x" * 93 + b"</m>"
    for chunks in ([stanza], [stanza[:50], stanza[50:]]):
        framer = opened()
        framer.limit = 100
        assert [e for chunk in chunks for e in feed(framer, chunk)[0]] == [stanza]
        framer.limit = 99
        with pytest.raises(StreamError, match="99 bytes"):
            feed_all(framer, chunks)


def test_an_unfinished_element_over_the_limit_is_refused_before_its_end() -> None:
    framer = opened(200)
    with pytest.raises(StreamError) as caught:
        feed_all(framer, [b"<m>" + b"x" * 7] * 21)
    assert caught.value.condition == "policy-violation"
    assert framer.pending <= 220


def test_what_comes_before_a_fault_is_handed_over() -> None:
    framer, elements = opened(), list[bytes]()
    with pytest.raises(StreamError):
        framer.feed(STANZAS[0] + b"<!-- -->", elements)
    assert elements == [STANZAS[0]]


def test_restart_expects_a_header_again() -> None:
    framer = opened()
    feed(framer, STANZAS[0] + b"<rest")
    framer.clear()
    assert framer.pending == 0
    assert framer.next_header(HEADER) == HEADER
