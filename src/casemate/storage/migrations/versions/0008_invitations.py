"""Invitations to make an account, or to become somebody's contact."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=1023), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("inviter", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=2047), nullable=False),
        sa.Column("name", sa.String(length=1023), nullable=True),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("registers", sa.Boolean(), nullable=False),
        sa.Column("befriends", sa.Boolean(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_invitation_tenant")),
        sa.ForeignKeyConstraint(["domain"], ["domain.name"], name=op.f("fk_invitation_domain")),
        sa.ForeignKeyConstraint(["inviter"], ["person.id"], name=op.f("fk_invitation_inviter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_inviter"), "invitation", ["inviter"])
