"""Converse.js in Chromium, over the WebSocket and over BOSH: a person signs in, chats, is stopped, meets others in a room, sends a file, comes back."""

import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Locator, Page, async_playwright, expect

from casemate.xmpp.stream import Framing
from tests.client import Client
from tests.place import Place, free_ports, running

SECONDS = 30.0
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Chat</title>
<link rel="stylesheet" href="/dist/converse.min.css"><script type="module" src="/dist/converse.min.js"></script></head>
<body class="converse-fullscreen"><script type="module">
converse.plugins.add("test", {{ initialize() {{ window.api = this._converse.api; }} }});
converse.initialize({{
  authentication: "login", auto_login: true, jid: "alice@localhost", password: "{password}", {transport},
  discover_connection_methods: false, assets_path: "/dist/", view_mode: "fullscreen", allow_non_roster_messaging: true,
  whitelisted_plugins: ["test"], i18n: "en", loglevel: "warn", enable_smacks: true, persistent_store: "sessionStorage",
}});
</script></body></html>"""


@asynccontextmanager
async def chromium(place: Place, folder: Path, port: int, *, bosh: bool = False) -> AsyncGenerator[Page]:
    """A page of Converse in a browser of its own, signed in as alice."""
    assert shutil.which("chromium"), "chromium is missing: sudo apt-get install chromium"
    authority = f"localhost:{place.loaded.settings.listen.https}"
    transport = (
        f'bosh_service_url: "https://{authority}/http-bind"' if bosh else f'websocket_url: "wss://{authority}/xmpp"'
    )
    page = PAGE.format(password=place.credentials["alice"], transport=transport)

    async def index(_request: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html")

    site = web.Application()
    site.router.add_get("/", index)
    site.router.add_static("/dist", folder / "node_modules" / "converse.js" / "dist")
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "localhost", port).start()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            context = await browser.new_context(ignore_https_errors=True, viewport={"width": 1200, "height": 800})
            yield await context.new_page()
        finally:
            await browser.close()
            await runner.cleanup()


async def open_chat(page: Page, port: int, call: str) -> None:
    """Load the page, wait until it is signed in, and open something."""
    await page.goto(f"http://localhost:{port}/")
    await page.wait_for_function("window.api && window.api.connection.connected()", timeout=SECONDS * 1000)
    await page.wait_for_function("window.api.user.presence !== undefined")
    await page.evaluate(call)


async def write(page: Page, text: str) -> None:
    box = page.locator("textarea.chat-textarea:visible").last
    await box.fill(text)
    await box.press("Enter")


def said(page: Page, text: str) -> Locator:
    """What stands in the open conversation."""
    return page.locator("converse-chat-message-body:visible", has_text=text)


@pytest.mark.timeout(180)
async def test_a_person_with_converse(tmp_path: Path, installed: Path) -> None:
    [port] = free_ports(1)
    async with running(tmp_path / "place", {"listen": {"origins": (f"http://localhost:{port}",)}}) as place:
        bob = await place.client("bob")
        async with chromium(place, installed, port) as page:
            await chats(page, port, bob)
            await is_stopped(page)
            await is_told_once(page)
            await page.evaluate("api.chats.open('bob@localhost', {}, true)")
            await sends_a_file(page, bob, tmp_path)
            await meets_in_a_room(page, bob)
        async with chromium(place, installed, port) as page:
            await finds_what_was_said(page, port)


@pytest.mark.timeout(180)
async def test_a_person_with_converse_over_bosh(tmp_path: Path, installed: Path) -> None:
    [port] = free_ports(1)
    listen = {"origins": (f"http://localhost:{port}",), "bosh": True}
    async with running(tmp_path / "place", {"listen": listen}) as place:
        bob = await place.client("bob")
        async with chromium(place, installed, port, bosh=True) as page:
            await chats(page, port, bob)
            assert {c.framing for c in place.house.listener.connections} == {Framing.TCP, Framing.BOSH}
            await is_stopped(page)
            await page.evaluate("api.chats.open('bob@localhost', {}, true)")
            await sends_a_file(page, bob, tmp_path)
            await meets_in_a_room(page, bob)
        async with chromium(place, installed, port, bosh=True) as page:
            await finds_what_was_said(page, port)


async def chats(page: Page, port: int, bob: Client) -> None:
    await open_chat(page, port, "api.chats.open('bob@localhost')")
    await write(page, "hello from a browser")
    await bob.until("hello from a browser.*?</message>", SECONDS)
    bob.send("<message to='alice@localhost' type='chat' id='b1'><body>hello yourself</body></message>")
    await expect(said(page, "hello yourself")).to_be_visible()


async def is_stopped(page: Page) -> None:
    """The error stands below the message, and the service writes as well."""
    await write(page, "see http://phishing.test/login")
    await expect(page.locator(".chat-msg__error:visible", has_text="harmful")).to_be_visible()


async def sends_a_file(page: Page, bob: Client, folder: Path) -> None:
    (folder / "notes.txt").write_text("agreed on tuesday")
    async with page.expect_file_chooser() as choosing:
        await page.evaluate("document.querySelector('converse-chat-toolbar .fileupload').click()")
    await (await choosing.value).set_files(folder / "notes.txt")
    message = await bob.until("/upload/.*?</message>", SECONDS)
    assert "notes.txt" in message


async def meets_in_a_room(page: Page, bob: Client) -> None:
    await page.evaluate("api.rooms.open('tea@rooms.localhost', {nick: 'Alice'}, true)")
    await expect(page.locator("converse-muc textarea.chat-textarea")).to_be_visible()
    bob.send("<presence to='tea@rooms.localhost/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await bob.until("<subject", SECONDS)
    await write(page, "welcome to the room")
    await bob.until("welcome to the room.*?</message>", SECONDS)
    bob.send("<message to='tea@rooms.localhost' type='groupchat' id='b2'><body>a fine room</body></message>")
    await expect(said(page, "a fine room")).to_be_visible()


async def finds_what_was_said(page: Page, port: int) -> None:
    """A browser that knows nothing gets the history from the archive; what was stopped is not in it."""
    await open_chat(page, port, "api.chats.open('bob@localhost')")
    await expect(said(page, "hello yourself")).to_be_visible()
    await expect(said(page, "hello from a browser")).to_be_visible()
    await expect(said(page, "phishing.test")).to_have_count(0)


async def is_told_once(page: Page) -> None:
    """Converse publishes keys for encryption, in four nodes, when it signs in; people are told once why nobody gets them."""
    await page.evaluate("api.chats.open('casemate@localhost', {}, true)")
    await expect(said(page, "End-to-end encrypted messages can't be inspected")).to_have_count(1)
