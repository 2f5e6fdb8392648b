"""A place with an organisation and two people, commands run in it, and proof that a refused one changed nothing."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from casemate.cli.main import cli

CONFIG = "casemate.toml"


class Given:
    """A place that does not run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / CONFIG
        self.key = folder / "casemate.key"
        self.database = folder / "data" / "casemate.sqlite3"

    def run(self, *arguments: str, env: Mapping[str, str] | None = None, given: bytes = b"") -> Result:
        """A command; `@` stands for the folder of the place, and its settings are used unless others are named."""
        words = [str(self.folder) + word[1:] if word == "@" or word.startswith("@/") else word for word in arguments]
        settings = {"CASEMATE_CONFIG": str(self.config), **(env or {})}
        return CliRunner(env=settings).invoke(cli, words, input=given, prog_name="casemate")

    async def aside(self, *arguments: str) -> Result:
        """The same from a test that has an event loop; commands make their own."""
        return await asyncio.to_thread(self.run, *arguments)

    def edit(self, old: str, new: str) -> None:
        text = self.config.read_text()
        assert old in text, old
        self.config.write_text(text.replace(old, new))

    def state(self) -> dict[str, str]:
        """Every file with its content, the database as its rows."""
        files = {str(path): _digest(path) for path in sorted(self.folder.rglob("*")) if path != self.database}
        return {name: digest for name, digest in files.items() if not name.endswith(("-wal", "-shm"))} | self._rows()

    def _rows(self) -> dict[str, str]:
        if not self.database.is_file():
            return {}
        try:
            with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
                return {"rows": hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()}
        except sqlite3.DatabaseError:
            return {"bytes": _digest(self.database)}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"


def refused(result: Result, code: int, *words: str) -> None:
    """One line on standard error that has all of `words`, nothing else, no traceback, and that exit code."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("casemate: "), lines
    for word in words:
        assert word in lines[0], lines[0]
