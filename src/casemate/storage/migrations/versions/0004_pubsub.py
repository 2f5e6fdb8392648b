"""Nodes that people publish to, and what they publish."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "pubsub_node",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=2047), nullable=False),
        sa.Column("name", sa.String(length=1023), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_pubsub_node_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pubsub_node")),
        sa.UniqueConstraint("service", "name", name=op.f("uq_pubsub_node_service_name")),
    )
    op.create_table(
        "pubsub_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("node", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=1023), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["node"], ["pubsub_node.id"], name=op.f("fk_pubsub_item_node")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pubsub_item")),
        sa.UniqueConstraint("node", "item", name=op.f("uq_pubsub_item_node_item")),
    )
