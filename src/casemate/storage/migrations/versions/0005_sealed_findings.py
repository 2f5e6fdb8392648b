"""What findings quote is sealed with the message; in the clear stay their ids. What earlier versions wrote in the clear is removed."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Remove the texts; the messages stay as they are."""
    op.execute("UPDATE message SET findings = NULL")
