"""Run by Alembic for every command: works on the connection that `casemate.storage.migrate` hands over."""

from alembic import context
from sqlalchemy import Connection

from casemate.storage.schema import metadata


def run() -> None:
    """Migrate inside the caller's transaction."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        # SQLite can't alter most things: Alembic then copies the table.
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


run()
