"""`casemate doctor`: what is off, and what to do about it."""

import asyncio
import ssl
import sys
import time
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import click
import msgspec
from cryptography import x509
from rich.text import Text

from casemate.accounts.api import PUBSUB, ROOMS, Role
from casemate.admin import control
from casemate.archive.sealing import Keyring
from casemate.audit.heads import read_public_key, read_witness
from casemate.audit.verify import verify
from casemate.cli.console import Exit, command, control_path, json_option, print_hanging, print_json, settings_option
from casemate.inspection.clients.clamd import Clamd, ClamdFailed
from casemate.model.errors import CasemateError
from casemate.server.federation.certificates import matches, names
from casemate.server.tls import exporter_works, server_context
from casemate.settings.loader import Loaded, load
from casemate.storage.engine import Database
from casemate.wiring.inspection import load_policy, policy_path
from casemate.wiring.places import audit_witness, database_url, make_accounts, open_accounts, public_key_file, root_key

SOON: Final = 14
"""Days before its end at which a certificate is worth a word."""
CLAMD_SECONDS: Final = 5.0
MAX_SKEW: Final = 5.0
"""Seconds that the database's clock may differ from ours."""


class Note(msgspec.Struct, frozen=True):
    """One thing looked at."""

    what: str
    good: bool
    text: str


Check = Callable[[Loaded], AsyncGenerator[Note]]


@click.command(short_help="Find what is off, and say what to do about it.")
@json_option
@settings_option
@command
async def doctor(config: Path, as_json: bool) -> None:
    """Look at TLS, keys, database, record, policy, scanners, clock, sign-in and file permissions. Exit code 1 if anything is off."""
    loaded = load(config)
    notes: list[Note] = []
    for name, check in CHECKS.items():
        try:
            notes.extend([note async for note in check(loaded)])
        except (CasemateError, OSError) as error:
            notes.append(Note(name, good=False, text=str(error)))
    if as_json:
        print_json(notes)
    else:
        for note in notes:
            mark = Text("ok " if note.good else "off", style="green" if note.good else "bold red")
            print_hanging(Text.assemble(mark, f" {note.what:<11} "), note.text)
    sys.exit(Exit.OK if all(note.good for note in notes) else Exit.FAILED)


async def _permissions(loaded: Loaded) -> AsyncGenerator[Note]:
    storage, tls = loaded.settings.storage, loaded.settings.tls
    for name in (storage.key_file, storage.keys, tls.key):
        path = loaded.resolve(name)
        if not path.exists():
            continue
        mode = path.stat().st_mode & 0o777
        text = f"{path} can be read by others: chmod 600 {path}" if mode & 0o077 else f"{path} is private"
        yield Note("permissions", not mode & 0o077, text)


async def _tls(loaded: Loaded) -> AsyncGenerator[Note]:
    certificate, key = loaded.resolve(loaded.settings.tls.certificate), loaded.resolve(loaded.settings.tls.key)
    server_context(certificate, key)
    parsed = x509.load_pem_x509_certificate(certificate.read_bytes())
    days = (parsed.not_valid_after_utc - datetime.now(UTC)).days
    text = f"the certificate is valid for {days} more days"
    yield Note("tls", days > SOON, text if days > SOON else f"{text}: renew it, then send SIGHUP to the server")
    names = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    domains = names.get_values_for_type(x509.DNSName)
    async for note in _names(loaded, domains):
        yield note
    yield Note("tls", exporter_works(), f"{ssl.OPENSSL_VERSION}; channel binding tls-exporter works")


async def _names(loaded: Loaded, names: list[str]) -> AsyncGenerator[Note]:
    db = await Database.open(database_url(loaded))
    try:
        accounts = await make_accounts(loaded, db, root_key(loaded))
        for domain in accounts.tenants.domains:
            good = domain in names or f"*.{domain.partition('.')[2]}" in names
            text = f"the certificate names {domain}" if good else f"the certificate does not name the domain {domain}"
            yield Note("tls", good, text)
        if not accounts.tenants.domains:
            yield Note("people", good=False, text="there is no tenant yet: casemate tenant add NAME DOMAIN")
        people = await accounts.people.everybody()
        reviewers = [p for p in people if p.role is Role.REVIEWER and not p.disabled]
        if people and not reviewers:
            yield Note("people", good=True, text="nobody is a reviewer: what is held waits for `casemate held list`")
    finally:
        await db.close()


async def _keys(loaded: Loaded) -> AsyncGenerator[Note]:
    root_key(loaded)
    keys = loaded.resolve(loaded.settings.storage.keys)
    if keys.exists():
        Keyring.open(loaded.resolve(loaded.settings.storage.key_file), keys, time.time)
        yield Note("keys", good=True, text="the key file opens all data keys")
    else:
        yield Note("keys", good=True, text="there are no data keys yet; the first message makes one")


async def _database(loaded: Loaded) -> AsyncGenerator[Note]:
    started = time.perf_counter()
    db = await Database.open(database_url(loaded))
    try:
        milliseconds = (time.perf_counter() - started) * 1000
        yield Note("database", good=True, text=f"{db.dialect} answers, schema current ({milliseconds:.0f} ms to open)")
        key = public_key_file(loaded)
        if key.exists():
            result = await verify(db, read_public_key(key), read_witness(audit_witness(loaded)))
            text = f"the audit record is whole ({result.rows} entries, {result.heads} signed heads)"
            yield Note("audit", result.good, text if result.good else "; ".join(result.problems[:3]))
    finally:
        await db.close()


async def _policy(loaded: Loaded) -> AsyncGenerator[Note]:
    policy = load_policy(policy_path(loaded))
    yield Note("policy", good=True, text=f"{policy.name}: {len(policy.rules)} rules")


async def _scanners(loaded: Loaded) -> AsyncGenerator[Note]:
    address = loaded.settings.inspection.clamd
    if not address:
        yield Note(
            "scanners", good=True, text="own signatures only; name clamd's socket in [inspection] for an antivirus"
        )
        return
    try:
        async with asyncio.timeout(CLAMD_SECONDS):
            version = await Clamd(address).version()
    except (ClamdFailed, TimeoutError) as error:
        yield Note("scanners", good=False, text=f"{error or 'clamd does not answer'}; files are held while it is away")
        return
    yield Note("scanners", good=True, text=f"clamd: {version}")


async def _clock(loaded: Loaded) -> AsyncGenerator[Note]:
    path = loaded.resolve("data")
    if not path.exists():
        return
    newest = max((p.stat().st_mtime for p in path.iterdir() if p.is_file()), default=0.0)
    ahead = newest - time.time()
    text = "the clock agrees with what was written last"
    yield Note(
        "clock", ahead < MAX_SKEW, text if ahead < MAX_SKEW else f"the clock is {ahead:.0f} s behind what was written"
    )


async def _sign_in(loaded: Loaded) -> AsyncGenerator[Note]:
    if loaded.settings.features.account_passwords:
        text = "account_passwords in [features] lets clients in with a password alone: set it to false when you can"
        yield Note("sign-in", good=False, text=text)
    else:
        yield Note("sign-in", good=True, text="clients have credentials of their own")


async def _plain(loaded: Loaded) -> AsyncGenerator[Note]:
    if loaded.settings.features.sasl_plain:
        text = (
            "sasl_plain in [features] has passwords sent as they are: set it to false when the last old client is gone"
        )
        yield Note("sign-in", good=False, text=text)


async def _components(loaded: Loaded) -> AsyncGenerator[Note]:
    listen, components = loaded.settings.listen, loaded.settings.components
    if components and not listen.components:
        text = "there are [[components]], but no port for them: set components in [listen]"
        yield Note("components", good=False, text=text)
    elif listen.components and not _is_loopback(listen.components_host):
        text = f"components connect without encryption, on {listen.components_host}: use 127.0.0.1, or a tunnel"
        yield Note("components", good=False, text=text)
    for component in components:
        if not component.tenants:
            text = f"nobody may use {component.domain}: name organisations in its tenants"
            yield Note("components", good=False, text=text)


async def _federation(loaded: Loaded) -> AsyncGenerator[Note]:
    settings = loaded.settings.federation
    if not settings.enabled:
        return
    if not settings.allow and not settings.allow_for:
        text = "federation is on, but with nobody: name domains in allow of [federation]"
        yield Note("federation", good=False, text=text)
    if settings.dialback == "unverified":
        text = "dialback is unverified: whoever can change DNS or routes can pretend to be another server; say verified"
        yield Note("federation", good=False, text=text)
    certificate = x509.load_pem_x509_certificate((loaded.path.parent / loaded.settings.tls.certificate).read_bytes())
    named = list(names(certificate))
    async with open_accounts(loaded) as accounts:
        domains = list(accounts.tenants.domains)
    labels = (ROOMS, PUBSUB) if loaded.settings.pubsub.external else (ROOMS,)
    for domain in (name for own in domains for name in (own, *(f"{label}.{own}" for label in labels))):
        if not any(matches(name, domain) for name in named):
            text = f"the certificate does not name {domain}: other servers will not believe that it is us"
            yield Note("federation", good=False, text=text)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _server(loaded: Loaded) -> AsyncGenerator[Note]:
    if not await control.answers(control_path(loaded)):
        yield Note("server", good=True, text="does not run (casemate serve)")
        return
    status = await control.call(control_path(loaded), "status")
    text = f"runs, {status['sessions']} clients" if status["healthy"] else "; ".join(status["reasons"])
    yield Note("server", bool(status["healthy"]), text)


CHECKS: Final[dict[str, Check]] = {
    "permissions": _permissions,
    "keys": _keys,
    "tls": _tls,
    "database": _database,
    "policy": _policy,
    "scanners": _scanners,
    "clock": _clock,
    "sign-in": _sign_in,
    "plain": _plain,
    "components": _components,
    "federation": _federation,
    "server": _server,
}
