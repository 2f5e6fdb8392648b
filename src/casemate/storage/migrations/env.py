"""Runs the migrations inside the caller's transaction."""

from alembic import context
from sqlalchemy import Connection

from casemate.storage.schema import metadata

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
