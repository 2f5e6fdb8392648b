"""Every setting, its unit, range, default and meaning. `docs/settings.md` is generated from this file.

A duration is written as a number with a unit (`"30 s"`, `"5 min"`, `"12 h"`, `"7 d"`), a size likewise (`"10 MiB"`).
In the program a duration is seconds (float) and a size is bytes (int). Relative paths are relative to the settings file.
"""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from casemate.settings.invitations import Invitations
from casemate.settings.kinds import DAY, GIB, HOUR, KIB, MIB, MINUTE
from casemate.settings.kinds import duration as _duration
from casemate.settings.kinds import number as _number
from casemate.settings.kinds import size as _size
from casemate.settings.kinds import text as _text
from casemate.settings.passwords import Passwords, SignIn

Port = Annotated[int, Meta(ge=0, le=65535)]


class Listen(Struct, frozen=True, forbid_unknown_fields=True):
    """Where clients connect."""

    host: Annotated[str, _text("The address to listen on; `::` is every address.")] = "::"
    c2s: Annotated[int, _number(0, 65535, "Port for clients that use STARTTLS (RFC 6120); 0 turns it off.")] = 5222
    c2s_tls: Annotated[int, _number(0, 65535, "Port for clients that use direct TLS (XEP-0368); 0 turns it off.")] = (
        5223
    )
    https: Annotated[int, _number(0, 65535, "Port for HTTPS: files, WebSocket (RFC 7395), BOSH.")] = 5443
    public_host: Annotated[str, _text("The host name in addresses given to clients; empty is the first domain.")] = ""
    public_https: Annotated[int, _number(0, 65535, "The HTTPS port in addresses given to clients; 0 is `https`.")] = 0
    components: Annotated[
        int, _number(0, 65535, "Port for external components (XEP-0114), without TLS; 0 turns it off.")
    ] = 0
    components_host: Annotated[
        str, _text("The address to listen on for components: what is said there is not encrypted.")
    ] = "127.0.0.1"
    origins: Annotated[
        tuple[str, ...],
        _text(
            "Web origins, besides our own, whose pages may open the WebSocket or use BOSH, e.g. `https://chat.example`."
        ),
    ] = ()
    bosh: Annotated[bool, _text("Serve BOSH (XEP-0206), for web clients that can't open a WebSocket.")] = False


class Tls(Struct, frozen=True, forbid_unknown_fields=True):
    """The server's certificate. SIGHUP reads it again."""

    certificate: Annotated[str, _text("PEM file with the certificate and its chain.")] = "tls/server.pem"
    key: Annotated[str, _text("PEM file with the private key, readable by the server only.")] = "tls/server.key"


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What one connection may cost (advertised by XEP-0478)."""

    stanza_before_auth: Annotated[int, _size(1000, MIB, "Largest stanza before sign-in.")] = (
        10_000  # RFC 6120 section 13.12 asks for at least this
    )
    stanza: Annotated[int, _size(10_000, 16 * MIB, "Largest stanza after sign-in.")] = 256 * KIB
    depth: Annotated[int, _number(4, 256, "Deepest nesting of elements in a stanza.")] = 64
    attributes: Annotated[int, _number(8, 1024, "Most attributes, namespace declarations included, on an element.")] = (
        64
    )
    elements: Annotated[int, _number(16, 100_000, "Most elements in a stanza.")] = 2_000
    sign_in: Annotated[float, _duration(1, 10 * MINUTE, "Time from connecting to being signed in.")] = 30.0
    idle: Annotated[
        float,
        _duration(
            MINUTE, DAY, "Silence after which a client is asked for a sign of life, and dropped after as much again."
        ),
    ] = 5 * MINUTE
    acknowledge: Annotated[
        float,
        _duration(
            5,
            HOUR,
            "Silence of a client that has to acknowledge what it was sent (XEP-0198) after which it is dropped.",
        ),
    ] = MINUTE
    connections_per_address: Annotated[int, _number(1, 1_000_000, "Most connections from one address.")] = 1_000
    unauthenticated_per_address: Annotated[
        int, _number(1, 1_000_000, "Most connections from one address that have not signed in yet.")
    ] = 200
    bosh_sessions: Annotated[int, _number(1, 1_000_000, "Most BOSH sessions (XEP-0124) at a time.")] = 2_000
    sessions_per_person: Annotated[int, _number(1, 1_000, "Most connected clients of one person.")] = 20
    send_queue: Annotated[int, _size(16 * KIB, 64 * MIB, "Bytes waiting for a reader before it is cut off.")] = MIB
    resume_queue: Annotated[int, _number(10, 100_000, "Most stanzas kept for a client that may resume (XEP-0198).")] = (
        2_000
    )
    resume: Annotated[float, _duration(0, DAY, "How long a cut-off client may resume (XEP-0198).")] = 10 * MINUTE
    stanzas_per_second: Annotated[
        int, _number(1, 1_000_000, "Stanzas a second from one client, on average, before its reading slows down.")
    ] = 2_000
    failed_sign_ins: Annotated[
        int, _number(1, 100, "Failed sign-ins of one account from one address before further ones wait.")
    ] = 10
    failed_sign_ins_window: Annotated[float, _duration(1, DAY, "Time after which failed sign-ins are forgotten.")] = (
        5 * MINUTE
    )


class Storage(Struct, frozen=True, forbid_unknown_fields=True):
    """Where everything is kept."""

    database: Annotated[str, _text("`sqlite:///file` (the default) or `postgresql://user:password@host/database`.")] = (
        "sqlite:///data/casemate.sqlite3"
    )
    keys: Annotated[
        str, _text("File of wrapped data keys; kept out of database backups, because destroying a key is deletion.")
    ] = "data/keys.json"
    key_file: Annotated[str, _text("File with the root key (mode 0600) that wraps the data keys.")] = "casemate.key"
    files: Annotated[str, _text("Folder for uploaded content, encrypted.")] = "data/files"


class Files(Struct, frozen=True, forbid_unknown_fields=True):
    """Uploads (XEP-0363)."""

    max_size: Annotated[int, _size(KIB, 16 * GIB, "Largest file.")] = 100 * MIB
    per_person: Annotated[int, _size(KIB, 1 << 50, "Most bytes one person keeps.")] = 5 * GIB
    per_person_daily: Annotated[int, _size(KIB, 1 << 50, "Most bytes one person uploads in 24 hours.")] = GIB
    per_tenant: Annotated[int, _size(KIB, 1 << 60, "Most bytes one tenant keeps.")] = 500 * GIB
    slot_lifetime: Annotated[float, _duration(10, DAY, "How long an upload slot waits for its file.")] = 10 * MINUTE
    keep: Annotated[float, _duration(HOUR, 3650 * DAY, "How long a file can be fetched.")] = 90 * DAY
    answer_within: Annotated[
        float,
        _duration(0.1, 25, "Longest wait for a verdict before an upload is answered `201` (fetching stays refused)."),
    ] = 20.0


class Inspection(Struct, frozen=True, forbid_unknown_fields=True):
    """What looks at messages, links and files."""

    workers: Annotated[int, _number(1, 64, "Sandboxed processes that decode files.")] = 2
    worker_memory: Annotated[int, _size(128 * MIB, 16 * GIB, "Memory of one of them.")] = GIB
    file_seconds: Annotated[float, _duration(0.5, 10 * MINUTE, "Longest inspection of one file.")] = 30.0
    clamd: Annotated[str, _text("clamd's socket: `/run/clamav/clamd.ctl` or `host:port`; empty for none.")] = ""
    lists: Annotated[tuple[str, ...], _text("Files or https addresses of lists of bad hosts, domains or URLs.")] = ()
    lists_refresh: Annotated[float, _duration(MINUTE, 30 * DAY, "How often lists from addresses are fetched anew.")] = (
        HOUR
    )
    partner_domains: Annotated[
        tuple[str, ...], _text("Domains of partners, which look-alikes are compared with besides our own.")
    ] = ()
    dictionaries: Annotated[
        dict[str, tuple[str, ...]], _text("The organisation's own confidential words, by name of the dictionary.")
    ] = msgspec.field(default_factory=dict)
    patterns: Annotated[dict[str, str], _text("The organisation's own patterns (RE2 syntax), by name.")] = (
        msgspec.field(default_factory=dict)
    )
    yara_rules: Annotated[tuple[str, ...], _text("Files with YARA rules of the organisation's own.")] = ()
    block_sha256: Annotated[tuple[str, ...], _text("Files with SHA-256 sums, one a line, of content to block.")] = ()
    allow_sha256: Annotated[
        tuple[str, ...], _text("Files with SHA-256 sums, one a line, of content known to be good.")
    ] = ()
    archive_depth: Annotated[int, _number(1, 20, "Deepest nesting of archives that is walked.")] = 5
    archive_entries: Annotated[int, _number(1, 1_000_000, "Most entries in an archive, nested ones included.")] = 10_000
    archive_ratio: Annotated[int, _number(2, 100_000, "Most bytes unpacked for one byte packed.")] = 200
    archive_bytes: Annotated[int, _size(MIB, 64 * GIB, "Most bytes unpacked from one file.")] = 512 * MIB
    plugins: Annotated[
        tuple[str, ...], _text("Inspectors from other packages (entry point group `casemate.inspectors`) to use.")
    ] = ()


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """Which rules decide."""

    file: Annotated[str, _text("TOML file with the policy; empty for the built-in one. SIGHUP reads it again.")] = ""


class Features(Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of XMPP that can be chosen."""

    show_version: Annotated[bool, _text("Tell the version of the server to those who ask (XEP-0092).")] = False
    offline_messages: Annotated[int, _number(0, 100_000, "Most messages delivered at sign-in to one who was away.")] = (
        1_000
    )
    account_passwords: Annotated[
        bool,
        _text(
            "Let clients sign in with a password that is the account's, not only with credentials of their own. Weaker: for "
            "migrations and tests. When it is off, what was kept of such passwords is deleted."
        ),
    ] = False
    account_password_length: Annotated[
        int,
        _number(
            1, 128, "Fewest characters of a new password of an account. Below 8 it is guessed too soon: for tests."
        ),
    ] = 8
    account_removal: Annotated[
        bool,
        _text("Let people delete their own accounts from a client (XEP-0077). The record of what they wrote stays."),
    ] = False
    sasl_plain: Annotated[
        bool,
        _text(
            "Let clients that know nothing better (mcabber) sign in with SASL PLAIN: their password comes as it is, inside TLS."
        ),
    ] = False
    tokens: Annotated[
        float,
        _duration(
            0,
            365 * DAY,
            "How long a client can sign in with a token instead of its credential (XEP-0484), counted from when it was given "
            "one; a client that comes back within it gets a new one. `0 s` gives and takes none.",
        ),
    ] = 21 * DAY
    archive_page: Annotated[int, _number(10, 1_000, "Most messages in one page of the archive (XEP-0313).")] = 100


class Rooms(Struct, frozen=True, forbid_unknown_fields=True):
    """Rooms of several people (XEP-0045), at `rooms.DOMAIN`."""

    create: Annotated[bool, _text("Whether everybody may make rooms, or only administrators.")] = True
    members_only: Annotated[
        bool, _text("Whether new rooms are for their members only, unless their owners open them.")
    ] = False
    external: Annotated[
        bool,
        _text(
            "Whether people of other organisations, here or on other servers, may enter new rooms, unless their owners say "
            "otherwise. What is said in such a room is inspected as going out."
        ),
    ] = False
    max_users: Annotated[int, _number(2, 100_000, "Most people in one room.")] = 1_000
    most: Annotated[int, _number(1, 1_000_000, "Most rooms of one organisation.")] = 10_000


class Federation(Struct, frozen=True, forbid_unknown_fields=True):
    """Exchange with other servers. Off until it is switched on, and with nobody until a domain is allowed: docs/federation.md."""

    enabled: Annotated[bool, _text("Whether to talk to other servers at all.")] = False
    allow: Annotated[
        tuple[str, ...],
        _text("Domains to exchange with; each stands for those below it too, a server's rooms. `*` is every domain."),
    ] = ()
    deny: Annotated[
        tuple[str, ...], _text("Domains not to exchange with, and those below them, whatever is allowed.")
    ] = ()
    allow_for: Annotated[
        dict[str, tuple[str, ...]],
        _text(
            "For a domain of ours that is to have a list of its own instead of `allow`: the domains it exchanges with."
        ),
    ] = msgspec.field(default_factory=dict)
    port: Annotated[int, _number(0, 65535, "Port for servers that use STARTTLS; 0 turns it off.")] = 5269
    port_tls: Annotated[int, _number(0, 65535, "Port for servers that use direct TLS (XEP-0368); 0 turns it off.")] = (
        5270
    )
    hosts: Annotated[
        dict[str, str],
        _text(
            "Domain to host, for those not to be looked up in DNS: `xmpp.example:5269`, with direct TLS `xmpps://192.0.2.1:5270`."
        ),
    ] = msgspec.field(default_factory=dict)
    resolvers: Annotated[
        tuple[str, ...],
        _text("Addresses of the DNS servers to ask, instead of the system's: `192.0.2.53`, `[2001:db8::53]:53`."),
    ] = ()
    ca_file: Annotated[str, _text("PEM file of authorities to trust besides the system's; empty for none.")] = ""
    dialback: Annotated[
        str,
        Meta(
            pattern="^(off|verified|unverified)$",
            description="Whether a server whose certificate does not prove its domain may prove it by dialback (XEP-0220): `off`, only "
            "if the server that vouches for it has a good certificate (`verified`), or whatever certificates are shown "
            "(`unverified`), which whoever can change DNS or routes can abuse.",
        ),
    ] = "verified"
    stanza: Annotated[int, _size(10_000, 16 * MIB, "Largest stanza from another server.")] = 256 * KIB
    stanzas_per_second: Annotated[
        int, _number(1, 1_000_000, "Stanzas a second from one domain, on average, before its reading slows down.")
    ] = 500
    queue: Annotated[int, _number(1, 1_000_000, "Most stanzas that wait for one domain; further ones come back.")] = (
        1_000
    )
    queue_size: Annotated[int, _size(10_000, GIB, "Most bytes that wait for one domain.")] = 8 * MIB
    queue_time: Annotated[
        float, _duration(1, DAY, "How long a stanza waits for another server before it comes back.")
    ] = MINUTE
    connect: Annotated[float, _duration(1, 5 * MINUTE, "Longest attempt to reach one address of another server.")] = (
        15.0
    )
    idle: Annotated[float, _duration(10, DAY, "Silence after which a connection is closed.")] = 10 * MINUTE
    connections: Annotated[int, _number(1, 1_000_000, "Most connections from other servers, and most to them.")] = 2_000


class Calls(Struct, frozen=True, forbid_unknown_fields=True):
    """Servers that help calls through firewalls (XEP-0215). Calls go past inspection: policy decides whether they are allowed."""

    services: Annotated[
        tuple[str, ...],
        _text("STUN and TURN servers, e.g. `stun:stun.example:3478`, `turn:turn.example:3478?transport=udp`."),
    ] = ()
    secret_file: Annotated[
        str, _text("File with the secret shared with the TURN servers, of which credentials are made; empty for none.")
    ] = ""
    lifetime: Annotated[float, _duration(MINUTE, 7 * DAY, "How long credentials for a TURN server hold.")] = 12 * HOUR


class Contacts(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to write to about this service (XEP-0157), as addresses like `mailto:abuse@example.com` or `xmpp:ann@example.com`."""

    abuse: Annotated[tuple[str, ...], _text("About abuse.")] = ()
    admin: Annotated[tuple[str, ...], _text("The administrators.")] = ()
    feedback: Annotated[tuple[str, ...], _text("With feedback.")] = ()
    sales: Annotated[tuple[str, ...], _text("To buy.")] = ()
    security: Annotated[tuple[str, ...], _text("About a weakness.")] = ()
    status: Annotated[tuple[str, ...], _text("Where the state of the service is told.")] = ()
    support: Annotated[tuple[str, ...], _text("For help, besides the service's own contact `casemate@DOMAIN`.")] = ()


class PubSub(Struct, frozen=True, forbid_unknown_fields=True):
    """What people publish about themselves (XEP-0163): avatars, nicknames, bookmarks; and the service at `pubsub.DOMAIN` (XEP-0060)."""

    create: Annotated[bool, _text("Whether everybody may make nodes at `pubsub.DOMAIN`, or only administrators.")] = (
        True
    )
    external: Annotated[
        bool,
        _text(
            "Whether people of other organisations may read and subscribe to nodes at `pubsub.DOMAIN` that let them; what they "
            "see is inspected as going out."
        ),
    ] = False
    service_nodes: Annotated[int, _number(1, 1_000_000, "Most nodes at `pubsub.DOMAIN`.")] = 10_000
    service_items: Annotated[int, _number(1, 10_000_000, "Most items in all of them together.")] = 100_000
    nodes: Annotated[int, _number(1, 100_000, "Most nodes at one person's address.")] = 200
    items: Annotated[int, _number(1, 10_000_000, "Most items in all of them together.")] = 10_000
    items_per_node: Annotated[int, _number(1, 100_000, "Most items in one node: what `max` means.")] = 1_000
    item_size: Annotated[int, _size(KIB, 16 * MIB, "Largest item, a picture of a person included.")] = 192 * KIB


class Push(Struct, frozen=True, forbid_unknown_fields=True):
    """What a push service (XEP-0357) is told to wake a client: how many messages wait, those of rooms for who is in them and away included. With words of them it is told more, once inspected as going out."""

    sender: Annotated[bool, _text("Tell it also who wrote last.")] = False
    body: Annotated[bool, _text("Tell it also the beginning of what they wrote.")] = False
    interval: Annotated[
        float,
        _duration(0, HOUR, "Shortest time between two notifications of one client; what comes meanwhile is counted."),
    ] = 5.0


class Operation(Struct, frozen=True, forbid_unknown_fields=True):
    """Running it."""

    log_level: Annotated[
        str, Meta(pattern="^(debug|info|warning|error)$", description="Least grave log line written.")
    ] = "info"
    log_format: Annotated[str, Meta(pattern="^(json|text)$", description="`json`, one object a line, or `text`.")] = (
        "json"
    )
    metrics: Annotated[
        str, _text("`host:port` for Prometheus metrics (`/metrics`) and `/healthz`, without TLS; empty for none.")
    ] = "127.0.0.1:5480"
    canary: Annotated[float, _duration(1, HOUR, "How often the scanners are tested with EICAR.")] = MINUTE
    drain: Annotated[float, _duration(0, 10 * MINUTE, "Longest wait for work under way at SIGTERM.")] = 10.0
    audit_sign: Annotated[float, _duration(1, DAY, "How often the head of the audit record is signed.")] = MINUTE


class Component(Struct, frozen=True, forbid_unknown_fields=True):
    """A program that serves a domain of its own over a connection to us (XEP-0114): a bridge, a bot. One `[[components]]` each."""

    domain: Annotated[str, _text("The domain that it serves.")]
    secret: Annotated[str, _text("The secret that it proves to know: 16 characters or more.")] = ""
    secret_file: Annotated[str, _text("Or the file with it, readable by the server only.")] = ""
    tenants: Annotated[
        tuple[str, ...], _text("Names of the organisations that exchange stanzas with it; with the others it can't.")
    ] = ()


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, section by section."""

    listen: Listen = Listen()
    tls: Tls = Tls()
    limits: Limits = Limits()
    storage: Storage = Storage()
    files: Files = Files()
    inspection: Inspection = Inspection()
    policy: Policy = Policy()
    features: Features = Features()
    invitations: Invitations = Invitations()
    passwords: Passwords = Passwords()
    sign_in: SignIn = SignIn()
    rooms: Rooms = Rooms()
    pubsub: PubSub = PubSub()
    push: Push = Push()
    federation: Federation = Federation()
    calls: Calls = Calls()
    contacts: Contacts = Contacts()
    operation: Operation = Operation()
    components: tuple[Component, ...] = ()
