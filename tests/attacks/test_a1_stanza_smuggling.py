"""A1: bytes that one parser reads differently from another must not carry a second stanza inside the first.

What we deliver is our own serialisation, so it is enough that every other parser reads that as we do.
"""

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize
from casemate.xmpp.stream import Received, Violated
from tests.xmpp.support import bound, elements, told

XML = "http://www.w3.org/XML/1998/namespace"
_PIECES = st.sampled_from(
    [
        b"<message>",
        b"</message>",
        b"<body>",
        b"</body>",
        b"<message/>",
        b"<p:b/>",
        b"<b xmlns:p='u' p:c='d'>",
        b"</b>",
        b"&lt;message&gt;",
        b"&#60;message/&#62;",
        b"<![CDATA[</message><message>]]>",
        b"]]>",
        b"\xe0\x80\xbc",
        b"\xc0\xbc",
        b"'",
        b'"',
        b" from='x@y'",
        b"xmlns='jabber:client'",
        b"\xef\xbf\xbe",
        b"\xc3\xa4",
        b"&#xFFFE;",
        b"\r\n",
        b"\x0c",
        b"&",
    ]
)


def by_libxml(data: bytes) -> Element:
    """The tree as libxml2 reads it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=False, huge_tree=True)
    return _converted(etree.fromstring(b"<s xmlns='jabber:client'>%b</s>" % data, parser)[0])


def _converted(node: etree._Element) -> Element:
    name = etree.QName(node)
    attrs = {key.replace(f"{{{XML}}}", "xml:"): str(value) for key, value in node.attrib.items()}
    element = Element(name.localname, name.namespace or "", {str(k): v for k, v in attrs.items()})
    if node.text:
        element.add(node.text)
    for child in node:
        element.add(_converted(child))
        if child.tail:
            element.add(child.tail)
    return element


@settings(max_examples=200)
@given(elements)
def test_a1_cve_2022_22784_what_we_send_is_read_alike_by_libxml(element: Element) -> None:
    data = serialize(element)
    wrapped = b"<s xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>%b</s>" % data
    try:
        (child,) = etree.fromstring(wrapped)
    except etree.XMLSyntaxError as refused:
        # libxml2 refuses namespaces that are no URIs; refusing is not misreading.
        assume("not a valid URI" not in str(refused))
        raise
    assert _converted(child) == parse_stanza(data, Limits())


@settings(max_examples=500)
@given(st.lists(_PIECES, max_size=10).map(b"".join))
def test_a1_cve_2022_22784_what_we_accept_is_read_alike_by_libxml(inside: bytes) -> None:
    data = b"<message>%b</message>" % inside
    try:
        element = parse_stanza(data, Limits())
    except StreamError:
        return
    assert by_libxml(data) == element
    assert by_libxml(serialize(element)) == element


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=10).map(b"".join))
def test_a1_no_stanza_appears_inside_another(inside: bytes) -> None:
    """Whatever stands inside, what comes out begins and ends where the framer and the parser both say."""
    data = b"<message>%b</message>" % inside
    for event in told(bound(), [data]):
        if isinstance(event, Received):
            assert parse_stanza(serialize(event.element), Limits()) == event.element


def test_a1_cve_2022_25235_overlong_and_broken_utf_8_in_names() -> None:
    for name in (b"a\xc0\xbcb", b"a\xed\xa0\x80", b"\xe0\x80\x80", b"a\xf4\x90\x80\x80"):
        (event,) = bound().receive(b"<%b/>" % name)
        assert isinstance(event, Violated)
        assert event.error.condition == "unsupported-encoding"


def test_a1_cve_2022_25236_namespace_separator_in_a_namespace() -> None:
    for separator in (b"\x0c", b"&#12;", b"\n", b" "):
        data = b"<p:a xmlns:p='jabber:client%bmessage'/>" % separator
        try:
            element = parse_stanza(data, Limits())
        except StreamError:
            continue
        assert element.name == "a"
        assert element.ns.startswith("jabber:client")
        assert element.ns.endswith("message")
        assert parse_stanza(serialize(element), Limits()) == element
