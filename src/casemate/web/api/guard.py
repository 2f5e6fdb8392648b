"""Before every route of the API: who asks, from where, and whether a page of ours made the browser ask (ATTACKS E9, F1).

Cookies are SameSite=Strict already. Whatever changes something has to come from a page of our own origin by what the browser itself
says (`Sec-Fetch-Site`, `Origin`), and to carry a header that no form can set.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Final

from fastapi import Depends, Request, Response
from starlette.exceptions import HTTPException

from casemate.accounts.entrance import Entrance
from casemate.accounts.permissions import PERMISSIONS, Permission
from casemate.accounts.signing.standing import (
    ASKED_COOKIE,
    DEVICE_COOKIE,
    SESSION_COOKIE,
    STEP_COOKIE,
    Entered,
    Standing,
    State,
    Visitor,
)

HEADER: Final = "X-Casemate-CSRF"
MAX_BODY: Final = 64 * 1024
_SAFE: Final = frozenset({"GET", "HEAD"})
_COOKIES: Final = (SESSION_COOKIE, DEVICE_COOKIE, STEP_COOKIE, ASKED_COOKIE)
_YEAR: Final = 365 * 86_400
_AGES: Final = {DEVICE_COOKIE: _YEAR, STEP_COOKIE: 300, ASKED_COOKIE: 300}
"""Seconds; the session's cookie goes with the browser, and the server ends it earlier."""


async def same_origin(request: Request) -> None:
    """Refuse what another site made a browser ask, and bodies that are too large or no JSON.

    Raises:
        HTTPException: 403, 413 or 415.
    """
    if request.method in _SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = str(request.app.state.origin)
    if site not in {None, "same-origin", "none"} or (origin is not None and origin.lower() != own):
        raise HTTPException(403, "Only pages of this server may do that.")
    if request.headers.get(HEADER.lower()) is None:
        raise HTTPException(403, f"The header {HEADER} is missing.")
    if int(request.headers.get("content-length") or 0) > MAX_BODY or "transfer-encoding" in request.headers:
        raise HTTPException(413, f"A body has at most {MAX_BODY} bytes, and says how many.")
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "A body is JSON (application/json).")


def visitor(request: Request) -> Visitor:
    """The browser that asks."""
    address = request.client.host.removeprefix("::ffff:") if request.client else ""
    cookies = {name: request.cookies[name][:200] for name in _COOKIES if name in request.cookies}
    return Visitor(address, request.headers.get("user-agent", "")[:500], cookies)


Asker = Annotated[Visitor, Depends(visitor)]


def entrance(request: Request) -> Entrance:
    """The way in."""
    way: Entrance = request.app.state.entrance
    return way


Door = Annotated[Entrance, Depends(entrance)]

_OPEN_WHILE: Final = {
    Permission.NOTHING: frozenset(State),
    Permission.ACCOUNT: frozenset({State.ENROL, State.NOTICE, State.SIGNED_IN}),
}


def needs(permission: Permission) -> Callable[..., Awaitable[Standing]]:
    """What a route asks for: the standing of who has it.

    All but one's own account is for who is signed in with all that is asked of them.
    """

    async def standing(door: Door, asker: Asker) -> Standing:
        found = await door.standing(asker)
        if found.state not in _OPEN_WHILE.get(permission, frozenset({State.SIGNED_IN})):
            raise HTTPException(401, "Sign in first.")
        if permission is not Permission.NOTHING and (
            found.person is None or permission not in PERMISSIONS[found.person.role]
        ):
            raise HTTPException(403, "Your role does not include that.")
        return found

    standing.__dict__["permission"] = permission
    return standing


def set_cookies(response: Response, entered: Entered) -> None:
    """Set what a step has given."""
    for name, value in entered.cookies.items():
        if value is None:
            response.delete_cookie(name, secure=True, httponly=True, samesite="strict")
        else:
            response.set_cookie(name, value, _AGES.get(name), secure=True, httponly=True, samesite="strict")
