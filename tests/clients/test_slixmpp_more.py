"""slixmpp in depth: rooms, what people publish about themselves, what changes a message, what is asked and what is administered."""

import asyncio
import base64
from collections.abc import AsyncGenerator, Generator
from datetime import UTC, datetime
from typing import Any

import pytest
from slixmpp import JID
from slixmpp.exceptions import IqError, PresenceError
from slixmpp.plugins.xep_0402.stanza import Conference
from slixmpp.plugins.xep_0410.self_ping import PingStatus

from tests.clients.slix import PLUGINS, Person
from tests.demo import Demo, demo

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:slixmpp")
MORE = (
    *PLUGINS,
    "xep_0012",
    "xep_0050",
    "xep_0060",
    "xep_0084",
    "xep_0092",
    "xep_0133",
    "xep_0153",
    "xep_0163",
    "xep_0172",
    "xep_0202",
    "xep_0249",
    "xep_0308",
    "xep_0333",
    "xep_0352",
    "xep_0402",
    "xep_0410",
    "xep_0424",
    "xep_0425",
    "xep_0444",
    "xep_0461",
    "xep_0490",
)
ROOMS = "rooms.localhost"
SECONDS = 10
# One pixel, transparent.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Demo]:
    with demo(tmp_path_factory.mktemp("demo") / "place") as started:
        yield started


@pytest.fixture
async def alice(running: Demo) -> AsyncGenerator[Person]:
    person = await Person(running, "alice", plugins=MORE).online()
    yield person
    await person.disconnect()


@pytest.fixture
async def bob(running: Demo) -> AsyncGenerator[Person]:
    person = await Person(running, "bob", plugins=MORE).online()
    yield person
    await person.disconnect()


async def told(events: asyncio.Queue[Any]) -> Any:
    return await asyncio.wait_for(events.get(), SECONDS)


async def befriend(alice: Person, bob: Person) -> None:
    """Each sees the other from here on; both agree to whoever asks, as slixmpp does unless told otherwise."""
    listed = alice.events("roster_update")
    if alice.client_roster["bob@localhost"]["subscription"] != "both":
        alice.send_presence_subscription("bob@localhost")
        while alice.client_roster["bob@localhost"]["subscription"] != "both":
            await told(listed)


async def room_of(alice: Person, bob: Person, name: str) -> JID:
    """A room that alice owns and bob is in."""
    room = JID(f"{name}@{ROOMS}")
    await opened(alice, room)
    await bob.plugin["xep_0045"].join_muc_wait(room, "Bob", timeout=SECONDS)
    return room


async def opened(alice: Person, room: JID) -> None:
    """A new room, with the settings that it has (XEP-0045 section 10.1.2)."""
    muc = alice.plugin["xep_0045"]
    await muc.join_muc_wait(room, "Alice", timeout=SECONDS)
    await muc.set_room_config(room, alice.plugin["xep_0004"].make_form("submit"))


def stopped(error: Any) -> bool:
    """Look in the XML: slixmpp has the condition in no list of its own."""
    return error.xml.find(".//{urn:ietf:params:xml:ns:xmpp-stanzas}policy-violation") is not None


async def test_a_room(alice: Person, bob: Person) -> None:
    room = await room_of(alice, bob, "tea")
    heard, subject = bob.events("groupchat_message"), bob.events("groupchat_subject")
    alice.send_message(room, "welcome", mtype="groupchat")
    message = await told(heard)
    assert (message["body"], message["mucnick"]) == ("welcome", "Alice")
    assert message["stanza_id"]["id"]
    alice.plugin["xep_0045"].set_subject(room, "Tuesday")
    assert (await told(subject))["subject"] == "Tuesday"
    assert set(bob.plugin["xep_0045"].get_roster(room)) == {"Alice", "Bob"}
    await bob.plugin["xep_0045"].set_self_nick(room, "Robert", timeout=SECONDS)
    assert set(bob.plugin["xep_0045"].get_roster(room)) == {"Alice", "Robert"}


async def test_a_room_is_configured_and_keeps_order(alice: Person, bob: Person) -> None:
    room = await room_of(alice, bob, "order")
    muc = alice.plugin["xep_0045"]
    form = await muc.get_room_config(room)
    form["values"] = {**form.get_values(), "muc#roomconfig_roomname": "Order"}
    form["type"] = "submit"
    await muc.set_room_config(room, form)
    info = await bob.plugin["xep_0030"].get_info(jid=room)
    assert [identity[3] for identity in info["disco_info"]["identities"]] == ["Order"]
    removed = bob.events(f"muc::{room}::got_offline")
    await muc.set_role(room, "Bob", "none", reason="enough")
    assert "307" in {str(code) for code in (await told(removed))["muc"]["status_codes"]}
    await muc.set_affiliation(room, "outcast", jid=JID("bob@localhost"))
    assert [str(jid) for jid in await muc.get_affiliation_list(room, "outcast")] == ["bob@localhost"]
    with pytest.raises(PresenceError) as refused:
        await bob.plugin["xep_0045"].join_muc_wait(room, "Bob", timeout=SECONDS)
    assert refused.value.condition == "forbidden"
    await muc.destroy(room, "done")
    with pytest.raises(IqError):
        await bob.plugin["xep_0030"].get_info(jid=room)


async def test_invitations_to_a_room(alice: Person, bob: Person) -> None:
    room = JID(f"party@{ROOMS}")
    mediated, direct = bob.events("groupchat_invite"), bob.events("groupchat_direct_invite")
    await opened(alice, room)
    alice.plugin["xep_0045"].invite(room, "bob@localhost", reason="come in")
    assert (await told(mediated))["from"].bare == room
    alice.plugin["xep_0249"].send_invitation(JID("bob@localhost"), room, reason="do come")
    assert (await told(direct))["groupchat_invite"]["jid"] == room


async def test_a_phishing_link_does_not_reach_a_room(alice: Person, bob: Person) -> None:
    room = await room_of(alice, bob, "safe")
    heard, refused = bob.events("groupchat_message"), alice.events("groupchat_message_error")
    alice.send_message(room, "see http://phishing.test/login", mtype="groupchat")
    assert stopped(await told(refused))
    alice.send_message(room, "after", mtype="groupchat")
    assert (await told(heard))["body"] == "after"
    bodies = [
        result["mam_result"]["forwarded"]["stanza"]["body"]
        async for result in bob.plugin["xep_0313"].iterate(jid=room, rsm={"max": 2})
    ]
    assert [body for body in bodies if body] == ["after"]


async def test_somebody_in_a_room_knows_that_they_are(alice: Person, bob: Person) -> None:
    room = await room_of(alice, bob, "ping")
    ping = bob.plugin["xep_0410"]
    me = bob.boundjid
    assert await ping.send_self_ping(JID(f"{room}/Bob"), me, timeout=SECONDS) is PingStatus.JOINED
    seen = bob.events("groupchat_presence")
    bob.plugin["xep_0045"].leave_muc(room, "Bob")
    while (await told(seen))["type"] != "unavailable":
        pass
    assert await ping.send_self_ping(JID(f"{room}/Bob"), me, timeout=SECONDS) is PingStatus.DISCONNECTED


async def test_a_moderator_takes_a_message_back(alice: Person, bob: Person) -> None:
    room = await room_of(alice, bob, "moderated")
    heard, moderated = alice.events("groupchat_message"), bob.events("moderated_message")
    bob.send_message(room, "rude", mtype="groupchat")
    message = await told(heard)
    await alice.plugin["xep_0425"].moderate(room, message["stanza_id"]["id"], "please")
    assert (await told(moderated))["from"].bare == room


async def test_a_picture_of_oneself(alice: Person, bob: Person) -> None:
    await befriend(alice, bob)
    seen, shown = bob.events("avatar_metadata_publish"), bob.events("vcard_avatar_update")
    avatars = alice.plugin["xep_0084"]
    await avatars.publish_avatar(PNG)
    digest = avatars.generate_id(PNG)
    await avatars.publish_avatar_metadata([{"id": digest, "type": "image/png", "bytes": str(len(PNG))}])
    message = await told(seen)
    assert message["from"].bare == "alice@localhost"
    answer = await bob.plugin["xep_0084"].retrieve_avatar(JID("alice@localhost"), digest)
    assert answer["pubsub"]["items"]["item"]["avatar_data"]["value"] == PNG
    # XEP-0398: older clients find it in the card, and its digest in presence.
    while (presence := await told(shown))["vcard_temp_update"]["photo"] != digest:
        assert presence["from"].bare in {"alice@localhost", "bob@localhost"}
    card = await bob.plugin["xep_0054"].get_vcard(JID("alice@localhost"))
    assert card["vcard_temp"]["PHOTO"]["BINVAL"] == PNG


async def test_a_name_for_oneself_and_one_that_is_stopped(alice: Person, bob: Person) -> None:
    await befriend(alice, bob)
    seen = bob.events("user_nick_publish")
    await alice.plugin["xep_0172"].publish_nick("Ally")
    assert (await told(seen))["pubsub_event"]["items"]["item"]["nick"]["nick"] == "Ally"
    # Not waited for: slixmpp does not know the condition of the refusal, and goes on waiting.
    alice.plugin["xep_0172"].publish_nick("http://phishing.test/login")
    await alice.plugin["xep_0172"].publish_nick("Al")
    assert (await told(seen))["pubsub_event"]["items"]["item"]["nick"]["nick"] == "Al"


async def test_bookmarks(alice: Person) -> None:
    conference = Conference()
    conference["name"] = "Tea"
    conference["autojoin"] = True
    pubsub = alice.plugin["xep_0060"]
    await pubsub.publish(alice.boundjid.bare, "urn:xmpp:bookmarks:1", id=f"tea@{ROOMS}", payload=conference)
    items = await pubsub.get_items(alice.boundjid.bare, "urn:xmpp:bookmarks:1")
    kept = {item["id"]: item["conference"] for item in items["pubsub"]["items"]}
    assert kept[f"tea@{ROOMS}"]["name"] == "Tea"
    assert kept[f"tea@{ROOMS}"]["autojoin"]
    await pubsub.retract(alice.boundjid.bare, "urn:xmpp:bookmarks:1", f"tea@{ROOMS}")
    left = await pubsub.get_items(alice.boundjid.bare, "urn:xmpp:bookmarks:1")
    assert [item["id"] for item in left["pubsub"]["items"]] == []


async def test_how_far_one_has_read(running: Demo, alice: Person) -> None:
    desk = await Person(running, "alice", "desk", MORE).online()
    await alice.plugin["xep_0490"].flag_chat("bob@localhost", "an-id")
    items = await desk.plugin["xep_0490"].catch_up()
    marks = {item["id"]: item["displayed"]["stanza_id"]["id"] for item in items["pubsub"]["items"]}
    assert marks == {"bob@localhost": "an-id"}
    await desk.disconnect()


async def test_a_message_changes(alice: Person, bob: Person) -> None:
    """It is corrected, answered, reacted to and taken back; each arrives as what it is."""
    to = JID("bob@localhost")
    first = alice.make_message(to, "helo", mtype="chat")
    first.send()
    assert (await bob.next())["id"] == first["id"]
    corrected, reply = bob.events("message_correction"), alice.events("message_reply")
    reactions, retracted = alice.events("reactions"), bob.events("message_retract")
    alice.plugin["xep_0308"].correct_message(first, "hello")
    assert (await told(corrected))["replace"]["id"] == first["id"]
    bob.plugin["xep_0461"].send_reply(
        "alice@localhost", first["id"], mto=JID("alice@localhost"), mbody="hello yourself", mtype="chat"
    )
    assert (await told(reply))["reply"]["id"] == first["id"]
    bob.plugin["xep_0444"].send_reactions(JID("alice@localhost"), first["id"], ["\N{THUMBS UP SIGN}"])
    assert (await told(reactions))["reactions"].get_values() == {"\N{THUMBS UP SIGN}"}
    alice.plugin["xep_0424"].send_retraction(to, first["id"])
    assert (await told(retracted))["retract"]["id"] == first["id"]


async def test_a_correction_is_inspected(alice: Person, bob: Person) -> None:
    first = alice.make_message(JID("bob@localhost"), "see this", mtype="chat")
    first.send()
    await bob.next()
    alice.plugin["xep_0308"].correct_message(first, "see http://phishing.test/login")
    assert stopped(await alice.next())
    alice.send_message("bob@localhost", "after", mtype="chat")
    assert (await bob.next())["body"] == "after"


async def test_receipts_markers_and_typing(alice: Person, bob: Person) -> None:
    receipts, displayed = alice.events("receipt_received"), alice.events("marker_displayed")
    typing = alice.events("chatstate_composing")
    message = alice.make_message(JID("bob@localhost"), "did it come?", mtype="chat")
    message["request_receipt"] = True
    message.enable("markable")
    message.send()
    assert (await told(receipts))["receipt"] == message["id"]
    bob.plugin["xep_0333"].send_marker(JID("alice@localhost"), message["id"], "displayed", mtype="chat")
    assert (await told(displayed))["displayed"]["id"] == message["id"]
    state = bob.make_message(JID("alice@localhost"), mtype="chat")
    state["chat_state"] = "composing"
    state.send()
    assert (await told(typing))["from"].bare == "bob@localhost"


async def test_somebody_is_blocked(alice: Person, bob: Person) -> None:
    blocking, bounced = bob.plugin["xep_0191"], alice.events("message_error")
    pushed = bob.events("blocked")
    assert await blocking.get_blocked_jids() == set()
    await blocking.block({JID("alice@localhost")})
    await told(pushed)
    assert await blocking.get_blocked_jids() == {JID("alice@localhost")}
    alice.send_message("bob@localhost", "are you there?", mtype="chat")
    assert (await told(bounced))["error"]["condition"] == "service-unavailable"
    await blocking.unblock({JID("alice@localhost")})
    assert await blocking.get_blocked_jids() == set()
    alice.send_message("bob@localhost", "and now?", mtype="chat")
    assert (await bob.next())["body"] == "and now?"


async def test_a_client_that_nobody_looks_at(running: Demo, alice: Person, bob: Person) -> None:
    """It is sent a fraction of what another client of the same person gets, none of the typing, and a message at once."""
    desk = await Person(running, "bob", "desk", plugins=MORE).online()
    server = JID("localhost")
    bob.plugin["xep_0352"].send_inactive()
    await bob.plugin["xep_0199"].ping(server)
    idle, active = counted(bob), counted(desk)
    for number in range(20):
        alice.send_presence(pto="bob@localhost", pshow=("away", "dnd")[number % 2], pstatus=f"number {number}")
        state = alice.make_message(JID("bob@localhost"), mtype="chat")
        state["chat_state"] = ("composing", "paused")[number % 2]
        state.send()
    alice.send_message("bob@localhost", "look", mtype="chat")
    for person in (bob, desk):
        while not (message := await person.next())["body"]:
            pass
        assert message["body"] == "look"
    assert [len(active[name]) for name in ("presence", "message")] == [20, 21]
    # The newest presence, and then what it came with.
    assert list(map(len, idle.values())) == [1, 1]
    assert "number 19" in idle["presence"][0]
    sizes = [sum(len(stanza) for came in one.values() for stanza in came) for one in (idle, active)]
    assert 10 * sizes[0] < sizes[1]
    bob.plugin["xep_0352"].send_active()
    await bob.plugin["xep_0199"].ping(server)
    alice.send_presence(pto="bob@localhost", pstatus="seen at once")
    await alice.plugin["xep_0199"].ping(server)
    await bob.plugin["xep_0199"].ping(server)
    assert "seen at once" in idle["presence"][-1]
    await desk.disconnect()


def counted(person: Person) -> dict[str, list[str]]:
    """Presence of others and what they write, from now on; what they have published is told by headlines, whenever it is."""
    came: dict[str, list[str]] = {"presence": [], "message": []}

    def note(stanza: Any) -> Any:
        name = getattr(stanza, "name", "")
        theirs = name in came and stanza["from"].bare != person.boundjid.bare
        if theirs and stanza["type"] != "headline":
            came[name].append(str(stanza))
        return stanza

    person.add_filter("in", note)
    return came


async def test_small_questions_to_the_server_and_to_each_other(alice: Person, bob: Person) -> None:
    server = JID("localhost")
    version = await alice.plugin["xep_0092"].get_version(server)
    assert version["software_version"]["name"] == "Casemate"
    assert (await alice.plugin["xep_0012"].get_last_activity(server))["last_activity"]["seconds"] >= 0
    # slixmpp would add another Z to the one that XEP-0202 asks for.
    answer = await alice.plugin["xep_0202"].get_entity_time(server)
    clock = datetime.fromisoformat(answer.xml.findtext(".//{urn:xmpp:time}utc"))
    assert abs((datetime.now(UTC) - clock).total_seconds()) < 60
    assert (await alice.plugin["xep_0092"].get_version(bob.boundjid))["software_version"]["name"] == "Slixmpp"


async def test_an_administrator_counts_people(running: Demo, alice: Person) -> None:
    admin = await Person(running, "admin", plugins=MORE).online()
    node = "http://jabber.org/protocol/admin#get-registered-users-num"
    answer = await admin.plugin["xep_0050"].send_command(JID("localhost"), node)
    form = answer["command"]["form"]
    if answer["command"]["status"] != "completed":
        form["type"] = "submit"
        answer = await admin.plugin["xep_0050"].send_command(
            JID("localhost"), node, sessionid=answer["command"]["sessionid"], action="complete", payload=form
        )
        form = answer["command"]["form"]
    assert int(form.get_values()["registeredusersnum"]) >= 3
    with pytest.raises(IqError) as refused:
        await alice.plugin["xep_0050"].send_command(JID("localhost"), node)
    assert refused.value.condition == "forbidden"
    await admin.disconnect()
