"""A node as it is in memory: settings, affiliations and subscriptions. What was published stays in the database."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from casemate.model.ids import TenantId
from casemate.model.jid import Jid

MAX: Final = 0
"""`max_items` of a node that keeps as many items as the service allows (`max` in forms)."""
OPEN, PRESENCE, ROSTER, AUTHORIZE, WHITELIST = "open", "presence", "roster", "authorize", "whitelist"
"""Access models (XEP-0060 section 4.5)."""
NEVER, ON_SUB, ON_SUB_AND_PRESENCE = "never", "on_sub", "on_sub_and_presence"
"""When the last item is sent."""
PUBLISHERS, SUBSCRIBERS = "publishers", "subscribers"


class Config(msgspec.Struct, frozen=True, omit_defaults=True):
    """The settings of a node; each is the field `pubsub#NAME` of its form (XEP-0060 section 16.4.4)."""

    node_type: str = "leaf"
    """Always: there are no collections (XEP-0248)."""
    title: str = ""
    description: str = ""
    type: str = ""
    language: str = ""
    access_model: str = PRESENCE
    publish_model: str = PUBLISHERS
    persist_items: bool = True
    max_items: int = 1
    item_expire: int = 0
    """Seconds; 0: never."""
    send_last_published_item: str = ON_SUB_AND_PRESENCE
    deliver_notifications: bool = True
    deliver_payloads: bool = True
    notify_retract: bool = True
    notify_delete: bool = True
    notify_config: bool = False
    notify_sub: bool = False
    presence_based_delivery: bool = False
    notification_type: str = "headline"
    itemreply: str = "owner"
    max_payload_size: int = 0
    """Bytes; 0: what the service allows."""
    roster_groups_allowed: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()


class Affiliation(StrEnum):
    """XEP-0060 section 4.1."""

    OWNER = "owner"
    PUBLISHER = "publisher"
    PUBLISH_ONLY = "publish-only"
    MEMBER = "member"
    NONE = "none"
    OUTCAST = "outcast"


class State(StrEnum):
    """XEP-0060 section 4.2; nobody is ever `unconfigured` here, because there are defaults."""

    NONE = "none"
    PENDING = "pending"
    SUBSCRIBED = "subscribed"


class Subscription(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody's own subscription; contacts of a person are subscribed without one (XEP-0060 section 9.1)."""

    subid: str
    state: State = State.SUBSCRIBED
    deliver: bool = True
    """pubsub#deliver: false while it is paused."""
    expire: int = 0
    """pubsub#expire, milliseconds since the epoch; 0: never."""
    show_values: tuple[str, ...] = ()
    """pubsub#show-values: the kinds of availability in which notifications are wanted; none named: all."""
    include_body: bool = False


class Node:
    """One node. Changed only by `api.PubSub`."""

    def __init__(self, row: int, service: Jid, tenant: TenantId, name: str, config: Config, created: int = 0) -> None:
        self.row = row
        self.created = created
        """Milliseconds since the epoch."""
        self.service = service
        """The address at which it is: a person's bare one, or a component's domain."""
        self.tenant = tenant
        self.name = name
        self.config = config
        self.affiliations: dict[Jid, Affiliation] = {}
        self.subscriptions: dict[Jid, Subscription] = {}
        """By the address subscribed: a bare or a full one."""

    def affiliation(self, who: Jid) -> Affiliation:
        """What somebody is here."""
        if who.bare == self.service:
            return Affiliation.OWNER
        return self.affiliations.get(who.bare, Affiliation.NONE)

    def is_owner(self, who: Jid) -> bool:
        """Whether somebody owns it; a person owns all nodes at their address."""
        return self.affiliation(who) is Affiliation.OWNER

    def subscribed(self, who: Jid) -> bool:
        """Whether some address of somebody's has a subscription that counts."""
        return any(
            address.bare == who.bare and subscription.state is State.SUBSCRIBED
            for address, subscription in self.subscriptions.items()
        )


class Item(msgspec.Struct, frozen=True):
    """Something published."""

    id: str
    publisher: Jid
    """Full address of the client."""
    published: int
    """Milliseconds since the epoch."""
    payload: bytes
    """Serialised, in no default namespace; empty when there is none."""
    row: int = 0


class Page(msgspec.Struct, frozen=True):
    """Some items, and where they stand among all (XEP-0059)."""

    items: Sequence[Item]
    first: int
    count: int
