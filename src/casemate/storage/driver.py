"""aiosqlite with fewer hand-overs to its thread.

Each call of aiosqlite is a hand-over to the connection's thread and back, which costs as much as a small query. SQLAlchemy makes ten
of them for a transaction with one query: to begin, and to open, run, read and close two cursors. Here a statement is one, together
with the beginning of its transaction and with its rows, and the end is one.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final, Self

import aiosqlite

_BEGINNINGS: Final = frozenset({"BEGIN", "BEGIN IMMEDIATE"})
"""What begins a transaction; done with its first statement, which is when SQLite would look at the file anyway."""


class Cursor:
    """A statement whose rows are read with it. Fits what SQLAlchemy asks of a cursor of aiosqlite."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> "Cursor":
        """Run a statement."""
        if statement in _BEGINNINGS:
            self._connection.beginning = statement
        else:
            await self._connection.run(partial(self._run, sqlite3.Cursor.execute, statement, parameters))
        return self

    async def executemany(self, statement: str, rows: Iterable[Iterable[Any]]) -> "Cursor":
        """Run a statement for each row of parameters."""
        await self._connection.run(partial(self._run, sqlite3.Cursor.executemany, statement, rows))
        return self

    async def fetchall(self) -> Sequence[Any]:
        """The rows."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left to close."""

    def _run(self, how: Callable[..., Any], statement: str, parameters: Iterable[Any], raw: sqlite3.Connection) -> None:
        cursor = raw.cursor()
        try:
            how(cursor, statement, parameters)
            self.description, self.lastrowid = cursor.description, cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else ()
            self.rowcount = cursor.rowcount
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """A connection in autocommit mode, whose transactions begin with their first statement."""

    beginning: str | None = None
    """How the transaction begins that has had no statement yet."""
    _began = False
    """Whether a statement of a transaction was handed over, even if nobody waited for it to the end."""

    def cursor(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]  # SQLAlchemy enters it at once
        """A new cursor, which costs nothing."""
        return Cursor(self)

    async def run(self, statement: Callable[[sqlite3.Connection], None]) -> None:
        """Run a statement in the connection's thread, after what begins its transaction."""
        beginning, self.beginning = self.beginning, None
        self._began = self._began or beginning is not None
        await self._execute(self._begin_and_run, beginning, statement)  # pyright: ignore[reportUnknownMemberType]  # untyped there

    def _begin_and_run(self, beginning: str | None, statement: Callable[[sqlite3.Connection], None]) -> None:
        if beginning is not None:
            self._conn.execute(beginning)
        statement(self._conn)

    async def commit(self) -> None:
        """Commit, if something was done."""
        self.beginning = None
        if self._began:
            await super().commit()
            self._began = False

    async def rollback(self) -> None:
        """Roll back, if something was done."""
        self.beginning = None
        if self._began:
            await super().rollback()
            self._began = False


def connect(database: str, **options: Any) -> Connection:
    """A connection to await, for SQLAlchemy's `async_creator_fn`; `options` are those of `sqlite3.connect`."""
    connection = Connection(partial(sqlite3.connect, database, **options), iter_chunk_size=64)
    # A thread that hangs in a system call must not keep the process from ending.
    connection._thread.daemon = True  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # as SQLAlchemy does it
    return connection
