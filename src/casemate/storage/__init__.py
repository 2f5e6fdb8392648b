"""The database: one schema on SQLite and PostgreSQL. Content in it is sealed; who and when is not."""
