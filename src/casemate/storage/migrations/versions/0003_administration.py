"""People who were deleted, and what administrators write for everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("person", sa.Column("deleted", sa.BigInteger(), nullable=True))
    op.create_table(
        "notice",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_notice_tenant")),
        sa.PrimaryKeyConstraint("tenant", "name", name=op.f("pk_notice")),
    )
