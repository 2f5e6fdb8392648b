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


@pytest.mark.parametrize("who", ["bob", "dave"])
async def test_c8_closed_nodes_of_the_service_are_for_those_on_the_list(place: Place, who: str) -> None:
    alice, other = await place.client("alice"), await place.client(who)
    service = "pubsub.localhost"
    form = (
        "<x xmlns='jabber:x:data' type='submit'><field var='pubsub#access_model'><value>whitelist</value></field></x>"
    )
    item = "<item id='secret-id'><entry xmlns='http://www.w3.org/2005/Atom'><title>secret plans</title></entry></item>"
    for payload in (
        f"<create node='closed'/><configure>{form}</configure>",
        f"<publish node='closed'>{item}</publish>",
    ):
        alice.send(f"<iq type='set' id='n' to='{service}'><pubsub xmlns='{PUBSUB}'>{payload}</pubsub></iq>")
        assert "type='result'" in await alice.until("<iq[^>]*id='n'.*?</iq>")
    jid = f"{other.jid}".partition("/")[0]
    nodes = f"<pubsub xmlns='{PUBSUB}'>%s</pubsub>"
    owner = f"<pubsub xmlns='{PUBSUB}#owner'>%s</pubsub>"
    for kind, payload in (
        ("get", nodes % "<items node='closed'/>"),
        ("get", nodes % "<items node='closed'><item id='secret-id'/></items>"),
        ("set", nodes % f"<subscribe node='closed' jid='{jid}'/>"),
        ("get", owner % "<subscriptions node='closed'/>"),
        ("get", owner % "<affiliations node='closed'/>"),
        ("get", owner % "<configure node='closed'/>"),
        ("set", owner % "<purge node='closed'/>"),
        ("get", "<query xmlns='http://jabber.org/protocol/disco#info' node='closed'/>"),
        ("get", "<query xmlns='http://jabber.org/protocol/disco#items' node='closed'/>"),
    ):
        other.send(f"<iq to='{service}' type='{kind}' id='a'>{payload}</iq>")
        answer = await other.until("<iq[^>]*id='a'[^>]*(/>|>.*?</iq>)")
        assert "type='error'" in answer, payload
        assert "secret" not in answer
    other.send(f"<iq to='{service}' type='get' id='a'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
    assert "closed" not in (await other.until("<iq[^>]*id='a'[^>]*(/>|>.*?</iq>)")).replace("closed-node", "")
    alice.send(PUBLISH.replace("<iq ", f"<iq to='{service}' ").replace("urn:xmpp:bookmarks:1'><item", "closed'><item"))
    assert "type='result'" in await alice.until("<iq[^>]*id='b'[^>]*>")
    await place.settled()
    other.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "secret" not in await other.until("<iq[^>]*id='p'[^>]*>")
