"""`casemate held`: the queue of withheld messages."""

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from casemate.admin import control
from casemate.cli.console import command, control_path, json_option, out, print_json, settings_option
from casemate.settings.loader import load


@click.group()
def held() -> None:
    """Messages and files that wait for a reviewer. The server must be running."""


@held.command("list")
@json_option
@settings_option
@command
async def held_list(config: Path, as_json: bool) -> None:
    """List what waits, oldest first."""
    rows = await control.call(control_path(load(config)), "held.list")
    if as_json:
        print_json(rows)
        return
    for row in rows:
        since = datetime.fromtimestamp(row["ms"] / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
        out.print(f"{row['id']}  {since}  {row['sender']} to {row['recipient']}")
        why = f"{row['rule'] or row['reason']}: {', '.join(row['findings'])}".rstrip(": ")
        out.print(" " * len(row["id"]), f" {why}")
    if rows:
        out.print("\nDecide: casemate held release ID, or casemate held refuse ID --reason TEXT")
    else:
        out.print("Nothing is held.")


@held.command("release")
@click.argument("held_id", metavar="ID")
@settings_option
@command
async def held_release(held_id: str, config: Path) -> None:
    """Deliver the message (or open the file) ID."""
    done = await control.call(control_path(load(config)), "held.release", id=held_id, by=_me())
    out.print(done)


@held.command("refuse")
@click.argument("held_id", metavar="ID")
@click.option("--reason", default="", help="Plain words for the sender.")
@settings_option
@command
async def held_refuse(held_id: str, reason: str, config: Path) -> None:
    """Refuse the message (or file) ID for good; its sender is told."""
    done = await control.call(control_path(load(config)), "held.refuse", id=held_id, by=_me(), reason=reason)
    out.print(done)


def _me() -> str:
    return f"command line ({getpass.getuser()})"
