"""Every route of the API, asked by everybody: signed out, half signed in, and each role of each organisation (ATTACKS E10, E11)."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from typing import Final

import httpx
import pytest
from fastapi.routing import APIRoute

from casemate.accounts.api import Role
from casemate.accounts.permissions import Permission
from casemate.model.jid import Jid
from casemate.web.api import account, people, signing
from casemate.web.api.app import make_api
from tests.place import Place
from tests.web.api.support import Browser, at_localhost, browser, problem

NOBODY: Final = 2**31 - 1
"""A number that nothing has."""

ROUTES: Final = {
    "GET /session": "anybody",
    "DELETE /session": "anybody",
    "POST /session/password": "anybody",
    "POST /session/passkey/options": "anybody",
    "POST /session/passkey": "anybody",
    "POST /session/totp": "anybody",
    "POST /session/recovery": "anybody",
    "POST /session/confirm": "account",
    "POST /session/socket-token": "member",
    "GET /sessions": "account",
    "DELETE /sessions": "account",
    "DELETE /sessions/{number}": "account",
    "GET /devices": "member",
    "POST /devices": "member",
    "DELETE /devices/{number}": "member",
    "GET /factors": "account",
    "POST /factors/totp": "account",
    "POST /factors/totp/{number}/confirm": "account",
    "POST /factors/passkeys/options": "account",
    "POST /factors/passkeys": "account",
    "PATCH /factors/{kind}/{number}": "account",
    "DELETE /factors/{kind}/{number}": "account",
    "POST /factors/recovery-codes": "account",
    "PUT /password": "account",
    "POST /password/advice": "anybody",
    "GET /notice": "account",
    "POST /notice/acknowledge": "account",
    "POST /invitations/check": "anybody",
    "POST /invitations/accept": "anybody",
    "POST /resets/check": "anybody",
    "POST /resets": "anybody",
    "GET /directory": "member",
    "GET /admin/invitations": "people",
    "POST /admin/invitations": "people",
    "DELETE /admin/invitations/{number}": "people",
    "GET /admin/people": "people",
    "PATCH /admin/people/{number}": "people",
    "POST /admin/people/{number}/reset-link": "people",
    "POST /admin/people/{number}/factors/reset": "people",
}
"""Who may ask for what. A route that is not written down here fails the test, whatever it asks for."""

MEMBERS: Final = frozenset(Role)
WHO: Final[dict[str, frozenset[str]]] = {
    "anybody": frozenset({"signed out", "password only", "no factor yet", *MEMBERS}),
    "account": frozenset({"no factor yet", *MEMBERS}),
    "member": MEMBERS,
    "people": frozenset({Role.ADMINISTRATOR, Role.OWNER}),
}
ENDS_THE_SESSION: Final = "DELETE /session"


def test_every_route_is_written_down_and_asks_for_one_permission(place: Place) -> None:
    described = make_api(place.house.ways).openapi()["paths"]
    assert {f"{method.upper()} {path}" for path, methods in described.items() for method in methods} == set(ROUTES)
    open_to_all = set[str]()
    for route in (*signing.router.routes, *account.router.routes, *people.router.routes):
        assert isinstance(route, APIRoute)
        asked = [p for each in route.dependant.dependencies if (p := getattr(each.call, "permission", None))]
        assert len(asked) == 1, route.path
        if asked[0] is Permission.NOTHING:
            open_to_all |= {f"{method} {route.path}" for method in route.methods}
    assert open_to_all == {route for route, who in ROUTES.items() if who == "anybody"}


async def ask(visitor: Browser, route: str) -> httpx.Response:
    """Ask for a route in a way that changes nothing where it is allowed: of what has no number, with an empty body."""
    method, path = route.split(" ")
    path = path.replace("{number}", str(NOBODY)).replace("{kind}", "totp")
    return await visitor.ask(method, path, None if method in {"GET", "DELETE"} else {})


def let_in(answer: httpx.Response) -> bool:
    """Whether access was the thing refused."""
    if answer.status_code not in {401, 403}:
        return True
    return str(answer.json()["detail"]) not in {"Sign in first.", "Your role does not include that."}


@pytest.fixture
async def visitors(place: Place) -> AsyncGenerator[Callable[[str], Browser]]:
    """A browser for each standing, and for an administrator of another organisation."""
    async with AsyncExitStack() as stack:
        made = {name: await stack.enter_async_context(browser(place)) for name in (*WHO["anybody"], "elsewhere")}
        for role in Role:
            await made[role].join(f"the.{role.value}", role)
        await made["elsewhere"].join("their.owner", Role.OWNER, "other.example")
        await made["no factor yet"].accept("newcomer")
        await made["password only"].sign_in("the.employee")
        yield made.__getitem__


async def test_who_may_ask_for_what(visitors: Callable[[str], Browser]) -> None:
    for route in sorted(ROUTES, key=lambda route: route == ENDS_THE_SESSION):
        allowed = WHO[ROUTES[route]]
        for name in sorted(WHO["anybody"]):
            answer = await ask(visitors(name), route)
            assert let_in(answer) == (name in allowed), (route, name, answer.status_code, answer.text)
            assert answer.status_code < 500, (route, name)
            if answer.status_code >= 400:
                problem(answer)


async def test_nothing_of_others_is_reached_by_its_number(place: Place, visitors: Callable[[str], Browser]) -> None:
    """ATTACKS E11: by the numbers of a colleague, and of somebody of another organisation."""
    victim = visitors(Role.EMPLOYEE)
    session = (await victim.ask("GET", "/sessions")).json()[0]["id"]
    device = (await victim.ask("GET", "/devices")).json()[0]["id"]
    factor = (await victim.ask("GET", "/factors")).json()["factors"][0]["id"]
    person = (await place.house.accounts.people.find(at_localhost("the.employee"))).id
    invitation = (await visitors(Role.OWNER).post("/admin/invitations", name="guest")).json()
    listed = (await visitors(Role.OWNER).ask("GET", "/admin/invitations")).json()
    number = next(each["id"] for each in listed if each["state"] == "open")
    for asker in (visitors(Role.OWNER), visitors("elsewhere")):
        for method, path in (
            ("DELETE", f"/sessions/{session}"),
            ("DELETE", f"/devices/{device}"),
            ("DELETE", f"/factors/totp/{factor}"),
            ("PATCH", f"/factors/totp/{factor}"),
            ("POST", f"/factors/totp/{factor}/confirm"),
        ):
            body = {"PATCH": {"name": "mine"}, "POST": {"code": "123456"}}.get(method)
            answer = await asker.ask(method, path, body)
            assert answer.status_code in {404, 422}, (path, answer.text)
    for method, path, body in (
        ("PATCH", f"/admin/people/{person}", {"disabled": True}),
        ("PATCH", f"/admin/people/{person}", {"role": "owner"}),
        ("POST", f"/admin/people/{person}/reset-link", {}),
        ("POST", f"/admin/people/{person}/factors/reset", {}),
        ("DELETE", f"/admin/invitations/{number}", None),
    ):
        answer = await visitors("elsewhere").ask(method, path, body)
        assert problem(answer) == "not-found", path
    assert problem(await visitors("elsewhere").post("/admin/invitations", domain="localhost")) == "not-found"
    assert await victim.state() == "signed-in"
    assert [each["name"] for each in (await victim.ask("GET", "/factors")).json()["factors"]] == ["Phone"]
    assert (await place.house.accounts.people.find(at_localhost("the.employee"))).role is Role.EMPLOYEE
    async with browser(place) as guest:
        token = invitation["link"].partition("#")[2]
        assert (await guest.post("/invitations/check", token=token)).status_code == 200


async def test_lists_show_ones_own_organisation_only(visitors: Callable[[str], Browser]) -> None:
    for asker, own in ((visitors(Role.OWNER), "localhost"), (visitors("elsewhere"), "other.example")):
        colleagues = (await asker.ask("GET", "/admin/people")).json()
        found = (await asker.ask("GET", "/directory")).json()
        invitations = (await asker.ask("GET", "/admin/invitations")).json()
        assert colleagues, own
        assert {Jid.parse(each["jid"]).domain for each in [*colleagues, *found]} == {own}
        assert {each["domain"] for each in invitations} == {own}


SPELLINGS: Final = (
    "/api/v1/%2e%2e/v1/admin/people",
    "/api/v1/session/..%2fadmin/people",
    "/api/v1/session/%2e%2e/admin/people",
    "/api/v1/session/%u002e%u002e/admin/people",
    "/api/v1/session;/../admin/people",
    "/api/v1//admin/people",
    "/api/v1/admin/people/",
    "/api/v1/ADMIN/people",
    "/api/v1/admin%2fpeople",
    "/api/v1/admin/people%00",
    "/api/v1/admin/people?/../../session",
    "/api/v1/admin/people%3f",
    "/api/v1/./admin/people",
    "/api/v1/session/\\..\\admin\\people",
)


async def test_no_spelling_of_a_path_gets_around_the_check(place: Place) -> None:
    """ATTACKS E10: whatever the path is taken for, who is signed out gets no list."""
    async with browser(place) as nobody:
        for path in SPELLINGS:
            url = httpx.URL(place.house.ways.origin).copy_with(raw_path=path.encode())
            answer = await nobody.http.send(httpx.Request("GET", url))
            assert answer.status_code in {400, 401, 404}, (path, answer.text)
            assert "alice@" not in answer.text
