"""Opening the database: one interface over SQLite (a file, the default) and PostgreSQL (by URL).

Reads and writes get a SQLAlchemy connection inside a transaction that commits when the block ends well. On SQLite
every connection is in WAL mode with `synchronous=FULL` (a commit is on the disk when it returns) and a write takes its
lock at once (`BEGIN IMMEDIATE`), so that it never fails half-way because somebody else wrote.
"""

import asyncio
import os
import re
import sqlite3
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Final, Literal

import asyncpg
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from casemate.model.errors import ConfigurationError, NotFound, Unavailable
from casemate.storage.driver import connect
from casemate.storage.migrate import is_current, migrate
from casemate.storage.turns import Turns

BUSY_MS: Final = 10_000
"""How long SQLite waits for a writer of another process."""
CONNECT_SECONDS: Final = 5.0
"""How long PostgreSQL may take to answer a new connection before it counts as down."""
COMMAND_SECONDS: Final = 60.0
"""How long one statement may take on PostgreSQL; a page of the archive takes milliseconds."""
CONNECTIONS: Final = 16
"""Connections to a SQLite file. They are kept: to open one costs as much as twenty reads."""
PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA foreign_keys=ON",
    # Checkpoints are made by the journal outside of commits; this is the backstop for processes without a journal.
    "PRAGMA wal_autocheckpoint=16384",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA temp_store=MEMORY",
)
"""What every SQLite connection sets, wherever it is opened."""

_DAMAGED: Final = frozenset({"file is not a database", "database disk image is malformed"})
"""What SQLite says of a file that is none of its own, or was changed by others."""
_PRIMARY_CODE: Final = 0xFF
"""What of an extended result code of SQLite is the primary one (sqlite.org/rescode.html)."""
_DRIVER_CLASS: Final = re.compile(r"^<class '[\w.]+'>: ")  # how SQLAlchemy's asyncpg dialect begins its texts

_OUTAGES: Final = ("08", "25006", "40", "53", "57", "58", "XX")
"""Beginnings of SQLSTATEs: connection, read-only, rollback, resources, operator, system, internal (PostgreSQL, appendix A)."""

Dialect = Literal["sqlite", "postgresql"]


class Database:
    """An open database whose schema is up to date. Build it with `open`."""

    def __init__(self, engine: AsyncEngine, dialect: Dialect, path: Path | None) -> None:
        self._engine = engine
        self.dialect: Final[Dialect] = dialect
        self.file: Final = path
        """The file on SQLite, None on PostgreSQL."""
        self.turns: Final = Turns()
        """Queue of this process's writers, on SQLite."""

    @classmethod
    async def open(cls, url: str) -> "Database":
        """Open `sqlite:///file` or `postgresql://user:password@host/database`; create and migrate what is needed.

        Raises:
            ConfigurationError: if the URL is none of these, or the database is newer than this version of Casemate.
            Unavailable: if the server does not answer or the file can't be used.
        """
        parsed = _parse(url)
        database = _sqlite(parsed) if parsed.drivername == "sqlite" else _postgresql(parsed)
        try:
            if database.file is not None:
                await asyncio.to_thread(turn_to_wal, database.file)
            async with database.read() as conn:
                current = await conn.run_sync(is_current)
            if not current:
                async with database.write() as conn:
                    await conn.run_sync(migrate)
        except BaseException:
            await database.close()
            raise
        return database

    @classmethod
    async def existing(cls, url: str) -> "Database":
        """Open a database that must be there already: who looks at a record must not be shown a new, empty one.

        Raises:
            NotFound: if there is no file; and as for `open`.
        """
        parsed = _parse(url)
        if parsed.drivername == "sqlite" and not os.path.exists(parsed.database or ""):  # noqa: ASYNC240, PTH110 - at a start
            raise NotFound(f"there is no database {parsed.database}; is [storage] database right?")
        return await cls.open(url)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """A connection for reading: on SQLite one consistent state, on PostgreSQL one for each statement.

        Raises:
            Unavailable: if the database does not answer.
        """
        async with self._connect() as conn, conn.begin():
            yield conn

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """A connection inside a write transaction: committed at the end of the block, rolled back on an exception.

        Raises:
            Unavailable: if the database does not answer or has no space; nothing was written then.
        """
        if self.dialect == "postgresql":
            async with self._connect() as conn, conn.begin():
                yield conn
            return
        async with self.turns.task(), self._connect() as conn:
            await conn.execution_options(casemate_write=True)
            async with conn.begin():
                yield conn

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[AsyncConnection]:
        """A connection to keep for a while, outside of a transaction (errors as for `read`)."""
        async with self._connect() as conn:
            yield conn

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _connect(self) -> AsyncGenerator[AsyncConnection]:
        conn = self._engine.connect()
        try:
            await conn.start()
        except (DBAPIError, PoolTimeoutError, asyncpg.PostgresError, OSError, TimeoutError) as error:
            raise self._unavailable(error) from error
        try:
            yield conn
        except DBAPIError as error:
            if is_outage(error):
                raise self._unavailable(error) from error
            raise
        finally:
            await asyncio.shield(conn.close())

    def _unavailable(self, error: BaseException) -> Unavailable:
        return _outage(str(self.file) if self.file else self._engine.url.render_as_string(hide_password=True), error)


def _outage(where: str, error: BaseException) -> Unavailable:
    reason = one_line(error)
    if reason in _DAMAGED:
        return Unavailable(f"the database {where} is damaged ({reason}): restore it from a backup")
    return Unavailable(f"the database {where} does not answer: {reason}")


def turn_to_wal(path: Path) -> None:
    """Turn the file to WAL mode once, before the driver opens it.

    A driver that can't open the file would end its thread after the loop is gone. And of two processes that turn a new file
    at once, SQLite refuses one without a wait (each holds what the other waits for), so the wait is made here.
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            busy = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise _outage(str(path), error) from error
            time.sleep(0.01)
        else:
            return


def connect_sqlite(path: Path) -> sqlite3.Connection:
    """A connection of its own for a thread that writes, with the same guarantees; holds `Database.turns` to write."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


def is_outage(error: DBAPIError) -> bool:
    """Whether the database failed, rather than refused what it was given."""
    if error.connection_invalidated:
        return True
    origin = error.orig.__cause__ if error.orig is not None else None
    if isinstance(origin, asyncpg.PostgresError):
        state = getattr(origin, "sqlstate", None) or ""
        return state.startswith(_OUTAGES)
    if isinstance(origin, asyncpg.InterfaceError):
        return not isinstance(origin, asyncpg.DataError | ValueError)
    return isinstance(error, OperationalError)


def one_line(error: BaseException) -> str:
    """An exception's text as one short line without SQL or parameters."""
    origin = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    text = str(origin).strip() or type(origin).__name__
    return _DRIVER_CLASS.sub("", text.splitlines()[0])[:300]


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(
            f"'{url}' is not a database address; write sqlite:///file or postgresql://user:password@host/database"
        ) from error
    if parsed.drivername not in {"sqlite", "postgresql"}:
        raise ConfigurationError(f"a database address begins with sqlite or postgresql, not '{parsed.drivername}'")
    if parsed.drivername == "sqlite" and (parsed.database or ":memory:") == ":memory:":
        raise ConfigurationError("sqlite needs a file (sqlite:///file): what is in memory only is no record")
    return parsed


def _sqlite(url: URL) -> Database:
    path = Path(url.database or "").absolute()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"the folder {path.parent} for the database can't be made: {error.strerror}") from error
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        connect_args={"async_creator_fn": connect},
        pool_size=CONNECTIONS,
        max_overflow=0,
    )
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "begin", _begin)
    return Database(engine, "sqlite", path)


def _postgresql(url: URL) -> Database:
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        pool_pre_ping=True,
        connect_args={"timeout": CONNECT_SECONDS, "command_timeout": COMMAND_SECONDS},
    )
    return Database(engine, "postgresql", None)


def _set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver must not open transactions by itself: `_begin` does, with the right kind of lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(conn: Connection) -> None:
    write = conn.get_execution_options().get("casemate_write", False)
    conn.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
