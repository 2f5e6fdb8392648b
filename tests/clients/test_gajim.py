"""Gajim, on a screen that nobody sees: a person signs in, chats, reads why a message was stopped, sits in a room, and finds what was said on another machine."""

import shutil
from pathlib import Path

import pytest

from tests.client import Client
from tests.clients.desktop import SECONDS, Gajim, gajim
from tests.place import Place, running

BOB = "bob@localhost"
ROOM = "tea@rooms.localhost"
OTHER_ROOM = "coffee@rooms.localhost"


def account(place: Place, kind: str, port: int) -> dict[str, object]:
    """What the assistant for a new account writes when somebody names the server's host."""
    return {
        "active": True,
        "name": "alice",
        "hostname": "localhost",
        "password": place.credentials["alice"],
        "use_custom_host": True,
        "custom_host": "localhost",
        "custom_port": port,
        "custom_type": kind,
    }


@pytest.mark.timeout(180)
async def test_a_person_with_gajim(tmp_path: Path) -> None:
    for program, package in (("gajim", "gajim"), ("Xvfb", "xvfb")):
        assert shutil.which(program), f"{program} is missing: sudo apt-get install {package}"
    async with running(tmp_path / "place") as place:
        bob = await place.client("bob")
        certificate = place.ca.with_name("server.pem")
        async with gajim(account(place, "START TLS", place.starttls_port), certificate) as program:
            await chats(program, bob)
            await adds_a_contact(program, bob)
            await is_stopped(program, bob)
            await opens_a_room(program, bob)
            await joins_a_room(program, bob)
        async with gajim(account(place, "DIRECT TLS", place.port), certificate) as program:
            await finds_what_was_said(program)


async def chats(program: Gajim, bob: Client) -> None:
    await program.do("open", BOB)
    await program.until("write", "hello from a window")
    await bob.until("hello from a window.*?</message>", SECONDS)
    bob.send("<message to='alice@localhost' type='chat' id='b1'><body>hello yourself</body></message>")
    await program.shows("hello yourself")
    await program.until("correct", "hello from a window pane")
    corrected = await bob.until("hello from a window pane.*?</message>", SECONDS)
    assert "urn:xmpp:message-correct:0" in corrected


async def adds_a_contact(program: Gajim, bob: Client) -> None:
    """Each asks for the other's presence; Gajim says yes by itself to whom it has asked."""
    await program.do("add", BOB, "Robert")
    await bob.until("<presence[^>]*type=.subscribe.", SECONDS)
    bob.send("<presence to='alice@localhost' type='subscribed'/><presence to='alice@localhost' type='subscribe'/>")
    await program.until("contact", BOB, answer=["Robert", "both", True])
    await bob.until("<presence[^>]*from=.alice@localhost/gajim", SECONDS)


async def is_stopped(program: Gajim, bob: Client) -> None:
    """The reason stands at the message, and the service writes it as well."""
    await program.until("write", "see http://phishing.test/login")
    await program.shows("known to be harmful")
    await program.do("open", "casemate@localhost")
    await program.shows("known to be harmful")
    await program.do("open", BOB)
    await program.until("write", "never mind")
    await bob.until("never mind.*?</message>", SECONDS)


async def opens_a_room(program: Gajim, bob: Client) -> None:
    """Gajim fills in the form of a new room, and keeps a bookmark of it."""
    await program.do("create", ROOM, "The tea room")
    await program.until("joined", ROOM)
    bob.send(f"<presence to='{ROOM}/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await bob.until("<subject", SECONDS)
    await program.until("write", "welcome to the room")
    assert f"{ROOM}/alice" in await bob.until("welcome to the room.*?</message>", SECONDS)
    bob.send(f"<message to='{ROOM}' type='groupchat' id='b2'><body>a fine room</body></message>")
    await program.shows("a fine room")


async def joins_a_room(program: Gajim, bob: Client) -> None:
    """Somebody else's; Gajim asks for its description first."""
    bob.send(
        f"<presence to='{OTHER_ROOM}/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
        f"<iq to='{OTHER_ROOM}' type='set' id='open'><query xmlns='http://jabber.org/protocol/muc#owner'>"
        "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
    )
    await bob.until("id=.open.[^>]*/>", SECONDS)
    await program.do("join", OTHER_ROOM, "Alice")
    await program.until("joined", OTHER_ROOM)
    await program.until("write", "coffee is for later")
    assert f"{OTHER_ROOM}/Alice" in await bob.until("coffee is for later.*?</message>", SECONDS)


async def finds_what_was_said(program: Gajim) -> None:
    """A profile that knows nothing gets the history from the archive; what was stopped is not in it."""
    await program.do("open", BOB)
    await program.shows("hello yourself")
    await program.until("contact", BOB, answer=["Robert", "both", True])
    await program.shows("hello from a window pane")
    screen = await program.shows("never mind")
    assert "see http://phishing.test" not in screen
    await program.until("joined", ROOM)
    await program.do("select", ROOM)
    await program.shows("a fine room")
    await program.shows("welcome to the room")
