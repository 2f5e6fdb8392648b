"""Two people chat in Chromium, beside a standard client."""

from playwright.async_api import expect

from tests.e2e.conftest import PHONE, Opening
from tests.place import Place


async def test_two_browsers_and_a_standard_client(person: Opening, place: Place) -> None:
    erin, fred = await person("erin"), await person("fred", color_scheme="dark")
    await erin.talk("fred@localhost")
    await erin.say("good morning")
    row = fred.page.get_by_role("link", name="erin")
    await expect(row).to_contain_text("1 unread message")
    await row.click()
    await fred.sees("good morning")
    await expect(erin.page.get_by_text("Read", exact=True)).to_be_attached()
    await erin.accessible()
    await fred.accessible()
    # Edited, answered, reacted to, taken back.
    await erin.page.get_by_role("textbox", name="Message to").press("ArrowUp")
    await erin.page.get_by_role("textbox", name="Message to").fill("good afternoon")
    await erin.page.keyboard.press("Enter")
    await fred.sees("good afternoon")
    message = fred.page.get_by_role("article").filter(has_text="good afternoon")
    await message.hover()
    await message.get_by_role("button", name="Reply").click()
    await fred.say("to you too")
    await erin.sees("to you too")
    await expect(erin.page.get_by_role("article").filter(has_text="to you too")).to_contain_text("good afternoon")
    await message.first.hover()
    await message.first.get_by_role("button", name="React").click()
    picker = fred.page.get_by_role("dialog", name="Emoji")
    await picker.get_by_role("searchbox").fill("thumbs up")
    await picker.get_by_role("group", name="Found").get_by_role("button").first.click()
    await expect(erin.page.get_by_role("button", name="👍")).to_be_visible()
    # A standard client takes part.
    alice = await place.client("alice")
    alice.send("<message to='erin@localhost' type='chat' id='a1'><body>from a terminal</body></message>")
    await erin.page.get_by_role("link", name="alice").click()
    await erin.sees("from a terminal")
    await erin.say("hello terminal")
    await alice.until("hello terminal")


async def test_a_room_of_two(person: Opening) -> None:
    erin, fred = await person("erin"), await person("fred")
    await erin.page.get_by_role("button", name="Browse rooms").first.click()
    await erin.page.get_by_role("button", name="New room").click()
    await erin.page.get_by_label("Name", exact=True).fill("Lighthouse")
    await erin.page.get_by_role("button", name="Make the room").click()
    await expect(erin.page.get_by_role("heading", name="Lighthouse", level=1)).to_be_visible()
    await erin.say("who is there?")
    await erin.sees("who is there?")
    await fred.page.get_by_role("button", name="Browse rooms").first.click()
    await fred.page.get_by_role("dialog").get_by_text("Lighthouse").wait_for()
    await fred.accessible()
    await fred.page.get_by_role("button", name="Enter Lighthouse").click()
    await fred.sees("who is there?")
    await fred.say("Here, @erin!")
    await erin.sees("Here, @erin!")


async def test_the_server_restarts_and_nothing_is_lost(person: Opening, place: Place) -> None:
    erin, fred = await person("erin"), await person("fred")
    await erin.talk("fred@localhost")
    await erin.say("before")
    await fred.page.get_by_role("link", name="erin").click()
    await fred.sees("before")
    await erin.page.context.set_offline(True)
    await erin.say("meanwhile")
    await fred.say("from fred")
    await erin.page.context.set_offline(False)
    await erin.sees("from fred")
    await fred.sees("meanwhile")
    erin.expected = ("ERR_INTERNET_DISCONNECTED", "WebSocket", "Failed to load")


async def test_a_phone_shows_one_thing_at_a_time(person: Opening) -> None:
    erin = await person("erin", viewport=PHONE)
    await erin.talk("alice@localhost")
    assert not await erin.page.get_by_role("navigation", name="Conversations").is_visible()
    await erin.accessible()
    await erin.page.get_by_role("button", name="Back").click()
    await expect(erin.page.get_by_role("navigation", name="Conversations")).to_be_visible()
    await erin.accessible()
