"""A3: no DTD and no entity beyond the five of XML, at any place where bytes of a stranger become XML here."""

from pathlib import Path

import pytest

from casemate.xmpp.bosh_body import BoshFault, parse_body
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.stream import Framing, ServerStream
from tests.place import running
from tests.server.test_bosh import client_of
from tests.xmpp.support import HEADER, LIMITS, OPEN, bound, bound_websocket, condition

BOMB = (
    b"<!DOCTYPE b [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(12))
    + b"]>"
)
BODY = "<message to='bob@localhost'><body>&a11;&a;</body></message>"
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


@pytest.mark.parametrize("dtd", [BOMB, EXTERNAL, b"<!DOCTYPE b SYSTEM 'http://127.0.0.1/x.dtd'>", b"<!DOCTYPE b>"])
@pytest.mark.parametrize("declaration", [b"", b"<?xml version='1.0' encoding='utf-8'?>"])
def test_a3_doctype_over_bosh(dtd: bytes, declaration: bytes) -> None:
    body = b"<body xmlns='http://jabber.org/protocol/httpbind' rid='1' to='%b'/>"
    assert parse_body(declaration + body % b"x", LIMITS).to == "x"
    for request in (dtd + body % b"x", dtd + body % b"&a11;", dtd + body % b"&a;", body % b"&a;"):
        with pytest.raises(BoshFault) as caught:
            parse_body(declaration + request, LIMITS)
        assert caught.value.condition == "bad-request"


async def test_a3_doctype_over_bosh_on_the_wire(tmp_path: Path) -> None:
    """Before a session and in one, whoever sends it; a session lives on, as its client may not have sent it."""
    async with running(tmp_path, {"listen": {"bosh": True}}) as place:
        web = client_of(place)
        creation = f"<body xmlns='http://jabber.org/protocol/httpbind' rid='7' to='localhost' sid='{{}}'>{BODY}</body>"
        for sid in ("", "x"):
            answer = await web.post(BOMB + creation.format(sid).encode())
            assert "condition='bad-request'" in answer.text
        assert place.house.listener.connections == set()
        await web.enter("alice", place.credentials["alice"])
        bob = await place.client("bob")
        answer = await web.post(EXTERNAL + web.request(BODY, web.rid + 1).encode())
        assert "condition='bad-request'" in answer.text
        answer = await web.post(web.request("<message to='bob@localhost'><body>&a;</body></message>", web.rid + 1))
        assert "condition='bad-request'" in answer.text
        await web.say("<message to='bob@localhost'><body>plain</body></message>")
        assert "root:" not in await bob.until("plain</body>")
        await web.close()
