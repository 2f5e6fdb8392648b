"""Which specifications are spoken: what docs/xmpp.md is a table of, and docs/casemate.doap names (XEP-0453).

Versions of what features implement are told by the features (`xeps`); here is what has no feature of its own, each title, and the
test that shows it.
"""

from typing import NamedTuple


class Spec(NamedTuple):
    """A specification."""

    title: str
    test: str = ""
    """A test that shows it, below tests/."""
    version: str = ""
    """Only for what no feature names."""
    since: str = ""
    """What of it is spoken, if not all of it."""


WIRE, MUC = "wire/features", "wire/features/muc"
RFCS = {
    "RFC 6120": Spec("XMPP: Core", "xmpp/test_stream.py", since="client streams"),
    "RFC 6121": Spec("XMPP: Instant Messaging and Presence", "server/test_addressed_tables.py"),
    "RFC 7622": Spec("XMPP: Address Format", "model/test_jid.py"),
    "RFC 7395": Spec("XMPP over WebSocket", "web/test_websocket.py"),
    "RFC 7590": Spec("Use of TLS in XMPP", "attacks/test_b3_authentication_before_tls.py"),
    "RFC 5802, 7677": Spec("SCRAM-SHA-1, SCRAM-SHA-256; SCRAM-SHA-512 alike", "xmpp/test_scram.py"),
    "RFC 5929, 9266": Spec("Channel bindings for TLS", "server/test_signing_in.py"),
}
XEPS = {
    4: Spec("Data Forms", "xmpp/test_forms.py", "2.13.1"),
    12: Spec("Last Activity", f"{WIRE}/small_questions.wire"),
    30: Spec("Service Discovery", f"{WIRE}/discovery.wire"),
    45: Spec("Multi-User Chat", f"{MUC}/entering.wire"),
    48: Spec("Bookmarks", f"{WIRE}/pep/bookmarks.wire"),
    49: Spec("Private XML Storage", f"{WIRE}/keeping.wire"),
    50: Spec("Ad-Hoc Commands", f"{WIRE}/administration/commands.wire"),
    54: Spec("vcard-temp", f"{WIRE}/keeping.wire"),
    60: Spec(
        "Publish-Subscribe",
        f"{WIRE}/pubsub/nodes.wire",
        since="at each person's address, and a service at pubsub.DOMAIN; leaf nodes",
    ),
    59: Spec("Result Set Management", f"{WIRE}/archive.wire"),
    66: Spec("Out of Band Data", f"{WIRE}/extensions.wire", "1.5", "inspected and passed"),
    68: Spec("Field Standardization for Data Forms", "xmpp/test_forms.py", "1.3.0"),
    77: Spec(
        "In-Band Registration",
        "features/test_registration.py",
        since="with an invitation (XEP-0445), and for people who have an account: its password, and leaving, as settings allow",
    ),
    82: Spec("XMPP Date and Time Profiles", "pipeline/test_again.py", "1.1.1"),
    84: Spec("User Avatar", f"{WIRE}/pep/avatars.wire"),
    85: Spec("Chat State Notifications", f"{WIRE}/passing.wire", "2.1", "passed"),
    92: Spec("Software Version", f"{WIRE}/small_questions.wire"),
    114: Spec("Jabber Component Protocol", "server/test_components.py", "1.6", "components connect to us"),
    115: Spec("Entity Capabilities", f"{WIRE}/discovery.wire"),
    124: Spec(
        "Bidirectional-streams Over Synchronous HTTP (BOSH)",
        "xmpp/test_bosh.py",
        "1.11.2",
        "off unless a setting says so; without key sequences and several streams, which are optional",
    ),
    128: Spec("Service Discovery Extensions", f"{WIRE}/discovery.wire", "1.0.1"),
    133: Spec("Service Administration", "features/test_administration.py"),
    153: Spec("vCard-Based Avatars", f"{WIRE}/keeping.wire"),
    156: Spec("Discovering Alternative Connection Methods", "web/test_app.py", "1.4.0"),
    157: Spec("Contact Addresses for XMPP Services", "features/test_external.py", "1.1.1"),
    160: Spec("Best Practices for Handling Offline Messages", f"{WIRE}/waiting.wire"),
    172: Spec("User Nickname", f"{WIRE}/extensions.wire", "1.1", "in presence, inspected and passed"),
    178: Spec(
        "Best Practices for Use of SASL EXTERNAL with Certificates",
        "attacks/test_b8_certificate_names.py",
        "1.2",
        "between servers",
    ),
    184: Spec("Message Delivery Receipts", f"{WIRE}/passing.wire", "1.4.0", "passed"),
    185: Spec("Dialback Key Generation and Validation", "attacks/test_b9_dialback_spoof.py", "1.0"),
    191: Spec("Blocking Command", f"{WIRE}/blocking.wire"),
    198: Spec("Stream Management", "server/test_management.py", "1.6.3"),
    163: Spec("Personal Eventing Protocol", f"{WIRE}/pep/publishing.wire"),
    199: Spec("XMPP Ping", f"{WIRE}/small_questions.wire"),
    202: Spec("Entity Time", f"{WIRE}/small_questions.wire"),
    206: Spec("XMPP Over BOSH", "server/test_bosh.py", "1.4", "off unless a setting says so"),
    203: Spec("Delayed Delivery", f"{WIRE}/offline.wire"),
    215: Spec("External Service Discovery", "features/test_external.py"),
    220: Spec("Server Dialback", "attacks/test_b9_dialback_spoof.py", "1.1.1", "over verified TLS"),
    223: Spec("Persistent Storage of Private Data via PubSub", f"{WIRE}/pep/private.wire"),
    224: Spec("Attention", f"{WIRE}/extensions.wire", "1.0", "passed"),
    249: Spec("Direct MUC Invitations", f"{MUC}/invitations.wire"),
    258: Spec(
        "Security Labels in XMPP", f"{WIRE}/changes.wire", "1.1.1", "labels pass, their words inspected; no catalog"
    ),
    280: Spec("Message Carbons", f"{WIRE}/carbons.wire"),
    288: Spec("Bidirectional Server-to-Server Connections", "server/federation/test_exchange.py", "1.0.1"),
    292: Spec("vCard4 Over XMPP", f"{WIRE}/pep/profiles.wire"),
    297: Spec("Stanza Forwarding", f"{WIRE}/archive.wire", "1.0", "in carbons and archives"),
    308: Spec(
        "Last Message Correction",
        f"{WIRE}/changes.wire",
        "1.2.1",
        "inspected as a message of its own; only its author's",
    ),
    313: Spec("Message Archive Management", f"{WIRE}/archive.wire"),
    317: Spec("Hats", f"{MUC}/hats.wire"),
    333: Spec("Chat Markers", f"{WIRE}/passing.wire", "0.4", "passed"),
    334: Spec("Message Processing Hints", f"{WIRE}/passing.wire", since="a client can't opt out of the record"),
    352: Spec("Client State Indication", f"{WIRE}/csi.wire"),
    357: Spec("Push Notifications", f"{WIRE}/push.wire"),
    359: Spec("Unique and Stable Stanza IDs", f"{WIRE}/passing.wire"),
    363: Spec("HTTP File Upload", f"{WIRE}/upload.wire"),
    368: Spec("SRV records for XMPP over TLS", "server/test_signing_in.py", "1.1.0", "direct TLS"),
    372: Spec("References", f"{WIRE}/extensions.wire", "0.4.0", "inspected and passed"),
    379: Spec(
        "Pre-Authenticated Roster Subscription", f"{WIRE}/invitations/contacts.wire", since="the server grants it"
    ),
    380: Spec("Explicit Message Encryption", "inspection/test_opaque.py", "0.4.0", "refused, or as the policy says"),
    386: Spec("Bind 2", "server/test_sasl2.py", "1.0.0"),
    388: Spec("Extensible SASL Profile", "server/test_sasl2.py", "1.0.0"),
    390: Spec("Entity Capabilities 2.0", "pubsub/test_capabilities.py", "0.3.1", "understood of clients"),
    393: Spec("Message Styling", f"{WIRE}/extensions.wire", "1.1.1", "passed"),
    398: Spec("User Avatar to vCard-Based Avatars Conversion", f"{WIRE}/pep/avatars.wire"),
    401: Spec("Ad-hoc Account Invitation Generation", f"{WIRE}/invitations/inviting.wire", since="no landing page"),
    402: Spec("PEP Native Bookmarks", f"{WIRE}/pep/bookmarks.wire"),
    410: Spec("MUC Self-Ping", f"{MUC}/asking.wire"),
    421: Spec("Anonymous unique occupant identifiers for MUCs", f"{MUC}/archive.wire"),
    424: Spec("Message Retraction", f"{WIRE}/changes.wire", "0.4.2", "only its author's; on record"),
    425: Spec("Moderated Message Retraction", f"{MUC}/moderation.wire"),
    428: Spec("Fallback Indication", f"{WIRE}/changes.wire", "0.2.1", "inspected and passed"),
    437: Spec("Room Activity Indicators", f"{MUC}/activity.wire"),
    433: Spec("Extended Channel Search", f"{MUC}/search.wire"),
    440: Spec("SASL Channel-Binding Type Capability", "server/test_signing_in.py", "0.4.2"),
    441: Spec("Message Archive Management Preferences", f"{WIRE}/archive.wire"),
    445: Spec("Pre-Authenticated In-Band Registration", f"{WIRE}/invitations/accounts.wire"),
    444: Spec("Message Reactions", f"{WIRE}/changes.wire", "0.2.0", "inspected and passed"),
    461: Spec("Message Replies", f"{WIRE}/changes.wire", "0.2.0", "inspected and passed"),
    474: Spec("SASL SCRAM Downgrade Protection", "attacks/test_b4_sasl_downgrade.py", "0.5.0"),
    478: Spec("Stream Limits Advertisement", "xmpp/test_stream.py", "0.2.0"),
    480: Spec("SASL Upgrade Tasks", "server/test_upgrade.py", "0.1.0"),
    484: Spec("Fast Authentication Streamlining Tokens", "server/test_fast.py", "0.1.0"),
    486: Spec("MUC Avatars", f"{MUC}/avatars.wire"),
    490: Spec("Message Displayed Synchronization", f"{WIRE}/pep/private.wire", "1.0.0"),
}
LATER: dict[int, str] = {}
