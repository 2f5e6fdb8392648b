"""What people of two servers share, with Prosody and with ejabberd beside ours: a room of ours, and files."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest

from casemate.wiring.health import EICAR
from tests.client import Client
from tests.server.federation import test_ejabberd, test_prosody
from tests.stories.support import fetch, shared, upload

SECONDS = 15.0
MUC = "http://jabber.org/protocol/muc"
HALL = "hall@rooms.other.example"
Verona = test_prosody.Verona | test_ejabberd.Verona


@pytest.fixture(params=["prosody", "ejabberd"])
async def both(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Verona]:
    """Our server with dave, and the other one with romeo."""
    ours = ("other.example", "rooms.other.example")
    theirs = (f"{request.param}.example", f"conference.{request.param}.example")
    if request.param == "prosody":
        async with test_prosody.verona(tmp_path, ours=ours, theirs=theirs) as made:
            yield made
    else:
        async with test_ejabberd.verona(tmp_path, theirs=theirs) as made:
            yield made


def romeo_of(both: Verona) -> str:
    return f"romeo@{both.romeo.domain}"


async def enter(client: Client, nick: str) -> str:
    client.send(f"<presence to='{HALL}/{nick}'><x xmlns='{MUC}'/></presence>")
    return await client.until("<subject.*?</message>", SECONDS)


async def opened(both: Verona) -> None:
    """A room of ours that is open to others, with both of them in it."""
    await enter(both.dave, "Dave")
    both.dave.send(
        f"<iq type='set' id='o' to='{HALL}'><query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'>"
        "<field var='{urn:casemate:rooms:0}external'><value>1</value></field></x></query></iq>"
    )
    assert "type='result'" in await both.dave.until("id='o'[^>]*>")
    seen = await enter(both.romeo, "Romeo")
    assert "Dave" in seen


def say(client: Client, text: str) -> None:
    client.send(f"<message to='{HALL}' type='groupchat' id='g'><body>{text}</body></message>")


async def nothing_of(client: Client, text: str) -> None:
    client.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert text not in await client.until("id=.after.", SECONDS)


async def test_a_room_of_ours(both: Verona) -> None:
    await opened(both)
    # Everybody sees who is not of the house.
    arrival = await both.dave.until(f"<presence[^>]*from='{HALL}/Romeo'.*?</presence>", SECONDS)
    assert "urn:casemate:hat:external" in arrival
    say(both.romeo, "what light is this?")
    assert "what light" in await both.dave.until("what light.*?</message>", SECONDS)
    await both.romeo.until("what light.*?</message>", SECONDS)
    say(both.dave, "it is the east")
    assert "it is the east" in await both.romeo.until("it is the east.*?</message>", SECONDS)
    both.dave.send(f"<message to='{HALL}/Romeo' type='chat'><body>between us</body></message>")
    assert f"{HALL}/Dave" in await both.romeo.until(
        "<message[^>]*>(?:(?!</message>).)*between us.*?</message>", SECONDS
    )


async def test_bad_links_go_neither_way_in_a_room_of_ours(both: Verona) -> None:
    await opened(both)
    await both.dave.until(f"from='{HALL}/Romeo'.*?</presence>", SECONDS)
    say(both.romeo, "see http://phishing.test/login")
    assert "policy-violation" in await both.romeo.until("type=.error..*?</message>", SECONDS)
    await nothing_of(both.dave, "phishing")
    say(both.dave, "see http://phishing.test/login")
    assert "policy-violation" in await both.dave.until("type='error'.*?</message>", SECONDS)
    await nothing_of(both.romeo, "phishing")


async def test_who_leaves_or_is_removed_is_seen_to_go(both: Verona) -> None:
    await opened(both)
    await both.dave.until(f"from='{HALL}/Romeo'.*?</presence>", SECONDS)
    both.romeo.send(f"<presence to='{HALL}/Romeo' type='unavailable'/>")
    await both.dave.until(f"<presence (?=[^>]*from='{HALL}/Romeo')[^>]*type='unavailable'", SECONDS)
    await enter(both.romeo, "Romeo")
    await both.dave.until(f"from='{HALL}/Romeo'.*?</presence>", SECONDS)
    both.dave.send(
        f"<iq type='set' id='k' to='{HALL}'><query xmlns='{MUC}#admin'><item nick='Romeo' role='none'/></query></iq>"
    )
    assert "type='result'" in await both.dave.until("<iq [^>]*id='k'[^>]*>", SECONDS)
    assert "307" in await both.romeo.until("<presence (?=[^>]*type=.unavailable.).*?</presence>", SECONDS)


async def test_who_disconnects_is_gone_from_a_room_of_ours(both: Verona) -> None:
    await opened(both)
    await both.dave.until(f"from='{HALL}/Romeo'.*?</presence>", SECONDS)
    both.romeo.send("</stream:stream>")
    await both.dave.until(f"<presence (?=[^>]*from='{HALL}/Romeo')[^>]*type='unavailable'", SECONDS)


async def test_a_file_of_ours_is_fetched_by_them_and_a_bad_one_never_is(both: Verona) -> None:
    answer, address = await upload(both.place, both.dave, "notes.txt", b"minutes of the meeting\n")
    assert answer.status_code == httpx.codes.CREATED
    both.dave.send(shared(address, romeo_of(both)))
    assert address in await both.romeo.until("</message>", SECONDS)
    assert (await fetch(both.place, address)).content == b"minutes of the meeting\n"
    answer, address = await upload(both.place, both.dave, "bad.txt", EICAR)
    both.dave.send(f"<message to='{romeo_of(both)}' type='chat' id='bad'><body>{address}</body></message>")
    assert "policy-violation" in await both.dave.until("<message (?=[^>]*id='bad').*?</message>", SECONDS)
    await nothing_of(both.romeo, address)
