"""Reading result rows by column name."""

from typing import Any

from sqlalchemy import Row, RowMapping


def columns(row: Row[*tuple[Any, ...]]) -> RowMapping:
    """The row as a mapping of column names (SQLAlchemy documents `_mapping`, and hides it only from name clashes)."""
    return row._mapping  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
