"""Routes of one's own account: sessions, clients, second factors, password, the acceptable-use notice."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Request, Response

from casemate.accounts.api import Device
from casemate.accounts.factors.api import Kind, qr
from casemate.accounts.people import Person
from casemate.accounts.permissions import Permission
from casemate.accounts.signing.browsers import browser_name
from casemate.accounts.signing.pending import Purpose
from casemate.accounts.signing.standing import ASKED_COOKIE, Entered, Refused, Standing, State
from casemate.model.errors import NotFound
from casemate.model.ids import DeviceId
from casemate.web.api.guard import Asker, Door, needs, set_cookies
from casemate.web.api.models import (
    AdviceShown,
    AdviceWanted,
    Code,
    DeviceListed,
    FactorListed,
    FactorsShown,
    Named,
    NewDevice,
    NewPasskey,
    NewTotpShown,
    NoticeShown,
    Options,
    PasswordChange,
    RecoveryCodesShown,
    SessionListed,
    StandingShown,
    Version,
)
from casemate.web.api.signing import entered, shown

router: Final = APIRouter(tags=["account"])
Mine = Annotated[Standing, Depends(needs(Permission.ACCOUNT))]
Messaging = Annotated[Standing, Depends(needs(Permission.MESSAGES))]
Anybody = Annotated[Standing, Depends(needs(Permission.NOTHING))]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


def _me(standing: Standing) -> Person:
    if standing.person is None:
        raise Refused("Sign in first.")
    return standing.person


def _device(device: Device, standing: Standing) -> DeviceListed:
    current = standing.session is not None and standing.session.device == device.id
    kind: Literal["client", "browser"] = "browser" if device.kind == "browser" else "client"
    return DeviceListed(
        id=device.id,
        kind=kind,
        name=device.name,
        created=device.created,
        last_used=device.last_used,
        last_address=device.last_address,
        current=current,
    )


@router.get("/sessions")
async def sessions(door: Door, standing: Mine) -> list[SessionListed]:
    """Where one is signed in."""
    current = standing.session.id if standing.session else 0
    return [
        SessionListed(
            id=each.id,
            current=each.id == current,
            browser=browser_name(each.agent),
            address=each.address,
            created=each.created,
            seen=each.seen,
        )
        for each in await door.sessions.of(_me(standing).id)
    ]


@router.delete("/sessions/{number}", status_code=204)
async def end_session(number: Number, door: Door, standing: Mine) -> None:
    """End one session."""
    found = [each for each in await door.sessions.of(_me(standing).id) if each.id == number]
    if not found:
        raise NotFound("There is no such session; it may have ended already.")
    await door.end(found[0])


@router.delete("/sessions", status_code=204)
async def end_sessions(door: Door, standing: Mine) -> None:
    """End all sessions but this one."""
    await door.end_others(_me(standing), standing.session)


@router.get("/devices")
async def devices(door: Door, standing: Messaging) -> list[DeviceListed]:
    """Clients and browsers that can sign in."""
    found = await door.accounts.devices.of(_me(standing))
    return [_device(device, standing) for device in found if device.revoked is None]


@router.post("/devices", status_code=201)
async def add_device(body: Named, door: Door, standing: Messaging) -> NewDevice:
    """A client with a credential of its own, shown once."""
    await door.fresh(standing)
    me = _me(standing)
    device, credential = await door.accounts.add_device(me, body.name, str(me.jid))
    uri = f"xmpp:{me.jid}"
    return NewDevice(device=_device(device, standing), credential=credential, uri=uri, qr=qr(credential))


@router.delete("/devices/{number}", status_code=204)
async def revoke_device(number: Number, door: Door, standing: Messaging) -> None:
    """Revoke a client or browser: it is out within a second."""
    me = _me(standing)
    if not any(device.id == number and device.revoked is None for device in await door.accounts.devices.of(me)):
        raise NotFound("There is no such device; it may have been revoked already.")
    await door.accounts.revoke_device(DeviceId(number), str(me.jid))
    await door.sessions.end_of_device(DeviceId(number))
    door.endings.device(DeviceId(number))


@router.get("/factors")
async def factors(door: Door, standing: Mine) -> FactorsShown:
    """Second factors that are set up."""
    me = _me(standing)
    listed = [
        FactorListed(id=f.id, kind=f.kind.value, name=f.name, created=f.created, last_used=f.last_used)
        for f in await door.factors.of(me)
    ]
    left = await door.factors.recovery.left(me)
    return FactorsShown(factors=listed, recovery_codes_left=left, required=standing.required)


@router.post("/factors/totp", status_code=201)
async def begin_totp(body: Named, door: Door, standing: Mine) -> NewTotpShown:
    """A new authenticator app, which counts once it is confirmed."""
    await door.fresh(standing)
    me = _me(standing)
    new = await door.factors.totp.begin(me, body.name, door.accounts.tenants.name_of(me.tenant))
    return NewTotpShown(id=new.id, secret=new.secret, uri=new.uri, qr=new.svg)


@router.post("/factors/totp/{number}/confirm")
async def confirm_totp(
    request: Request, response: Response, number: Number, body: Code, door: Door, standing: Mine
) -> StandingShown:
    """Show a code of a new authenticator app."""
    me = _me(standing)
    await door.fresh(standing)
    await door.factors.totp.confirm(me, number, body.code, str(me.jid))
    return entered(request, response, await door.new_factor(standing))


@router.post("/factors/passkeys/options")
async def passkey_options(response: Response, door: Door, standing: Mine) -> Options:
    """What the browser needs to make a passkey."""
    await door.fresh(standing)
    asked = await door.factors.passkeys.ask_new(_me(standing))
    state = {"challenge": asked.challenge.hex()}
    secret = await door.pending.put(Purpose.NEW_PASSKEY, 300, person=_me(standing).id, state=state)
    set_cookies(response, Entered(Standing(State.SIGNED_OUT), {ASKED_COOKIE: secret}))
    return Options(options=asked.options)


@router.post("/factors/passkeys", status_code=201)
async def add_passkey(
    request: Request, response: Response, body: NewPasskey, door: Door, asker: Asker, standing: Mine
) -> StandingShown:
    """Keep a passkey that the browser has made."""
    me = _me(standing)
    await door.fresh(standing)
    waiting = await door.pending.take(Purpose.NEW_PASSKEY, asker.cookie(ASKED_COOKIE))
    if waiting is None or waiting.person != me.id:
        raise Refused("The browser waited too long. Try again.")
    challenge = bytes.fromhex(waiting.state["challenge"])
    await door.factors.passkeys.add(me, body.name, challenge, body.credential, str(me.jid))
    return entered(request, response, await door.new_factor(standing))


@router.patch("/factors/{kind}/{number}", status_code=204)
async def rename_factor(kind: Kind, number: Number, body: Named, door: Door, standing: Mine) -> None:
    """Call a factor something else."""
    await door.fresh(standing)
    await door.factors.rename(_me(standing), kind, number, body.name, str(_me(standing).jid))


@router.delete("/factors/{kind}/{number}", status_code=204)
async def remove_factor(kind: Kind, number: Number, door: Door, standing: Mine) -> None:
    """Remove a factor; not the last where one is required."""
    await door.fresh(standing)
    me = _me(standing)
    await door.factors.remove(me, kind, number, str(me.jid), required=standing.required)
    await door.end_others(me, standing.session)


@router.post("/factors/recovery-codes", status_code=201)
async def recovery_codes(door: Door, standing: Mine) -> RecoveryCodesShown:
    """New recovery codes, shown once; earlier ones are void."""
    await door.fresh(standing)
    me = _me(standing)
    if not await door.factors.of(me):
        raise NotFound("Recovery codes stand in for a second factor: set one up first.")
    return RecoveryCodesShown(codes=list(await door.factors.recovery.make(me, str(me.jid))))


@router.put("/password")
async def change_password(
    request: Request, response: Response, body: PasswordChange, asker: Asker, standing: Mine
) -> StandingShown:
    """Change the password: all other sessions end."""
    return entered(request, response, await request.app.state.joining.change(standing, body.old, body.new, asker))


@router.post("/password/advice")
async def password_advice(body: AdviceWanted, door: Door, standing: Anybody) -> AdviceShown:
    """What is to be said of a password while it is typed."""
    words = list(body.words)
    if standing.person is not None:
        words += [standing.person.jid.local, standing.person.jid.domain]
    advice = door.passwords.advise(body.password, words, alone=standing.person is not None and not standing.required)
    return AdviceShown(score=advice.score, refusal=advice.refusal, hints=list(advice.hints))


@router.get("/notice")
async def notice(request: Request, door: Door, _standing: Mine) -> NoticeShown:
    """The acceptable-use notice."""
    if not door.notice:
        raise NotFound("There is no notice.")
    return NoticeShown(version=door.notice, text=request.app.state.notice)


@router.post("/notice/acknowledge")
async def acknowledge(request: Request, body: Version, door: Door, asker: Asker, standing: Mine) -> StandingShown:
    """Say that one has read it."""
    if body.version != door.notice or not door.notice:
        raise NotFound("That is not the present notice; read it again.")
    await door.rules.acknowledge(_me(standing), body.version)
    return shown(request, await door.standing(asker))
