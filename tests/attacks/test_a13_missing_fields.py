"""A13: elements that lack what they should have are answered or refused; nothing loops, nothing raises."""

import itertools

import pytest

from casemate.xmpp.errors import STREAM_CONDITIONS
from casemate.xmpp.stream import Auth, AuthAbort, BindRequest, Received, Violated
from tests.xmpp.support import authenticated, bound, secure

SASL = b"urn:ietf:params:xml:ns:xmpp-sasl"


def test_a13_cve_2011_4320_stanzas_without_their_parts_are_still_stanzas() -> None:
    attributes = [b"", b" type='set'", b" type=''", b" id=''", b" to=''", b" from=''"]
    children = [
        b"",
        b"<x/>",
        b"<x xmlns=''/>",
        b"text",
        b"<bind/>",
        b"<pubsub xmlns='http://jabber.org/protocol/pubsub'/>",
    ]
    for name, attribute, child in itertools.product([b"message", b"presence", b"iq"], attributes, children):
        (event,) = bound().receive(b"<%b%b>%b</%b>" % (name, attribute, child, name))
        assert isinstance(event, Received)


@pytest.mark.parametrize(
    "data",
    [
        b"<iq type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
        b"<iq type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource/></bind></iq>",
    ],
)
def test_a13_binding_without_id_or_resource(data: bytes) -> None:
    assert authenticated().receive(data) == [BindRequest("", None)]


def test_a13_sasl_without_mechanism_or_data() -> None:
    assert secure().receive(b"<auth xmlns='%b'/>" % SASL) == [Auth("", None)]
    assert secure().receive(b"<auth xmlns='%b'><x/></auth>" % SASL) == [Auth("", None)]
    stream = secure()
    stream.receive(b"<auth xmlns='%b'/>" % SASL)
    stream.challenge(b"")
    (event,) = stream.receive(b"<response xmlns='%b'/>" % SASL)
    assert not isinstance(event, Violated | AuthAbort)


@pytest.mark.parametrize(
    "attributes", [b"", b" to=''", b" version=''", b" version='1.'", b" version='1.0' xml:lang=''"]
)
def test_a13_headers_without_their_parts(attributes: bytes) -> None:
    from casemate.xmpp.stream import ServerStream, StreamOpened
    from tests.xmpp.support import LIMITS

    header = b"<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'%b>" % attributes
    (event,) = ServerStream(LIMITS).receive(header)
    if isinstance(event, Violated):
        assert event.error.condition in STREAM_CONDITIONS
    else:
        assert isinstance(event, StreamOpened)
