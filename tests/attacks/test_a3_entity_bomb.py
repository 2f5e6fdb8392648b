"""A3: no DTD and no entity beyond the five of XML, at any place where bytes of a stranger become XML here."""

import pytest

from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.stream import Framing, ServerStream
from tests.xmpp.support import HEADER, LIMITS, OPEN, bound, bound_websocket, condition

BOMB = (
    b"<!DOCTYPE b [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(12))
    + b"]>"
)
EXTERNAL = b"<!DOCTYPE b [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("dtd", [BOMB, EXTERNAL, b"<!DOCTYPE b SYSTEM 'http://127.0.0.1/x.dtd'>", b"<!DOCTYPE b>"])
def test_a3_cve_2011_2205_doctype(dtd: bytes) -> None:
    message = b"<message xmlns='jabber:client'><body>&a11;</body></message>"
    declaration, _, start = HEADER.partition(b"?>")
    for header in (dtd + HEADER, declaration + b"?>" + dtd + start):
        assert condition(ServerStream(LIMITS, secure=True).receive(header)) == "restricted-xml"
        assert condition(ServerStream(LIMITS).receive(header)) == "restricted-xml"
    for data in (dtd + message, b"<message>" + dtd + b"</message>"):
        assert condition(bound().receive(data)) == "restricted-xml"
    with pytest.raises(StreamError) as caught:
        parse_stanza(dtd + message, Limits())
    assert caught.value.condition == "restricted-xml"


@pytest.mark.parametrize("dtd", [BOMB, EXTERNAL])
def test_a3_cve_2022_0217_doctype_over_websocket(dtd: bytes) -> None:
    assert (
        condition(bound_websocket().receive(dtd + b"<message xmlns='jabber:client'>&a11;</message>"))
        == "restricted-xml"
    )
    fresh = ServerStream(LIMITS, framing=Framing.WEBSOCKET, secure=True)
    assert condition(fresh.receive(dtd + OPEN)) == "restricted-xml"


@pytest.mark.parametrize("text", [b"&a;", b"&nbsp;", b"&xxe;"])
def test_a3_undeclared_entities(text: bytes) -> None:
    assert condition(bound().receive(b"<message><body>%b</body></message>" % text)) == "restricted-xml"
    assert condition(bound().receive(b"<message to='%b'/>" % text)) == "restricted-xml"
