"""`casemate audit`: the record proves itself."""

import sys
from pathlib import Path

import click

from casemate.audit.heads import read_public_key, read_witness
from casemate.audit.verify import verify
from casemate.cli.console import Exit, command, json_option, out, print_json, settings_option
from casemate.settings.loader import load
from casemate.storage.engine import Database
from casemate.wiring.places import audit_witness, database_url, public_key_file


@click.group()
def audit() -> None:
    """The record of what people and policies did."""


@audit.command("verify", short_help="Check every entry and every signature.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), help="The public key, if it is kept elsewhere.")
@json_option
@settings_option
@command
async def audit_verify(config: Path, key: Path | None, as_json: bool) -> None:
    """Check every entry, its place in the chain and every signature. Exit code 1 if anything is wrong."""
    loaded = load(config)
    public_key = read_public_key(key or public_key_file(loaded))
    db = await Database.existing(database_url(loaded))
    try:
        result = await verify(db, public_key, read_witness(audit_witness(loaded)))
    finally:
        await db.close()
    if as_json:
        print_json(result)
    elif result.good:
        out.print(f"The record is whole: {result.rows} entries, {result.heads} signed heads.")
        if result.rows > result.newest_head:
            out.print(f"Entries {result.newest_head + 1} to {result.rows} are newer than the last signature.")
    else:
        out.print("The record was tampered with, or is damaged:", style="bold red")
        for problem in result.problems:
            out.print(f"  - {problem}")
    sys.exit(Exit.OK if result.good else Exit.FAILED)
