"""When people were last in the rooms that they belong to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("room_member", sa.Column("visited", sa.BigInteger(), server_default="0", nullable=False))
