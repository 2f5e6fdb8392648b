"""Routes of joining (invitations, links of administrators), and of those who administer people of their own organisation."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from casemate.accounts.api import ADMINISTRATORS, Invitation, Role, Wanted
from casemate.accounts.joining import Joining
from casemate.accounts.people import Person
from casemate.accounts.permissions import Permission
from casemate.accounts.signing.standing import Refused, Standing
from casemate.model.errors import CasemateError, NotFound
from casemate.web.api.guard import Asker, Door, needs
from casemate.web.api.models import (
    Acceptance,
    Found,
    InvitationListed,
    InvitationShown,
    InvitationWanted,
    Link,
    NewPassword,
    PersonChange,
    PersonListed,
    StandingShown,
    Token,
)
from casemate.web.api.signing import entered, shown

router: Final = APIRouter(tags=["people"])
Anybody = Annotated[Standing, Depends(needs(Permission.NOTHING))]
Administrator = Annotated[Standing, Depends(needs(Permission.PEOPLE))]
Colleague = Annotated[Standing, Depends(needs(Permission.DIRECTORY))]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
MOST_FOUND: Final = 50
_CHOSEN_BY_OWNERS: Final = frozenset({Role.OWNER, Role.REVIEWER, Role.AUDITOR})


def joining(request: Request) -> Joining:
    """How people come to a password."""
    way: Joining = request.app.state.joining
    return way


Way = Annotated[Joining, Depends(joining)]


@router.post("/invitations/check")
async def check_invitation(body: Token, way: Way, door: Door, asker: Asker, _standing: Anybody) -> InvitationShown:
    """What an invitation is to."""
    found = await way.invitation(asker, body.token)
    rule = await door.rules.of(found.tenant)
    return InvitationShown(
        domain=found.domain,
        organisation=door.accounts.tenants.name_of(found.tenant),
        name=found.name,
        role=found.role,
        expires=found.expires,
        shortest=door.passwords.shortest(alone=found.role not in rule.roles),
    )


@router.post("/invitations/accept", status_code=201)
async def accept_invitation(
    request: Request, response: Response, body: Acceptance, way: Way, asker: Asker, _standing: Anybody
) -> StandingShown:
    """Make the account that one was invited to make."""
    return entered(request, response, await way.accept(asker, body.token, body.name, body.password))


@router.post("/resets/check", status_code=204)
async def check_reset(body: Token, way: Way, asker: Asker, _standing: Anybody) -> None:
    """Whether a link of an administrator holds; whose it is is not told."""
    await way.check_link(asker, body.token)


@router.post("/resets")
async def reset(request: Request, body: NewPassword, way: Way, asker: Asker, _standing: Anybody) -> StandingShown:
    """Choose a new password; then sign in with it and the second factor."""
    return shown(request, await way.reset(asker, body.token, body.password))


@router.get("/directory")
async def directory(door: Door, standing: Colleague, q: Annotated[str, Query(max_length=100)] = "") -> list[Found]:
    """People of one's own organisation whose address has these letters in it."""
    wanted, me = q.strip().casefold(), _me(standing)
    everybody = await door.accounts.people.everybody(me.tenant)
    found = [p for p in everybody if wanted in str(p.jid).casefold() and not p.disabled]
    return [Found(jid=str(person.jid), name=person.jid.local) for person in found[:MOST_FOUND]]


@router.get("/admin/invitations")
async def invitations(door: Door, standing: Administrator) -> list[InvitationListed]:
    """The organisation's invitations, the newest first."""
    mine = _me(standing).tenant
    return [_listed(door, each) for each in await door.accounts.invitations.all() if each.tenant == mine]


@router.post("/admin/invitations", status_code=201)
async def invite(request: Request, body: InvitationWanted, door: Door, standing: Administrator) -> Link:
    """Invite somebody; the link is shown once."""
    me = _me(standing)
    await door.fresh(standing)
    _may_give(me, body.role)
    domain = body.domain or me.jid.domain
    if door.accounts.tenant_of(domain) != me.tenant:
        raise NotFound("Your organisation has no such domain.")
    wanted = Wanted(
        domain=domain,
        name=body.name or None,
        role=body.role,
        address=body.address or None,
        seconds=request.app.state.invitation_seconds,
    )
    made, token = await door.accounts.invite(wanted, str(me.jid))
    return Link(link=f"{request.app.state.origin}/invite#{token}", expires=made.expires)


@router.delete("/admin/invitations/{number}", status_code=204)
async def revoke_invitation(number: Number, door: Door, standing: Administrator) -> None:
    """Take an invitation back."""
    me = _me(standing)
    if not any(each.id == number and each.tenant == me.tenant for each in await door.accounts.invitations.all()):
        raise NotFound("There is no such invitation.")
    await door.accounts.revoke_invitation(number, str(me.jid))


@router.get("/admin/people")
async def people(door: Door, standing: Administrator) -> list[PersonListed]:
    """The people of the organisation."""
    return [_person(each) for each in await door.accounts.people.everybody(_me(standing).tenant)]


@router.patch("/admin/people/{number}")
async def change_person(number: Number, body: PersonChange, door: Door, standing: Administrator) -> PersonListed:
    """Disable somebody (they are out within a second), or give them another role."""
    me, person = _me(standing), await _theirs(door, standing, number)
    await door.fresh(standing)
    if person.id == me.id:
        raise CasemateError("You can't change your own role or disable yourself; another administrator can.")
    _may_give(me, person.role)
    if body.role is not None and body.role is not person.role:
        _may_give(me, body.role)
        person = await door.accounts.set_role(person.jid, body.role, str(me.jid))
        await door.end_others(person, None)
        await door.pending.forget(person.id)
    if body.disabled is not None and body.disabled is not person.disabled:
        person = await door.accounts.set_disabled(person.jid, disabled=body.disabled, by=str(me.jid))
        if body.disabled:
            await door.end_others(person, None)
            await door.pending.forget(person.id)
            door.endings.person(person)
    return _person(person)


@router.post("/admin/people/{number}/reset-link", status_code=201)
async def reset_link(request: Request, number: Number, way: Way, door: Door, standing: Administrator) -> Link:
    """A link with which somebody chooses a new password; their second factor stays."""
    me, person = _me(standing), await _theirs(door, standing, number)
    await door.fresh(standing)
    _may_give(me, person.role)
    secret = await way.link(person.jid, str(me.jid))
    expires = door.sessions.now_ms() + int(door.settings.reset * 1000)
    return Link(link=f"{request.app.state.origin}/reset#{secret}", expires=expires)


@router.post("/admin/people/{number}/factors/reset", status_code=204)
async def reset_factors(number: Number, door: Door, standing: Administrator) -> None:
    """Remove all second factors of somebody who has lost them; their sessions end, and they set up new ones at once."""
    me, person = _me(standing), await _theirs(door, standing, number)
    await door.fresh(standing)
    _may_give(me, person.role)
    await door.factors.remove_all(person, str(me.jid))
    await door.end_others(person, None)
    await door.pending.forget(person.id)


def _me(standing: Standing) -> Person:
    if standing.person is None:
        raise Refused("Sign in first.")
    return standing.person


def _may_give(me: Person, role: Role) -> None:
    """Who looks after administrators, and who reads, is chosen by owners: an administrator would read through them."""
    if role in _CHOSEN_BY_OWNERS and me.role is not Role.OWNER:
        raise CasemateError(f"Only an owner decides who is {role.value}, and helps them in.")
    if me.role not in ADMINISTRATORS:
        raise CasemateError("Only who administers can do that.")


async def _theirs(door: Any, standing: Standing, number: int) -> Person:
    """Somebody of the administrator's own organisation (ATTACKS E11)."""
    tenant = _me(standing).tenant
    everybody: list[Person] = await door.accounts.people.everybody(tenant)
    found = [person for person in everybody if person.id == number]
    if not found:
        raise NotFound("There is no such person in your organisation.")
    return found[0]


def _person(person: Person) -> PersonListed:
    return PersonListed(
        id=person.id, jid=str(person.jid), name=person.jid.local, role=person.role, disabled=person.disabled
    )


def _listed(door: Any, each: Invitation) -> InvitationListed:
    return InvitationListed(
        id=each.id,
        domain=each.domain,
        name=each.name,
        role=each.role,
        address=each.sent_to,
        made_by=each.made_by,
        created=each.created,
        expires=each.expires,
        state=each.state(door.sessions.now_ms()),  # pyright: ignore[reportArgumentType] - one of the four
    )
