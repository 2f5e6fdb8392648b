"""`casemate invite`: invitations with which people make their own accounts, or become contacts at once."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from casemate.accounts.api import Accounts, Invitation, Person, Wanted
from casemate.cli.console import accounts, command, json_option, out, print_json, print_table, settings_option
from casemate.model.errors import CasemateError, ConfigurationError, InvalidJid, NotFound
from casemate.model.jid import Jid
from casemate.settings.loader import Loaded
from casemate.settings.units import parse

_MAX_ID: Final = (1 << 31) - 1
"""Databases count no further."""
_LONGEST: Final = 365 * 86_400.0
_SHORTEST: Final = 60.0


@click.group()
def invite() -> None:
    """Invitations to make an account, or to be a contact."""


@invite.command("add", short_help="Invite to DOMAIN, or as ADDRESS, and print the link, once.")
@click.argument("address", metavar="DOMAIN|ADDRESS")
@click.option("--from", "inviter", metavar="PERSON", help="Who invites: they and the invited become contacts.")
@click.option("--contact", is_flag=True, help="Only to become a contact of PERSON, with an account one has already.")
@click.option("--group", "groups", multiple=True, help="A group of the new person; may be given several times.")
@click.option("--uses", type=int, default=1, show_default=True, help="How many people may use it.")
@click.option("--for", "lasts", metavar="TIME", help='How long it holds, e.g. "2 d" or "12 h".')
@json_option
@settings_option
@command
async def invite_add(
    address: str,
    inviter: str | None,
    contact: bool,
    groups: tuple[str, ...],
    uses: int,
    lasts: str | None,
    config: Path,
    as_json: bool,
) -> None:
    """Invite somebody to DOMAIN under a name of their choice, or as ADDRESS (name@domain), and print the link, once."""
    at = Jid.parse(address)
    if at.resource:
        raise InvalidJid(address, "write DOMAIN or name@DOMAIN")
    async with accounts(config) as (loaded, opened):
        _switched_on(loaded, contact=contact)
        person = None if inviter is None else await _person(opened, inviter)
        made, token = await opened.invite(
            Wanted(
                domain=at.domain,
                inviter=person,
                name=at.local or None,
                groups=frozenset(groups),
                registers=not contact,
                befriends=person is not None,
                uses=uses,
                seconds=loaded.settings.invitations.lifetime if lasts is None else _seconds(lasts),
            )
        )
    if as_json:
        print_json({**_row(made), "uri": made.uri(token)})
        return
    out.print(f"Invitation {made.id} {_for(made)}, until {_time(made.expires)} UTC.")
    out.print(f"It can be used {_times(made.uses)}. Its link, shown only now:")
    click.echo(made.uri(token))


@invite.command("list")
@click.option("--all", "every", is_flag=True, help="Also those that were used or revoked, or have ended.")
@json_option
@settings_option
@command
async def invite_list(every: bool, config: Path, as_json: bool) -> None:
    """List invitations, the newest first."""
    now_ms = _now_ms()
    async with accounts(config) as (_, opened):
        found = [each for each in await opened.invitations.all() if every or each.state(now_ms) == "open"]
    if as_json:
        print_json([_row(each) for each in found])
        return
    if not found:
        out.print("No invitation is open: casemate invite add DOMAIN")
        return
    rows = [
        (
            str(i.id),
            str(_address(i)),
            str(i.inviter_jid or "-"),
            f"{i.used} of {i.uses}",
            _time(i.expires),
            i.state(now_ms),
        )
        for i in found
    ]
    print_table(("Id", "To", "From", "Used", "Until", "State"), rows)


@invite.command("revoke", short_help="Void an invitation that is not used yet.")
@click.argument("number", type=click.IntRange(1, _MAX_ID), metavar="ID")
@settings_option
@command
async def invite_revoke(number: int, config: Path) -> None:
    """Revoke the invitation ID: its link does nothing any more. Accounts made with it stay."""
    async with accounts(config) as (_, opened):
        revoked = await opened.revoke_invitation(number)
    used = f" It was used {_times(revoked.used)}." if revoked.used else ""
    out.print(f"Revoked invitation {revoked.id}.{used}")


def _switched_on(loaded: Loaded, *, contact: bool) -> None:
    invitations = loaded.settings.invitations
    if not contact and not invitations.accounts:
        raise ConfigurationError("nobody can use an invitation here: set accounts = true in [invitations]")
    if not invitations.contacts:
        raise ConfigurationError('nobody can use an invitation here: set members = "contacts" in [invitations]')


async def _person(opened: Accounts, address: str) -> Person:
    found = await opened.person(Jid.parse(address).bare)
    if found is None:
        raise NotFound(f"there is no person {address}; `casemate person list` shows who there is")
    return found


def _seconds(text: str) -> float:
    try:
        seconds = parse("duration", text)
    except ValueError as error:
        raise CasemateError(str(error)) from None
    if not _SHORTEST <= seconds <= _LONGEST:
        raise CasemateError("an invitation holds for 1 min to 365 d")
    return seconds


def _row(each: Invitation) -> dict[str, object]:
    return {
        "id": each.id,
        "to": str(_address(each)),
        "from": str(each.inviter_jid) if each.inviter_jid is not None else None,
        "made_by": each.made_by,
        "account": each.registers,
        "contact": each.befriends,
        "groups": sorted(each.groups),
        "uses": each.uses,
        "used": each.used,
        "expires": each.expires,
        "state": each.state(_now_ms()),
    }


def _for(each: Invitation) -> str:
    if not each.registers:
        return f"to be a contact of {each.inviter_jid}"
    return f"to be {_address(each)}" if each.name is not None else f"to {each.domain}"


def _address(each: Invitation) -> Jid:
    return Jid(each.name or "", each.domain, "")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _now_ms() -> int:
    return int(time.time() * 1000)


def _time(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M")
