"""Alembic migrations; `env.py` runs them on the connection that `Database.open` hands over."""
