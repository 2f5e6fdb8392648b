"""What only Casemate has, as people see it: coaching, files that are looked into, people from outside; and going where one is told."""

from playwright.async_api import Locator, expect

from casemate.wiring.health import EICAR
from tests.client import Client
from tests.e2e.conftest import Opening, Person
from tests.place import Place

IBAN = "please pay to DE89 3704 0044 0532 0130 00"


def card(who: Person) -> Locator:
    return who.page.get_by_role("region", name="Not sent yet: please look again")


async def hears(client: Client) -> str:
    """The next text that somebody receives."""
    while True:
        message = await client.element("message")
        if body := message.findtext("{jabber:client}body"):
            return body


async def attach(who: Person, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    await who.page.set_input_files("input[type=file]", [file])  # pyright: ignore[reportArgumentType]


async def test_a_coached_message_is_edited_and_then_sent(place: Place, person: Opening) -> None:
    erin, bob = await person("erin"), await place.client("bob")
    await erin.talk("bob@localhost")
    await erin.say(IBAN)
    await expect(card(erin)).to_contain_text("payment or identity data")
    await expect(card(erin)).to_contain_text("a bank account")
    await expect(card(erin)).not_to_contain_text("3704 0044 0532 0130")
    await erin.accessible()
    await card(erin).get_by_role("button", name="Edit").click()
    field = erin.page.get_by_role("textbox", name="Message to")
    await expect(field).to_be_focused()
    await expect(field).to_have_value(IBAN)
    await expect(card(erin)).to_be_hidden()
    await erin.say("please pay as always")
    assert await hears(bob) == "please pay as always"


async def test_a_coached_message_is_discarded(place: Place, person: Opening) -> None:
    erin, bob = await person("erin"), await place.client("bob")
    await erin.talk("bob@localhost")
    await erin.say(IBAN)
    await card(erin).get_by_role("button", name="Discard the message").click()
    await expect(card(erin)).to_be_hidden()
    await expect(erin.page.get_by_role("article").filter(has_text=IBAN)).to_be_hidden()
    await erin.say("never mind")
    assert await hears(bob) == "never mind"


async def test_a_conversation_with_somebody_outside_says_so(place: Place, person: Opening) -> None:
    erin, dave = await person("erin"), await place.client("dave")
    await erin.talk("dave@other.example")
    await erin.say("good morning")
    assert await hears(dave) == "good morning"
    band = erin.page.get_by_role("complementary", name="People from outside")
    await expect(band).to_contain_text("other.example")
    dave.send("<message to='erin@localhost' type='chat' id='d1'><body>and to you</body></message>")
    await expect(erin.page.get_by_role("article").filter(has_text="and to you")).to_contain_text("from outside")
    await erin.accessible()
    await erin.talk("bob@localhost")
    await expect(band).to_be_hidden()


async def test_a_file_is_inspected_and_then_saved_by_the_other(person: Opening) -> None:
    erin, fred = await person("erin"), await person("fred")
    await erin.talk("fred@localhost")
    await fred.talk("erin@localhost")
    await attach(erin, "notes.txt", b"the keys are handed over on Friday")
    got = fred.page.get_by_role("group", name="notes.txt")
    await expect(got).to_contain_text("Text")
    async with fred.page.expect_download() as coming:
        await got.get_by_role("link", name="Save notes.txt").click()
    assert (await (await coming.value).path()).read_bytes() == b"the keys are handed over on Friday"
    await fred.page.get_by_role("button", name="Details").click()
    await fred.page.get_by_role("tab", name="Files").click()
    await expect(fred.page.get_by_role("tabpanel").get_by_role("group", name="notes.txt")).to_be_visible()
    await fred.accessible()


async def test_a_dangerous_file_is_refused_with_the_reason(person: Opening) -> None:
    erin = await person("erin")
    erin.expected = ("422",)
    await erin.talk("bob@localhost")
    await attach(erin, "holiday.txt", EICAR)
    await expect(erin.page.get_by_role("group", name="holiday.txt")).to_contain_text("Malicious software was found")
    await erin.accessible()


async def test_a_room_is_made_and_entered_and_what_is_said_there_goes_once(person: Opening) -> None:
    erin, fred = await person("erin"), await person("fred")
    await erin.page.get_by_role("button", name="Browse rooms").first.click()
    await erin.page.get_by_role("button", name="New room").click()
    await erin.page.get_by_label("Name", exact=True).fill("Warehouse move")
    await erin.page.get_by_role("button", name="Make the room").click()
    await expect(erin.page.get_by_role("heading", name="Warehouse move")).to_be_visible()
    await fred.page.get_by_role("button", name="Browse rooms").first.click()
    await fred.page.get_by_role("button", name="Enter Warehouse move").click()
    await fred.say("who has the keys?")
    await erin.sees("who has the keys?")
    await erin.say("I have")
    await fred.sees("I have")
    for each in (erin, fred):
        await expect(each.page.get_by_role("article").filter(has_text="who has the keys?")).to_have_count(1)


async def test_the_switcher_goes_to_people_and_rooms(person: Opening) -> None:
    erin, _ = await person("erin"), await person("fred")
    await erin.page.keyboard.press("Control+k")
    await erin.page.get_by_role("combobox", name="Go to").fill("fre")
    await expect(erin.page.get_by_role("option", name="fred")).to_be_visible()
    await erin.accessible()
    await erin.page.keyboard.press("Enter")
    await expect(erin.page.get_by_role("heading", name="fred", level=1)).to_be_visible()
