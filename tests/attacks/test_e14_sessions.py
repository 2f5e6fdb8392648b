"""E14: a session has a new name with each step, and ends with all that should end it."""

import asyncio

from sqlalchemy import update

from casemate.accounts.api import Role
from casemate.storage.access_schema import web_session
from tests.place import Place
from tests.web.api.support import PASSWORD, Browser, at_localhost, browser

SESSION, STEP = "__Host-casemate", "__Host-casemate-step"


async def signed_in(other: Browser, erin: Browser) -> Browser:
    """The same person in another browser."""
    other.app, other.step = erin.app, max(erin.step, other.step)
    await other.sign_in("erin")
    assert (await other.post("/session/totp", code=other.code())).json()["state"] == "signed-in"
    erin.step = other.step
    return other


async def test_e14_each_step_gives_a_new_session_and_the_old_one_is_void(place: Place) -> None:
    async with browser(place) as erin, browser(place) as thief:
        await erin.join("erin")
        before = dict(erin.http.cookies)
        assert (await erin.post("/session/totp", code=erin.code())).status_code == 200
        after = dict(erin.http.cookies)
        changed = {name for name in before if before[name] != after.get(name)}
        assert changed
        thief.http.cookies.update(before)
        assert await thief.state() == "signed-out", "a session that was planted or copied before the step is nobody's"
        assert await erin.state() == "signed-in"


async def test_e14_a_planted_session_is_not_taken_over(place: Place) -> None:
    async with browser(place) as erin, browser(place) as thief:
        await erin.join("erin")
        await erin.ask("DELETE", "/session")
        names = set(erin.http.cookies) | {"__Host-casemate", "__Host-casemate-step"}
        for name in names:
            erin.http.cookies.set(name, "planted", domain="localhost.local")
            thief.http.cookies.set(name, "planted", domain="localhost.local")
        await erin.sign_in("erin")
        await erin.post("/session/totp", code=erin.code())
        assert await thief.state() == "signed-out"


async def test_e14_a_new_password_ends_all_other_sessions_and_streams(place: Place) -> None:
    async with browser(place) as erin, browser(place) as other:
        await erin.join("erin")
        await signed_in(other, erin)
        socket = await other.stream()
        answer = await erin.ask("PUT", "/password", {"old": PASSWORD, "new": "walnut harbour sleeve"})
        assert answer.json()["state"] == "signed-in"
        async with asyncio.timeout(1):
            await socket.wait_closed()
        assert (await other.state(), await erin.state()) == ("signed-out", "signed-in")


async def test_e14_a_factor_that_is_removed_ends_all_other_sessions(place: Place) -> None:
    async with browser(place) as erin, browser(place) as other:
        await erin.join("erin")
        first = (await erin.ask("GET", "/factors")).json()["factors"][0]["id"]
        await signed_in(other, erin)
        new = (await erin.post("/factors/totp", name="Tablet")).json()
        from_now = Browser(place, erin.http, erin.tls)
        from_now.app = type(erin.app)(new["secret"].replace(" ", ""))  # type: ignore[misc]
        assert (await erin.post(f"/factors/totp/{new['id']}/confirm", code=from_now.code())).status_code == 200
        assert (await erin.ask("DELETE", f"/factors/totp/{first}")).status_code == 204
        assert (await other.state(), await erin.state()) == ("signed-out", "signed-in")


async def test_e14_disabling_and_a_reset_of_factors_end_everything(place: Place) -> None:
    async with browser(place) as owner, browser(place) as erin:
        await owner.join("frank", Role.OWNER)
        await erin.join("erin")
        number = (await place.house.accounts.people.find(at_localhost("erin"))).id
        socket = await erin.stream()
        assert (await owner.post(f"/admin/people/{number}/factors/reset")).status_code == 204
        async with asyncio.timeout(1):
            await socket.wait_closed()
        assert await erin.state() == "signed-out"
        assert (await erin.sign_in("erin")).json()["state"] == "enrol"
        await owner.ask("PATCH", f"/admin/people/{number}", {"disabled": True})
        assert await erin.state() == "signed-out"


async def test_e14_sessions_end_by_themselves(place: Place) -> None:
    async with browser(place) as erin:
        await erin.join("erin")
        socket = await erin.stream()
        async with place.house.db.write() as conn:
            await conn.execute(update(web_session).values(seen=1))
        assert await erin.state() == "signed-out"
        await place.house.ways.entrance.end_stale()
        async with asyncio.timeout(1):
            await socket.wait_closed()
