"""The stream header: one start tag in UTF-8, and few namespaces."""

import pytest

from casemate.xmpp.errors import StreamError
from casemate.xmpp.header import MAX_DECLARATIONS, parse_header
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import CLIENT, STREAMS
from tests.xmpp.support import HEADER

LIMITS = Limits()


def test_the_usual_header() -> None:
    header = parse_header(HEADER, LIMITS)
    assert header.element.attrs == {"to": "fort.example", "version": "1.0", "xml:lang": "en"}
    assert header.declarations == {"": CLIENT, "stream": STREAMS}


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8"])
def test_utf_8_may_be_declared(encoding: str) -> None:
    data = HEADER.replace(b"version='1.0'?>", f"version='1.0' encoding='{encoding}' standalone='yes'?>\n".encode(), 1)
    assert parse_header(data, LIMITS).element.name == "stream"


def test_the_declaration_may_be_left_out() -> None:
    assert parse_header(HEADER.partition(b"?>")[2], LIMITS).element.name == "stream"


@pytest.mark.parametrize(
    "data",
    [
        b"<stream xmlns='http://etherx.jabber.org/streams' xmlns:c='jabber:client' version='1.0'>",
        b"<s:stream xmlns:s='http://etherx.jabber.org/streams' version='1.0'>",
    ],
)
def test_stanzas_may_declare_their_namespace_themselves(data: bytes) -> None:
    assert parse_header(data, LIMITS).element.name == "stream"


@pytest.mark.parametrize(
    ("old", "new", "condition"),
    [
        (b"<?xml version='1.0'?>", b"<?xml version='1.0' encoding='ISO-8859-1'?>", "unsupported-encoding"),
        (b"<?xml version='1.0'?>", b"<?xml version='1.0' encoding='UTF-16'?>", "unsupported-encoding"),
        (b"<?xml version='1.0'?>", b"<?xml version='1.1'?>", "not-well-formed"),
        (b"<?xml version='1.0'?>", b"<?xml-stylesheet href='x'?>", "restricted-xml"),
        (b"<?xml version='1.0'?>", b"<?xml version='1.0'?><!-- -->", "restricted-xml"),
        (b"<?xml version='1.0'?>", b"<?xml version='1.0'?><!DOCTYPE stream>", "restricted-xml"),
        (b"<?xml version='1.0'?>", b"<?xml version='1.0'?>text", "not-well-formed"),
        (b"to='fort.example'", b"to='fort\xff'", "unsupported-encoding"),
        (b"to='fort.example'", b"to='&fort;'", "restricted-xml"),
        (b"to='fort.example'", b"to='a' to='b'", "not-well-formed"),
        (b"to='fort.example'", b"p:to='a'", "not-well-formed"),
        (b"'jabber:client'", b"'jabber:server'", "invalid-namespace"),
        (b"'jabber:client'", b"''", "invalid-namespace"),
        (b"stream:stream", b"stream", "invalid-namespace"),
        (b"stream:stream", b"stream:error", "bad-format"),
        (b"streams'>", b"streams'/>", "bad-format"),
        (b"to='fort.example'", b"xmlns:long='%b'" % (b"x" * 257), "policy-violation"),
    ],
)
def test_what_is_refused(old: bytes, new: bytes, condition: str) -> None:
    data = HEADER.replace(old, new)
    assert data != HEADER
    with pytest.raises(StreamError) as caught:
        parse_header(data, LIMITS)
    assert caught.value.condition == condition


def test_declarations_and_attributes_are_bounded() -> None:
    def with_declarations(count: int) -> bytes:
        return HEADER.replace(b"to=", b" ".join(b"xmlns:p%d='u'" % n for n in range(count)) + b" to=")

    assert len(parse_header(with_declarations(MAX_DECLARATIONS - 2), LIMITS).declarations) == MAX_DECLARATIONS
    with pytest.raises(StreamError, match="too much"):
        parse_header(with_declarations(MAX_DECLARATIONS - 1), LIMITS)
    with pytest.raises(StreamError, match="too many attributes"):
        parse_header(HEADER, Limits(attributes=4))
