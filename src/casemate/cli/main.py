"""`casemate`: all commands in one place, each loaded when it is called, so that none waits for what it does not need."""

import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from casemate.model.errors import CasemateError

COMMANDS: Final = {
    "init": "setup",
    "serve": "serve",
    "demo": "demo",
    "tenant": "people",
    "person": "people",
    "device": "people",
    "invite": "invite",
    "inspect": "inspect",
    "policy": "policy",
    "held": "held",
    "audit": "audit",
    "doctor": "doctor",
}
"""Command -> the module of this package that has it."""
_INTERRUPTED: Final = 130
"""What shells report for a program that Ctrl+C ended."""
EPILOG: Final = """\b
Exit codes:
  0  done
  1  done, and the answer is no: record damaged, text refused, something off
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; click's own hint would load all of them to find a near one."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            close = difflib.get_close_matches(args[0], COMMANDS, 1, 0.5)
            hint = f"Did you mean '{close[0]}'?" if close else f"There are {', '.join(COMMANDS)}."
            raise click.UsageError(f"No such command '{args[0]}'. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            value = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read our output has seen enough (casemate ... | head); the interpreter's last flush must not complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        return value

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command and exit; what goes wrong is one line on standard error, and a code from `Exit`."""
        del standalone_mode, windows_expand_args
        try:
            code = super().main(args, prog_name or "casemate", complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            _show(error)
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(_INTERRUPTED)
        except CasemateError as error:
            from casemate.cli.console import fail  # noqa: PLC0415 - loaded by now, unless it is what failed

            fail(error)
        sys.exit(code if isinstance(code, int) else 0)


def _show(error: click.ClickException) -> None:
    """A wrong call in one line, with where help is; without any arguments, the help itself."""
    if not isinstance(error, click.UsageError) or error.ctx is None or isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    text = " ".join(error.format_message().split())
    click.echo(f"casemate: {text.rstrip('.')} (see {error.ctx.command_path} --help)", err=True)


@click.command(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="casemate")
def cli() -> None:
    """Instant messaging in which everything is inspected before anyone receives it."""


def main() -> None:
    """The program `casemate`."""
    cli()
