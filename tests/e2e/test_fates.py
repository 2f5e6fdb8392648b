"""What becomes of a message that was coached or held, in Chromium: edited, sent with a reason, released by a reviewer."""

from playwright.async_api import expect

from casemate.model.ids import ArchiveId
from tests.e2e.conftest import Opening
from tests.place import Place

IBAN = "please pay to DE89 3704 0044 0532 0130 00"
CARD = "my card is 4539 1488 0343 6467"


async def test_a_coached_message_is_edited_or_sent_with_a_reason(person: Opening) -> None:
    erin, fred = await person("erin"), await person("fred")
    await erin.talk("fred@localhost")
    await erin.say(CARD)
    card = erin.page.get_by_text("Not sent yet: please look again")
    await card.wait_for()
    await erin.accessible()
    await erin.page.get_by_role("button", name="Edit", exact=True).last.click()
    field = erin.page.get_by_role("textbox", name="Message to")
    await expect(field).to_have_value(CARD)
    await expect(card).not_to_be_visible()
    await erin.say("my card ends in 6467")
    await fred.page.get_by_role("link", name="erin").click()
    await fred.sees("my card ends in 6467")
    await erin.say(CARD)
    await erin.page.get_by_role("button", name="Send anyway").click()
    await erin.page.get_by_label("Why does it have to be sent as it is?").fill("the shop asked for it")
    await erin.accessible()
    await erin.page.get_by_role("button", name="Send anyway", exact=True).click()
    await fred.sees(CARD)
    await expect(card).not_to_be_visible()


async def test_what_is_held_shows_the_reviewers_answer(person: Opening, place: Place) -> None:
    erin, dave = await person("erin"), await place.client("dave")
    await erin.talk("dave@other.example")
    await erin.say(IBAN)
    held = erin.page.get_by_role("article").filter(has_text="DE89")
    await expect(held).to_contain_text("Held for a reviewer")
    await erin.accessible()
    [waiting] = await place.house.held.waiting()
    await place.house.held.release(ArchiveId(waiting.id), "reviewer@localhost")
    await dave.until("DE89")
    await expect(held).to_contain_text("A reviewer let this through.")
