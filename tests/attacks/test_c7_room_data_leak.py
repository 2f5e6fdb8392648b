"""Room data leak (ATTACKS C7): who may not enter a room learns nothing of who is in it, what it is about, or what was said."""

from collections.abc import Mapping

import pytest

from tests.place import Place

ROOM = "plans@rooms.localhost"
SECRETS = ("Alice", "alice@localhost", "bob@localhost", "Bob", "merger", "Project Falcon")
ASKS = {
    "info": "<query xmlns='http://jabber.org/protocol/disco#info'/>",
    "items": "<query xmlns='http://jabber.org/protocol/disco#items'/>",
    "members": "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>",
    "owners": "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='owner'/></query>",
    "moderators": "<query xmlns='http://jabber.org/protocol/muc#admin'><item role='moderator'/></query>",
    "form": "<query xmlns='http://jabber.org/protocol/muc#owner'/>",
    "card": "<vCard xmlns='vcard-temp'/>",
    "nick": "<query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>",
    "registration": "<query xmlns='jabber:iq:register'/>",
}
SETS = {"archive": "<query xmlns='urn:xmpp:mam:2' queryid='q'/>"}


async def closed_room(place: Place) -> None:
    """A hidden room for members, with a subject and something said in it."""
    alice = await place.client("alice")
    alice.send(f"<presence to='{ROOM}/Alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await alice.until("<subject")
    fields: Mapping[str, str] = {
        "roomname": "Project Falcon", "roomdesc": "the merger", "membersonly": "1", "publicroom": "0", "whois": "moderators",
    }  # fmt: skip
    form = "".join(
        f"<field var='muc#roomconfig_{name}'><value>{value}</value></field>" for name, value in fields.items()
    )
    for number, query in enumerate(
        (
            f"<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>{form}</x></query>",
            "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='bob@localhost'/></query>",
        )
    ):
        alice.send(f"<iq type='set' id='o{number}' to='{ROOM}'>{query}</iq>")
        answer = await alice.until(f"<iq [^>]*id='o{number}'[^>]*>")
        assert "type='result'" in answer
    alice.send(f"<message type='groupchat' to='{ROOM}'><subject>merger</subject></message>")
    alice.send(f"<message type='groupchat' to='{ROOM}'><body>the merger is on monday</body></message>")
    await alice.until("on monday")
    await place.settled()


@pytest.mark.parametrize("outsider", ["carol", "dave"])
async def test_c7_cve_2021_37601_who_may_not_enter_learns_nothing(place: Place, outsider: str) -> None:
    await closed_room(place)
    client = await place.client(outsider)
    seen: dict[str, str] = {}
    for kind, asks in (("get", ASKS), ("set", SETS)):
        for name, payload in asks.items():
            client.send(f"<iq type='{kind}' id='{name}' to='{ROOM}'>{payload}</iq>")
            client.send(f"<iq type='get' id='{name}-after' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>")
            await place.settled()
            seen[name] = await client.until(f"id='{name}-after'[^>]*>")
            assert f"id='{name}'" in seen[name]
    client.send(f"<presence to='{ROOM}/{outsider}'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    seen["entering"] = await client.until("</presence>")
    client.send(f"<message to='{ROOM}/Alice' type='chat'><body>who is there?</body></message>")
    seen["whisper"] = await client.until("</message>")
    client.send(f"<iq type='get' id='last' to='{ROOM}/Alice'><query xmlns='jabber:iq:version'/></iq>")
    seen["asking"] = await client.until("</iq>")
    for name, answer in seen.items():
        assert not [word for word in SECRETS if word in answer.replace(f"{ROOM}/Alice", "")], (name, answer)


@pytest.mark.parametrize("outsider", ["carol", "dave"])
async def test_c7_a_hidden_room_is_in_no_list(place: Place, outsider: str) -> None:
    await closed_room(place)
    client = await place.client(outsider)
    client.send(
        "<iq type='get' id='i' to='rooms.localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>"
    )
    assert ROOM not in await client.until("</iq>|<iq [^>]*id='i'[^>]*/>")
    client.send(
        "<iq type='get' id='s' to='rooms.localhost'><search xmlns='urn:xmpp:channel-search:0:search'>"
        "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:xmpp:channel-search:0:search-params</value></field>"
        "<field var='q'><value>falcon</value></field></x></search></iq>"
    )
    assert ROOM not in await client.until("</iq>|<iq [^>]*id='s'[^>]*/>")
