"""Remote control (ATTACKS C9): no client is commanded from another one, and nobody but administrators commands the server."""

import pytest

from tests.place import Place

COMMANDS = "http://jabber.org/protocol/commands"
REMOTE = "http://jabber.org/protocol/rc"


@pytest.mark.parametrize("victim", ["bob@localhost/test", "alice@localhost/desk"])
@pytest.mark.parametrize(
    "node", [f"{REMOTE}#forward", f"{REMOTE}#set-options", f"{REMOTE}#leave-groupchats", "anything"]
)
async def test_c9_cve_2016_10376_a_command_reaches_no_client(place: Place, victim: str, node: str) -> None:
    alice, bob, desk = await place.client("alice"), await place.client("bob"), await place.client("alice", "desk")
    alice.send(f"<iq type='set' id='c' to='{victim}'><command xmlns='{COMMANDS}' node='{node}' action='execute'/></iq>")
    assert (await alice.element("iq")).get("type") == "error"
    await place.settled()
    for client in (bob, desk):
        client.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>")
        assert COMMANDS not in await client.until("id='after'")


@pytest.mark.parametrize("address", ["localhost", "alice@localhost", "rooms.localhost"])
async def test_c9_nothing_offers_remote_control(place: Place, address: str) -> None:
    alice = await place.client("alice")
    alice.send(f"<iq type='get' id='d' to='{address}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
    answer = await alice.element("iq")
    assert not [each for each in answer.iter() if each.get("var", "").startswith(REMOTE)]


async def test_c9_people_are_offered_no_command_of_administrators(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(
        f"<iq type='get' id='i' to='localhost'><query xmlns='http://jabber.org/protocol/disco#items' node='{COMMANDS}'/></iq>"
    )
    offered = [each.get("node", "") for each in (await alice.element("iq")).iter()]
    assert not [node for node in offered if node.startswith("http://jabber.org/protocol/admin")]
    alice.send(
        f"<iq type='set' id='c' to='localhost'><command xmlns='{COMMANDS}' "
        "node='http://jabber.org/protocol/admin#get-online-users-list' action='execute'/></iq>"
    )
    answer = await alice.element("iq")
    assert answer.find(".//{*}forbidden") is not None
