"""Alembic's environment and revisions: how a database grows from one version of Casemate to the next."""
