"""Who is woken (XEP-0357) for what is said in rooms, and for what was on its way when a connection was lost."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from casemate.model.jid import Jid
from tests.client import HEADER, Client
from tests.component import ComponentClient
from tests.features.pushing import asked, opened, pushed, quiet, write
from tests.place import Place

ROOM = "tea@rooms.localhost"
PING = "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>"


async def enters(client: Client, nick: str) -> None:
    client.send(f"<presence to='{ROOM}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await client.until("<subject[^>]*>")


def say(client: Client, text: str) -> None:
    client.send(f"<message to='{ROOM}' type='groupchat'><body>{text}</body></message>")


async def managed(place: Place, name: str, resource: str) -> Client:
    """Somebody whose client may resume."""
    client = await place.client(name, resource)
    client.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
    await client.until("<enabled")
    return client


async def cut(place: Place, client: Client, witness: Client) -> None:
    """The connection is lost, and the server knows it."""
    session = place.house.router.session(Jid.parse(client.jid))
    assert session is not None
    client.close()
    while session.connected:
        await asked(witness, PING)


@asynccontextmanager
async def in_a_room(folder: Path, **push: object) -> AsyncGenerator[tuple[Place, Client, ComponentClient, Client]]:
    """Alice and bob's phone, which may resume, are in a room."""
    async with opened(folder, **push) as (place, alice, bridge):
        await enters(alice, "Alice")
        await asked(
            alice,
            f"<iq type='set' id='c' to='{ROOM}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            "<x xmlns='jabber:x:data' type='submit'/></query></iq>",
        )
        bob = await managed(place, "bob", "phone")
        await enters(bob, "Bob")
        bob.send("<a xmlns='urn:xmpp:sm:3' h='3'/>")
        await asked(bob, PING)
        bob.send("<a xmlns='urn:xmpp:sm:3' h='4'/>")
        yield place, alice, bridge, bob


async def test_an_occupant_whose_client_may_resume_is_woken(tmp_path: Path) -> None:
    async with in_a_room(tmp_path) as (place, alice, bridge, bob):
        await cut(place, bob, alice)
        for number in ("1", "2"):
            say(alice, "hello")
            assert (await pushed(bridge))[1] == {"message-count": number}


async def test_an_occupant_who_looks_elsewhere_is_woken(tmp_path: Path) -> None:
    async with in_a_room(tmp_path) as (_place, alice, bridge, bob):
        bob.send("<inactive xmlns='urn:xmpp:csi:0'/>")
        await asked(bob, PING)
        say(alice, "hello")
        assert (await pushed(bridge))[1] == {"message-count": "1"}
        await bob.until("hello</body>")
        bob.send("<active xmlns='urn:xmpp:csi:0'/><inactive xmlns='urn:xmpp:csi:0'/>")
        await asked(bob, PING)
        say(alice, "hello")
        # What was seen is not counted again.
        assert (await pushed(bridge))[1] == {"message-count": "1"}


async def test_a_whisper_wakes_and_is_told_by_the_nickname(tmp_path: Path) -> None:
    async with in_a_room(tmp_path, sender=True) as (place, alice, bridge, bob):
        await cut(place, bob, alice)
        alice.send(f"<message to='{ROOM}/Bob' type='chat'><body>between us</body></message>")
        said = (await pushed(bridge))[1]
        assert said == {"message-count": "1", "last-message-sender": f"{ROOM}/Alice"}


async def test_who_looks_and_who_is_in_no_room_are_not_woken(tmp_path: Path) -> None:
    async with in_a_room(tmp_path) as (place, alice, bridge, bob):
        say(alice, "hello")
        await bob.until("hello</body>")
        await quiet(place, alice, bridge)
    # Somebody without a session is nobody's occupant.
    async with opened(tmp_path / "again") as (place, alice, bridge):
        await enters(alice, "Alice")
        say(alice, "hello")
        await quiet(place, alice, bridge)


async def test_what_one_says_oneself_wakes_nobody(tmp_path: Path) -> None:
    async with in_a_room(tmp_path) as (place, alice, bridge, bob):
        desk = await place.client("bob", "desk")
        desk.send(f"<presence to='{ROOM}/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        await desk.until("<subject[^>]*>")
        await cut(place, bob, alice)
        say(desk, "from my other client")
        await desk.until("other client</body>")
        await quiet(place, alice, bridge)


async def test_a_room_elsewhere(tmp_path: Path) -> None:
    there = "tea@bridge.example"
    async with opened(tmp_path) as (place, alice, bridge):
        bob = await managed(place, "bob", "phone")
        bob.send(f"<presence to='{there}/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        assert (await bridge.element("presence")).get("to") == f"{there}/Bob"
        bridge.send(
            f"<presence from='{there}/Bob' to='bob@localhost/phone'><x xmlns='http://jabber.org/protocol/muc#user'>"
            "<item affiliation='none' role='participant'/><status code='110'/></x></presence>"
        )
        await bob.until("110")

        async def say_there(more: str, text: str) -> None:
            bridge.send(
                f"<message from='{there}/Carol' to='bob@localhost/phone' type='groupchat'><body>{text}</body>{more}</message>"
            )

        # What is repeated to who enters was said before.
        await say_there(f"<delay xmlns='urn:xmpp:delay' from='{there}' stamp='2024-01-01T00:00:00Z'/>", "long ago")
        await bob.until("long ago")
        await cut(place, bob, alice)
        await quiet(place, alice, bridge)
        await say_there("", "hello")
        assert (await pushed(bridge))[1] == {"message-count": "1"}


async def test_typing_in_a_room_wakes_nobody(tmp_path: Path) -> None:
    async with in_a_room(tmp_path) as (place, alice, bridge, bob):
        await cut(place, bob, alice)
        alice.send(
            f"<message to='{ROOM}' type='groupchat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"
        )
        await quiet(place, alice, bridge)


async def test_what_was_on_its_way_when_the_connection_was_lost(tmp_path: Path) -> None:
    async with in_a_room(tmp_path) as (place, alice, bridge, bob):
        write(alice, "one")
        await bob.until("one</body>")
        say(alice, "two")
        await bob.until("two</body>")
        # There is somebody, as far as one knows.
        await quiet(place, alice, bridge)
        bob.close()
        assert (await pushed(bridge))[1] == {"message-count": "2"}
        write(alice, "three")
        assert (await pushed(bridge))[1] == {"message-count": "3"}


async def test_at_a_shutdown_all_that_is_under_way_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with in_a_room(tmp_path) as (place, alice, bridge, bob):
        write(alice, "one")
        await bob.until("one</body>")
        await quiet(place, alice, bridge)
    assert "failed" not in capsys.readouterr().out


async def test_what_was_acknowledged_is_not_told_of(tmp_path: Path) -> None:
    async with in_a_room(tmp_path) as (place, alice, bridge, bob):
        say(alice, "two")
        await bob.until("two</body>")
        bob.send("<a xmlns='urn:xmpp:sm:3' h='5'/>")
        await asked(bob, PING)
        await cut(place, bob, alice)
        await quiet(place, alice, bridge)


async def test_a_lost_client_that_may_not_resume(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        bob = await place.client("bob", "phone")
        bob.send("<enable xmlns='urn:xmpp:sm:3'/>")
        await bob.until("<enabled")
        write(alice, "one")
        await bob.until("one</body>")
        await quiet(place, alice, bridge)
        bob.close()
        assert (await pushed(bridge))[1] == {"message-count": "1"}


async def test_after_a_resumption_one_counts_anew(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        bob = await place.client("bob", "phone")
        bob.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
        token = (await bob.until("<enabled[^>]*/>")).partition("id='")[2].partition("'")[0]
        await cut(place, bob, alice)
        write(alice, "one")
        assert (await pushed(bridge))[1] == {"message-count": "1"}
        back = await place.connect()
        assert "<success" in await back.sign_in("bob", place.credentials["bob"])
        back.send(HEADER.format(domain="localhost"))
        await back.until("</stream:features>")
        back.send(f"<resume xmlns='urn:xmpp:sm:3' previd='{token}' h='0'/>")
        await back.until("one</body>")
        back.send("<a xmlns='urn:xmpp:sm:3' h='1'/>")
        await asked(back, PING)
        back.close()
        session = place.house.router.session(Jid("bob", "localhost", "phone"))
        assert session is not None
        while session.connected:
            await asked(alice, PING)
        write(alice, "two")
        assert (await pushed(bridge))[1]["message-count"] == "1"
