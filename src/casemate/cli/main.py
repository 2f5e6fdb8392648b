"""`casemate`: all commands in one place, each loaded when it is called, so that none waits for what it does not need."""

import sys
from importlib import import_module
from typing import Final

import click

from casemate.model.errors import CasemateError

COMMANDS: Final = {
    "init": "setup",
    "serve": "serve",
    "demo": "demo",
    "tenant": "people",
    "person": "people",
    "device": "people",
    "inspect": "inspect",
    "policy": "policy",
    "held": "held",
    "audit": "audit",
    "doctor": "doctor",
}
"""Command -> the module of this package that has it."""
EPILOG: Final = """\b
Exit codes:
  0  done
  1  done, and the answer is no: a damaged record, a refused text, a finding of the doctor
  2  called wrongly
  3  settings, policy or keys refused
  4  not found
  5  exists already, or was decided already
  6  the database, a scanner or the server does not answer
"""


class Commands(click.Group):
    """Loads commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which one needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"casemate.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return command


@click.command(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="casemate")
def cli() -> None:
    """Instant messaging in which everything is inspected before anyone receives it."""


def main() -> None:
    """Run a command; what goes wrong is one line on standard error."""
    try:
        cli()
    except CasemateError as error:
        from casemate.cli.console import fail  # noqa: PLC0415 - loaded by now, unless the command is what failed

        fail(error)
    except BrokenPipeError:
        # Whoever read our output has seen enough (casemate ... | head).
        sys.stderr.close()
        sys.exit(0)
