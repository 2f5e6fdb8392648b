"""F5: a link for a new password holds once and for a while, leads to this server only, and tells nothing of anybody."""

from sqlalchemy import update

from casemate.accounts.api import Role
from casemate.storage.access_schema import password_reset
from tests.place import Place
from tests.web.api.support import PASSWORD, at_localhost, browser, problem

NEW = "walnut harbour sleeve"


async def test_f5_a_link_leads_to_this_server_whatever_the_request_says(place: Place) -> None:
    async with browser(place) as owner, browser(place) as erin:
        await owner.join("frank", Role.OWNER)
        await erin.join("erin")
        people = (await owner.ask("GET", "/admin/people")).json()
        [number] = [each["id"] for each in people if each["name"] == "erin"]
        for header in ("X-Forwarded-Host", "X-Host", "X-Original-URL", "Forwarded"):
            answer = await owner.ask("POST", f"/admin/people/{number}/reset-link", None, **{header: "evil.example"})
            assert answer.json()["link"].startswith(f"{place.house.ways.origin}/reset#"), header
        answer = await owner.ask("POST", f"/admin/people/{number}/reset-link", None, Host="evil.example")
        assert "evil.example" not in answer.text


async def test_f5_a_link_holds_once_and_the_newest_only(place: Place) -> None:
    async with browser(place) as erin, browser(place) as other:
        await erin.join("erin")
        first = await place.house.ways.joining.link(at_localhost("erin"), "admin@localhost")
        second = await place.house.ways.joining.link(at_localhost("erin"), "admin@localhost")
        assert problem(await other.post("/resets", token=first, password=NEW)) == "not-found"
        assert problem(await other.post("/resets", token=second, password="short")) == "password-refused"
        assert (await other.post("/resets", token=second, password=NEW)).status_code == 200
        assert problem(await other.post("/resets", token=second, password=PASSWORD)) == "not-found"
        assert await erin.state() == "signed-out", "all sessions ended"
        assert problem(await other.sign_in("erin")) == "not-right"
        assert (await other.sign_in("erin", NEW)).json()["state"] == "factor"


async def test_f5_a_link_expires(place: Place) -> None:
    async with browser(place) as erin:
        await erin.join("erin")
        secret = await place.house.ways.joining.link(at_localhost("erin"), "admin@localhost")
        async with place.house.db.write() as conn:
            await conn.execute(update(password_reset).values(expires=1))
        assert problem(await erin.post("/resets/check", token=secret)) == "not-found"
        assert problem(await erin.post("/resets", token=secret, password=NEW)) == "not-found"


async def test_f5_nothing_is_told_of_who_exists(place: Place) -> None:
    async with browser(place) as erin, browser(place) as stranger:
        await erin.join("erin")
        known, unknown = await stranger.sign_in("erin", "no"), await stranger.sign_in("nobody", "no")
        assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
        secret = await place.house.ways.joining.link(at_localhost("erin"), "admin@localhost")
        assert "erin" not in (await stranger.post("/resets/check", token=secret)).text


async def test_f5_links_cant_be_tried_for_long(place: Place) -> None:
    async with browser(place) as stranger:
        seen = [problem(await stranger.post("/resets/check", token=f"guess-{n}")) for n in range(200)]
        assert set(seen) == {"not-found", "too-many-tries"}
