"""What all tables share: the names of their constraints, and columns that most of them have."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives a rowid (and a counter) only to "INTEGER PRIMARY KEY", PostgreSQL needs 64 bits for archive ids.
Serial = BigInteger().with_variant(Integer(), "sqlite")


def tenant_column() -> Column[int]:
    """The organisation that a row belongs to."""
    return Column("tenant", Integer, ForeignKey("tenant.id"), nullable=False)
