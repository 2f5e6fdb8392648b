"""Names of XEP-0060, of what is published by it, and of what it builds on."""

from typing import Final

PUBSUB: Final = "http://jabber.org/protocol/pubsub"
OWNER: Final = PUBSUB + "#owner"
EVENT: Final = PUBSUB + "#event"
ERRORS: Final = PUBSUB + "#errors"
NODE_CONFIG: Final = PUBSUB + "#node_config"
PUBLISH_OPTIONS: Final = PUBSUB + "#publish-options"
SUBSCRIBE_OPTIONS: Final = PUBSUB + "#subscribe_options"
SUBSCRIBE_AUTHORIZATION: Final = PUBSUB + "#subscribe_authorization"
META_DATA: Final = PUBSUB + "#meta-data"
DATA: Final = "jabber:x:data"
RSM: Final = "http://jabber.org/protocol/rsm"
DELAY: Final = "urn:xmpp:delay"
ADDRESS: Final = "http://jabber.org/protocol/address"
INFO: Final = "http://jabber.org/protocol/disco#info"
ITEMS: Final = "http://jabber.org/protocol/disco#items"
CAPS: Final = "http://jabber.org/protocol/caps"
ECAPS2: Final = "urn:xmpp:caps"
HASHES: Final = "urn:xmpp:hashes:2"

FEATURES: Final = (
    "access-authorize",
    "access-open",
    "access-presence",
    "access-roster",
    "access-whitelist",
    "auto-create",
    "auto-subscribe",
    "config-node",
    "config-node-max",
    "create-and-configure",
    "create-nodes",
    "delete-items",
    "delete-nodes",
    "filtered-notifications",
    "instant-nodes",
    "item-ids",
    "last-published",
    "manage-subscriptions",
    "member-affiliation",
    "meta-data",
    "modify-affiliations",
    "multi-items",
    "outcast-affiliation",
    "persistent-items",
    "presence-notifications",
    "presence-subscribe",
    "publish",
    "publish-only-affiliation",
    "publish-options",
    "publisher-affiliation",
    "purge-nodes",
    "retract-items",
    "retrieve-affiliations",
    "retrieve-default",
    "retrieve-default-sub",
    "retrieve-items",
    "retrieve-subscriptions",
    "rsm",
    "subscribe",
    "subscription-notifications",
    "subscription-options",
)
"""What of XEP-0060 there is (section 10)."""
