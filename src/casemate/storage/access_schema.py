"""The tables of signing in with a browser.

A password is kept as an Argon2id hash (RFC 9106) of what a key that is not in the database made of it; a secret of a TOTP generator
(RFC 6238) is sealed with such a key; of all else that lets somebody in (sessions, links, recovery codes) there is a SHA-256 hash only.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from casemate.storage.metadata import metadata, tenant_column

password = Table(
    "password",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    tenant_column(),
    Column("hash", Text, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

totp = Table(
    "totp",
    metadata,
    Column("id", Integer, primary_key=True),
    tenant_column(),
    Column("person", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("confirmed", BigInteger),  # before that it opens nothing
    Column("last_step", BigInteger, nullable=False, default=0),  # the newest time step used: each is used once
    Column("last_used", BigInteger),
)

passkey = Table(
    "passkey",
    metadata,
    Column("id", Integer, primary_key=True),
    tenant_column(),
    Column("person", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("credential", LargeBinary, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),  # COSE
    Column("sign_count", BigInteger, nullable=False),
    Column("transports", Text, nullable=False, default="[]"),  # JSON list
    Column("verifies", Boolean, nullable=False),  # whether it asks who holds it, and so does instead of a password
    Column("backed_up", Boolean, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("last_used", BigInteger),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    tenant_column(),
    Column("person", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("created", BigInteger, nullable=False),
    Column("used", BigInteger),
)

# A browser that is signed in. It is a device, too (`device.kind`), which outlives its sessions.
web_session = Table(
    "web_session",
    metadata,
    Column("id", Integer, primary_key=True),
    tenant_column(),
    Column("person", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("device", Integer, ForeignKey("device.id"), nullable=False, index=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("address", String(64), nullable=False),
    Column("agent", String(300), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("proven", BigInteger, nullable=False),  # when a factor was shown last, for what asks for a fresh one
    Column("strong", Boolean, nullable=False),  # whether with a second factor, or a passkey that does for both
    Column("ended", BigInteger),
)

# What waits for an answer: a sign-in between its steps, the challenge of a passkey, a token for the WebSocket. Single use.
pending = Table(
    "pending",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("purpose", String(32), nullable=False),
    Column("person", Integer, ForeignKey("person.id"), index=True),
    Column("session", Integer, ForeignKey("web_session.id")),
    Column("state", Text, nullable=False, default="{}"),  # JSON
    Column("expires", BigInteger, nullable=False),
)

# Links with which an administrator lets somebody choose a new password.
password_reset = Table(
    "password_reset",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    tenant_column(),
    Column("person", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("made_by", String(2047), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", BigInteger),
)

# Who has seen which version of the acceptable-use notice.
acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    Column("version", String(64), primary_key=True),
    tenant_column(),
    Column("at", BigInteger, nullable=False),
)
