"""Where things are: from settings to paths, keys and an open database; shared by the server and the commands."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from casemate.accounts.api import Accounts, Throttle
from casemate.archive.keyfile import RootKey, read_root_key
from casemate.features.external import ExternalServices
from casemate.inspection.text import skeleton
from casemate.model.errors import ConfigurationError
from casemate.model.services import call_service
from casemate.server.api import Server
from casemate.server.components import Components, Known
from casemate.server.federation.certificates import Trust
from casemate.server.federation.gateway import Federation
from casemate.server.federation.resolver import Resolver
from casemate.server.federation.sockets import PeerTls
from casemate.server.tls import Certificate
from casemate.settings.loader import Loaded
from casemate.settings.sense import FORM_OF_SECRET, component_secret
from casemate.storage.engine import Database

_SQLITE = "sqlite:///"


def database_url(loaded: Loaded) -> str:
    """The database's address, a relative SQLite file being relative to the settings file."""
    url = loaded.settings.storage.database
    if url.startswith(_SQLITE):
        return _SQLITE + str(loaded.resolve(url.removeprefix(_SQLITE)))
    return url


def root_key(loaded: Loaded) -> RootKey:
    """The root key (see `read_root_key` for errors)."""
    return read_root_key(loaded.resolve(loaded.settings.storage.key_file))


def public_key_file(loaded: Loaded) -> Path:
    """The public key that verifies the audit record, beside the key file."""
    return loaded.resolve(loaded.settings.storage.key_file).with_suffix(".pub")


def audit_witness(loaded: Loaded) -> Path:
    """The newest signed head of the audit record, beside the key file and so outside of the database."""
    return loaded.resolve(loaded.settings.storage.key_file).with_suffix(".head")


def control_socket(loaded: Loaded) -> Path:
    """The control socket."""
    return loaded.resolve("data") / "control.sock"


def make_external(loaded: Loaded) -> ExternalServices:
    """STUN and TURN servers for calls.

    Raises:
        ConfigurationError: if the file with the secret can't be read, others can read it, or it is empty.
    """
    calls = loaded.settings.calls
    services = [service for service in map(call_service, calls.services) if service is not None]
    secret = _secret(loaded, "calls.secret_file", calls.secret_file) if calls.secret_file else ""
    return ExternalServices(services, secret, calls.lifetime)


def make_components(loaded: Loaded, server: Server, accounts: Accounts) -> Components:
    """External components, with their secrets.

    Raises:
        ConfigurationError: if a file with a secret can't be read, others can read it, what it says is none, or a domain is ours.
    """
    known: dict[str, Known] = {}
    for component in loaded.settings.components:
        secret = component.secret or _secret(loaded, "components.secret_file", component.secret_file)
        if not component_secret(secret):
            raise ConfigurationError(f"components.secret_file: {component.secret_file}: a secret {FORM_OF_SECRET}")
        if accounts.tenant_at(component.domain) is not None:
            raise ConfigurationError(f"components.domain: {component.domain} is ours already; a component has its own")
        known[component.domain] = Known(secret, frozenset(component.tenants))
    return Components(server, known, accounts.tenants.name_of, loaded.settings.limits)


def _secret(loaded: Loaded, setting: str, name: str) -> str:
    path = loaded.resolve(name)
    try:
        open_to_others = path.stat().st_mode & 0o077
        secret = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConfigurationError(f"{setting}: {path} can't be read: {reason}") from error
    if open_to_others:
        raise ConfigurationError(f"{setting}: {path} can be read by others: chmod 600 {path}")
    if not secret:
        raise ConfigurationError(f"{setting}: {path} is empty")
    return secret


async def make_accounts(loaded: Loaded, db: Database, key: RootKey) -> Accounts:
    """Accounts on an open database, read into memory."""
    limits = loaded.settings.limits
    throttle = Throttle(limits.failed_sign_ins, limits.failed_sign_ins_window, time.time)
    accounts = Accounts(db, key.derive("fake salts"), throttle, time.time, loaded.settings.features.tokens)
    accounts.limit_tokens(loaded.settings.invitations.wrong_tokens, limits.failed_sign_ins_window)
    accounts.shortest_password = loaded.settings.features.account_password_length
    accounts.people.looks = skeleton
    await accounts.load()
    return accounts


def make_federation(
    loaded: Loaded, server: Server, accounts: Accounts, key: RootKey, certificate: Certificate
) -> Federation:
    """The gateway to other servers.

    Raises:
        ConfigurationError: if the certificate or the file of authorities can't be used.
    """
    settings = loaded.settings.federation
    trust = Trust(loaded.path.parent / settings.ca_file if settings.ca_file else None)
    return Federation(
        loaded.settings,
        server,
        accounts.domains,
        PeerTls(*certificate.files),
        trust,
        key.derive("dialback keys"),
        Resolver(settings),
    )


@asynccontextmanager
async def open_accounts(loaded: Loaded) -> AsyncGenerator[Accounts]:
    """Accounts for a command, on a database that is closed in the end."""
    key = root_key(loaded)
    db = await Database.open(database_url(loaded))
    try:
        yield await make_accounts(loaded, db, key)
    finally:
        await db.close()
