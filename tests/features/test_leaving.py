"""An account is deleted: whoever had it as a contact learns of it, here and elsewhere, whichever way it goes (RFC 6121 section 2.5)."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from casemate.cli.main import cli
from casemate.model.jid import Jid
from casemate.storage.schema import roster_item
from tests.client import Client
from tests.component import ComponentClient
from tests.features.pushing import asked
from tests.place import Place, running

PING = "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>"
FRIEND = "friend@bridge.example"
COMMANDS = "http://jabber.org/protocol/commands"
ADMIN = "http://jabber.org/protocol/admin"


async def by_command_line(place: Place, _client: Client) -> None:
    words = ["person", "delete", "alice@localhost", "-c", str(place.loaded.path)]
    result = await asyncio.to_thread(CliRunner().invoke, cli, words)
    assert result.exit_code == 0, result.output
    assert "Deleted alice@localhost" in result.output


async def by_administrator(place: Place, _client: Client) -> None:
    admin = await place.client("admin")
    admin.send(f"<iq type='set' id='c1' to='localhost'><command xmlns='{COMMANDS}' node='{ADMIN}#delete-user'/></iq>")
    command = (await admin.element("iq")).find(f"{{{COMMANDS}}}command")
    assert command is not None
    await asked(
        admin,
        f"<iq type='set' id='c2' to='localhost'><command xmlns='{COMMANDS}' node='{ADMIN}#delete-user' "
        f"sessionid='{command.get('sessionid')}'><x xmlns='jabber:x:data' type='submit'>"
        f"<field var='FORM_TYPE'><value>{ADMIN}</value></field>"
        "<field var='accountjids'><value>alice@localhost</value></field></x></command></iq>",
    )


async def by_themselves(_place: Place, client: Client) -> None:
    client.send("<iq type='set' id='l'><query xmlns='jabber:iq:register'><remove/></query></iq>")
    assert "type='result'" in await client.until("<iq[^>]*id='l'[^>]*>")


def move(client: Client, kind: str, to: str) -> None:
    client.send(f"<presence type='{kind}' to='{to}'/>")


async def pong(client: Client) -> str:
    """Everything up to it."""
    client.send(PING)
    return await client.until("<iq[^>]*id='p'[^>]*>")


async def befriend(place: Place, alice: Client, other: Client, name: str) -> None:
    for asker, asked_one, to, back in (
        (alice, other, f"{name}@localhost", "alice@localhost"),
        (other, alice, "alice@localhost", f"{name}@localhost"),
    ):
        move(asker, "subscribe", to)
        await asked_one.until("type='subscribe'")
        move(asked_one, "subscribed", back)
        await asker.until("type='subscribed'")


async def befriend_elsewhere(alice: Client, bridge: ComponentClient) -> None:
    move(alice, "subscribe", FRIEND)
    await bridge.until("type='subscribe'")
    bridge.send(f"<presence type='subscribed' from='{FRIEND}' to='alice@localhost'/>")
    await alice.until("type='subscribed'")
    bridge.send(f"<presence type='subscribe' from='{FRIEND}' to='alice@localhost'/>")
    await alice.until("type='subscribe'")
    move(alice, "subscribed", FRIEND)
    await bridge.until("type='subscribed'")


@pytest.mark.parametrize("way", [by_command_line, by_administrator, by_themselves])
async def test_contacts_learn_that_an_account_is_gone(
    tmp_path: Path, way: Callable[[Place, Client], Awaitable[None]]
) -> None:
    async with running(tmp_path / "place", {"features": {"account_removal": True}}) as place:
        bridge = await place.component("bridge.example")
        alice, bob, carol = [await place.client(name) for name in ("alice", "bob", "carol")]
        for client in (alice, bob, carol):
            await asked(client, "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
        await befriend(place, alice, bob, "bob")
        await befriend_elsewhere(alice, bridge)
        move(alice, "subscribe", "carol@localhost")
        await carol.until("type='subscribe'")
        # She waits for an answer, and is not there when all is over.
        carol.send("</stream:stream>")
        await carol.closed()
        await pong(bob)
        await place.settled()
        bob.received = bridge.received = ""

        await way(place, alice)

        await alice.closed()
        told = await bob.until("type='unavailable'[^>]*>")
        assert "from='alice@localhost/test'" in told
        for kind in ("unsubscribe", "unsubscribed"):
            assert told.count(f"type='{kind}'") == 1
        # One push for each direction that ended; nothing is left but an address and what bob calls it.
        assert told.count("<item") == 2
        assert "subscription='none'" in told.rpartition("<item")[2]
        said = await bridge.until("type='unavailable'[^>]*>")
        assert said.count("type='unsubscribe'") == said.count("type='unsubscribed'") == 1
        assert f"to='{FRIEND}'" in said
        # Carol's request list is empty: nothing comes at her next sign-in.
        back = await place.client("carol")
        assert "subscribe" not in await pong(back)
        alice_gone = Jid("alice", "localhost", "")
        assert await place.house.accounts.person(alice_gone) is None
        async with place.house.db.read() as conn:
            rows = (await conn.execute(select(roster_item.c.jid, roster_item.c.subscription))).all()
        assert {(row.jid, row.subscription) for row in rows} == {("alice@localhost", "none")}
        # Nobody is seen by who is gone, and who was a contact gets nothing more of it.
        bob.send("<presence><show>away</show></presence>")
        assert "alice" not in await pong(bob)


async def test_without_a_server_nobody_would_be_told(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        config = str(place.loaded.path)
    result = await asyncio.to_thread(CliRunner().invoke, cli, ["person", "delete", "alice@localhost", "-c", config])
    assert result.exit_code != 0
    assert "casemate serve" in result.output
