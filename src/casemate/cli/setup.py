"""`casemate init`: settings, keys and certificates for a new place."""

import os
from pathlib import Path
from typing import Final

import click

from casemate.accounts.api import SERVICES
from casemate.admin.certificates import make_certificates
from casemate.archive.sealing import create_root_key
from casemate.cli.console import SETTINGS_FILE, out
from casemate.model.errors import Conflict, Unavailable
from casemate.model.jid import prepare_domain

_KEY: Final = "casemate.key"
_TLS: Final = "tls"
TEMPLATE: Final = """\
# Casemate's settings. Every setting, its range and default: docs/settings.md
# A variable CASEMATE_<SECTION>_<KEY> overrides a setting; relative paths are relative to this file.

[listen]
host = "::"          # every address of this machine
c2s = 5222           # clients with STARTTLS
c2s_tls = 5223       # clients with TLS from the start
https = 5443         # files and WebSocket
public_host = "{domain}"

[tls]
# A local authority signed this certificate: clients must trust tls/ca.pem. Put one from a public authority here instead.
certificate = "tls/server.pem"
key = "tls/server.key"

[storage]
database = "sqlite:///data/casemate.sqlite3"   # or postgresql://user:password@host/database
keys = "data/keys.json"                        # keep it out of database backups
key_file = "casemate.key"                      # keep a copy in a safe place
files = "data/files"

[inspection]
clamd = ""           # e.g. /run/clamav/clamd.ctl
lists = [{lists}]    # files or addresses of lists of bad hosts
partner_domains = []

[policy]
file = ""            # empty: the built-in policy (casemate policy show)
"""


@click.command(short_help="Make a new place: settings, key file, local CA.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--domain", default="localhost", show_default=True, help="The domain of people's addresses.")
def init(folder: Path, domain: str) -> None:
    """Write settings, a key file and a local CA with a server certificate into DIR. Nothing is ever overwritten."""
    initialise(folder, prepare_domain(domain))
    out.print(f"Wrote {folder / SETTINGS_FILE}, {folder / _KEY} (keep it secret and safe) and {folder / _TLS}/.")
    out.print("Next:")
    config = folder / SETTINGS_FILE
    out.print(f'  casemate tenant add "My organisation" {domain} -c {config}')
    out.print(f"  casemate person add NAME@{domain} -c {config}")
    out.print(f"  casemate device add NAME@{domain} -c {config}")
    out.print(f"  casemate serve -c {config}")


def initialise(folder: Path, domain: str, lists: tuple[str, ...] = ()) -> Path:
    """Make a new place in `folder`; return the settings file.

    Raises:
        Conflict: if anything that would be written exists; then nothing is.
        Unavailable: if the folder can't be written.
    """
    config = folder / SETTINGS_FILE
    for path in (config, folder / _KEY, folder / _TLS):
        if path.exists():
            raise Conflict(f"{path} exists already; nothing was written. Name another folder, or move it away")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        create_root_key(folder / _KEY)
        # Other servers look for the name of the service that speaks to them.
        services = [f"{label}.{domain}" for label in SERVICES]
        names = [domain, *services] + (["127.0.0.1", "::1"] if domain == "localhost" else [])
        make_certificates(folder / _TLS, names)
        quoted = ", ".join(f'"{name}"' for name in lists)
        descriptor = os.open(config, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(TEMPLATE.format(domain=domain, lists=quoted))
    except OSError as error:
        raise Unavailable(f"{folder} can't be written: {error.strerror}") from error
    return config
