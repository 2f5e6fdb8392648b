"""What an outsider learns of a room that is not for them (ATTACKS C7, CVE-2021-37601): nothing, not even that it exists."""

import re

import pytest

from tests.place import Place

MUC = "http://jabber.org/protocol/muc"
REQUESTS = (
    "<iq from='{who}' to='{room}' type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
    "<iq from='{who}' to='{room}' type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
    f"<iq from='{{who}}' to='{{room}}' type='get' id='1'><query xmlns='{MUC}#admin'><item affiliation='owner'/></query></iq>",
    f"<iq from='{{who}}' to='{{room}}' type='get' id='1'><query xmlns='{MUC}#owner'/></iq>",
    "<iq from='{who}' to='{room}' type='get' id='1'><query xmlns='jabber:iq:register'/></iq>",
    "<iq from='{who}' to='{room}' type='get' id='1'><vCard xmlns='vcard-temp'/></iq>",
    "<iq from='{who}' to='{room}' type='set' id='1'><query xmlns='urn:xmpp:mam:2'/></iq>",
    "<iq from='{who}' to='{room}/Alice' type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>",
    "<presence from='{who}' to='{room}/Ann' id='1'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
    "<message from='{who}' to='{room}' type='groupchat' id='1'><body>hello</body></message>",
    "<message from='{who}' to='{room}/Alice' type='chat' id='1'><body>hello</body></message>",
    f"<message from='{{who}}' to='{{room}}' id='1'><x xmlns='{MUC}#user'><decline to='alice@localhost'/></x></message>",
)


@pytest.mark.parametrize("request_", REQUESTS)
async def test_c7_cve_2021_37601_a_room_is_like_none_to_outsiders(place: Place, request_: str) -> None:
    alice, dave = await place.client("alice"), await place.client("dave")
    component = await place.component("bridge.example")
    alice.send(f"<presence to='board@rooms.localhost/Alice'><x xmlns='{MUC}'/></presence>")
    await alice.until("<subject.*</message>")
    alice.send(
        f"<iq type='set' id='o' to='board@rooms.localhost'><query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'/>"
        "</query></iq>"
    )
    await alice.until("id='o'")
    for client, who in ((component, "ann@bridge.example/x"), (dave, dave.jid)):
        answers: list[str] = []
        for room in ("board@rooms.localhost", "nobody@rooms.localhost"):
            client.send(request_.format(who=who, room=room))
            answer = await client.until("id='1'.*?</(iq|presence|message)>")
            answers.append(re.sub("board|nobody", "room", answer))
        there, nowhere = answers
        assert "type='error'" in there
        assert there == nowhere
    alice.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "hello" not in await alice.until("id='p'")


async def test_c7_what_was_said_in_the_moment_of_opening_is_not_for_outsiders(place: Place) -> None:
    alice, dave = await place.client("alice"), await place.client("dave")
    now = place.house.router.clock() + 60
    # However fast all goes: it is the same millisecond.
    place.house.router.clock = lambda: now
    alice.send(f"<presence to='board@rooms.localhost/Alice'><x xmlns='{MUC}'/></presence>")
    await alice.until("<subject.*</message>")
    owner = f"<query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'>{{}}</x></query>"
    alice.send(f"<iq type='set' id='o1' to='board@rooms.localhost'>{owner.format('')}</iq>")
    await alice.until("id='o1'")
    alice.send("<message to='board@rooms.localhost' type='groupchat'><body>among ourselves</body></message>")
    await alice.until("among ourselves</body>")
    external = "<field var='{urn:casemate:rooms:0}external'><value>1</value></field>"
    alice.send(f"<iq type='set' id='o2' to='board@rooms.localhost'>{owner.format(external)}</iq>")
    await alice.until("id='o2'")
    dave.send(f"<presence to='board@rooms.localhost/Dave'><x xmlns='{MUC}'/></presence>")
    assert "among ourselves" not in await dave.until("<subject.*</message>")
