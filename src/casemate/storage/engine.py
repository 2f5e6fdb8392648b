"""The database: SQLite by default, PostgreSQL by URL, reached through SQLAlchemy Core's asynchronous connections.

SQLite has one writer: `write` takes the lock at once (BEGIN IMMEDIATE), so a transaction never fails half-way because
another one began to write. Everything is durable when `write` ends (WAL with synchronous=FULL).
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from casemate.model.errors import ConfigurationError, Unavailable

BUSY_SECONDS: Final = 10
"""How long a writer waits for another process (a command, say) before it gives up."""
_DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


class Database:
    """An open database with the current schema."""

    def __init__(self, engine: AsyncEngine, url: URL) -> None:
        self.engine = engine
        self.url = url
        self.dialect: str = engine.dialect.name
        self._writing = asyncio.Lock()

    @classmethod
    async def open(cls, url: str) -> "Database":
        """Open the database at `url`, creating and migrating it as needed.

        Raises:
            ConfigurationError: if the URL is not one of ours.
            Unavailable: if it can't be reached.
        """
        parsed = _parse(url)
        if parsed.drivername == _DRIVERS["sqlite"] and parsed.database:
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = create_async_engine(parsed)
        if engine.dialect.name == "sqlite":
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(engine.sync_engine, "begin", _begin_sqlite)
        database = cls(engine, parsed)
        try:
            async with database.write() as connection:
                await connection.run_sync(_migrate)
        except (DBAPIError, OSError) as error:
            await engine.dispose()
            raise Unavailable(f"the database {parsed.render_as_string()} can't be opened: {_cause(error)}") from error
        return database

    @property
    def file(self) -> Path | None:
        """The SQLite file, None for PostgreSQL."""
        return Path(self.url.database) if self.dialect == "sqlite" and self.url.database else None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read with."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, rolled back on an exception."""
        if self.dialect == "sqlite":
            async with self._writing, self.engine.connect() as connection:
                connection = await connection.execution_options(casemate_write=True)  # noqa: PLW2901 - the same one
                async with connection.begin():
                    yield connection
        else:
            async with self.engine.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def connect_sqlite(path: Path) -> sqlite3.Connection:
    """A connection of its own for a thread that writes, with the same guarantees."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(
            f"storage.database '{url}' is not a database address: write sqlite:///file or postgresql://user@host/name"
        ) from error
    driver = _DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise ConfigurationError(f"storage.database: '{parsed.get_backend_name()}' is neither sqlite nor postgresql")
    return parsed.set(drivername=driver)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` decides which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("casemate_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _cause(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
