"""People talk by the core of the web app, beside standard clients, on a whole server."""

import base64

from tests.place import Place
from tests.web.api.support import at_localhost
from tests.webapp.conftest import Opening

ERIN, FRED = "erin@localhost", "fred@localhost"
PICTURE = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
).decode()


async def test_a_message_is_sent_delivered_and_read(messenger: Opening) -> None:
    erin, fred = await messenger("erin"), await messenger("fred")
    await erin.do("open", FRED)
    sent = await erin.do("send", FRED, "good morning")
    got = await fred.message(ERIN, body="good morning")
    assert (got["mine"], got["from"]["jid"], got["state"]) == (False, ERIN, "delivered")
    await fred.until(lambda core: core.conversation(ERIN).get("unread") == 1)
    assert (await erin.message(FRED, id=sent, state="delivered"))["body"] == "good morning"
    await fred.do("open", ERIN)
    await fred.do("setActive", ERIN, True)
    await erin.message(FRED, id=sent, state="read")
    await fred.until(lambda core: core.conversation(ERIN).get("unread") == 0)


async def test_messages_are_edited_answered_reacted_to_and_taken_back(messenger: Opening) -> None:
    erin, fred = await messenger("erin"), await messenger("fred")
    await erin.do("open", FRED)
    sent = await erin.do("send", FRED, "at nine")
    got = await fred.message(ERIN, body="at nine")
    await erin.message(FRED, id=sent, state="delivered")
    await erin.do("edit", FRED, sent, "at ten")
    assert (await fred.message(ERIN, body="at ten"))["edited"]
    await fred.do("react", ERIN, got["id"], "👍")
    seen = await erin.until(lambda core: next((m for m in core.timelines[FRED] if m["reactions"]), None))
    assert [(each["emoji"], each["count"], each["mine"]) for each in seen["reactions"]] == [("👍", 1, False)]
    await fred.do("send", ERIN, "fine", {"reply": got["id"]})
    answer = await erin.message(FRED, body="fine")
    assert answer["reply"] == {"id": sent, "author": "erin", "text": "at ten"}
    await erin.do("retract", FRED, sent)
    gone = await fred.until(lambda core: next((m for m in core.timelines[ERIN] if m["recalled"]), None))
    assert (gone["body"], gone["recalled"]["by"]) == ("", "author")
    # Whoever signs in elsewhere finds the same.
    again = await messenger("fred", fred.browser)
    await again.do("open", ERIN)
    lines = await again.until(lambda core: len(core.timelines.get(ERIN, [])) == 2 and core.timelines[ERIN])
    assert [(line["body"], bool(line["recalled"])) for line in lines] == [("", True), ("fine", False)]


async def test_what_is_written_offline_is_sent_once(messenger: Opening, place: Place) -> None:
    erin, fred = await messenger("erin"), await messenger("fred")
    await erin.do("open", FRED)
    await erin.do("send", FRED, "before")
    await fred.message(ERIN, body="before")
    person = await place.house.accounts.people.find(at_localhost("erin"))
    place.house.ways.entrance.endings.person(person)
    await erin.until(lambda core: core.latest["connection"]["state"] == "offline")
    sent = await erin.do("send", FRED, "meanwhile")
    await fred.do("send", ERIN, "from fred")
    await erin.online()
    await erin.message(FRED, id=sent, state="delivered")
    await erin.message(FRED, body="from fred")
    await fred.do("send", ERIN, "last")
    await erin.message(FRED, body="last")
    for core, other in ((erin, FRED), (fred, ERIN)):
        bodies = [line["body"] for line in core.timelines[other]]
        assert sorted(bodies) == sorted(["before", "meanwhile", "from fred", "last"])


async def test_history_is_read_back_page_by_page(messenger: Opening) -> None:
    erin, fred = await messenger("erin"), await messenger("fred")
    await erin.do("open", FRED)
    for number in range(130):
        await erin.do("send", FRED, f"number {number}")
    await fred.message(ERIN, body="number 129")
    await erin.until(lambda core: all(line["state"] == "delivered" for line in core.timelines[FRED]))
    again = await messenger("fred", fred.browser)
    await again.do("open", ERIN)
    first = await again.do("loadUntil", ERIN, {"at": 0})
    await again.until(lambda core: core.latest["timeline"]["complete"])
    lines = again.timelines[ERIN]
    assert [line["body"] for line in lines] == [f"number {number}" for number in range(130)]
    assert first == lines[0]["id"]


async def test_a_room(messenger: Opening, place: Place) -> None:
    erin, fred = await messenger("erin"), await messenger("fred")
    options = {"name": "Lighthouse", "description": "Lamps", "membersOnly": False, "hidden": False, "invite": [FRED]}
    room = await erin.do("createRoom", options)
    invited = await fred.until(lambda core: core.latest.get("invited"))
    assert (invited["room"], invited["from"]) == (room, ERIN)
    [listed] = await fred.do("rooms", "light")
    assert (listed["name"], listed["description"], listed["occupants"]) == ("Lighthouse", "Lamps", 1)
    await fred.do("join", room)
    await erin.do("send", room, "who is there?")
    await fred.message(room, body="who is there?")
    sent = await fred.do("send", room, "I am, @erin")
    assert (await erin.message(room, body="I am, @erin"))["mentionsMe"]
    assert (await fred.message(room, id=sent, state="sent"))["stanzaId"]
    seen = erin.conversation(room)["room"]
    assert sorted(each["nick"] for each in seen["occupants"]) == ["erin", "fred"]
    await erin.do("setTopic", room, "New lamps")
    await fred.until(lambda core: core.conversation(room).get("topic") == "New lamps")
    await fred.do("leave", room)
    await erin.until(lambda core: len(core.conversation(room)["room"]["occupants"]) == 1)


async def test_a_file_is_sent_and_a_dangerous_one_is_refused(messenger: Opening) -> None:
    erin, fred = await messenger("erin"), await messenger("fred")
    await erin.do("open", FRED)
    await erin.do("sendFile", FRED, PICTURE, "lamp.png", "image/png")
    got = await fred.until(lambda core: next((m for m in core.timelines.get(ERIN, []) if m["file"]), None))
    assert (got["file"]["name"], got["file"]["preview"], got["file"]["state"]) == (
        "lamp.png",
        "image",
        {"name": "ready"},
    )
    virus = base64.b64encode(b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").decode()
    refused = await erin.do("sendFile", FRED, virus, "invoice.com", "application/octet-stream")
    card = await erin.message(FRED, id=refused, state="stopped")
    assert card["file"]["state"]["name"] == "refused"
    assert card["file"]["state"]["reason"]
