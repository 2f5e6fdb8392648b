"""Routes of signing in, of stepping up, and of the token for the stream."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response

from casemate.accounts.entrance import SOCKET_SECONDS, Entrance
from casemate.accounts.permissions import PERMISSIONS, Permission
from casemate.accounts.signing.standing import ASKED_COOKIE, SESSION_COOKIE, STEP_COOKIE, Entered, Standing, State
from casemate.web.api.guard import Asker, Door, needs, set_cookies
from casemate.web.api.models import (
    Code,
    Credential,
    Features,
    Options,
    Password,
    PasswordStep,
    PersonShown,
    SecondFactor,
    SessionShown,
    SocketToken,
    StandingShown,
)

router: Final = APIRouter(prefix="/session", tags=["session"])
Anybody = Annotated[Standing, Depends(needs(Permission.NOTHING))]
Mine = Annotated[Standing, Depends(needs(Permission.ACCOUNT))]
Messaging = Annotated[Standing, Depends(needs(Permission.MESSAGES))]


def shown(request: Request, standing: Standing) -> StandingShown:
    """Where somebody stands, as it is told."""
    state, person, session = standing.state, standing.person, standing.session
    if person is None or session is None:
        return StandingShown(state=state.value, factors=list(standing.factors))
    way: Entrance = request.app.state.entrance
    permissions = sorted(PERMISSIONS[person.role]) if state is State.SIGNED_IN else [Permission.ACCOUNT]
    return StandingShown(
        state=state.value,
        person=PersonShown(
            jid=str(person.jid),
            name=person.jid.local,
            role=person.role,
            tenant=way.accounts.tenants.name_of(person.tenant),
            permissions=[str(permission) for permission in permissions],
        ),
        session=SessionShown(
            id=session.id,
            expires=way.sessions.expires(session),
            idle=way.sessions.idle(session),
            strong=session.strong,
            fresh_until=way.sessions.fresh_until(session),
        ),
        websocket=request.app.state.websocket,
        upload_limit=request.app.state.upload_limit,
        features=Features(drafts=False),
        second_factor=SecondFactor(required=standing.required, grace_until=standing.grace_until),
    )


def entered(request: Request, response: Response, step: Entered) -> StandingShown:
    """The outcome of a step, with its cookies."""
    set_cookies(response, step)
    return shown(request, step.standing)


@router.get("")
async def read(request: Request, standing: Anybody) -> StandingShown:
    """Where this browser stands."""
    return shown(request, standing)


@router.post("/password")
async def with_password(
    request: Request, response: Response, body: PasswordStep, door: Door, asker: Asker, _standing: Anybody
) -> StandingShown:
    """The first step of signing in."""
    return entered(request, response, await door.with_password(asker, body.address, body.password))


@router.post("/passkey/options")
async def passkey_options(response: Response, door: Door, asker: Asker, _standing: Anybody) -> Options:
    """What the browser needs to show a passkey: to sign in with, as a second factor, or to step up."""
    asked, secret = await door.ask_passkey(asker)
    set_cookies(response, Entered(Standing(State.SIGNED_OUT), {ASKED_COOKIE: secret}))
    return Options(options=asked.options)


@router.post("/passkey")
async def with_passkey(
    request: Request, response: Response, body: Credential, door: Door, asker: Asker, _standing: Anybody
) -> StandingShown:
    """Show a passkey."""
    return entered(request, response, await door.with_passkey(asker, body.credential))


@router.post("/totp")
async def with_totp(
    request: Request, response: Response, body: Code, door: Door, asker: Asker, _standing: Anybody
) -> StandingShown:
    """Show a code of an authenticator app."""
    return entered(request, response, await door.with_totp(asker, body.code))


@router.post("/recovery")
async def with_recovery(
    request: Request, response: Response, body: Code, door: Door, asker: Asker, _standing: Anybody
) -> StandingShown:
    """Use a recovery code."""
    return entered(request, response, await door.with_recovery(asker, body.code))


@router.post("/confirm")
async def confirm(
    request: Request, response: Response, body: Password, door: Door, asker: Asker, _standing: Mine
) -> StandingShown:
    """Step up with the password, where no second factor is set up."""
    return entered(request, response, await door.confirm(asker, body.password))


@router.delete("")
async def sign_out(response: Response, door: Door, asker: Asker, _standing: Anybody) -> StandingShown:
    """Sign out; the browser forgets what it has kept."""
    await door.sign_out(asker)
    gone = Standing(State.SIGNED_OUT)
    set_cookies(response, Entered(gone, dict.fromkeys((SESSION_COOKIE, STEP_COOKIE, ASKED_COOKIE))))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return StandingShown(state=gone.state.value)


@router.post("/socket-token")
async def socket_token(request: Request, door: Door, standing: Messaging) -> SocketToken:
    """A token with which this browser opens one stream within a minute (SASL OAUTHBEARER, RFC 7628)."""
    token = await door.socket_token(standing)
    jid = str(standing.person.jid) if standing.person else ""
    return SocketToken(token=token, expires_in=int(SOCKET_SECONDS), jid=jid, websocket=str(request.app.state.websocket))
