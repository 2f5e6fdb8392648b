"""Bringing a database to the present schema with Alembic, inside the transaction that its caller has opened.

Alembic is loaded only when there is something to do: a start with nothing to migrate costs one query.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from casemate.model.errors import ConfigurationError

HEAD: Final = "0009"
"""The newest revision in `migrations/versions`; a test keeps it true."""
_LOCK: Final = 0x63617365  # "case": PostgreSQL's advisory lock while one process migrates


def migrate(connection: Connection) -> None:
    """Apply what is missing.

    Raises:
        ConfigurationError: if the database has a revision that this version of Casemate does not know.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if not is_current(connection):
        _upgrade(connection)


def is_current(connection: Connection) -> bool:
    """Whether there is nothing to do."""
    return _revision(connection) == HEAD


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ConfigurationError(
            f"the database was made by a newer version of Casemate (schema {_revision(connection)}, this one knows {HEAD}): "
            "run that version, or restore a backup from before it"
        ) from error
