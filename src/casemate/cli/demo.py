"""`casemate demo`: a messenger for two people on this machine, to be looked at."""

import asyncio
import shutil
import sys
import time
from pathlib import Path
from typing import Any, Final

import click
import msgspec
import uvloop

from casemate.accounts.api import Accounts, Role, Wanted
from casemate.admin import control
from casemate.cli.console import SETTINGS_FILE, control_path, out, print_json
from casemate.cli.setup import initialise
from casemate.model.errors import Conflict
from casemate.model.jid import Jid
from casemate.settings.loader import Loaded, load
from casemate.telemetry.log import configure
from casemate.wiring.places import open_accounts
from casemate.wiring.service import Service

DOMAIN: Final = "localhost"
DEVICE: Final = "demo"
PEOPLE: Final = {"alice": Role.EMPLOYEE, "bob": Role.EMPLOYEE, "admin": Role.ADMINISTRATOR}
BAD_HOST: Final = "phishing.test"
_LIST: Final = "lists/demo-hosts.txt"
_OFFSETS: Final = {"c2s": 0, "c2s_tls": 1, "https": 2}


@click.command(short_help="Start a messenger for two people, to look at.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="casemate-demo", metavar="[DIR]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on the first line once it is up.")
@click.option(
    "--port-base", type=click.IntRange(1, 65000), help="Ports N (STARTTLS), N+1 (TLS), N+2 (HTTPS) and N+3 (metrics)."
)
def demo(folder: Path, port_base: int | None, as_json: bool) -> None:
    """Start a demo in DIR (casemate-demo by default): two people and an administrator in the domain localhost."""
    loaded = _with_ports(_prepare(folder), port_base)
    configure("warning", "text")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(loaded, as_json=as_json))


def _prepare(folder: Path) -> Loaded:
    config = folder / SETTINGS_FILE
    if not config.exists():
        initialise(folder, DOMAIN, (_LIST,))
        hosts = folder / _LIST
        hosts.parent.mkdir()
        hosts.write_text(f"# Hosts that the demo's links inspector calls bad.\n0.0.0.0 {BAD_HOST}\n")
    return load(config)


def _with_ports(loaded: Loaded, base: int | None) -> Loaded:
    settings = loaded.settings
    listen = msgspec.structs.replace(settings.listen, host="127.0.0.1", public_host=DOMAIN)
    operation = settings.operation
    if base is not None:
        listen = msgspec.structs.replace(listen, **{name: base + offset for name, offset in _OFFSETS.items()})
        operation = msgspec.structs.replace(operation, metrics=f"127.0.0.1:{base + 3}")
    changed = msgspec.structs.replace(settings, listen=listen, operation=operation)
    return msgspec.structs.replace(loaded, settings=changed)


async def _run(loaded: Loaded, *, as_json: bool) -> None:
    if await control.answers(control_path(loaded)):
        raise Conflict(f"a demo runs already in {loaded.path.parent}; stop it first, or name another folder")
    credentials, link = await _people(loaded)
    facts = _facts(loaded, credentials, link)

    def ready() -> None:
        if as_json:
            print_json(facts)
        else:
            _explain(facts, loaded.path)

    await Service(loaded).run(ready)


async def _people(loaded: Loaded) -> tuple[dict[str, str], str]:
    """A fresh credential for each person, and an invitation for the first owner: earlier ones are kept nowhere, so they can't be shown again."""
    async with open_accounts(loaded) as accounts:
        if accounts.tenant_of(DOMAIN) is None:
            await accounts.add_tenant("Demo", [DOMAIN])
        credentials = {f"{name}@{DOMAIN}": await _credential(accounts, name, role) for name, role in PEOPLE.items()}
        return credentials, await _first_owner(loaded, accounts)


async def _first_owner(loaded: Loaded, accounts: Accounts) -> str:
    """The link with which somebody becomes the first owner; empty if there is one."""
    tenant = accounts.tenant_of(DOMAIN)
    if tenant is None or any(person.role is Role.OWNER for person in await accounts.people.everybody(tenant)):
        return ""
    for earlier in await accounts.invitations.all():
        if earlier.role is Role.OWNER and earlier.state(int(time.time() * 1000)) == "open":
            await accounts.revoke_invitation(earlier.id)
    seconds = loaded.settings.invitations.lifetime
    _, token = await accounts.invite(Wanted(domain=DOMAIN, role=Role.OWNER, seconds=seconds))
    return f"{_page(loaded)}/invite#{token}"


def _page(loaded: Loaded) -> str:
    return f"https://{DOMAIN}:{loaded.settings.listen.https}"


async def _credential(accounts: Accounts, name: str, role: Role) -> str:
    jid = Jid(name, DOMAIN, "")
    person = await accounts.person(jid) or await accounts.add_person(jid, role)
    for device in await accounts.devices.of(person):
        if device.name == DEVICE and device.revoked is None:
            await accounts.revoke_device(device.id)
    _, credential = await accounts.add_device(person, DEVICE)
    return credential


def _facts(loaded: Loaded, credentials: dict[str, str], link: str) -> dict[str, Any]:
    listen = loaded.settings.listen
    return {
        "domain": DOMAIN,
        "host": "127.0.0.1",
        "page": f"{_page(loaded)}/",
        "first_owner": link,
        "ports": {name: getattr(listen, name) for name in _OFFSETS},
        "ca_file": str((loaded.path.parent / "tls" / "ca.pem").absolute()),
        "people": [{"jid": jid, "credential": credential} for jid, credential in credentials.items()],
    }


def _explain(facts: dict[str, Any], config: Path) -> None:
    ports = facts["ports"]
    out.print("Casemate is running. Stop it with Ctrl+C.\n", style="bold")
    out.print(f"  web app   {facts['page']}")
    if facts["first_owner"]:
        out.print("            (become its first owner, once, by this link:)")
        out.print(f"            {facts['first_owner']}", soft_wrap=True)
    out.print(f"  host      {facts['host']} (domain {facts['domain']})")
    out.print(f"  ports     {ports['c2s']} STARTTLS, {ports['c2s_tls']} TLS, {ports['https']} HTTPS and WebSocket")
    out.print(f"  CA file   {facts['ca_file']}")
    out.print("            (let your client trust it, or accept the certificate when it asks)\n")
    width = max(len(person["jid"]) for person in facts["people"])
    for person in facts["people"]:
        out.print(f"  {person['jid']:<{width}}  password  {person['credential']}")
    out.print("\nConnect two messengers, one as alice, one as bob, and let alice try:\n")
    tries = (
        ("a bad link", f"see http://{BAD_HOST}/login", "stopped; bob never sees it"),
        ("a card number", "my card is 4539 1488 0343 6467", "asked to look again"),
        ("an infected file", "upload the EICAR test file", "refused, with the reason"),
    )
    for what, send, then in tries:
        out.print(f"  {what:<18}{send:<32}{then}")
    out.print("\nThen see what is on record:\n")
    for command in ("held list", "audit verify", "doctor"):
        out.print(f"  {_program()} {command} -c {config}")


def _program() -> str:
    """How this very program is called from here: by its name where that finds it, else by its path."""
    here = Path(sys.argv[0]).absolute()
    found = shutil.which(here.name)
    if not here.exists() or (found is not None and here.samefile(found)):
        return "casemate"
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)
