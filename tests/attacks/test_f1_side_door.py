"""F1: whoever has set up a second factor gets in nowhere without it: by no protocol, credential, step, link or invitation."""

from pathlib import Path

from sqlalchemy import update

from casemate.accounts.api import Role
from casemate.storage.access_schema import web_session
from tests.authenticator import Authenticator
from tests.bosh import BoshClient
from tests.place import Place, running
from tests.sasl2 import condition, connect
from tests.web.api.support import PASSWORD, Browser, at_localhost, browser, problem


async def half_way(browser: Browser) -> None:
    """Whoever has shown a password only stands before every other door."""
    assert await browser.state() == "factor"
    for method, path, body in (
        ("POST", "/session/socket-token", None),
        ("POST", "/session/confirm", {"password": PASSWORD}),
        ("POST", "/devices", {"name": "Gajim"}),
        ("POST", "/factors/totp", {"name": "mine"}),
        ("POST", "/factors/passkeys/options", None),
        ("POST", "/factors/recovery-codes", None),
        ("PUT", "/password", {"old": PASSWORD, "new": PASSWORD + "x"}),
        ("DELETE", "/factors/totp/1", None),
        ("GET", "/sessions", None),
        ("GET", "/directory", None),
    ):
        answer = await browser.ask(method, path, body)
        assert (answer.status_code, problem(answer)) == (401, "not-possible"), path


async def test_f1_the_password_of_the_pages_opens_no_stream(tmp_path: Path) -> None:
    async with running(tmp_path / "place", {"listen": {"bosh": True}}) as place, browser(place) as erin:
        await erin.join("erin")
        for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-1"):
            client = await place.connect()
            assert "not-authorized" in await client.sign_in("erin", PASSWORD, mechanism)
        assert condition(await (await connect(place)).enter("erin", PASSWORD)) == "not-authorized"
        bosh = BoshClient(place.house.ways.origin, place.ca)
        await bosh.create()
        assert (await bosh.sign_in("erin", PASSWORD)).tag.endswith("failure")
        await bosh.close()
        for token in (PASSWORD, *erin.http.cookies.values()):
            socket, said = await erin.authenticate(token)
            assert "<success" not in said
            await socket.close()


async def test_f1_a_password_alone_goes_no_further(place: Place) -> None:
    async with browser(place) as erin, browser(place) as thief:
        await erin.join("erin")
        await thief.sign_in("erin")
        await half_way(thief)


async def test_f1_a_reset_keeps_the_second_factor(place: Place) -> None:
    async with browser(place) as erin, browser(place) as thief:
        await erin.join("erin")
        secret = await place.house.ways.joining.link(at_localhost("erin"), "admin@localhost")
        answer = await thief.post("/resets", token=secret, password="walnut harbour sleeve")
        assert answer.json()["state"] == "signed-out"
        assert (await thief.sign_in("erin", "walnut harbour sleeve")).json()["state"] == "factor"
        await half_way(thief)


async def test_f1_an_invitation_leads_to_a_second_factor_and_nowhere_else(place: Place) -> None:
    async with browser(place) as erin:
        assert (await erin.accept("erin", Role.ADMINISTRATOR))["state"] == "enrol"
        for method, path in (
            ("POST", "/session/socket-token"),
            ("POST", "/devices"),
            ("GET", "/directory"),
            ("GET", "/admin/people"),
            ("POST", "/admin/invitations"),
        ):
            assert (await erin.ask(method, path, {} if method == "POST" else None)).status_code == 401
        await erin.ask("DELETE", "/session")
        assert (await erin.sign_in("erin")).json()["state"] == "enrol"
        assert (await erin.post("/session/socket-token")).status_code == 401


async def test_f1_of_two_steps_none_can_be_left_out(place: Place) -> None:
    async with browser(place) as erin, browser(place) as thief:
        await erin.join("erin")
        thief.app, thief.step = erin.app, erin.step
        assert (await thief.post("/session/totp", code=thief.code())).status_code == 401
        assert (await thief.post("/session/recovery", code="0000")).status_code == 401
        key = Authenticator(verifies=False)
        options = (await erin.post("/factors/passkeys/options")).json()["options"]
        made = key.create(options, place.house.ways.origin)
        assert (await erin.post("/factors/passkeys", name="Key", credential=made)).status_code == 201
        asked = (await thief.post("/session/passkey/options")).json()["options"]
        shown = await thief.post("/session/passkey", credential=key.get(asked, place.house.ways.origin))
        assert shown.status_code == 401, "a key that does not say who holds it is no password"


async def test_f1_what_weakens_an_account_asks_for_a_factor_just_shown(place: Place) -> None:
    async with browser(place) as erin:
        await erin.join("erin", Role.OWNER)
        factor = (await erin.ask("GET", "/factors")).json()["factors"][0]["id"]
        async with place.house.db.write() as conn:
            await conn.execute(update(web_session).values(proven=0))
        for method, path, body in (
            ("POST", "/devices", {"name": "Gajim"}),
            ("POST", "/factors/totp", {"name": "mine"}),
            ("POST", "/factors/passkeys/options", None),
            ("POST", "/factors/recovery-codes", None),
            ("PATCH", f"/factors/totp/{factor}", {"name": "mine"}),
            ("DELETE", f"/factors/totp/{factor}", None),
            ("POST", "/admin/invitations", {}),
            ("POST", "/admin/people/1/reset-link", None),
            ("POST", "/admin/people/1/factors/reset", None),
            ("PATCH", "/admin/people/1", {"disabled": True}),
        ):
            answer = await erin.ask(method, path, body)
            assert problem(answer) == "fresh-factor-needed", path
            assert answer.json()["factors"] == ["totp"], path
        assert (await erin.post("/session/confirm", password=PASSWORD)).status_code >= 400, "no factor, no step up"
        assert problem(await erin.post("/devices", name="Gajim")) == "fresh-factor-needed"
        assert (await erin.post("/session/totp", code=erin.code())).json()["state"] == "signed-in"
        assert (await erin.post("/devices", name="Gajim")).status_code == 201
