"""A request to a publish-subscribe service, whoever it came from."""

from typing import NamedTuple

from casemate.features.pubsub.faults import no_node, no_node_named
from casemate.model.errors import InvalidJid
from casemate.model.ids import TenantId
from casemate.model.jid import MAX_PART_BYTES, Jid
from casemate.pubsub.api import Config, Node, PubSub
from casemate.server.api import Sender
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError


class Asked(NamedTuple):
    """A request: who asks, at which address, and the element that says what."""

    sender: Sender
    service: Jid
    """The address of the nodes: a person's bare one, or a component's domain."""
    tenant: TenantId
    """Whose the address is."""
    payload: Element
    """`<pubsub/>`"""
    action: Element
    """Its child."""
    defaults: Config = Config()
    """How a new node is set."""
    creates: bool = False
    """Whether somebody may make nodes at an address that is not their own."""
    administers: bool = False
    """Whether they are an administrator there: who may do away with nodes whose owners have left."""

    @property
    def own(self) -> bool:
        """Whether somebody asks at their own address."""
        return self.sender.jid.bare == self.service

    @property
    def may_create(self) -> bool:
        """Whether somebody may make nodes there."""
        return self.own or self.creates

    def node_name(self) -> str:
        """The node that the action names.

        Raises:
            StanzaError: if it names none, or the name is too long.
        """
        name = self.action.get("node")
        if not name:
            raise no_node_named()
        return checked_name(name)

    async def node(self, pubsub: PubSub) -> Node:
        """The node that the action names.

        Raises:
            StanzaError: if it names none, or there is no such node.
        """
        node = await pubsub.node(self.service, self.node_name())
        if node is None:
            raise no_node()
        return node

    async def owned(self, pubsub: PubSub) -> Node:
        """The node that the action names, which the sender must own.

        Raises:
            StanzaError: forbidden if they do not; and as `node`.
        """
        node = await self.node(pubsub)
        if not node.is_owner(self.sender.jid):
            raise StanzaError("forbidden", "Only its owner may do that.")
        return node


def checked_name(name: str) -> str:
    """A name of a node or an id of an item, as long as it may be.

    Raises:
        StanzaError: if it is too long.
    """
    if len(name.encode()) > MAX_PART_BYTES:
        raise StanzaError("not-acceptable", f"A name has at most {MAX_PART_BYTES} bytes.")
    return name


def address(text: str | None) -> Jid:
    """An address in a request.

    Raises:
        StanzaError: if it is none.
    """
    try:
        return Jid.parse(text or "")
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error
