"""Chromium against a whole server: every page is watched for what it may not do."""

import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Page, Request, async_playwright, expect
from pyotp import TOTP

from casemate.accounts.api import Role, Wanted
from tests.place import Place, running

ROOT = Path(__file__).parents[2]
AXE = ROOT / "webapp" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "lantern cobweb tooth"
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}


expect.set_options(timeout=20_000)  # milliseconds: a machine that does other things too is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One Chromium at a time: two on two cores, beside the server, wait for each other."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("chromium"))


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place", {"passwords": {"hash_time": 0.01}}) as place:
        yield place


@pytest.fixture
async def chromium() -> AsyncGenerator[Chromium]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--ignore-certificate-errors"]
        )
        yield browser
        await browser.close()


class Person:
    """Somebody at a page."""

    def __init__(self, place: Place, page: Page, name: str = "") -> None:
        self.place = place
        self.page = page
        self.name = name
        self.app: TOTP | None = None
        self.step = 0
        self.wrong: list[str] = []
        """What the page did that it may not do: errors, violations of its policy, requests to other origins."""
        self.expected: tuple[str, ...] = ()
        origin = urlsplit(place.house.ways.origin)
        own = {f"https://{origin.netloc}", f"wss://{origin.netloc}"}

        def asked(request: Request) -> None:
            to = urlsplit(request.url)
            if to.scheme not in {"data", "blob"} and f"{to.scheme}://{to.netloc}" not in own:
                self.wrong.append(f"asked {request.url}")

        page.on("request", asked)
        page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    async def go(self, path: str) -> None:
        await self.page.goto(self.place.house.ways.origin + path)

    async def code(self) -> str:
        """A code of the authenticator app that was not shown yet."""
        assert self.app is not None
        now = int(time.time()) // 30
        self.step = max(self.step + 1, now - 1)
        assert self.step <= now + 1, "no more codes now: each is taken once"
        return self.app.at(self.step * 30)

    async def invited(self, name: str, role: Role = Role.EMPLOYEE) -> None:
        """Follow an invitation, as far as the second factor."""
        self.name = name
        _, token = await self.place.house.accounts.invite(Wanted(domain="localhost", role=role, seconds=3600))
        await self.go(f"/invite#{token}")
        await self.page.get_by_label("Name").fill(name)
        await self.page.get_by_label("Choose a password", exact=True).fill(PASSWORD)
        await self.page.get_by_role("button", name="Make my account").click()

    async def enrolled(self) -> None:
        """Set up an authenticator app, and keep the recovery codes."""
        page = self.page
        await page.get_by_role("button", name="Set up an app").click()
        self.app = TOTP((await page.locator("code").first.inner_text()).replace(" ", ""))
        await page.get_by_label("Then type the code that it shows").press_sequentially(await self.code())
        await page.get_by_role("button", name="I have kept them").click()

    async def joined(self, name: str, role: Role = Role.EMPLOYEE) -> "Person":
        """All that somebody does at first."""
        await self.invited(name, role)
        await self.enrolled()
        await self.page.get_by_role("navigation", name="Conversations").wait_for()
        return self

    async def talk(self, jid: str) -> None:
        """Open the conversation with somebody."""
        await self.page.evaluate(
            "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }",
            "/c/" + "".join(letter if letter.isalnum() or letter in ".-_" else f"~{ord(letter):02x}" for letter in jid),
        )
        await self.page.get_by_role("textbox", name="Message to").wait_for()

    async def say(self, text: str) -> None:
        await self.page.get_by_role("textbox", name="Message to").fill(text)
        await self.page.keyboard.press("Enter")

    async def sees(self, text: str) -> None:
        await self.page.get_by_role("log").get_by_text(text, exact=True).last.wait_for()

    async def accessible(self) -> None:
        """Axe has no findings."""
        await self.page.evaluate(AXE.read_text())
        found = await self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [
            f"{each['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]
        assert not told, "\n".join(told)

    def blameless(self) -> None:
        """It did nothing that it may not do."""
        assert not [each for each in self.wrong if not any(text in each for text in self.expected)]


Opening = Callable[..., Coroutine[Any, Any, Person]]


@pytest.fixture
async def person(place: Place, chromium: Chromium) -> AsyncGenerator[Opening]:
    """Opens a browser of its own for somebody."""
    people: list[Person] = []
    async with AsyncExitStack() as stack:

        async def open_(name: str = "", **options: Any) -> Person:
            given = {
                "viewport": WIDE,
                "locale": "en-GB",
                "ignore_https_errors": True,
                "reduced_motion": "reduce",
                **options,
            }
            context: BrowserContext = await chromium.new_context(**given)
            stack.push_async_callback(context.close)
            context.set_default_timeout(25_000)
            made = Person(place, await context.new_page(), name)
            people.append(made)
            if name:
                await made.joined(name)
            return made

        yield open_
        for each in people:
            each.blameless()
