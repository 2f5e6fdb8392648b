"""Rooms and their affiliations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of rooms."""
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("jid", sa.String(length=2047), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_room_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("jid", name=op.f("uq_room_jid")),
    )
    op.create_table(
        "room_member",
        sa.Column("room", sa.Integer(), nullable=False),
        sa.Column("jid", sa.String(length=2047), nullable=False),
        sa.Column("affiliation", sa.SmallInteger(), nullable=False),
        sa.Column("nick", sa.String(length=1023), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["room"], ["room.id"], name=op.f("fk_room_member_room")),
        sa.PrimaryKeyConstraint("room", "jid", name=op.f("pk_room_member")),
    )
