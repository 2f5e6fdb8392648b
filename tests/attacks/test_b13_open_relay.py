"""Open relay (ATTACKS B13): nothing carries bytes for strangers, and nothing carries them past inspection for anybody."""

import pytest

from tests.client import HEADER
from tests.place import Place

BYTESTREAMS = "http://jabber.org/protocol/bytestreams"
ASKS = [
    f"<iq type='get' id='relay' to='localhost'><query xmlns='{BYTESTREAMS}'/></iq>",
    "<iq type='get' id='relay' to='localhost'><services xmlns='urn:xmpp:extdisco:2'/></iq>",
    "<iq type='get' id='relay' to='localhost'><credentials xmlns='urn:xmpp:extdisco:2'><service host='localhost' type='turn'/></credentials></iq>",
    "<message to='bob@localhost'><body>carried</body></message>",
]


@pytest.mark.parametrize("ask", ASKS)
async def test_b13_cve_2021_32917_nothing_is_carried_for_strangers(place: Place, ask: str) -> None:
    bob, stranger = await place.client("bob"), await place.connect()
    stranger.send(HEADER.format(domain="localhost"))
    await stranger.until("</stream:features>")
    stranger.send(ask)
    assert "not-authorized" in await stranger.closed()
    bob.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "carried" not in await bob.until("id='after'")


async def test_b13_no_proxy_is_offered(place: Place) -> None:
    alice = await place.client("alice")
    alice.send("<iq type='get' id='items' to='localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
    items = (await alice.element("iq")).iter("{http://jabber.org/protocol/disco#items}item")
    for address in ["localhost", *(item.attrib["jid"] for item in items)]:
        alice.send(f"<iq type='get' id='d' to='{address}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        answer = await alice.element("iq")
        assert answer.get("type") == "result", address
        named = [each.attrib for each in answer.iter()]
        assert not [each for each in named if each.get("category") == "proxy" or each.get("var") == BYTESTREAMS], (
            address
        )
        alice.send(f"<iq type='get' id='b' to='{address}'><query xmlns='{BYTESTREAMS}'/></iq>")
        assert (await alice.element("iq")).get("type") == "error", address
