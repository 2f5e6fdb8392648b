"""What all commands share: where output goes, how errors end, how settings are found, how the database is opened."""

import asyncio
import sys
import textwrap
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from enum import IntEnum
from functools import wraps
from pathlib import Path
from typing import Any, Final, NoReturn, ParamSpec, TypeVar

import click
import msgspec
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from casemate.accounts.api import Accounts
from casemate.admin import control
from casemate.model.errors import CasemateError, ConfigurationError, Conflict, NotFound, Unavailable
from casemate.settings.loader import Loaded, load
from casemate.wiring.places import control_socket, open_accounts

SETTINGS_FILE: Final = "casemate.toml"
out: Final = Console(highlight=False, soft_wrap=True, markup=False)
"""Without markup: what is printed may hold anything that somebody typed."""
P = ParamSpec("P")
R = TypeVar("R")


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    FAILED = 1
    """Done, and the answer is no: the audit record is damaged, the doctor found something, the text was refused."""
    USAGE = 2
    """The command was called wrongly."""
    CONFIGURATION = 3
    """Settings, policy or keys are refused."""
    NOT_FOUND = 4
    CONFLICT = 5
    UNAVAILABLE = 6
    """The database, a scanner or the server does not answer."""


_CODES: Final[list[tuple[type[CasemateError], Exit]]] = [
    (ConfigurationError, Exit.CONFIGURATION),
    (NotFound, Exit.NOT_FOUND),
    (Conflict, Exit.CONFLICT),
    (Unavailable, Exit.UNAVAILABLE),
]


def fail(error: CasemateError) -> NoReturn:
    """Print one line and exit with the error's code."""
    code = next((code for kind, code in _CODES if isinstance(error, kind)), Exit.USAGE)
    click.echo(f"casemate: {error}", err=True)
    sys.exit(code)


def command(function: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, R]:
    """Run an async command, and turn what goes wrong into one line."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return asyncio.run(function(*args, **kwargs))

    return run


def settings_option(function: Callable[P, R]) -> Callable[P, R]:
    """The option `-c FILE`, by default casemate.toml in this folder."""
    return click.option(
        "-c",
        "--config",
        "config",
        type=click.Path(path_type=Path, dir_okay=False),
        default=SETTINGS_FILE,
        show_default=True,
        envvar="CASEMATE_CONFIG",
        help="The settings file.",
    )(function)


def json_option(function: Callable[P, R]) -> Callable[P, R]:
    """The option `--json`: one JSON value instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")(function)


def print_hanging(head: Text, text: str, indent: int | None = None) -> None:
    """A line that on a terminal is broken between words, the rest set below `text` or `indent` columns from the left."""
    if not out.is_terminal:
        out.print(head + text)
        return
    first, *rest = textwrap.wrap(
        text,
        out.width,
        initial_indent=" " * head.cell_len,
        subsequent_indent=" " * (head.cell_len if indent is None else indent),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
    out.print(head + first[head.cell_len :])
    for line in rest:
        out.print(line)


def print_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as what is in them, never cut: an id that is not whole is of no use."""
    lines = [tuple(header.upper() for header in headers), *(tuple(row) for row in rows)]
    widths = [max(cell_len(line[index]) for line in lines) for index in range(len(headers))]
    for number, line in enumerate(lines):
        cells = (set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True))
        out.print("  ".join(cells).rstrip(), style="" if number else "bold")


def print_json(value: object) -> None:
    """One JSON value on a line of its own."""
    click.echo(msgspec.json.encode(value).decode())


@asynccontextmanager
async def accounts(config: Path) -> AsyncGenerator[tuple[Loaded, Accounts]]:
    """The settings, and accounts on their database."""
    loaded = load(config)
    async with open_accounts(loaded) as opened:
        yield loaded, opened


async def tell_server(loaded: Loaded, name: str, **arguments: object) -> bool:
    """Let the running server know of a change; False if none runs (it will read the change when it starts)."""
    try:
        await control.call(control_path(loaded), name, **arguments)
    except Unavailable:
        return False
    return True


def control_path(loaded: Loaded) -> Path:
    """The control socket of a place."""
    return control_socket(loaded)
