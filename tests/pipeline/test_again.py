"""What was withheld, delivered after all: a new record that names the old one, and the time at which it was said."""

import re

import pytest

from casemate.model.ids import encode_id
from casemate.pipeline.again import stored_element, timestamp
from tests.place import Place
from tests.stories.support import chat, said, text_of


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1, "1970-01-01T00:00:00.001Z"),
        (1_800_000_000_999, "2027-01-15T08:00:00.999Z"),
    ],
)
def test_times_as_xep_0082_writes_them(ms: int, text: str) -> None:
    assert timestamp(ms) == text


async def test_a_room_of_the_services_name_is_a_room(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    for client, nick in ((alice, "Alice"), (bob, "Bob")):
        client.send(f"<presence to='casemate@rooms.localhost/{nick}'/>")
        await client.until("<subject")
    alice.send("<message to='casemate@rooms.localhost' type='groupchat' id='1'><body>hello</body></message>")
    message = await bob.element("message")
    assert (message.get("from"), text_of(message)) == ("casemate@rooms.localhost/Alice", "hello")


async def test_in_a_room_it_comes_from_whoever_said_it(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    room = "talk@rooms.localhost"
    alice.send(f"<presence to='{room}/Alice'/>")
    await alice.until("<subject")
    bob.send(f"<presence to='{room}/Bob'/>")
    await bob.until("<subject")
    texts = ("hello", "my card is 4539 1488 0343 6467")
    alice.send(f"<message to='{room}' type='groupchat' id='1'><body>{texts[0]}</body></message>")
    first = await bob.element("message")
    alice.send(f"<message to='{room}' type='groupchat' id='2'><body>{texts[1]}</body></message>")
    code = re.search("code='([^']+)'", await alice.until("</error></message>"))
    assert code is not None
    alice.send(chat(f"{code[1]} they asked for it", "casemate@localhost"))
    second = await bob.element("message")
    who = "{urn:xmpp:occupant-id:0}occupant-id"
    for message, text in zip((first, second), texts, strict=True):
        assert (message.get("from"), text_of(message)) == (f"{room}/Alice", text)
    assert [each.get("id") for each in first.findall(who)] == [each.get("id") for each in second.findall(who)]
    delay = second.find("{urn:xmpp:delay}delay")
    assert delay is not None
    assert delay.get("from") == "rooms.localhost"


async def test_it_is_new_to_every_client_and_old_in_time(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(chat("my card is 4539 1488 0343 6467"))
    verdict = (await alice.element("message")).find(".//{urn:casemate:verdict:0}verdict")
    assert verdict is not None
    await said(alice)
    alice.send(chat(f"{verdict.get('code')} they asked for it", "casemate@localhost"))
    message = await bob.element("message")
    stanza_id, delay = message.find("{urn:xmpp:sid:0}stanza-id"), message.find("{urn:xmpp:delay}delay")
    assert stanza_id is not None
    assert delay is not None
    assert stanza_id.get("id") != verdict.get("id")
    first = await place.house.archive.get(1, int(verdict.get("id") or "", 16))
    again = await place.house.archive.get(1, int(stanza_id.get("id") or "", 16))
    assert first is not None
    assert again is not None
    assert (again.origin, again.rule) == (first.id, "confirmed")
    assert delay.get("stamp") == timestamp(first.ms)
    assert delay.get("from") == "localhost"
    assert encode_id(again.id) == stanza_id.get("id")
    assert stored_element(first).child_text("body") == stored_element(again).child_text("body")
