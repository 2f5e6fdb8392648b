"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, those that others refer to first."""
    _organisation()
    _records()
    _audit()
    _personal()
    _files()


def _serial() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _organisation() -> None:
    op.create_table(
        "tenant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        sa.UniqueConstraint("name", name=op.f("uq_tenant_name")),
    )
    op.create_table(
        "domain",
        sa.Column("name", sa.String(length=1023), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_domain_tenant")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_domain")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("jid", sa.String(length=2047), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("scram_salt", sa.LargeBinary(), nullable=False),
        sa.Column("scram_iterations", sa.Integer(), nullable=False),
        sa.Column("delivered_upto", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_person_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("jid", name=op.f("uq_person_jid")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger(), nullable=True),
        sa.Column("last_used", sa.BigInteger(), nullable=True),
        sa.Column("last_address", sa.String(length=64), nullable=True),
        sa.Column("sha256_stored", sa.LargeBinary(), nullable=False),
        sa.Column("sha256_server", sa.LargeBinary(), nullable=False),
        sa.Column("sha1_stored", sa.LargeBinary(), nullable=False),
        sa.Column("sha1_server", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_device_person")),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_device_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_person"), "device", ["person"], unique=False)


def _records() -> None:
    op.create_table(
        "message",
        sa.Column("id", _serial(), autoincrement=False, nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=2047), nullable=False),
        sa.Column("recipient", sa.String(length=2047), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("verdict", sa.SmallInteger(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("storable", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.BigInteger(), nullable=True),
        sa.Column("rule", sa.String(length=200), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_message_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_table(
        "mail",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=2047), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.String(length=2047), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "owner", "id", name=op.f("pk_mail")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "progress",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_progress")),
    )
    op.create_table(
        "held",
        sa.Column("id", _serial(), autoincrement=False, nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("waits_for", sa.String(length=64), nullable=True),
        sa.Column("decided", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.String(length=2047), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_held_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held")),
    )
    op.create_index("ix_held_state", "held", ["tenant", "state"], unique=False)
    op.create_table(
        "coached",
        sa.Column("id", _serial(), autoincrement=False, nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=2047), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_coached_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coached")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_coached_code_hash")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", _serial(), autoincrement=False, nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=2047), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=2047), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_table(
        "audit_head",
        sa.Column("seq", _serial(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_head")),
    )


def _personal() -> None:
    op.create_table(
        "roster_item",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("jid", sa.String(length=2047), nullable=False),
        sa.Column("name", sa.String(length=1023), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("subscription", sa.String(length=8), nullable=False),
        sa.Column("ask", sa.Boolean(), nullable=False),
        sa.Column("pending_in", sa.Boolean(), nullable=False),
        sa.Column("pending_stanza", sa.LargeBinary(), nullable=True),
        sa.Column("pending_key", sa.Integer(), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_roster_item_person")),
        sa.PrimaryKeyConstraint("person", "jid", name=op.f("pk_roster_item")),
    )
    op.create_table(
        "private_xml",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=2100), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_private_xml_person")),
        sa.PrimaryKeyConstraint("person", "name", name=op.f("pk_private_xml")),
    )
    op.create_table(
        "vcard",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("photo_sha1", sa.String(length=40), nullable=True),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_vcard_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_vcard")),
    )
    op.create_table(
        "blocked",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("jid", sa.String(length=3072), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_blocked_person")),
        sa.PrimaryKeyConstraint("person", "jid", name=op.f("pk_blocked")),
    )
    op.create_table(
        "archive_preference",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("default", sa.String(length=8), nullable=False),
        sa.Column("always", sa.Text(), nullable=False),
        sa.Column("never", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_archive_preference_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_archive_preference")),
    )


def _files() -> None:
    op.create_table(
        "content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_content_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content")),
        sa.UniqueConstraint("tenant", "sha256", "key", name=op.f("uq_content_tenant_sha256_key")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("declared_type", sa.String(length=255), nullable=False),
        sa.Column("declared_size", sa.BigInteger(), nullable=False),
        sa.Column("put_token", sa.String(length=64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Integer(), nullable=True),
        sa.Column("media_type", sa.String(length=255), nullable=True),
        sa.Column("verdict", sa.SmallInteger(), nullable=True),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["content"], ["content.id"], name=op.f("fk_upload_content")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_upload_person")),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_upload_tenant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_content"), "upload", ["content"], unique=False)
    op.create_index("ix_upload_expires", "upload", ["expires"], unique=False)
    op.create_index(op.f("ix_upload_person"), "upload", ["person"], unique=False)
    op.create_index("ix_upload_tenant", "upload", ["tenant", "state", "expires", "declared_size"], unique=False)
