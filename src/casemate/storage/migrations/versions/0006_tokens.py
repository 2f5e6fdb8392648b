"""Tokens with which clients sign in again, and verifiers for SCRAM-SHA-512."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table and the columns."""
    op.add_column("device", sa.Column("sha512_stored", sa.LargeBinary(), nullable=True))
    op.add_column("device", sa.Column("sha512_server", sa.LargeBinary(), nullable=True))
    op.create_table(
        "fast_token",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("device", sa.Integer(), nullable=False),
        sa.Column("mechanism", sa.String(length=32), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_fast_token_person")),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_fast_token_tenant")),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_fast_token_device")),
        sa.PrimaryKeyConstraint("person", "client", "used", name=op.f("pk_fast_token")),
    )
    op.create_index(op.f("ix_fast_token_device"), "fast_token", ["device"])
