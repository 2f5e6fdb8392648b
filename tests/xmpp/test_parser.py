"""One strict parser: exactly one element or nothing; the quick way and the careful way give the same tree."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import STREAMS
from casemate.xmpp.parser import StanzaParser, _Careful, parse_stanza
from casemate.xmpp.serialize import serialize
from tests.xmpp.support import STANZAS, elements

LIMITS = Limits()
PREFIX = b"<s xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"


def parse(data: bytes, limits: Limits = LIMITS) -> Element:
    return parse_stanza(data, limits)


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(StreamError) as caught:
        parse(data, limits)
    return caught.value.condition


def outcome(way: Callable[[bytes], Element], data: bytes) -> Element | str:
    try:
        return way(data)
    except StreamError as error:
        return error.condition


def careful(data: bytes, limits: Limits = LIMITS) -> Element:
    return _Careful(limits).parse(PREFIX, data)


def test_a_stanza_becomes_a_tree() -> None:
    element = parse(b"<message to='b@x' xml:lang='de'><body>a &lt; b</body><x xmlns='urn:x'><y/></x>tail</message>")
    assert element == Element(
        "message",
        CLIENT,
        {"to": "b@x", "xml:lang": "de"},
        [Element("body", CLIENT, {}, ["a < b"]), Element("x", "urn:x", {}, [Element("y", "urn:x")]), "tail"],
    )


def test_namespaces_are_inherited_undone_and_bound_to_prefixes() -> None:
    element = parse(b"<a xmlns='u1'><b/><c xmlns=''><d/></c><p:e xmlns:p='u2' p:f='1' f='2'><g/></p:e><stream:h/></a>")
    b, c, e, h = element.elements()
    assert (b.ns, c.ns, next(c.elements()).ns) == ("u1", "", "")
    assert (e.ns, next(e.elements()).ns) == ("u2", "u1")
    assert e.attrs == {"{u2}f": "1", "f": "2"}
    assert h.ns == STREAMS


def test_prefixes_of_the_stream_header_are_in_scope() -> None:
    parser = StanzaParser(LIMITS, {"": "", "c": CLIENT, "q": "a'b&\"<"})
    assert parser.parse(b"<c:message><x/><q:y/></c:message>") == Element(
        "message", CLIENT, {}, [Element("x", ""), Element("y", "a'b&\"<")]
    )


@pytest.mark.parametrize("stanza", STANZAS)
def test_both_ways_agree_on_stanzas(stanza: bytes) -> None:
    assert parse(stanza) == careful(stanza)


_SOUP = st.lists(
    st.sampled_from(
        [
            *"<a> </a> <b c='d'> </b> <a/> <p:a> </p:a> xmlns=' xmlns:p='u' ' '> /> <a <b &amp; &x; &#65; ]]> <![CDATA[ ]]> text xml:lang='x' p:c='1' c='1' xmlns='' xmlns='http://www.w3.org/XML/1998/namespace' <xml:a/> <!-- --> <?x ?>".split(
                " "
            ),
            " ",
            "\n",
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=500)
@given(_SOUP)
def test_both_ways_agree_on_anything(soup: str) -> None:
    data = b"<r>%b</r>" % soup.encode()
    assert outcome(parse, data) == outcome(careful, data)


@settings(max_examples=200)
@given(elements)
def test_what_is_serialised_is_parsed_to_the_same(element: Element) -> None:
    data = serialize(element)
    assert parse(data) == element
    assert serialize(parse(data)) == data


@given(elements, st.sampled_from([CLIENT, "", "urn:other"]))
def test_the_round_trip_holds_in_any_context(element: Element, default_ns: str) -> None:
    assert parse_stanza(serialize(element, default_ns), LIMITS, default_ns) == element


@pytest.mark.parametrize(
    ("data", "condition"),
    [
        (b"", "bad-format"),
        (b"text", "bad-format"),
        (b" <a/>", "bad-format"),
        (b"<a/><b/>", "bad-format"),
        (b"<a/>text", "bad-format"),
        (b"<p:a xmlns:p='x'/><b/>", "bad-format"),
        (b"<p:a xmlns:p='x'/>text", "bad-format"),
        (b"<a>", "not-well-formed"),
        (b"</a>", "not-well-formed"),
        (b"</s><s>", "not-well-formed"),
        (b"<p:a xmlns:p='x'/></s><s>", "bad-format"),
        (b"<a></b>", "not-well-formed"),
        (b"<a b/>", "not-well-formed"),
        (b"<a b='<'/>", "not-well-formed"),
        (b"<a b='1' b='2'/>", "not-well-formed"),
        (b"<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", "not-well-formed"),
        (b"<p:a/>", "not-well-formed"),
        (b"<a p:b=''/>", "not-well-formed"),
        (b"<a:b:c xmlns:a='u'/>", "not-well-formed"),
        (b"<a xmlns:p=''/>", "not-well-formed"),
        (b"<a xmlns:xml='u'/>", "not-well-formed"),
        (b"<a xmlns='http://www.w3.org/2000/xmlns/'/>", "not-well-formed"),
        (b"<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "not-well-formed"),
        (b"<xml:a/>", "invalid-namespace"),
        (b"<a>&lt</a>", "not-well-formed"),
        (b"<a>]]></a>", "not-well-formed"),
        (b"<a>\0</a>", "not-well-formed"),
        (b"<a>&#0;</a>", "not-well-formed"),
        (b"<a>&#xD800;</a>", "not-well-formed"),
        (b"<a>&#xFFFE;</a>", "not-well-formed"),
        (b"<a>\xef\xbf\xbf</a>", "not-well-formed"),
        (b"<a>&foo;</a>", "restricted-xml"),
        (b"<a b='&foo;'/>", "restricted-xml"),
        (b"<?xml version='1.0'?><a/>", "restricted-xml"),
        (b"<a><?xml version='1.0'?></a>", "restricted-xml"),
        (b"<!DOCTYPE a><a/>", "restricted-xml"),
        (b"<a/><!-- -->", "restricted-xml"),
        (b"<a><!-- --></a>", "restricted-xml"),
        (b"<a><?b?></a>", "restricted-xml"),
        (b"<a><!ENTITY b 'c'></a>", "restricted-xml"),
        ("<a/>".encode("utf-16-le"), "unsupported-encoding"),
        (b"<a>\xff</a>", "unsupported-encoding"),
        (b"<a>\xc0\xbc</a>", "unsupported-encoding"),
        (b"<a>\xed\xa0\x80</a>", "unsupported-encoding"),
        ("<a>é</a>".encode("latin-1"), "unsupported-encoding"),
    ],
)
def test_anything_else_is_refused(data: bytes, condition: str) -> None:
    assert refusal(data) == condition


@pytest.mark.parametrize("prefix", [b"", b"p:"])
def test_limits_are_exact(prefix: bytes) -> None:
    limits = Limits(depth=3, attributes=3, elements=4)
    tag = prefix + b"a"

    def nested(depth: int) -> bytes:
        return b"<p:r xmlns:p='u'>" + b"<%b>" % tag * (depth - 1) + b"</%b>" % tag * (depth - 1) + b"</p:r>"

    assert parse(nested(3), limits).name == "r"
    assert refusal(nested(4), limits) == "policy-violation"
    children = b"<p:r xmlns:p='u'>%b</p:r>"
    assert len(list(parse(children % (b"<%b/>" % tag * 3), limits).walk())) == 4
    assert refusal(children % (b"<%b/>" % tag * 4), limits) == "policy-violation"
    attributes = b"<p:r xmlns:p='u'><%b %b/></p:r>"
    assert parse(attributes % (tag, b"xmlns='u' c='' d=''"), limits).name == "r"
    assert refusal(attributes % (tag, b"xmlns='u' c='' d='' e=''"), limits) == "policy-violation"
    assert refusal(attributes % (tag, b"xmlns:b='u' xmlns:c='u' xmlns:d='u' xmlns:e='u'"), limits) == "policy-violation"


def test_the_limits_hold_the_quick_way() -> None:
    limits = Limits(depth=3, attributes=2, elements=40)
    assert parse(b"<a><a><a/></a></a>", limits).name == "a"
    assert refusal(b"<a><a><a><a/></a></a></a>", limits) == "policy-violation"
    assert refusal(b"<a xmlns='x' b='' c=''/>", limits) == "policy-violation"


def test_a_parser_starts_clean_after_a_fault() -> None:
    parser = StanzaParser(LIMITS)
    for bad in (b"<a><b><c>", b"<a><p:b/></a>", b"<a/><b/>"):
        with pytest.raises(StreamError):
            parser.parse(bad)
        assert parser.parse(b"<a>t</a>") == Element("a", CLIENT, {}, ["t"])


@pytest.mark.parametrize("prefix", [b"", b"p:"])
def test_long_and_broken_texts_are_one_child(prefix: bytes) -> None:
    text = "a&amp;b<![CDATA[<c>]]>\r\nd" * 5000
    element = parse(b"<%ba xmlns:p='u'>%b</%ba>" % (prefix, text.encode(), prefix))
    assert element.children == ["a&b<c>\nd" * 5000]
