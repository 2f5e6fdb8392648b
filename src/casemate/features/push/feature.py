"""Push notifications (XEP-0357 0.4.1): a client that is not there is woken by its maker's push service.

By default a notification says how many messages wait and nothing else. Words go out only if a setting says so, and only after
they took the path as going out. A subscription belongs to the device that made it, and ends with it.

What is told of is what waits for somebody: messages to a person, for each of their devices at which nobody looks; and what is said in a
room, to occupants whose client waits to be resumed (XEP-0198) or has nobody looking at it (XEP-0352). Who has no session is in no room,
and nothing of it waits for them: as with other servers they are not woken. What was on its way when a connection was lost is told of then.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from casemate.accounts.api import SERVICE_LOCAL, Accounts
from casemate.accounts.documents import Documents
from casemate.features.push.subscriptions import MAX_SUBSCRIPTIONS, NS, Subscription, Subscriptions
from casemate.model.errors import InvalidJid
from casemate.model.ids import DeviceId, TenantId, token
from casemate.model.jid import Jid
from casemate.server.api import (
    Iq,
    MessageDelivered,
    RoomMessage,
    Sender,
    Server,
    Session,
    SessionAvailable,
    SessionAwake,
    SessionClosed,
    SessionDetached,
    Target,
    refusal,
)
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.forms import FORM, form
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

SUMMARY: Final = "urn:xmpp:push:summary"
PUBSUB: Final = "http://jabber.org/protocol/pubsub"
MAX_OPTIONS: Final = 4_096
"""Bytes of the options that a push service wants: a secret, not a letter."""
MAX_NODE: Final = 1_000
"""Characters of a node's name."""
MAX_COUNTED: Final = 10_000
"""Subscriptions whose counts are at hand; the rest is counted anew."""
MAX_TRIES: Final = 6
"""How often a push service that says "later" is told of the same messages, each time after twice the time."""
DELAY: Final = "urn:xmpp:delay"
ROOM: Final = "http://jabber.org/protocol/muc#user"
MAX_BODY: Final = 200
"""Characters of a message in a notification."""
_LATER: Final = frozenset({"remote-server-timeout", "remote-server-not-found"})
"""Errors that say nothing of the node: the service is not there at the moment."""
Key = tuple[Jid, str, str]
"""Whose subscription, at which service, at which node."""


class _Waiting:
    """What a client was not told yet."""

    def __init__(self) -> None:
        self.count = 0
        self.sender: Jid | None = None
        self.body = ""
        self.not_before = 0.0
        self.refused = 0
        self.timer: asyncio.TimerHandle | None = None

    def forget(self) -> None:
        """The client is there, and has it all."""
        self.count, self.sender, self.body, self.refused = 0, None, "", 0
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


class Push:
    """Keeps who wants to be woken where, and wakes them."""

    name: ClassVar[str] = "push"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0357 0.4.1",)

    def __init__(
        self, documents: Documents, accounts: Accounts, harmless: Callable[[TenantId, Jid, str], bool]
    ) -> None:
        """`harmless` tells whether nothing is to be said of words that go out: else it would be said to whoever is to be woken."""
        self._harmless = harmless
        self._accounts = accounts
        self._subscriptions = Subscriptions(documents, accounts)
        self._waiting: OrderedDict[Key, _Waiting] = OrderedDict()

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        self._subscriptions.start = server.start
        server.serve_iq(Target.SELF, "set", NS, "enable", self._enable)
        server.serve_iq(Target.SELF, "set", NS, "disable", self._disable)
        server.disco_account(NS)
        server.on(MessageDelivered, self._delivered)
        server.on(RoomMessage, self._said_in_room)
        server.on(SessionAvailable, self._arrived)
        server.on(SessionAwake, self._arrived)
        server.on(SessionDetached, self._lost)
        server.on(SessionClosed, self._lost)

    # -- subscriptions (sections 5 and 6)

    async def _enable(self, iq: Iq) -> Element | None:
        session, node = iq.session, iq.payload.get("node") or ""
        service = self._service(iq)
        options = iq.payload.find("x", FORM)
        data = serialize(options, "") if options is not None else b""
        if len(node) > MAX_NODE or len(data) > MAX_OPTIONS:
            raise StanzaError("not-acceptable", "The node's name or the options are too long.")
        if (why := self._server.refuses(session.jid, service.bare)) is not None:
            raise why
        # Whatever a client says here leaves the organisation with every notification.
        said = Element("options", NS, {"node": node} if node else {}, [options.copy()] if options is not None else [])
        outcome = await self._server.inspect(
            Sender(session.jid, session.tenant), _carrier(session.jid, service, said), service
        )
        if not outcome.passed:
            raise refusal(outcome)
        made = Subscription(str(service), node, session.device, data)

        def add(kept: list[Subscription]) -> list[Subscription]:
            others = [each for each in kept if (each.service, each.node) != (made.service, made.node)]
            return [*others, made][-MAX_SUBSCRIPTIONS:]

        await self._subscriptions.change(session.jid.bare, session.tenant, session.person, add)
        return None

    async def _disable(self, iq: Iq) -> Element | None:
        service, node = str(self._service(iq)), iq.payload.get("node")
        session = iq.session
        await self._subscriptions.change(
            session.jid.bare, session.tenant, session.person, partial(_without, service=service, node=node)
        )
        return None

    def _service(self, iq: Iq) -> Jid:
        try:
            service = Jid.parse(iq.payload.get("jid") or "")
        except InvalidJid:
            raise StanzaError("bad-request", "The address of the push service is missing, or is none.") from None
        if self._server.tenant_at(service.domain) is not None:
            raise StanzaError("not-acceptable", "A push service has a domain of its own.")
        return service

    # -- notifications (section 7)

    def _delivered(self, event: MessageDelivered) -> None:
        parcel = event.parcel
        to = parcel.recipient.bare
        # Asked for every message: most people are known to have no subscription.
        if not parcel.storable or parcel.id is None or self._server.tenant_at(to.domain) is None:
            return
        if not self._subscriptions.has_none(to):
            there = frozenset(session.device for session in event.recipients if _awake(session))
            self._subscriptions.use(to, partial(self._count, to, parcel.sender.bare, parcel.element, there))

    def _count(
        self, to: Jid, sender: Jid, element: Element, there: frozenset[DeviceId], wanted: list[Subscription]
    ) -> None:
        for subscription in wanted:
            waiting = self._waits(to, subscription)
            if subscription.device in there:
                waiting.forget()
            else:
                self._add(to, subscription, waiting, waiting.count + 1, sender, element)

    def _said_in_room(self, event: RoomMessage) -> None:
        session, to = event.session, event.session.jid.bare
        if self._subscriptions.has_none(to) or _awake(session) or event.element.find("delay", DELAY) is not None:
            return
        self._subscriptions.use(to, partial(self._count_one, to, session.device, event.element))

    def _count_one(self, to: Jid, device: DeviceId, element: Element, wanted: list[Subscription]) -> None:
        """What is said in a room is for the clients that are in it, each by itself."""
        for subscription in wanted:
            if subscription.device == device:
                waiting = self._waits(to, subscription)
                self._add(to, subscription, waiting, waiting.count + 1, _sender(element), element)

    def _lost(self, event: SessionDetached | SessionClosed) -> None:
        """A connection is lost: what it was to bring was not told of, as there seemed to be somebody."""
        session, to = event.session, event.session.jid.bare
        if self._subscriptions.has_none(to):
            return
        missed = [
            each for each in session.missed() if each.get("type") != "groupchat" or each.find("delay", DELAY) is None
        ]
        if missed:
            self._subscriptions.use(to, partial(self._count_lost, to, session.device, len(missed), missed[-1]))

    def _count_lost(self, to: Jid, device: DeviceId, count: int, newest: Element, wanted: list[Subscription]) -> None:
        for subscription in wanted:
            waiting = self._waits(to, subscription)
            # Of what came while nobody looked at it, it was told already.
            if subscription.device == device and count > waiting.count:
                self._add(to, subscription, waiting, count, _sender(newest), newest)

    def _waits(self, to: Jid, subscription: Subscription) -> _Waiting:
        waiting = self._waiting.setdefault((to, subscription.service, subscription.node), _Waiting())
        if len(self._waiting) > MAX_COUNTED:
            self._waiting.popitem(last=False)[1].forget()
        return waiting

    def _add(
        self, to: Jid, subscription: Subscription, waiting: _Waiting, count: int, sender: Jid, element: Element
    ) -> None:
        body = element.find("body", CLIENT)
        waiting.count, waiting.sender, waiting.body = count, sender, body.text() if body is not None else ""
        waiting.refused = 0
        if waiting.timer is None:
            self._plan(to, subscription, waiting)

    def _plan(self, to: Jid, subscription: Subscription, waiting: _Waiting) -> None:
        """At once, or as soon as the service may be called again: what comes meanwhile is told together."""
        loop = asyncio.get_running_loop()
        wait = waiting.not_before - loop.time()
        if wait > 0:
            waiting.timer = loop.call_later(wait, self._due, to, subscription, waiting)
        else:
            self._due(to, subscription, waiting)

    def _due(self, to: Jid, subscription: Subscription, waiting: _Waiting) -> None:
        waiting.timer = None
        waiting.not_before = asyncio.get_running_loop().time() + self._server.settings.push.interval
        if any(s.device == subscription.device and _awake(s) for s in self._server.sessions(to)):
            waiting.forget()
        else:
            self._server.start(self._push(to, subscription, waiting))

    async def _push(self, to: Jid, subscription: Subscription, waiting: _Waiting) -> None:
        person = await self._accounts.person(to)
        if person is None or waiting.count == 0:
            return
        drop = partial(_without, service=subscription.service, node=subscription.node)
        devices = {device.id for device in await self._accounts.devices.of(person) if device.revoked is None}
        if person.disabled or subscription.device not in devices:
            await self._subscriptions.change(to, person.tenant, person.id, drop)
            return
        if subscription not in await self._subscriptions.of(to, person.tenant, person.id):
            # It was ended while it waited.
            return
        service = Jid.parse(subscription.service)
        item = await self._item(Sender(to, person.tenant), service, waiting)
        publish = Element("publish", PUBSUB, {"node": subscription.node} if subscription.node else {}, [item])
        question = Element("pubsub", PUBSUB, {}, [publish])
        if subscription.options:
            options = parse_stanza(subscription.options, STORED, "")
            question.add(Element("publish-options", PUBSUB, {}, [options]))

        def failed(answer: Element) -> None:
            if _is_final(answer):
                self._server.start(self._subscriptions.change(to, person.tenant, person.id, drop))
            else:
                self._later(to, subscription, waiting)

        # In the name of the domain: whose message it is, the push service knows by the node alone.
        self._server.ask_contact(Jid("", to.domain, ""), service, question, _told, kind="set", failed=failed)

    def _later(self, to: Jid, subscription: Subscription, waiting: _Waiting) -> None:
        """The service can't take it at the moment: once more, unless something new is told of sooner."""
        waiting.refused += 1
        if waiting.timer is None and waiting.count and waiting.refused < MAX_TRIES:
            now = asyncio.get_running_loop().time()
            waiting.not_before = now + self._server.settings.push.interval * 2**waiting.refused
            self._plan(to, subscription, waiting)

    async def _item(self, sender: Sender, service: Jid, waiting: _Waiting) -> Element:
        count = {"message-count": [str(waiting.count)]}
        words = self._words(waiting)
        # All that was written is looked at, not what is left of it when it is cut.
        if words and self._harmless(sender.tenant, sender.jid, f"{waiting.sender}\n{waiting.body}"):
            item = _item({**count, **words})
            try:
                outcome = await self._server.inspect(sender, _carrier(sender.jid, service, item), service)
            except StanzaError:
                return _item(count)
            passed = outcome.element.find("item", PUBSUB) if outcome.passed else None
            if passed is not None:
                return passed
        return _item(count)

    def _words(self, waiting: _Waiting) -> dict[str, list[str]]:
        chosen, words = self._server.settings.push, dict[str, list[str]]()
        if waiting.sender is None or waiting.sender.local == SERVICE_LOCAL:
            # What the service writes about may be what was stopped.
            return words
        if chosen.sender:
            words["last-message-sender"] = [str(waiting.sender)]
        if chosen.body and waiting.body:
            words["last-message-body"] = [waiting.body[:MAX_BODY]]
        return words

    def _arrived(self, event: SessionAvailable | SessionAwake) -> None:
        jid, device = event.session.jid.bare, event.session.device
        for subscription in self._subscriptions.known(jid):
            waiting = self._waiting.get((jid, subscription.service, subscription.node))
            if subscription.device == device and waiting is not None:
                waiting.forget()


def _awake(session: Session) -> bool:
    """Whether somebody looks at it, as far as one knows."""
    return session.connected and not session.idle


def _sender(element: Element) -> Jid:
    """Who wrote it, as the one that it is for knows them: in a room, by the nickname."""
    sender = Jid.parse(element.attrs["from"])
    in_room = element.get("type") == "groupchat" or element.find("x", ROOM) is not None
    return sender if in_room else sender.bare


def _told(_payload: Element | None) -> None:
    """The service has it: there is nothing more to do."""


def _is_final(answer: Element) -> bool:
    """Whether an error means that the service does not want to hear of the node any more (section 7), and is not just busy or away."""
    error = answer.find("error")
    if error is None or error.get("type") not in {"cancel", "auth", "modify"}:
        return False
    return not any(child.name in _LATER for child in error.elements())


def _without(kept: list[Subscription], service: str, node: str | None) -> list[Subscription]:
    """Those that are not at a node of the service; without a node, not at the service (section 6)."""
    return [each for each in kept if each.service != service or (node is not None and each.node != node)]


def _item(fields: Mapping[str, Sequence[str]]) -> Element:
    summary = form(SUMMARY, dict(fields))
    summary.attrs["type"] = "form"
    return Element("item", PUBSUB, {}, [Element("notification", NS, {}, [summary])])


def _carrier(sender: Jid, service: Jid, said: Element) -> Element:
    """What is said to a push service, as it takes the path."""
    item = said if said.name == "item" else Element("item", PUBSUB, {}, [said])
    attrs = {"type": "set", "from": str(sender), "to": str(service), "id": token(9)}
    return Element("iq", CLIENT, attrs, [item])
