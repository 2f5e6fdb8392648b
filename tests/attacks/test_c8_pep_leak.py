"""Private nodes asked for by others (ATTACKS C8, CVE-2018-6591, CVE-2023-28686): bookmarks are nobody else's."""

import pytest

from tests.place import Place

PUBSUB = "http://jabber.org/protocol/pubsub"
NODES = ("urn:xmpp:bookmarks:1", "storage:bookmarks", "urn:xmpp:mds:displayed:0")
PUBLISH = (
    f"<iq type='set' id='b'><pubsub xmlns='{PUBSUB}'><publish node='urn:xmpp:bookmarks:1'><item id='secret@rooms.localhost'>"
    "<conference xmlns='urn:xmpp:bookmarks:1' name='secret plans'/></item></publish><publish-options>"
    "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>"
    f"{PUBSUB}#publish-options</value></field><field var='pubsub#access_model'><value>whitelist</value></field></x>"
    "</publish-options></pubsub></iq>"
)


@pytest.mark.parametrize("node", NODES)
async def test_c8_cve_2018_6591_bookmarks_are_nobody_elses(place: Place, node: str) -> None:
    alice, bob, component = (
        await place.client("alice"),
        await place.client("bob"),
        await place.component("bridge.example"),
    )
    alice.send(PUBLISH)
    assert "type='result'" in await alice.until("id='b'[^>]*>")
    # Both are contacts who see her.
    alice.send("<presence to='bob@localhost' type='subscribed'/><presence to='ann@bridge.example' type='subscribed'/>")
    alice.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    await alice.until("id='p'")
    await place.settled()
    bob.send("<presence to='alice@localhost' type='subscribe'/>")
    component.send("<presence from='ann@bridge.example' to='alice@localhost' type='subscribe'/>")
    for client in (bob, component):
        await client.until("<presence from='alice@localhost/test'")
    for client, sender in ((bob, ""), (component, " from='ann@bridge.example/x'")):
        for kind, payload in (
            ("get", f"<pubsub xmlns='{PUBSUB}'><items node='{node}'/></pubsub>"),
            ("set", f"<pubsub xmlns='{PUBSUB}'><subscribe node='{node}' jid='ann@bridge.example'/></pubsub>"),
            ("get", f"<query xmlns='http://jabber.org/protocol/disco#info' node='{node}'/>"),
            ("get", f"<query xmlns='http://jabber.org/protocol/disco#items' node='{node}'/>"),
            ("get", "<query xmlns='http://jabber.org/protocol/disco#items'/>"),
            ("get", "<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/></query>"),
        ):
            client.send(f"<iq{sender} to='alice@localhost' type='{kind}' id='a'>{payload}</iq>")
            answer = await client.until("<iq[^>]*id='a'[^>]*(/>|>.*?</iq>)")
            assert "secret" not in answer
            assert node not in answer.replace(f"node='{node}'/>", "")
