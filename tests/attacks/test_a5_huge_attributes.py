"""A5: bytes are counted before parsing; attributes and namespace declarations while parsing."""

import pytest

from casemate.xmpp.limits import Limits
from casemate.xmpp.stream import Received, ServerStream
from tests.xmpp.support import HEADER, bound, condition, secure


def attributes(count: int) -> bytes:
    return b" ".join(b"a%d=''" % n for n in range(count))


def declarations(count: int) -> bytes:
    return b" ".join(b"xmlns:n%d='u%d'" % (n, n) for n in range(count))


@pytest.mark.parametrize("make", [attributes, declarations])
def test_a5_many_attributes(make: object) -> None:
    assert callable(make)
    limits = Limits()
    (event,) = bound().receive(b"<message %b/>" % make(limits.attributes))
    assert isinstance(event, Received)
    assert condition(bound().receive(b"<message %b/>" % make(limits.attributes + 1))) == "policy-violation"
    assert condition(bound().receive(b"<message><x %b/></message>" % make(10_000))) == "policy-violation"


def test_a5_huge_attribute() -> None:
    limits = Limits()
    assert condition(bound().receive(b"<message to='%b'/>" % (b"a" * limits.stanza))) == "policy-violation"
    assert condition(secure().receive(b"<auth x='%b'/>" % (b"a" * limits.stanza_before_auth))) == "policy-violation"


@pytest.mark.parametrize("make", [attributes, declarations])
def test_a5_in_the_stream_header(make: object) -> None:
    assert callable(make)
    header = HEADER.replace(b"to=", make(65) + b" to=")
    assert condition(ServerStream(Limits()).receive(header)) == "policy-violation"
    long = HEADER.replace(b"to='", b"to='" + b"x" * Limits().stanza_before_auth)
    assert condition(ServerStream(Limits()).receive(long)) == "policy-violation"


def test_a5_what_a_header_declares_does_not_make_every_stanza_dear() -> None:
    """Namespaces of the header are in scope in each stanza, and so are parsed with it: they are few and short."""
    header = HEADER.replace(b"to=", b"xmlns:p='%b' to=" % (b"u" * 5_000))
    assert condition(ServerStream(Limits()).receive(header)) == "policy-violation"
