"""Who is told what happened in a node (XEP-0163 section 4, XEP-0060 sections 7.1.2, 8.3-8.5 and 9)."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from casemate.accounts.api import Accounts
from casemate.accounts.roster import Rosters
from casemate.features.pubsub.abroad import Abroad
from casemate.features.pubsub.access import Access
from casemate.features.pubsub.contacts import Contacts
from casemate.features.pubsub.interests import wants
from casemate.features.pubsub.names import ADDRESS, EVENT
from casemate.features.pubsub.shown import delayed, event, items_event
from casemate.model.jid import Jid
from casemate.pubsub.api import (
    ON_SUB_AND_PRESENCE,
    PRESENCE,
    ROSTER,
    Item,
    Node,
    PubSub,
    State,
    Subscription,
)
from casemate.server.api import Server, Session
from casemate.xmpp.element import Element

Made = Callable[[Jid], Awaitable[Element | None]]
"""Makes the notification for somebody; None if they are not told."""
_BY_ROSTER: Final = frozenset({PRESENCE, ROSTER})


class Notifier:
    """Sends notifications."""

    contacts: Contacts
    """Set once by the feature."""

    def __init__(
        self, pubsub: PubSub, server: Server, access: Access, abroad: Abroad, accounts: Accounts, rosters: Rosters
    ) -> None:
        self._pubsub = pubsub
        self._server = server
        self._access = access
        self._abroad = abroad
        self._accounts = accounts
        self._rosters = rosters

    # -- what happened

    async def published(self, node: Node, item: Item) -> None:
        """An item was published."""

        async def made(to: Jid) -> Element | None:
            seen = await self._abroad.seen(node, item, to)
            return None if seen is None else _from_client(node, item, items_event(node, seen))

        await self._tell(node, made)

    async def empty(self, node: Node) -> None:
        """Something happened of which nothing is said."""
        await self._tell_all(node, items_event(node, None))

    async def retracted(self, node: Node, item_id: str) -> None:
        """An item was taken back."""
        items = Element("items", EVENT, {"node": node.name}, [Element("retract", EVENT, {"id": item_id})])
        await self._tell_all(node, event(node, items))

    async def purged(self, node: Node) -> None:
        """All items were taken back."""
        if node.config.notify_retract:
            await self._tell_all(node, event(node, Element("purge", EVENT, {"node": node.name})))

    async def deleted(self, node: Node, redirect: str) -> None:
        """The node is no more."""
        if node.config.notify_delete:
            deleted = Element("delete", EVENT, {"node": node.name})
            if redirect:
                deleted.add(Element("redirect", EVENT, {"uri": redirect}))
            await self._tell_all(node, event(node, deleted))

    async def configured(self, node: Node, form: Element | None) -> None:
        """The node is set otherwise."""
        if node.config.notify_config:
            changed = Element("configuration", EVENT, {"node": node.name})
            if form is not None and node.config.deliver_payloads:
                changed.add(form)
            await self._tell_all(node, event(node, changed))

    async def to_owners(self, node: Node, message: Element) -> None:
        """A message of the service to those who own a node, wherever they are."""
        owners = [node.service] if node.service.local else []
        for owner in owners + [jid for jid in node.affiliations if node.is_owner(jid)]:
            self.to_bare(owner, message)

    def to_bare(self, to: Jid, message: Element) -> None:
        """A message of the service to somebody, at every client of theirs that takes messages; who is away gets it when they come."""
        there = [s for s in self._server.sessions(to.bare) if s.presence is not None and s.priority >= 0]
        if self._server.tenant_at(to.domain) is None:
            self._send(to, message)
        elif not there and self._server.is_local(to.domain):
            self._send(to.bare, message)
        for session in there:
            self._send(session.jid, message, to)

    # -- the last item

    async def last(self, session: Session, wanted: frozenset[str]) -> None:
        """Give a client that has come the last items of what it wants to know (XEP-0163 section 4.3.4)."""
        roster = await self._rosters.load(session.person)
        contacts = [item.jid for item in roster.values() if item.subscription.sees and item.jid.local]
        own = session.jid.bare
        known = await self._pubsub.nodes_of([own, *contacts])
        nodes = [
            node
            for service, there in known.items()
            for node in there.values()
            if node.config.send_last_published_item == ON_SUB_AND_PRESENCE
            and (node.name in wanted or (service != own and node.subscribed(session.jid)))
        ]
        for node, item in await self._pubsub.last(nodes):
            await self.last_of(session.jid, node, item)

    async def last_subscribed(self, session: Session, services: Sequence[Jid]) -> None:
        """Give a client that has come the last items of what it is subscribed to at some services (XEP-0060 section 6.1.7)."""
        for service in services:
            nodes = [
                node
                for node in list((await self._pubsub.nodes(service)).values())
                if node.config.send_last_published_item == ON_SUB_AND_PRESENCE and self._subscribed(node, session.jid)
            ]
            for node, item in await self._pubsub.last(nodes):
                await self.last_of(session.jid, node, item)

    def _subscribed(self, node: Node, client: Jid) -> bool:
        """Whether a client of ours, or its person, gets notifications of a node."""
        found = [node.subscriptions.get(client), node.subscriptions.get(client.bare)]
        return any(s and s.state is State.SUBSCRIBED and s.deliver and not self._over(s.expire) for s in found)

    async def last_abroad(self, person: Jid, contact: Jid, wanted: frozenset[str]) -> None:
        """Give a client elsewhere that has come the last items of what it wants to know of a person."""
        there = (await self._pubsub.nodes(person)).values()
        nodes = [n for n in there if n.config.send_last_published_item == ON_SUB_AND_PRESENCE and n.name in wanted]
        for node, item in await self._pubsub.last(nodes):
            await self.last_of(contact, node, item)

    async def last_of(self, jid: Jid, node: Node, item: Item) -> None:
        """Give somebody the last item of a node, if they may have it."""
        if not node.config.deliver_notifications or self._server.refuses(node.service, jid.bare) is not None:
            return
        if await self._access.refusal(node, jid) is None and (seen := await self._abroad.seen(node, item, jid)):
            self._send(jid, delayed(items_event(node, seen), item))

    # -- who is told

    async def _tell_all(self, node: Node, message: Element) -> None:
        async def made(_to: Jid) -> Element:
            return message

        await self._tell(node, made)

    async def _tell(self, node: Node, made: Made) -> None:
        if not node.config.deliver_notifications:
            return
        for jid in await self._recipients(node):
            message = await made(jid)
            if message is not None:
                self._send(jid, message)

    async def _recipients(self, node: Node) -> Iterable[Jid]:
        found: dict[Jid, None] = dict.fromkeys([session.jid for session in await self._implied(node)])
        for jid in self.contacts.wanting(node.service, node.name):
            if await self._access.refusal(node, jid) is None and await self._access.sees_owner(node, jid):
                found[jid] = None
        for address, subscription in list(node.subscriptions.items()):
            if (
                subscription.state is not State.SUBSCRIBED
                or not subscription.deliver
                or self._over(subscription.expire)
            ):
                continue
            if await self._access.refusal(node, address) is not None:
                continue
            if self._server.tenant_at(address.domain) is None and not any(jid.bare == address for jid in found):
                found[address] = None
            there = self._sessions(node, address)
            if not there and self._waits(node, address, subscription):
                found[address] = None
            for session in there:
                if not subscription.show_values or _show(session) in subscription.show_values:
                    found[session.jid] = None
        return [jid for jid in found if self._server.refuses(node.service, jid.bare) is None]

    def _over(self, expire: int) -> bool:
        return 0 < expire < self._server.clock() * 1000

    def _waits(self, node: Node, address: Jid, subscription: Subscription) -> bool:
        """Whether somebody who is away gets it when they come (RFC 6121 section 8.5.2.2.1: by the type of the message)."""
        config = node.config
        stored = config.notification_type != "headline" and not config.presence_based_delivery
        return (
            stored and not address.resource and not subscription.show_values and self._server.is_local(address.domain)
        )

    def _sessions(self, node: Node, address: Jid) -> list[Session]:
        """The clients at an address that was subscribed; the interested ones of a person, if there are such."""
        if address.resource:
            session = self._server.session(address)
            return [] if session is None or session.presence is None else [session]
        there = [s for s in self._server.sessions(address) if s.presence is not None and s.priority >= 0]
        return [s for s in there if wants(s, node.name)] or there

    async def _implied(self, node: Node) -> list[Session]:
        """The clients of a person and their contacts that want to know of a node of that name."""
        owner = await self._accounts.person(node.service) if node.service.local else None
        if owner is None:
            return []
        contacts = [c.jid for c in (await self._rosters.load(owner.id)).values() if c.subscription.shows]
        people = [node.service, *[jid for jid in contacts if await self._access.refusal(node, jid) is None]]
        return [
            session
            for jid in people
            for session in self._server.sessions(jid)
            if session.presence is not None and session.priority >= 0 and wants(session, node.name)
        ]

    def _send(self, jid: Jid, message: Element, to: Jid | None = None) -> None:
        """To a client of ours, somebody of ours who is away, or somebody elsewhere; `to` is the address that it bears if it is another."""
        addressed = Element("message", message.ns, message.attrs | {"to": str(to or jid)}, message.children)
        if not jid.resource and self._server.is_local(jid.domain):
            self._server.keep(Jid.parse(message.attrs["from"]), addressed, jid)
        else:
            self._server.send(jid, addressed)


def _from_client(node: Node, item: Item, message: Element) -> Element:
    """Which of a person's clients published it (XEP-0163 section 4.3.1)."""
    if node.service.local and item.publisher.resource and node.config.access_model in _BY_ROSTER:
        address = Element("address", ADDRESS, {"type": "replyto", "jid": str(item.publisher)})
        message.add(Element("addresses", ADDRESS, {}, [address]))
    return message


def _show(session: Session) -> str:
    show = session.presence.child_text("show") if session.presence is not None else None
    return show or "online"
