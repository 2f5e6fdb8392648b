"""What people of another organisation see of what was published: it is judged once more, as going out."""

from pathlib import Path

from tests.place import running

POLICY = """
[[rule]]
name = "cards-stay"
when = { groups = ["card"], direction = ["outbound"] }
then = { verdict = "block", message = "Cards stay inside." }
"""
PUBSUB = "http://jabber.org/protocol/pubsub"
CREATE = (
    f"<iq type='set' id='c'><pubsub xmlns='{PUBSUB}'><create node='news'/><configure><x xmlns='jabber:x:data' "
    "type='submit'><field var='pubsub#access_model'><value>open</value></field></x></configure></pubsub></iq>"
)
PUBLISH = (
    f"<iq type='set' id='p'><pubsub xmlns='{PUBSUB}'><publish node='news'>"
    "<item id='1'><n xmlns='urn:n'>my card is 4111 1111 1111 1111</n></item></publish></pubsub></iq>"
)
ITEMS = f"<iq type='get' id='g' to='alice@localhost'><pubsub xmlns='{PUBSUB}'><items node='news'/></pubsub></iq>"


async def test_what_must_not_go_out_is_shown_inside_only(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY)
    async with running(tmp_path / "place", {"policy": {"file": str(policy)}}) as place:
        alice = await place.client("alice")
        alice.send(CREATE + PUBLISH)
        await alice.until("id='p'")
        for name, visible in (("dave", False), ("dave", False), ("bob", True)):
            client = await place.client(name, f"r{visible}")
            client.send(ITEMS)
            seen = await client.until("id='g'.*</iq>")
            assert ("4111" in seen) is visible, name
            client.close()
        # The second look was not a second judgement: alice is told once.
        await place.settled()
        alice.send("<iq type='get' id='x'><ping xmlns='urn:xmpp:ping'/></iq>")
        assert (await alice.until("id='x'")).count("<body>") == 1
