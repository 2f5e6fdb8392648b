"""Who may see and who may publish what (XEP-0060 sections 4.1, 4.5, 6.1.3, 6.5.9 and 7.1.3)."""

from casemate.accounts.api import Accounts
from casemate.accounts.roster import Item, Rosters
from casemate.features.pubsub.faults import closed_node, fault
from casemate.model.jid import Jid
from casemate.pubsub.api import (
    AUTHORIZE,
    OPEN,
    PRESENCE,
    PUBLISHERS,
    ROSTER,
    SUBSCRIBERS,
    WHITELIST,
    Affiliation,
    Node,
)
from casemate.xmpp.errors import StanzaError

_WELCOME = frozenset({Affiliation.OWNER, Affiliation.PUBLISHER, Affiliation.MEMBER})
_PUBLISHING = frozenset({Affiliation.OWNER, Affiliation.PUBLISHER, Affiliation.PUBLISH_ONLY})


class Access:
    """Decides by affiliations, subscriptions and the owner's contacts."""

    def __init__(self, accounts: Accounts, rosters: Rosters) -> None:
        self._accounts = accounts
        self._rosters = rosters

    async def refusal(self, node: Node, who: Jid, *, subscribing: bool = False) -> StanzaError | None:
        """Why somebody may not see what is in a node (or subscribe to it); None if they may."""
        affiliation = node.affiliation(who)
        if affiliation in _WELCOME:
            return None
        model = node.config.access_model
        if affiliation in {Affiliation.OUTCAST, Affiliation.PUBLISH_ONLY}:
            return StanzaError("forbidden")
        if model == WHITELIST:
            return closed_node()
        if model == AUTHORIZE and not subscribing and not node.subscribed(who):
            return fault("not-authorized", "not-subscribed")
        if model == PRESENCE:
            return None if await self.sees_owner(node, who) else presence_required()
        if model == ROSTER and not any(_in_group(item, node) for item in await self._contacts(node, who)):
            return fault("not-authorized", "not-in-roster-group")
        return None

    async def sees_owner(self, node: Node, who: Jid) -> bool:
        """Whether somebody may see the presence of the node's owner."""
        return any(item.subscription.shows for item in await self._contacts(node, who))

    def may_publish(self, node: Node, who: Jid) -> bool:
        """Whether somebody may publish to a node."""
        affiliation = node.affiliation(who)
        if affiliation in _PUBLISHING:
            return True
        if node.config.publish_model == PUBLISHERS or affiliation is Affiliation.OUTCAST:
            return False
        return node.config.publish_model == OPEN or (node.config.publish_model == SUBSCRIBERS and node.subscribed(who))

    async def _contacts(self, node: Node, who: Jid) -> list[Item]:
        """Somebody as a contact of those who own a node."""
        owners = [node.service] if node.service.local else []
        owners += [jid for jid, affiliation in node.affiliations.items() if affiliation is Affiliation.OWNER]
        found: list[Item] = []
        for owner in owners:
            person = await self._accounts.person(owner)
            if person is not None and (item := (await self._rosters.load(person.id)).get(who.bare)) is not None:
                found.append(item)
        return found


def presence_required() -> StanzaError:
    """Only for those who may see the owner's presence."""
    return fault("not-authorized", "presence-subscription-required")


def _in_group(item: Item, node: Node) -> bool:
    return not set(item.groups).isdisjoint(node.config.roster_groups_allowed)
