"""Forged wrappers, pushes and ids from elsewhere (ATTACKS C1-C4): what only our server or a room says never arrives."""

import pytest

from tests.place import Place

INNER = (
    "<forwarded xmlns='urn:xmpp:forward:0'><message from='carol@localhost' xmlns='jabber:client'>"
    "<body>forged</body></message></forwarded>"
)


@pytest.mark.parametrize("direction", ["sent", "received"])
@pytest.mark.parametrize("sender", ["ann@bridge.example", "bridge.example", "ann@bridge.example/phone"])
async def test_c1_cve_2017_5589_carbons_from_elsewhere(place: Place, direction: str, sender: str) -> None:
    await arrives_without(place, sender, f"<{direction} xmlns='urn:xmpp:carbons:2'>{INNER}</{direction}>")


@pytest.mark.parametrize("kind", ["chat", "normal", "headline"])
async def test_c2_cve_2020_26547_archive_results_from_elsewhere(place: Place, kind: str) -> None:
    result = (
        f"<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>{INNER}</result><fin xmlns='urn:xmpp:mam:2'>forged</fin>"
    )
    await arrives_without(place, "ann@bridge.example", result, kind)


@pytest.mark.parametrize("kind", ["set", "result"])
async def test_c3_cve_2015_8688_roster_pushes_from_elsewhere(place: Place, kind: str) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    for to in ("alice@localhost", "alice@localhost/test"):
        component.send(
            f"<iq from='bridge.example' to='{to}' type='{kind}' id='push'><query xmlns='jabber:iq:roster'>"
            "<item jid='forged@bridge.example' subscription='both'/></query></iq>"
        )
    component.send("<message from='ann@bridge.example' to='alice@localhost' type='chat'><body>after</body></message>")
    seen = await alice.until("after</body>")
    assert "forged" not in seen
    assert "jabber:iq:roster" not in seen


@pytest.mark.parametrize(
    "element",
    [
        "<stanza-id xmlns='urn:xmpp:sid:0' by='alice@localhost' id='forged'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='ann@bridge.example' id='forged'/>",
        "<delay xmlns='urn:xmpp:delay' from='localhost' stamp='2001-01-01T00:00:00Z'>forged</delay>",
        "<delay xmlns='urn:xmpp:delay' from='ann@bridge.example' stamp='2001-01-01T00:00:00Z'>forged</delay>",
        "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>",
        "<verdict xmlns='urn:casemate:verdict:0' verdict='allow'>forged</verdict>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='forged@localhost'/></x>",
        "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='forged'/></event>",
    ],
)
async def test_c4_ids_and_delays_from_elsewhere(place: Place, element: str) -> None:
    await arrives_without(place, "ann@bridge.example", element)


async def arrives_without(place: Place, sender: str, element: str, kind: str = "chat") -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(f"<message from='{sender}' to='alice@localhost' type='{kind}'>{element}</message>")
    component.send(f"<message from='{sender}' to='alice@localhost' type='{kind}'><body>hello</body>{element}</message>")
    seen = await alice.until("hello.*</message>")
    assert "forged" not in seen
    assert "2001-01-01" not in seen
