"""Subscribing of one's own accord (XEP-0060 sections 5.6, 6.1 to 6.3 and 8.8)."""

import msgspec

from casemate.features.pubsub.access import Access
from casemate.features.pubsub.asked import Asked, address
from casemate.features.pubsub.faults import fault
from casemate.features.pubsub.names import DATA, OWNER, PUBSUB
from casemate.features.pubsub.notify import Notifier
from casemate.features.pubsub.options import options_form, read_options
from casemate.features.pubsub.shown import authorization, service_message
from casemate.model.errors import Conflict
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.pubsub.api import AUTHORIZE, NEVER, Affiliation, Node, PubSub, State, Subscription
from casemate.server.api import Server
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_UNKNOWN = Subscription("")


class Subscriptions:
    """What subscribers do, and what owners do with them."""

    def __init__(self, pubsub: PubSub, server: Server, access: Access, notifier: Notifier) -> None:
        self._pubsub = pubsub
        self._server = server
        self._access = access
        self._notifier = notifier

    async def subscribe(self, asked: Asked) -> Element:
        """Subscribe an address of one's own (section 6.1)."""
        jid = _own_address(asked, fault("bad-request", "invalid-jid", "Subscribe an address of your own."))
        node = await asked.node(self._pubsub)
        refusal = await self._access.refusal(node, asked.sender.jid, subscribing=True)
        if refusal is not None:
            raise refusal
        known = node.subscriptions.get(jid)
        if known is not None and known.state is State.PENDING:
            raise fault("not-authorized", "pending-subscription")
        if known is None:
            known = await self._new(asked, node, jid)
        result = Element("pubsub", PUBSUB, {}, [subscription_element(node, jid, known)])
        if known.state is State.SUBSCRIBED and node.config.send_last_published_item != NEVER:
            await self._last(node, jid)
        return result

    async def _new(self, asked: Asked, node: Node, jid: Jid) -> Subscription:
        wait = node.config.access_model == AUTHORIZE and node.affiliation(jid) is Affiliation.NONE
        subscription = Subscription(token(9), State.PENDING if wait else State.SUBSCRIBED)
        options = asked.payload.find("options")
        form = None if options is None else options.find("x", DATA)
        if form is not None:
            subscription = read_options(subscription, form)
        try:
            await self._pubsub.set_subscription(node, jid, subscription)
        except Conflict as error:
            raise fault("policy-violation", "too-many-subscriptions", str(error)) from error
        if wait:
            await self._notifier.to_owners(node, authorization(node, jid, subscription))
        elif node.config.notify_sub:
            await self._notifier.to_owners(node, told(node, jid, subscription))
        return subscription

    async def _last(self, node: Node, jid: Jid) -> None:
        for _, item in await self._pubsub.last([node]):
            if self._server.tenant_at(jid.domain) is None:
                await self._notifier.last_of(jid, node, item)
            for session in self._server.sessions(jid.bare):
                if session.presence is not None and jid in {session.jid, session.jid.bare}:
                    await self._notifier.last_of(session.jid, node, item)

    async def unsubscribe(self, asked: Asked) -> None:
        """End a subscription (section 6.2)."""
        jid = _own_address(asked, StanzaError("forbidden", "End subscriptions of your own."))
        node, known = await self._known(asked, jid)
        await self._pubsub.set_subscription(node, jid, None)
        if node.config.notify_sub and known.state is State.SUBSCRIBED:
            await self._notifier.to_owners(node, told(node, jid, None))

    async def options(self, asked: Asked) -> Element:
        """How a subscription is set (section 6.3.2)."""
        jid = _own_address(asked, StanzaError("forbidden"))
        node, known = await self._known(asked, jid)
        attrs = {"node": node.name, "jid": str(jid), "subid": known.subid}
        return Element("pubsub", PUBSUB, {}, [Element("options", PUBSUB, attrs, [options_form(known)])])

    async def set_options(self, asked: Asked) -> None:
        """Set a subscription otherwise (section 6.3.5)."""
        jid = _own_address(asked, StanzaError("forbidden"))
        node, known = await self._known(asked, jid)
        form = asked.action.find("x", DATA)
        if form is None:
            raise fault("bad-request", "invalid-options", "Fill in the form.")
        if form.get("type") != "cancel":
            await self._pubsub.set_subscription(node, jid, read_options(known, form))

    async def default_options(self, asked: Asked) -> Element:
        """How a new subscription is set (section 6.4)."""
        if asked.action.get("node"):
            await asked.node(self._pubsub)
        return Element("pubsub", PUBSUB, {}, [Element("default", PUBSUB, {}, [options_form(_UNKNOWN)])])

    async def mine(self, asked: Asked) -> Element:
        """One's own subscriptions (section 5.6)."""
        nodes = [await asked.node(self._pubsub)] if asked.action.get("node") else None
        found = Element("subscriptions", PUBSUB, {"node": nodes[0].name} if nodes else {})
        for node in nodes or (await self._pubsub.nodes(asked.service)).values():
            for jid, subscription in node.subscriptions.items():
                if jid.bare == asked.sender.jid.bare:
                    found.add(subscription_element(node, jid, subscription))
        return Element("pubsub", PUBSUB, {}, [found])

    # -- owners

    async def all(self, asked: Asked) -> Element:
        """Who is subscribed (section 8.8.1)."""
        node = await asked.owned(self._pubsub)
        found = Element("subscriptions", OWNER, {"node": node.name})
        for jid, known in node.subscriptions.items():
            attrs = {"jid": str(jid), "subscription": known.state.value, "subid": known.subid}
            found.add(Element("subscription", OWNER, attrs))
        return Element("pubsub", OWNER, {}, [found])

    async def change(self, asked: Asked) -> None:
        """Subscribe others, or end their subscriptions (section 8.8.2)."""
        node = await asked.owned(self._pubsub)
        changes: dict[Jid, Subscription | None] = {}
        for element in asked.action.find_all("subscription"):
            jid = address(element.get("jid"))
            changes[jid] = _changed(node, jid, element)
        if not changes:
            raise StanzaError("bad-request", "Name subscriptions.")
        for jid, subscription in changes.items():
            await self.decide(node, jid, subscription)

    async def decide(self, node: Node, jid: Jid, subscription: Subscription | None) -> None:
        """An owner has decided about a subscription; whose it is learns it (section 8.6)."""
        try:
            await self._pubsub.set_subscription(node, jid, subscription)
        except Conflict as error:
            raise fault("policy-violation", "too-many-subscriptions", str(error)) from error
        self._notifier.to_bare(jid, told(node, jid, subscription))
        if subscription is not None and subscription.state is State.SUBSCRIBED:
            await self._last(node, jid)

    async def answered(self, node: Node, jid: Jid, known: Subscription, *, allowed: bool) -> None:
        """An owner has answered whether somebody may subscribe (section 8.6)."""
        await self.decide(node, jid, msgspec.structs.replace(known, state=State.SUBSCRIBED) if allowed else None)

    async def _known(self, asked: Asked, jid: Jid) -> tuple[Node, Subscription]:
        node = await asked.node(self._pubsub)
        known = node.subscriptions.get(jid)
        if known is None:
            raise fault("unexpected-request", "not-subscribed", kind="cancel")
        subid = asked.action.get("subid")
        if subid is not None and subid != known.subid:
            raise fault("not-acceptable", "invalid-subid")
        return node, known


def subscription_element(node: Node, jid: Jid, subscription: Subscription) -> Element:
    """A subscription as its subscriber sees it."""
    attrs = {"node": node.name, "jid": str(jid), "subscription": subscription.state.value, "subid": subscription.subid}
    return Element("subscription", PUBSUB, attrs)


def told(node: Node, jid: Jid, subscription: Subscription | None) -> Element:
    """The message that tells what became of a subscription (sections 8.6 and 8.8.4)."""
    state = State.NONE if subscription is None else subscription.state
    attrs = {"node": node.name, "jid": str(jid), "subscription": state.value}
    return service_message(node, Element("pubsub", PUBSUB, {}, [Element("subscription", PUBSUB, attrs)]))


def _own_address(asked: Asked, foreign: StanzaError) -> Jid:
    if not asked.action.get("jid"):
        raise fault("bad-request", "jid-required", "Which address?")
    jid = address(asked.action.get("jid"))
    if jid not in {asked.sender.jid, asked.sender.jid.bare}:
        raise foreign
    return jid


def _changed(node: Node, jid: Jid, element: Element) -> Subscription | None:
    state = element.get("subscription")
    if state == State.NONE:
        return None
    if state != State.SUBSCRIBED:
        raise StanzaError("bad-request", "A subscription is 'subscribed' or 'none'.")
    known = node.subscriptions.get(jid, Subscription(token(9)))
    return msgspec.structs.replace(known, state=State.SUBSCRIBED)
