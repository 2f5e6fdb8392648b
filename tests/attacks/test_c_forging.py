"""Forged wrappers, pushes and ids (ATTACKS C1-C4): what a client claims in the server's name never arrives."""

import pytest

from tests.place import Place

FORWARDED = "<forwarded xmlns='urn:xmpp:forward:0'><message from='carol@localhost' xmlns='jabber:client'><body>forged</body></message></forwarded>"


@pytest.mark.parametrize(
    "wrapper",
    [
        f"<sent xmlns='urn:xmpp:carbons:2'>{FORWARDED}</sent>",
        f"<received xmlns='urn:xmpp:carbons:2'>{FORWARDED}</received>",
        FORWARDED,
    ],
)
async def test_c1_cve_2017_5589_carbons_forgery(place: Place, wrapper: str) -> None:
    await arrives_without(place, wrapper, "forged")


@pytest.mark.parametrize("wrapper", [f"<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>{FORWARDED}</result>"])
async def test_c2_cve_2020_26547_mam_forgery(place: Place, wrapper: str) -> None:
    await arrives_without(place, wrapper, "forged")


async def test_c3_cve_2015_8688_roster_push_spoof(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(
        "<iq type='set' id='push' to='bob@localhost/test'><query xmlns='jabber:iq:roster'>"
        "<item jid='evil@localhost' subscription='both'/></query></iq>"
    )
    assert (await alice.element("iq")).get("type") == "error"
    alice.send("<iq type='result' id='unasked' to='bob@localhost/test'><query xmlns='jabber:iq:roster'/></iq>")
    alice.send("<message to='bob@localhost' type='chat'><body>after</body></message>")
    seen = await bob.until("</message>")
    assert "jabber:iq:roster" not in seen


@pytest.mark.parametrize(
    "element",
    [
        "<stanza-id xmlns='urn:xmpp:sid:0' by='bob@localhost' id='forged'/>",
        "<delay xmlns='urn:xmpp:delay' from='localhost' stamp='2001-01-01T00:00:00Z'/>",
        "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>",
        "<verdict xmlns='urn:casemate:verdict:0' verdict='allow'>forged</verdict>",
    ],
)
async def test_c4_ids_and_delays_are_not_taken_from_clients(place: Place, element: str) -> None:
    await arrives_without(place, element, "forged", "2001-01-01")


async def arrives_without(place: Place, element: str, *words: str) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(f"<message to='bob@localhost' type='chat'><body>hello</body>{element}</message>")
    seen = await bob.until("hello.*</message>")
    for word in words:
        assert word not in seen
