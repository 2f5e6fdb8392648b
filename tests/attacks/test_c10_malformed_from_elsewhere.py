"""Malformed stanzas from elsewhere (ATTACKS C10, CVE-2025-30355): one bad peer stops nobody, and nothing of it stays."""

import pytest

from tests.place import Place

BAD = (
    "<message from='ann@bridge.example' to='alice@localhost'/>",
    "<message from='ann@bridge.example' to='alice@localhost' type='nonsense' id=''><body/></message>",
    "<message from='ann@bridge.example' to='alice@localhost/test' type='error'/>",
    "<message from='ann@bridge.example' to='rooms.localhost' type='groupchat'><body>x</body></message>",
    "<message from='ann@bridge.example' to='none@rooms.localhost/x/y' type='groupchat'><subject/></message>",
    "<message from='ann@bridge.example' to='alice@localhost' id='x'><x xmlns='jabber:x:conference'/></message>",
    "<message from='ann@bridge.example' to='alice@localhost'><error/></message>",
    "<presence from='ann@bridge.example' to='alice@localhost' type='nonsense'/>",
    "<presence from='ann@bridge.example' to='localhost' type='probe'/>",
    "<presence from='ann@bridge.example' to='alice@localhost'><priority>999999999999</priority><show>x y</show></presence>",
    "<presence from='ann@bridge.example' to='alice@localhost/test' type='error'/>",
    "<presence from='ann@bridge.example' to='none@rooms.localhost/x'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
    "<presence from='ann@bridge.example' to='rooms.localhost' type='subscribe'/>",
    "<iq from='ann@bridge.example' to='localhost' type='get' id='1'/>",
    "<iq from='ann@bridge.example' to='localhost' type='result'/>",
    "<iq from='ann@bridge.example' to='alice@localhost' type='set' id='1'><a xmlns='b'/><c xmlns='d'/></iq>",
    "<iq from='ann@bridge.example' to='alice@localhost' type='get' id='1'><pubsub xmlns='http://jabber.org/protocol/pubsub'/></iq>",
    "<iq from='ann@bridge.example' to='rooms.localhost' type='get'><query xmlns='jabber:iq:search'/></iq>",
    "<iq from='ann@bridge.example' to='casemate@localhost' type='error' id='1'/>",
)


@pytest.mark.parametrize("stanza", BAD)
async def test_c10_cve_2025_30355_one_bad_stanza_stops_nobody(place: Place, stanza: str) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(stanza * 3)
    await place.settled()
    component.send("<message from='ben@bridge.example' to='alice@localhost' type='chat'><body>good</body></message>")
    assert ">good<" in await alice.until("good</body>")
    alice.send("<message to='ben@bridge.example' type='chat'><body>fine</body></message>")
    await component.until("fine</body>")
