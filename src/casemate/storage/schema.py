"""Every table of Casemate, in SQLAlchemy Core, the same on SQLite and PostgreSQL.

Every row belongs to a tenant. Times are milliseconds since the epoch (UTC). Addresses are prepared bare JIDs as
text. Columns named `sealed` hold application-encrypted bytes (see `casemate.archive.sealing`).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from casemate.storage import access_schema
from casemate.storage.metadata import Serial, metadata
from casemate.storage.metadata import tenant_column as _tenant

# Everything that a migration is compared with: importing this module is importing all tables.
ALL = (metadata, access_schema.password)

tenant = Table(
    "tenant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("created", BigInteger, nullable=False),
    # Roles whose people need a second factor, as a JSON list, and for how many days after they were added they may do without.
    Column(
        "second_factor",
        Text,
        nullable=False,
        server_default='["employee","reviewer","administrator","auditor","owner"]',
    ),
    Column("grace_days", Integer, nullable=False, server_default="0"),
)

domain = Table(
    "domain",
    metadata,
    Column("name", String(1023), primary_key=True),
    _tenant(),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    _tenant(),
    Column("jid", String(2047), nullable=False, unique=True),
    Column("role", String(32), nullable=False),
    Column("groups", Text, nullable=False, default="[]"),  # JSON list of group names, matched by policy
    Column("disabled", Boolean, nullable=False, default=False),
    Column("created", BigInteger, nullable=False),
    Column("scram_salt", LargeBinary, nullable=False),
    Column("scram_iterations", Integer, nullable=False),
    # Everything up to this archive id has reached the person; what is newer is delivered at the next sign-in (XEP-0160).
    Column("delivered_upto", BigInteger, nullable=False, default=0),
    Column("last_seen", BigInteger),
    # Their address is never given to somebody else, because the record speaks of it.
    Column("deleted", BigInteger),
)

# What administrators write for everybody (XEP-0133): message of the day, welcome, lists of foreign addresses.
notice = Table(
    "notice",
    metadata,
    Column("tenant", Integer, ForeignKey("tenant.id"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("key", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    _tenant(),
    Column("person", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("revoked", BigInteger),
    Column("last_used", BigInteger),
    Column("last_address", String(64)),
    Column("sha256_stored", LargeBinary, nullable=False),
    Column("sha256_server", LargeBinary, nullable=False),
    Column("sha1_stored", LargeBinary, nullable=False),
    Column("sha1_server", LargeBinary, nullable=False),
    # Of credentials from before SCRAM-SHA-512 was spoken there are none, until a client gives them (XEP-0480).
    Column("sha512_stored", LargeBinary),
    Column("sha512_server", LargeBinary),
    # "client" signs in by SCRAM, "browser" with a cookie; of a browser the cookie that it is known by again is kept as a hash.
    Column("kind", String(16), nullable=False, server_default="client"),
    Column("cookie", LargeBinary, unique=True, index=True),
)

# Tokens with which clients sign in again (XEP-0484): `client` is a keyed hash of the id that a client gives itself, and a token is
# derived from `nonce` and the server's secret.
fast_token = Table(
    "fast_token",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    Column("client", String(64), primary_key=True),
    Column("used", Boolean, primary_key=True),
    _tenant(),
    Column("device", Integer, ForeignKey("device.id"), nullable=False, index=True),
    Column("mechanism", String(32), nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("issued", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
)

# Who may make an account of their own, or be a contact of somebody's at once (XEP-0445, XEP-0379): of the token, only the hash.
invitation = Table(
    "invitation",
    metadata,
    Column("id", Integer, primary_key=True),
    _tenant(),
    Column("domain", String(1023), ForeignKey("domain.name"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),  # SHA-256, hexadecimal
    Column("inviter", Integer, ForeignKey("person.id"), index=True),
    Column("made_by", String(2047), nullable=False),
    Column("name", String(1023)),  # the localpart that is kept for who was invited
    Column("groups", Text, nullable=False, default="[]"),
    Column("role", String(32), nullable=False, server_default="employee"),
    Column("address", String(254)),  # the e-mail address that it was sent to, for those who read the list
    Column("registers", Boolean, nullable=False),  # whether an account can be made with it
    Column("befriends", Boolean, nullable=False),  # whether inviter and invited become contacts
    Column("uses", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

message = Table(
    "message",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=False),  # ArchiveId
    _tenant(),
    Column("sender", String(2047), nullable=False),
    Column("recipient", String(2047), nullable=False),
    Column("direction", String(8), nullable=False),
    Column(
        "kind", String(8), nullable=False
    ),  # message | room | whisper | history | event | presence | iq | file | error
    Column("verdict", SmallInteger, nullable=False),
    Column("visible", Boolean, nullable=False),  # whether it was delivered: only then is it in anybody's MAM
    Column("storable", Boolean, nullable=False),  # whether it waits for a recipient who is away (XEP-0160)
    Column("origin", BigInteger),  # for what was released or confirmed later: the first record's id
    Column("rule", String(200)),
    Column("findings", Text),  # their ids as a JSON list; what they quote is sealed
    Column("key", Integer, nullable=False),  # which data key seals it
    Column("sealed", LargeBinary, nullable=False),  # the serialised stanza
)

# Whose archive (XEP-0313) a delivered message is in: one row for its sender, one for its recipient. On SQLite it is filled
# in bulk a little later, up to `progress` "mail" (see `casemate.archive.mail`), because an index in the order of people costs a
# page for every message, and one filled in bulk hardly anything.
mail = Table(
    "mail",
    metadata,
    Column("tenant", Integer, primary_key=True),
    Column("owner", String(2047), primary_key=True),
    Column("id", BigInteger, primary_key=True),
    Column("other", String(2047), nullable=False),
    sqlite_with_rowid=False,
)

progress = Table(
    "progress",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

held = Table(
    "held",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=False),  # ArchiveId of the withheld message
    _tenant(),
    Column("state", String(16), nullable=False),  # waiting | released | refused
    Column("reason", String(16), nullable=False),  # verdict | file | slow
    Column("waits_for", String(64)),  # the upload whose verdict it waits for
    Column("decided", BigInteger),
    Column("decided_by", String(2047)),
    Index("ix_held_state", "tenant", "state"),
)

coached = Table(
    "coached",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=False),  # ArchiveId of the coached message
    _tenant(),
    Column("sender", String(2047), nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),  # SHA-256, hexadecimal
    Column("expires", BigInteger, nullable=False),
    Column("confirmed", BigInteger),  # ArchiveId under which it was delivered
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=False),  # gapless, from 1
    Column("tenant", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(2047), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(2047), nullable=False),
    Column("detail", Text, nullable=False),  # JSON
    Column("hash", LargeBinary, nullable=False),  # SHA-256 over the previous hash and this row's canonical form
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),  # Ed25519
)

roster_item = Table(
    "roster_item",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    Column("jid", String(2047), primary_key=True),
    Column("name", String(1023), nullable=False, default=""),
    Column("groups", Text, nullable=False, default="[]"),
    Column("subscription", String(8), nullable=False),  # none | to | from | both | remove (a tombstone for versioning)
    Column("ask", Boolean, nullable=False, default=False),  # we asked: pending out
    Column("pending_in", Boolean, nullable=False, default=False),
    Column("pending_stanza", LargeBinary),  # sealed request, delivered again at sign-in (RFC 6121 3.1.3)
    Column("pending_key", Integer),
    Column("approved", Boolean, nullable=False, default=False),  # pre-approved (RFC 6121 3.4)
    Column("version", BigInteger, nullable=False),
)

private_xml = Table(
    "private_xml",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    Column("name", String(2100), primary_key=True),  # {namespace}element
    Column("key", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

vcard = Table(
    "vcard",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    Column("photo_sha1", String(40)),
    Column("key", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

blocked = Table(
    "blocked",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    Column("jid", String(3072), primary_key=True),
)

archive_preference = Table(
    "archive_preference",
    metadata,
    Column("person", Integer, ForeignKey("person.id"), primary_key=True),
    Column("default", String(8), nullable=False),  # always | never | roster
    Column("always", Text, nullable=False, default="[]"),
    Column("never", Text, nullable=False, default="[]"),
)

room = Table(
    "room",
    metadata,
    Column("id", Integer, primary_key=True),
    _tenant(),
    Column("jid", String(2047), nullable=False, unique=True),
    Column("created", BigInteger, nullable=False),
    Column("key", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # JSON: settings and subject
)

room_member = Table(
    "room_member",
    metadata,
    Column("room", Integer, ForeignKey("room.id"), primary_key=True),
    Column("jid", String(2047), primary_key=True),
    Column(
        "affiliation", SmallInteger, nullable=False
    ),  # 0 outcast, 1 none (with a nickname), 2 member, 3 admin, 4 owner
    Column("nick", String(1023), nullable=False, default=""),  # reserved (XEP-0045 section 7.10)
    Column("key", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the reason of a ban
    Column("visited", BigInteger, nullable=False, server_default="0"),  # when they were last in, milliseconds
)

pubsub_node = Table(
    "pubsub_node",
    metadata,
    Column("id", Integer, primary_key=True),
    _tenant(),
    Column("service", String(2047), nullable=False),  # the address: a person's bare one, or a component's
    Column("name", String(1023), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("key", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # JSON: settings, affiliations, subscriptions
    UniqueConstraint("service", "name"),
)

pubsub_item = Table(
    "pubsub_item",
    metadata,
    Column("id", Serial, primary_key=True),  # grows: the order in which items were published
    Column("node", Integer, ForeignKey("pubsub_node.id"), nullable=False),
    Column("item", String(1023), nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Column("key", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # JSON: publisher and payload
    UniqueConstraint("node", "item"),
)

content = Table(
    "content",
    metadata,
    Column("id", Integer, primary_key=True),
    _tenant(),
    Column("sha256", String(64), nullable=False),
    Column("key", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
    UniqueConstraint("tenant", "sha256", "key"),
)

upload = Table(
    "upload",
    metadata,
    Column("id", String(64), primary_key=True),  # server-made and unguessable
    _tenant(),
    Column("person", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("declared_type", String(255), nullable=False),
    Column("declared_size", BigInteger, nullable=False),
    Column("put_token", String(64), nullable=False),  # SHA-256 of the token, hexadecimal
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    # slot | receiving | checking | ready | held | refused
    Column("state", String(16), nullable=False),
    Column("content", Integer, ForeignKey("content.id"), index=True),
    Column("media_type", String(255)),  # by content
    Column("verdict", SmallInteger),
    Column("key", Integer, nullable=False),  # which data key seals the next
    Column("sealed", LargeBinary, nullable=False),  # JSON: name, SHA-256, reason in plain words, report
    Index("ix_upload_expires", "expires"),
    Index("ix_upload_tenant", "tenant", "state", "expires", "declared_size"),  # answers the tenant's quota by itself
)
