"""Canonical bytes out: escaped, declared, and never a character that XML does not have."""

import sys

import pytest

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import STREAMS
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import escape_attribute, escape_text, serialize


def test_the_form() -> None:
    element = Element("message", CLIENT, {"to": "a@b", "xml:lang": "de"})
    element.add(Element("body", CLIENT, {}, ["hi"])).add(Element("x", "urn:x", {}, [Element("y", "urn:x")]))
    element.add(Element("z", "", {}, ["a", Element("body", CLIENT), "b"]))
    assert serialize(element) == (
        b"<message to='a@b' xml:lang='de'><body>hi</body><x xmlns='urn:x'><y/></x>"
        b"<z xmlns=''>a<body xmlns='jabber:client'/>b</z></message>"
    )
    assert serialize(Element("message"), "") == b"<message xmlns='jabber:client'/>"


def test_everything_that_could_be_misread_is_escaped() -> None:
    nasty = "<&>'\"\t\r\n]]>"
    assert escape_text(nasty) == "&lt;&amp;&gt;'\"\t&#13;\n]]&gt;"
    assert escape_attribute(nasty) == "&lt;&amp;&gt;&apos;&quot;&#9;&#13;&#10;]]&gt;"
    element = Element("a", "urn:'\"<&>", {"b": nasty, "{urn:<'&}c": nasty, "d": "plain"}, [nasty])
    assert parse_stanza(serialize(element), Limits()) == element


def test_attributes_with_namespaces_get_prefixes_of_their_own() -> None:
    element = Element("a", CLIENT, {"{u}b": "1", "{v}b": "2", "{u}c": "3", "b": "4"})
    data = serialize(element)
    assert len(set(data.split(b"xmlns:")[1:])) == 3
    assert parse_stanza(data, Limits()) == element


def test_the_stream_prefix_is_used_for_the_stream_namespace_only() -> None:
    features = Element("features", STREAMS, {}, [Element("bind", "urn:b"), Element("iq", CLIENT)])
    assert serialize(features) == b"<stream:features><bind xmlns='urn:b'/><iq/></stream:features>"


@pytest.mark.parametrize("char", ["\0", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_does_not_have_are_refused(char: str) -> None:
    for element in (Element("a", CLIENT, {}, [char]), Element("a", CLIENT, {"b": char}), Element("a", char)):
        with pytest.raises(ValueError, match="not allowed in XML"):
            serialize(element)
        with pytest.raises(ValueError, match="not allowed in XML"):
            serialize(Element("outer", CLIENT, {}, [element, "x"]))


def test_depth_does_not_matter() -> None:
    depth = sys.getrecursionlimit() * 5
    root = inner = Element("a")
    for _ in range(depth):
        child = Element("a")
        inner.add(child)
        inner = child
    assert serialize(root) == b"<a>" * depth + b"<a/>" + b"</a>" * depth
