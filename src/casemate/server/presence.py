"""Presence (RFC 6121 section 4) and subscriptions (section 3), for contacts on this server.

What carries text (`<status/>`, a nickname) takes the path before anybody sees it; bare presence is normalised and goes at once.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Final

from casemate.accounts.api import Accounts
from casemate.accounts.roster import Item, Rosters, Subscription, inbound, outbound
from casemate.model.errors import Conflict
from casemate.model.ids import PersonId
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Submission
from casemate.pipeline.normalise import normalise
from casemate.server.api import PresenceSent
from casemate.server.router import Router
from casemate.server.session import ClientSession
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply

SUBSCRIPTIONS: Final = frozenset({"subscribe", "subscribed", "unsubscribe", "unsubscribed"})
_TEXT: Final = frozenset({"status", "nick"})
MAX_DIRECTED: Final = 1_000
"""Addresses that a session may send directed presence to: each is told when it leaves."""
_log = get_logger("presence")


class Presence:
    """Who is there, and who may know."""

    def __init__(self, router: Router, accounts: Accounts, rosters: Rosters) -> None:
        self._router = router
        self._accounts = accounts
        self._rosters = rosters
        self._passed: dict[ClientSession, tuple[Element, Element]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # -- from the router

    def handle(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        """A presence stanza from a session."""
        kind = element.attrs.get("type")
        if kind in SUBSCRIPTIONS:
            self._start(self._subscription(session, kind, to), done)
        elif kind == "unavailable":
            self._leave(session, to, normalise(Kind.PRESENCE, element).element)
            done()
        elif kind is None:
            self._show(session, element, to, done)
        elif kind in {"probe", "error"}:
            # Servers probe, not clients; errors have nobody to go to.
            done()
        else:
            session.send(error_reply(element, StanzaError("bad-request", "That is no type of presence.")))
            done()

    def closed(self, session: ClientSession) -> None:
        """A session is over: those who saw it learn so."""
        self._passed.pop(session, None)
        if session.presence is not None or session.directed:
            self._leave(session, None, Element("presence", CLIENT, {"type": "unavailable"}))
        if not self._router.sessions(session.bare):
            self._rosters.forget(session.person)

    def broadcast(self, session: ClientSession) -> None:
        """Send a session's presence to everybody who may see it."""
        if session.presence is not None:
            self._tell(session, session.presence, [*self._watchers(session), session.bare])

    async def close(self) -> None:
        """Wait for what is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    # -- available

    def _show(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        if _priority(element) is None:
            session.send(error_reply(element, StanzaError("bad-request", "A priority is -128 to 127.")))
            done()
            return
        known = self._passed.get(session)
        normal = normalise(Kind.PRESENCE, element)
        if not normal.items:
            self._shown(session, normal.element, to)
            done()
        elif known is not None and known[0] == element:
            self._shown(session, known[1].copy(), to)
            done()
        else:
            self._inspect(session, element, to, done)

    def _inspect(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        original = element.copy()

        def settled(outcome: Outcome | None) -> None:
            if outcome is not None and outcome.passed:
                self._passed[session] = (original, outcome.element.copy())
                self._shown(session, outcome.element, to)
            else:
                # They are there all the same; only the words are not shown.
                bare = normalise(Kind.PRESENCE, original).element
                bare.children = [c for c in bare.elements() if c.name not in _TEXT]
                self._shown(session, bare, to)
            done()

        recipient = to or session.bare
        direction = Direction.INTERNAL if self._router.is_local(recipient.domain) else Direction.OUTBOUND
        self._router.path.submit(
            Submission(Kind.PRESENCE, element, session.jid, recipient, session.tenant, direction), settled
        )

    def _shown(self, session: ClientSession, shown: Element, to: Jid | None) -> None:
        if session.ended:
            return
        if to is not None:
            if len(session.directed) < MAX_DIRECTED:
                session.directed.add(to)
            self._tell(session, shown, [to])
            return
        first = session.presence is None
        self._router.emit(PresenceSent(session, shown))
        session.presence = shown
        session.priority = _priority(shown) or 0
        if first:
            self._start(self._arrive(session), None)
        else:
            self.broadcast(session)

    async def _arrive(self, session: ClientSession) -> None:
        """Initial presence (RFC 6121 section 4.2): tell those who may know, learn of those one may know of."""
        roster = await self._rosters.load(session.person)
        if session.ended or session.presence is None:
            return
        self.broadcast(session)
        for other in self._router.sessions(session.bare):
            if other is not session and other.presence is not None:
                session.send(_addressed(other.presence, other.jid, session.jid))
        for item in roster.values():
            if item.subscription.sees:
                self._learn(session, item.jid)
            if item.pending_in:
                session.send(_subscription_stanza("subscribe", item.jid, session.bare))
        self._router.available(session)

    def _learn(self, session: ClientSession, contact: Jid) -> None:
        """What a probe would answer (RFC 6121 section 4.3)."""
        person = self._accounts.lookup(contact)
        if person is None or self._refused(session.jid, contact):
            return
        for other in self._router.sessions(contact):
            if other.presence is not None:
                session.send(_addressed(other.presence, other.jid, session.jid))

    # -- unavailable

    def _leave(self, session: ClientSession, to: Jid | None, element: Element) -> None:
        element.attrs["type"] = "unavailable"
        element.children = [c for c in element.elements() if c.name not in _TEXT]
        if to is not None:
            session.directed.discard(to)
            self._tell(session, element, [to])
            return
        watchers = [*self._watchers(session), *session.directed, session.bare]
        session.presence = None
        session.directed.clear()
        self._tell(session, element, watchers)

    # -- subscriptions

    async def _subscription(self, session: ClientSession, kind: str, to: Jid | None) -> None:
        if to is None or to.bare == session.bare:
            return
        contact = to.bare
        if self._refused(session.jid, contact):
            return
        other = await self._accounts.person(contact)
        async with self._rosters.changing:
            roster = await self._rosters.load(session.person)
            before = roster.get(contact) or Item(contact)
            if before.subscription is Subscription.REMOVE:
                before = Item(contact)
            after = outbound(before, kind)
            if after != before or (kind == "subscribe" and contact not in roster):
                try:
                    after = await self._rosters.save(session.person, after, listed=True)
                except Conflict:
                    return
                self.push(session.bare, after)
            # A pre-approval is nobody else's business yet (RFC 6121 section 3.4.2).
            silent = kind == "subscribed" and not before.pending_in
            if other is not None and not silent:
                await self._arrived(other.id, contact, session.bare, kind)
        if kind == "subscribed" and after.subscription.shows and not silent:
            self._reveal(session.bare, contact)
        elif kind == "unsubscribed" and before.subscription.shows:
            self._conceal(session.bare, contact)

    async def _arrived(self, person: PersonId, recipient: Jid, sender: Jid, kind: str) -> None:
        """The contact's side (RFC 6121 sections 3.1.3, 3.1.6, 3.2.3, 3.3.3)."""
        roster = await self._rosters.load(person)
        before = roster.get(sender) or Item(sender)
        if before.subscription is Subscription.REMOVE:
            before = Item(sender)
        after = inbound(before, kind)
        if kind == "subscribe" and after.subscription.shows:
            if after != before:
                self.push(recipient, await self._rosters.save(person, after))
            await self._granted(recipient, sender)
            return
        if after == before and kind != "subscribe":
            return
        if after != before:
            listed = before.version > 0 and _seen(after) != _seen(before)
            try:
                after = await self._rosters.save(person, after, listed=listed)
            except Conflict:
                return
            if listed:
                self.push(recipient, after)
        self._deliver(_subscription_stanza(kind, sender, recipient), recipient)
        if kind == "unsubscribe" and before.subscription.shows:
            self._conceal(recipient, sender)

    async def _granted(self, granter: Jid, asker: Jid) -> None:
        """Answer a request that is granted already, on the granter's behalf."""
        person = await self._accounts.person(asker)
        if person is None:
            return
        await self._arrived(person.id, asker, granter, "subscribed")
        self._reveal(granter, asker)

    async def withdraw(self, person: Jid, item: Item) -> None:
        """A contact was removed: both directions of subscription end (RFC 6121 section 2.5). `changing` is held."""
        other = await self._accounts.person(item.jid)
        if other is None:
            return
        if item.subscription.sees or item.ask:
            await self._arrived(other.id, item.jid, person, "unsubscribe")
        if item.subscription.shows or item.pending_in:
            await self._arrived(other.id, item.jid, person, "unsubscribed")
            self._conceal(person, item.jid)

    def push(self, person: Jid, item: Item) -> None:
        """Tell the person's interested clients of a changed item (RFC 6121 section 2.1.6)."""
        for session in self._router.sessions(person):
            if session.interested:
                query = Element("query", ROSTER, {"ver": str(item.version)}, [roster_element(item)])
                attrs = {"type": "set", "id": f"push-{item.version}", "to": str(session.jid)}
                session.send(Element("iq", CLIENT, attrs, [query]))

    def _reveal(self, person: Jid, contact: Jid) -> None:
        for session in self._router.sessions(person):
            if session.presence is not None:
                self._deliver(_addressed(session.presence, session.jid, contact), contact)

    def _conceal(self, person: Jid, contact: Jid) -> None:
        for session in self._router.sessions(person):
            if session.presence is not None:
                gone = Element("presence", CLIENT, {"type": "unavailable"})
                self._deliver(_addressed(gone, session.jid, contact), contact)

    # -- who is told

    def _watchers(self, session: ClientSession) -> list[Jid]:
        roster = self._rosters.loaded(session.person)
        return [item.jid for item in roster.values() if item.subscription.shows]

    def _tell(self, session: ClientSession, element: Element, recipients: Iterable[Jid]) -> None:
        for recipient in dict.fromkeys(recipients):
            if not self._refused(session.jid, recipient):
                self._deliver(_addressed(element, session.jid, recipient), recipient)

    def _deliver(self, element: Element, recipient: Jid) -> None:
        for session in self._router.sessions(recipient.bare):
            if recipient.resource and session.jid != recipient:
                continue
            subscription = element.attrs.get("type") in SUBSCRIPTIONS
            if (session.presence is not None or recipient.resource) and (not subscription or session.interested):
                session.send(element)

    def _refused(self, sender: Jid, recipient: Jid) -> bool:
        return self._router.refuses(sender, recipient.bare)

    def _start(self, work: Coroutine[None, None, None], done: Callable[[], None] | None) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)

        def ended(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            if not task.cancelled() and (error := task.exception()):
                _log.error("presence failed", error=repr(error))
            if done is not None:
                done()

        task.add_done_callback(ended)


ROSTER: Final = "jabber:iq:roster"


def roster_element(item: Item) -> Element:
    """An item as clients see it (RFC 6121 section 2.1.2)."""
    attrs = {"jid": str(item.jid), "subscription": item.subscription.value}
    if item.name:
        attrs["name"] = item.name
    if item.ask:
        attrs["ask"] = "subscribe"
    if item.approved:
        attrs["approved"] = "true"
    return Element("item", ROSTER, attrs, [Element("group", ROSTER, {}, [group]) for group in item.groups])


def _seen(item: Item) -> tuple[Subscription, bool, bool]:
    return item.subscription, item.ask, item.approved


def _addressed(presence: Element, sender: Jid, recipient: Jid) -> Element:
    copy = Element("presence", CLIENT, {**presence.attrs, "from": str(sender), "to": str(recipient)})
    copy.children = presence.children
    return copy


def _subscription_stanza(kind: str, sender: Jid, recipient: Jid) -> Element:
    return Element("presence", CLIENT, {"from": str(sender), "to": str(recipient), "type": kind})


def _priority(element: Element) -> int | None:
    """The priority (0 when there is none), or None if it is no number from -128 to 127."""
    text = (element.child_text("priority") or "0").strip()
    if not text.lstrip("+-").isdecimal() or len(text) > 4:
        return None
    value = int(text)
    return value if -128 <= value <= 127 else None
