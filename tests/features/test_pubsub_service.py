"""Publish-subscribe at pubsub.DOMAIN: who may make nodes, how many there are, and what other organisations see."""

from pathlib import Path

import pytest

from tests.client import Client
from tests.place import running

PUBSUB = "http://jabber.org/protocol/pubsub"
OURS = "pubsub.localhost"


async def asked(client: Client, kind: str, payload: str, ns: str = PUBSUB) -> str:
    """The answer to a request to the service."""
    client.send(f"<iq type='{kind}' id='q' to='{OURS}'><pubsub xmlns='{ns}'>{payload}</pubsub></iq>")
    return await client.until("<iq [^>]*id='q'.*?(?:</iq>|/>)")


async def test_only_administrators_make_nodes_where_the_settings_say_so(tmp_path: Path) -> None:
    async with running(tmp_path, {"pubsub": {"create": False}}) as place:
        admin, bob = await place.client("admin"), await place.client("bob")
        assert "forbidden" in await asked(bob, "set", "<create node='news'/>")
        assert "type='result'" in await asked(admin, "set", "<create node='news'/>")


async def test_administrators_do_away_with_nodes_of_others_and_see_no_more_of_them_than_others(tmp_path: Path) -> None:
    async with running(tmp_path) as place:
        alice, admin, bob = await place.client("alice"), await place.client("admin"), await place.client("bob")
        closed = (
            "<configure><x xmlns='jabber:x:data' type='submit'><field var='pubsub#access_model'>"
            "<value>whitelist</value></field></x></configure>"
        )
        assert "type='result'" in await asked(alice, "set", f"<create node='left'/>{closed}")
        assert "not-allowed" in await asked(admin, "get", "<items node='left'/>")
        assert "forbidden" in await asked(admin, "get", "<configure node='left'/>", f"{PUBSUB}#owner")
        assert "forbidden" in await asked(bob, "set", "<delete node='left'/>", f"{PUBSUB}#owner")
        assert "type='result'" in await asked(admin, "set", "<delete node='left'/>", f"{PUBSUB}#owner")
        assert "item-not-found" in await asked(alice, "get", "<items node='left'/>")


async def test_there_are_no_more_nodes_than_the_settings_allow(tmp_path: Path) -> None:
    async with running(tmp_path, {"pubsub": {"service_nodes": 2}}) as place:
        alice = await place.client("alice")
        for node in ("one", "two"):
            assert "type='result'" in await asked(alice, "set", f"<create node='{node}'/>")
        assert "resource-constraint" in await asked(alice, "set", "<create node='three'/>")


@pytest.mark.parametrize("node", ["news", "nothing"])
async def test_c8_people_of_another_organisation_learn_nothing_of_nodes(tmp_path: Path, node: str) -> None:
    async with running(tmp_path) as place:
        alice, dave = await place.client("alice"), await place.client("dave")
        assert "type='result'" in await asked(alice, "set", "<create node='news'/>")
        assert "not-allowed" in await asked(dave, "get", f"<items node='{node}'/>")
        assert "not-allowed" in await asked(dave, "set", f"<subscribe node='{node}' jid='dave@other.example'/>")
        dave.send(f"<iq type='get' id='d' to='{OURS}'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
        answer = await dave.until("<iq [^>]*id='d'.*?</iq>")
        assert "not-allowed" in answer
        assert "news" not in answer


async def test_people_of_another_organisation_read_what_is_open_to_them_and_publish_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, {"pubsub": {"external": True}}) as place:
        alice, dave = await place.client("alice"), await place.client("dave")
        assert "type='result'" in await asked(alice, "set", "<create node='news'/>")
        item = "<item id='one'><entry xmlns='http://www.w3.org/2005/Atom'><title>We moved</title></entry></item>"
        publish = f"<publish node='news'>{item}</publish>"
        assert "type='result'" in await asked(alice, "set", publish)
        assert "We moved" in await asked(dave, "get", "<items node='news'/>")
        for refused in (publish, "<create node='mine'/>"):
            assert "type='error'" in await asked(dave, "set", refused)
        assert "type='error'" in await asked(dave, "set", "<delete node='news'/>", f"{PUBSUB}#owner")
