"""`casemate tenant`, `person` and `device`."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from casemate.accounts.api import Accounts, Device, Person, Role
from casemate.admin import control
from casemate.cli.console import (
    accounts,
    command,
    control_path,
    json_option,
    out,
    print_json,
    print_table,
    settings_option,
    tell_server,
)
from casemate.model.errors import NotFound
from casemate.model.ids import DeviceId
from casemate.model.jid import Jid
from casemate.settings.loader import load

_MAX_ID: Final = (1 << 31) - 1
"""Databases count no further."""


@click.group()
def tenant() -> None:
    """Organisations and their domains."""


@tenant.command("add")
@click.argument("name")
@click.argument("domains", nargs=-1, required=True, metavar="DOMAIN...")
@settings_option
@command
async def tenant_add(name: str, domains: tuple[str, ...], config: Path) -> None:
    """Add the organisation NAME, which owns each DOMAIN."""
    async with accounts(config) as (loaded, opened):
        added = await opened.add_tenant(name, list(domains))
        await tell_server(loaded, "tenants.changed")
    out.print(f"Added {added.name} with {', '.join(added.domains)}.")


@tenant.command("list")
@json_option
@settings_option
@command
async def tenant_list(config: Path, as_json: bool) -> None:
    """List organisations."""
    async with accounts(config) as (_, opened):
        tenants = await opened.tenants.all()
    if as_json:
        print_json(tenants)
        return
    if not tenants:
        out.print("There is no organisation yet: casemate tenant add NAME DOMAIN")
        return
    print_table(("Name", "Domains"), [(each.name, ", ".join(each.domains)) for each in tenants])


@click.group()
def person() -> None:
    """People and their accounts."""


@person.command("add")
@click.argument("address")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.EMPLOYEE.value, show_default=True
)
@click.option("--group", "groups", multiple=True, help="A group that the policy may name; may be given several times.")
@click.option("--alike", is_flag=True, help="Add them although their name is mistaken for somebody else's.")
@settings_option
@command
async def person_add(address: str, role: str, groups: tuple[str, ...], alike: bool, config: Path) -> None:
    """Add the person ADDRESS (name@domain)."""
    async with accounts(config) as (_, opened):
        added = await opened.add_person(Jid.parse(address), Role(role), frozenset(groups), alike=alike)
    out.print(f"Added {added.jid}. Give them a client credential: casemate device add {added.jid}")


@person.command("list")
@json_option
@settings_option
@command
async def person_list(config: Path, as_json: bool) -> None:
    """List people."""
    async with accounts(config) as (_, opened):
        people = await opened.people.everybody()
    if as_json:
        print_json([_row(each) for each in people])
        return
    if not people:
        out.print("There is nobody yet: casemate person add NAME@DOMAIN")
        return
    rows = [
        (str(p.jid), p.role.value, "disabled" if p.disabled else "enabled", ", ".join(sorted(p.groups)) or "-")
        for p in people
    ]
    print_table(("Address", "Role", "State", "Groups"), rows)


@person.command("disable", short_help="Sign ADDRESS out everywhere, and keep them out.")
@click.argument("address")
@settings_option
@command
async def person_disable(address: str, config: Path) -> None:
    """Disable ADDRESS: they can't sign in, and are signed out everywhere at once."""
    await _set_disabled(config, address, disabled=True)


@person.command("enable")
@click.argument("address")
@settings_option
@command
async def person_enable(address: str, config: Path) -> None:
    """Enable ADDRESS again."""
    await _set_disabled(config, address, disabled=False)


@person.command("delete", short_help="Delete ADDRESS for good, and tell their contacts.")
@click.argument("address")
@settings_option
@command
async def person_delete(address: str, config: Path) -> None:
    """Delete ADDRESS for good: they are signed out, and their contacts and what they kept are gone; messages stay on record.

    The server must be running, because it tells their contacts. Nobody else gets the address.
    """
    out.print(await control.call(control_path(load(config)), "person.delete", jid=address))


@click.group()
def device() -> None:
    """Clients of a person, each with a credential of its own."""


@device.command("add", short_help="Add a client and print its credential, once.")
@click.argument("address")
@click.option("--name", default="client", show_default=True, help="What the person calls this client.")
@json_option
@settings_option
@command
async def device_add(address: str, name: str, config: Path, as_json: bool) -> None:
    """Add a client for the person ADDRESS and print its credential, once."""
    async with accounts(config) as (_, opened):
        added, credential = await opened.add_device(await _person(opened, address), name)
    if as_json:
        print_json({"id": added.id, "name": added.name, "jid": address, "credential": credential})
        return
    out.print(f"Client {added.id} ({added.name}) of {address}. Its password, shown only now:")
    click.echo(credential)


@device.command("list")
@click.argument("address")
@json_option
@settings_option
@command
async def device_list(address: str, config: Path, as_json: bool) -> None:
    """List the clients of the person ADDRESS."""
    async with accounts(config) as (_, opened):
        devices = await opened.devices.of(await _person(opened, address))
    if as_json:
        print_json(devices)
        return
    if not devices:
        out.print(f"{address} has no client yet: casemate device add {address}")
        return
    rows = [
        (str(d.id), d.name, _time(d.created), _time(d.last_used), d.last_address or "-", _state(d)) for d in devices
    ]
    print_table(("Id", "Name", "Added", "Last used", "From", "State"), rows)


@device.command("revoke", short_help="Void a client's credential and sign it out.")
@click.argument("device_id", type=click.IntRange(1, _MAX_ID), metavar="ID")
@settings_option
@command
async def device_revoke(device_id: int, config: Path) -> None:
    """Revoke the client ID: its credential is void, and it is signed out at once."""
    begun = int(time.time() * 1000)
    async with accounts(config) as (loaded, opened):
        revoked = await opened.revoke_device(DeviceId(device_id))
        await tell_server(loaded, "device.revoked", device=revoked.id)
    if revoked.revoked is not None and revoked.revoked < begun:
        out.print(f"Client {revoked.id} ({revoked.name}) was revoked already, on {_time(revoked.revoked)}.")
    else:
        out.print(f"Revoked client {revoked.id} ({revoked.name}).")


async def _set_disabled(config: Path, address: str, *, disabled: bool) -> None:
    async with accounts(config) as (loaded, opened):
        changed = await opened.set_disabled(Jid.parse(address).bare, disabled=disabled)
        await tell_server(loaded, "person.changed", jid=str(changed.jid))
    out.print(f"{changed.jid} is {'disabled' if disabled else 'enabled'}.")


async def _person(opened: Accounts, address: str) -> Person:
    found = await opened.person(Jid.parse(address).bare)
    if found is None:
        raise NotFound(f"there is no person {address}; `casemate person list` shows who there is")
    return found


def _row(each: Person) -> dict[str, object]:
    return {
        "jid": str(each.jid),
        "role": each.role.value,
        "groups": sorted(each.groups),
        "disabled": each.disabled,
    }


def _time(ms: int | None) -> str:
    return "-" if ms is None else datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M")


def _state(each: Device) -> str:
    return "in use" if each.revoked is None else f"revoked {_time(each.revoked)}"
