"""Somebody is invited, sets up a second factor, signs in, opens a stream, and signs out, over HTTPS against a whole server."""

import asyncio

from sqlalchemy import select
from websockets.asyncio.client import ClientConnection

from casemate.accounts.api import Role
from casemate.audit.events import AuditAction
from casemate.storage.schema import audit
from tests.authenticator import Authenticator
from tests.place import Place
from tests.web.api.support import PASSWORD, Browser, at_localhost, browser, problem


async def ended(socket: ClientConnection) -> None:
    """The stream ends within a second."""
    async with asyncio.timeout(1):
        await socket.wait_closed()


async def test_from_the_invitation_to_the_stream(place: Place) -> None:
    async with browser(place) as erin:
        assert await erin.state() == "signed-out"
        told = await erin.accept("erin", Role.REVIEWER)
        assert (told["state"], told["person"]["role"], told["session"]["strong"]) == ("enrol", "reviewer", False)
        assert problem(await erin.post("/session/socket-token")) == "not-possible"
        told = await erin.set_up()
        assert (told["state"], told["session"]["strong"]) == ("signed-in", True)
        assert "review" in told["person"]["permissions"]
        socket = await erin.stream()
        await socket.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>")
        assert "<open" in str(await socket.recv())
        assert "features" in str(await socket.recv())
        await socket.send(
            "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
        )
        assert "erin@localhost/" in str(await socket.recv())
        await socket.send("<presence xmlns='jabber:client'/>")
        bob = await place.client("bob")
        await socket.send(
            "<message xmlns='jabber:client' to='bob@localhost' type='chat'><body>from a browser</body></message>"
        )
        await bob.until("from a browser")
        assert (await erin.ask("DELETE", "/session")).headers["Clear-Site-Data"] == '"cache", "storage"'
        await ended(socket)
        assert await erin.state() == "signed-out"


async def test_password_and_code(place: Place) -> None:
    async with browser(place) as first, browser(place) as second:
        await first.join("erin")
        second.app, second.step = first.app, first.step
        assert problem(await second.sign_in("erin", "something else entirely")) == "not-right"
        told = (await second.sign_in("erin")).json()
        assert (told["state"], told["factors"], told["person"]) == ("factor", ["totp"], None)
        assert problem(await second.post("/session/socket-token")) == "not-possible"
        assert problem(await second.post("/session/totp", code="000000")) == "not-right"
        assert (await second.post("/session/totp", code=second.code())).json()["state"] == "signed-in"
        listed = (await first.ask("GET", "/sessions")).json()
        assert [each["current"] for each in listed] == [False, True]
        assert {each["browser"] for each in listed} == {"Firefox on Linux"}


async def test_a_recovery_code_stands_in_once(place: Place) -> None:
    async with browser(place) as erin:
        await erin.join("erin")
        codes = (await erin.post("/factors/recovery-codes")).json()["codes"]
        await erin.ask("DELETE", "/session")
        assert (await erin.sign_in("erin")).json()["factors"] == ["totp", "recovery"]
        assert (await erin.post("/session/recovery", code=codes[0])).json()["state"] == "signed-in"
        assert (await erin.ask("GET", "/factors")).json()["recovery_codes_left"] == 9
        await erin.ask("DELETE", "/session")
        await erin.sign_in("erin")
        assert problem(await erin.post("/session/recovery", code=codes[0])) == "not-right"


async def register(browser: Browser, key: Authenticator) -> None:
    options = (await browser.post("/factors/passkeys/options")).json()["options"]
    made = key.create(options, browser.place.house.ways.origin)
    answer = await browser.post("/factors/passkeys", name="Laptop", credential=made)
    assert answer.status_code == 201, answer.text


async def show(browser: Browser, key: Authenticator) -> str:
    options = (await browser.post("/session/passkey/options")).json()["options"]
    answer = await browser.post("/session/passkey", credential=key.get(options, browser.place.house.ways.origin))
    return str(answer.json()["state"]) if answer.status_code == 200 else problem(answer)


async def test_a_passkey_does_for_password_and_factor_both(place: Place) -> None:
    async with browser(place) as erin:
        await erin.accept("erin")
        key = Authenticator()
        await register(erin, key)
        assert await erin.state() == "signed-in"
        await erin.ask("DELETE", "/session")
        assert await show(erin, key) == "signed-in"
        assert await show(erin, Authenticator()) == "not-right"


async def test_a_passkey_that_does_not_ask_who_holds_it_is_a_second_factor_only(place: Place) -> None:
    async with browser(place) as erin:
        await erin.accept("erin")
        key = Authenticator(verifies=False)
        await register(erin, key)
        await erin.ask("DELETE", "/session")
        assert await show(erin, key) == "not-right"
        assert (await erin.sign_in("erin")).json()["factors"] == ["passkey"]
        assert await show(erin, key) == "signed-in"


async def test_a_revoked_browser_and_a_disabled_person_are_out_within_a_second(place: Place) -> None:
    async with browser(place) as erin, browser(place) as other, browser(place) as admin:
        await erin.join("erin")
        other.app, other.step = erin.app, erin.step
        await other.sign_in("erin")
        await other.post("/session/totp", code=other.code())
        await admin.join("frank", Role.OWNER)
        socket = await other.stream()
        [mine] = [each["id"] for each in (await other.ask("GET", "/devices")).json() if each["current"]]
        assert (await erin.ask("DELETE", f"/devices/{mine}")).status_code == 204
        await ended(socket)
        assert await other.state() == "signed-out"
        socket = await erin.stream()
        people = (await admin.ask("GET", "/admin/people")).json()
        [number] = [each["id"] for each in people if each["jid"] == "erin@localhost"]
        assert (await admin.ask("PATCH", f"/admin/people/{number}", {"disabled": True})).status_code == 200
        await ended(socket)
        assert await erin.state() == "signed-out"
        assert problem(await erin.sign_in("erin")) == "not-right"


async def test_a_client_gets_a_credential_of_its_own(place: Place) -> None:
    async with browser(place) as erin:
        await erin.join("erin")
        new = (await erin.post("/devices", name="Gajim")).json()
        assert new["uri"] == "xmpp:erin@localhost"
        assert new["qr"].startswith("<svg")
        place.credentials["erin"] = new["credential"]
        client = await place.client("erin")
        number = new["device"]["id"]
        assert [each["kind"] for each in (await erin.ask("GET", "/devices")).json()] == ["browser", "client"]
        assert (await erin.ask("DELETE", f"/devices/{number}")).status_code == 204
        async with asyncio.timeout(1):
            await client.until("</stream:stream>")
        assert problem(await erin.ask("DELETE", f"/devices/{number}")) == "not-found"


async def test_what_is_done_is_on_record_and_the_other_devices_are_told(place: Place) -> None:
    async with browser(place) as erin, browser(place) as other:
        await erin.join("erin")
        place.credentials["erin"] = (await erin.post("/devices", name="Gajim")).json()["credential"]
        client = await place.client("erin")
        other.app, other.step = erin.app, erin.step
        await other.sign_in("erin")
        await other.post("/session/totp", code=other.code())
        await client.until("signed in with a new browser: Firefox on Linux")
        await erin.ask("DELETE", "/session")
        async with place.house.db.read() as conn:
            query = select(audit.c.action).where(audit.c.subject == str(at_localhost("erin")))
            done = set((await conn.execute(query)).scalars())
        assert done >= {
            AuditAction.PASSWORD_CHANGED,
            AuditAction.FACTOR_ADDED,
            AuditAction.BROWSER_SIGNED_IN,
            AuditAction.BROWSER_SIGNED_OUT,
            AuditAction.DEVICE_ADDED,
        }


async def test_an_invitation_holds_once_and_only_for_its_name(place: Place) -> None:
    async with browser(place) as admin, browser(place) as erin:
        await admin.join("frank", Role.OWNER)
        link = (await admin.post("/admin/invitations", name="erin", role="employee")).json()["link"]
        address, _, token = link.partition("#")
        assert address == f"{place.house.ways.origin}/invite"
        told = (await erin.post("/invitations/check", token=token)).json()
        assert (told["name"], told["role"], told["organisation"]) == ("erin", "employee", "Local")
        refused = await erin.post("/invitations/accept", token=token, name="gina", password=PASSWORD)
        assert problem(refused) == "not-possible"
        refused = await erin.post("/invitations/accept", token=token, name="erin", password="password1")
        assert (problem(refused), refused.json()["hints"]) == ("password-refused", ["common"])
        done = await erin.post("/invitations/accept", token=token, name="erin", password=PASSWORD)
        assert done.status_code == 201
        assert problem(await erin.post("/invitations/check", token=token)) == "not-found"
