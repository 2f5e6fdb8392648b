"""Account pages in Chromium, from the invitation to the session that somebody else has ended."""

from playwright.async_api import Page, expect

from casemate.accounts.api import Role
from tests.e2e.conftest import PASSWORD, PHONE, Opening
from tests.place import Place
from tests.web.api.support import at_localhost


async def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    await page.get_by_label("Address").fill(f"{name}@localhost")
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()


async def test_invited_enrolled_signed_out_and_in_again(person: Opening) -> None:
    erin = await person("", viewport=PHONE)
    await erin.invited("erin")
    assert "#" not in erin.page.url, "the secret of the link does not stay in the address"
    await erin.accessible()
    await erin.enrolled()
    await erin.page.get_by_role("navigation", name="Conversations").wait_for()
    await erin.accessible()
    await erin.page.get_by_role("button", name="Your profile and settings").click()
    await erin.page.get_by_role("dialog").wait_for()
    await erin.go("/account/sessions")
    await expect(erin.page.get_by_text("You are signed in here only.")).to_be_visible()
    await erin.page.evaluate("fetch('/api/v1/session', {method: 'DELETE', headers: {'X-Casemate-CSRF': '1'}})")
    await erin.go("/")
    await sign_in(erin.page, "erin", "something else entirely")
    await expect(erin.page.get_by_role("alert")).to_contain_text("The address or the password is wrong")
    await erin.accessible()
    await sign_in(erin.page, "erin")
    await erin.page.get_by_label("Six-digit code").press_sequentially("000000")
    await expect(erin.page.get_by_role("alert")).to_contain_text("That code did not fit")
    await erin.accessible()
    await erin.page.get_by_label("Six-digit code").press_sequentially(await erin.code())
    await erin.page.get_by_role("navigation", name="Conversations").wait_for()
    erin.expected = ("status of 401",)


async def test_a_passkey_does_for_both(person: Opening) -> None:
    erin = await person()
    session = await erin.page.context.new_cdp_session(erin.page)
    await session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    await erin.invited("erin")
    await erin.page.get_by_role("button", name="Make a passkey").click()
    await expect(erin.page.get_by_role("list", name="Recovery codes").get_by_role("listitem")).to_have_count(10)
    await erin.accessible()
    await erin.page.get_by_role("button", name="I have kept them").click()
    await erin.page.get_by_role("navigation", name="Conversations").wait_for()
    await erin.page.evaluate("fetch('/api/v1/session', {method: 'DELETE', headers: {'X-Casemate-CSRF': '1'}})")
    await erin.go("/")
    # The browser may offer the passkey by itself; whichever comes first signs in.
    button = erin.page.get_by_role("button", name="Sign in with a passkey")
    inside = erin.page.get_by_role("navigation", name="Conversations")
    await button.or_(inside).first.wait_for()
    if await button.is_visible():
        await button.click()
    await inside.wait_for()
    await erin.go("/account/security")
    await expect(erin.page.get_by_text("Passkey in Chrome")).to_be_visible()
    erin.expected = ("status of 401",)


async def test_a_reset_keeps_the_second_factor(person: Opening, place: Place) -> None:
    erin = await person("erin")
    secret = await place.house.ways.joining.link(at_localhost("erin"), "admin@localhost")
    other = await person()
    other.app, other.step = erin.app, erin.step
    await other.go(f"/reset#{secret}")
    await other.page.get_by_label("New password").fill("walnut harbour sleeve")
    await expect(other.page.get_by_role("status")).to_contain_text("Strength")
    await other.accessible()
    await other.page.get_by_role("button", name="Save the new password").click()
    await other.page.get_by_role("button", name="Sign in").click()
    await sign_in(other.page, "erin", "walnut harbour sleeve")
    await other.page.get_by_label("Six-digit code").press_sequentially(await other.code())
    await other.page.get_by_role("navigation", name="Conversations").wait_for()
    await erin.page.get_by_role("heading", name="Sign in").wait_for()
    erin.expected = ("status of 401",)
    await other.go(f"/reset#{secret}")
    await expect(other.page.get_by_role("heading", name="This link no longer holds")).to_be_visible()
    other.expected = ("status of 404",)


async def test_every_page_of_the_account(person: Opening, place: Place) -> None:
    owner = await person()
    await owner.joined("owner", Role.OWNER)
    page = owner.page
    await owner.go("/account")
    for section in ("Second factors", "Password", "Devices", "Sessions", "Appearance", "People", "Invitations"):
        await page.get_by_role("link", name=section, exact=True).click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(section)
        await owner.accessible()
    await page.get_by_role("button", name="Invite somebody").click()
    await page.get_by_label("Name (optional)").fill("gina")
    await page.get_by_role("button", name="Make the link").click()
    link = await page.get_by_role("dialog").locator("code").inner_text()
    assert link.startswith(f"{place.house.ways.origin}/invite#")
    await owner.accessible()
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_role("listitem").filter(has_text="gina")).to_be_visible()
    await page.get_by_role("link", name="Devices", exact=True).click()
    await page.get_by_role("button", name="Connect a messenger").click()
    await page.get_by_label("Name", exact=True).fill("Phone")
    await page.get_by_role("button", name="Make its password").click()
    credential = await page.get_by_role("dialog").locator("code").nth(1).inner_text()
    await owner.accessible()
    await page.get_by_role("button", name="I have put it in").click()
    place.credentials["owner"] = credential
    client = await place.client("owner")
    await page.get_by_role("button", name="Revoke: Phone").click()
    await page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    await client.until("</stream:stream>")


async def test_a_revoked_browser_is_out_at_once(person: Opening, place: Place) -> None:
    erin = await person("erin")
    people = place.house.accounts.people
    found = await people.find(at_localhost("erin"))
    [device] = [each for each in await place.house.accounts.devices.of(found) if each.kind == "browser"]
    await place.house.accounts.revoke_device(device.id, "admin@localhost")
    await place.house.ways.entrance.sessions.end_of_device(device.id)
    place.house.ways.entrance.endings.device(device.id)
    await erin.page.get_by_role("heading", name="Sign in").wait_for(timeout=5_000)
    erin.expected = ("status of 401",)


async def test_german_dark_and_right_to_left_look_the_same_to_axe(person: Opening) -> None:
    erin = await person("", locale="de-DE", color_scheme="dark", viewport=PHONE)
    await erin.go("/")
    await expect(erin.page.get_by_role("button", name="Anmelden", exact=True)).to_be_visible()
    await erin.accessible()
    await erin.page.evaluate("document.documentElement.dir = 'rtl'")
    await erin.accessible()
    wide = await erin.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], "nothing hangs over the edge of a phone"
