"""Presence (RFC 6121 section 4) that our people send; what comes from elsewhere is `foreign_presence`.

What carries words (`<status/>`, a nickname) takes the path before anybody sees it; bare presence is normalised and goes at once.
What one session sends happens in the order in which it was sent (see `inturn`).
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from casemate.accounts.api import Accounts, Person
from casemate.accounts.documents import Sealer
from casemate.accounts.roster import Rosters
from casemate.accounts.subscriptions import KINDS
from casemate.model.ids import TenantId
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Submission
from casemate.pipeline.normalise import normalise
from casemate.server.api import PresenceSent, Session
from casemate.server.audience import Abroad, Audience, wordless
from casemate.server.elsewhere import enter, is_nickname, leave, lost
from casemate.server.inturn import InTurn, Work
from casemate.server.leaving import Leaving
from casemate.server.router import Router
from casemate.server.session import ClientSession
from casemate.server.subscriptions import Asked, Subscriptions, asked
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply

MAX_DIRECTED: Final = 1_000
"""Addresses that a session may send directed presence to: each is told when it leaves."""
_SHOWS: Final = frozenset({"away", "chat", "dnd", "xa"})
_PRIORITY: Final = re.compile(r"\s*[+-]?[0-9]{1,3}\s*\Z")


class Passed(msgspec.Struct, frozen=True):
    """A presence that was judged, and what may be seen of it: the same again need not be judged again."""

    said: Sequence[Element | str]
    home: Element
    abroad: Abroad
    judged: frozenset[TenantId]


class Presence:
    """Who is there, and who may know."""

    def __init__(self, router: Router, accounts: Accounts, rosters: Rosters, sealer: Sealer) -> None:
        self._router = router
        self._rosters = rosters
        self.audience = Audience(router, accounts, rosters)
        self.subscriptions = Subscriptions(router, accounts, rosters, self.audience, sealer)
        self.leaving = Leaving(accounts, rosters, self.subscriptions)
        self._passed: dict[ClientSession, Passed] = {}
        self._turns = InTurn()

    # -- from the router

    def handle(self, session: ClientSession, element: Element, to: Jid | None, done: Callable[[], None]) -> None:
        """A presence stanza from a session; `done` when it has had its effect."""

        def work() -> Work | None:
            try:
                return self._handle(session, element, to)
            except StanzaError as error:
                session.send(error_reply(element, error))
                return None

        self._turns.run(session, work, done)

    def waits(self, session: ClientSession) -> bool:
        """Whether a presence of a session still waits for its verdict."""
        return self._turns.busy(session)

    def after(self, session: ClientSession, act: Callable[[], None]) -> None:
        """Do something after the presences of a session that wait."""
        self._turns.run(session, act, _nothing)

    def directed(self, session: ClientSession, element: Element, to: Jid) -> None:
        """A presence goes to a component, which is to learn when the session leaves."""
        if element.attrs.get("type") == "unavailable":
            session.directed.discard(to)
        elif len(session.directed) < MAX_DIRECTED:
            session.directed.add(to)

    def closed(self, session: ClientSession) -> None:
        """A session is over: those who saw it learn so."""
        self._passed.pop(session, None)
        if session.presence is not None or session.directed:
            self._left(session, _unavailable())
        if not self._router.sessions(session.bare):
            self._rosters.forget(session.person)

    def broadcast(self, session: ClientSession) -> None:
        """Send a session's presence to everybody who may see it."""
        if session.presence is not None:
            self._router.emit(PresenceSent(session, session.presence))
            self.audience.broadcast(session)

    async def close(self) -> None:
        """Wait for what is under way."""
        await self._turns.close()

    async def befriend(self, one: Person, other: Person) -> None:
        """Make two people of ours contacts, each of whom sees the other."""
        await self.subscriptions.befriend(one, other)

    # -- for features

    def viewers(self, session: Session) -> Sequence[Jid]:
        """Everybody who sees a session."""
        return self.audience.viewers(session) if isinstance(session, ClientSession) else ()

    def conceal(self, person: Jid, contact: Jid) -> None:
        """Make a person's sessions disappear for a contact."""
        self.audience.conceal(person, contact)

    def reunite(self, session: Session, contact: Jid) -> None:
        """Show each other a session and a contact, as far as their subscriptions go."""
        item = self._rosters.loaded(session.person).get(contact)
        if item is None:
            return
        if item.subscription.shows:
            self.audience.reveal(session.jid.bare, contact)
        if item.subscription.sees and session.presence is not None:
            self.audience.learn(session, contact)

    # -- each kind

    def _handle(self, session: ClientSession, element: Element, to: Jid | None) -> Work | None:
        kind = element.attrs.get("type")
        if to is not None and kind not in _DROPPED:
            self._check(session, to)
            if kind is None and not self._router.is_local(to.domain):
                self._check_abroad(session, element, to)
        if kind in KINDS:
            return None if to is None or to.bare == session.bare else self._subscription(session, element, kind, to)
        if kind == "unavailable":
            return self._leave(session, element, to)
        if kind is None:
            return self._show(session, element, to)
        if kind in _DROPPED:
            return None
        raise StanzaError("bad-request", "That is no type of presence.")

    def _check(self, session: ClientSession, to: Jid) -> None:
        refusal = self._router.refuses(session.jid, to.bare)
        if refusal is not None and refusal.condition == "not-acceptable":
            raise refusal

    def _check_abroad(self, session: ClientSession, element: Element, to: Jid) -> None:
        """Presence to an address elsewhere: a room, say, which shows the resource as a nickname."""
        if (refusal := self._router.gateways.refusal(session.tenant, to.domain)) is not None:
            raise refusal
        if is_nickname(session, element, to):
            if not self._router.path.harmless(session.tenant, session.bare, to.resource):
                raise StanzaError("policy-violation", "That nickname may not be shown to others.")
            if len(session.directed) >= MAX_DIRECTED:
                raise StanzaError("resource-constraint", "You are in too many rooms.")
            enter(session, to)

    async def _subscription(self, session: ClientSession, element: Element, kind: str, to: Jid) -> None:
        try:
            await self.subscriptions.send(session, await self._asked(session, element, kind, to.bare), to.bare)
        except StanzaError as error:
            session.send(error_reply(element, error))

    async def _asked(self, session: ClientSession, element: Element, kind: str, contact: Jid) -> Asked:
        """What may be read of a request; if its words may not be, it is one all the same."""
        normal = normalise(Kind.PRESENCE, element)
        if kind != "subscribe" or not normal.items:
            return asked(normal.element)
        words = await self._judge(session, element, contact)
        return Asked(kind) if words is None else asked(words)

    def _show(self, session: ClientSession, element: Element, to: Jid | None) -> Work | None:
        if _priority(element) is None:
            raise StanzaError("bad-request", "A priority is -128 to 127.")
        _tidy(element)
        normal = normalise(Kind.PRESENCE, element, self._room(to))
        if not normal.items:
            return self._shown(session, normal.element, to, {})
        known = self._passed.get(session) if to is None else None
        if known is None or known.said != element.children or not self._judged_for_all(session, known):
            return self._judge_and_show(session, element, to)
        return self._shown(session, known.home.copy(), None, known.abroad)

    def _room(self, to: Jid | None) -> Jid | None:
        """The room elsewhere to which a presence goes, if it is one."""
        return to.bare if to is not None and to.resource and not self._router.is_local(to.domain) else None

    def _judged_for_all(self, session: ClientSession, known: Passed) -> bool:
        return known.judged.issuperset(self.audience.tenants_abroad(session))

    async def _judge_and_show(self, session: ClientSession, element: Element, to: Jid | None) -> None:
        home = await self._judge(session, element, to or session.bare)
        if session.ended:
            return
        abroad: Abroad = {}
        if home is None and to is not None and not self._router.is_local(to.domain):
            # There, without its words, it might be something else: a room is not entered without its password.
            lost(session, to)
            session.send(error_reply(element, StanzaError("policy-violation", "Its words may not be shown there.")))
            return
        if home is None:
            # They are there all the same; only the words are not shown.
            home = wordless(normalise(Kind.PRESENCE, element).element)
        elif to is None:
            abroad = await self._judge_abroad(session, element)
            if session.ended:
                return
            self._passed[session] = Passed(element.children, home.copy(), abroad, frozenset(abroad))
        pending = self._shown(session, home, to, abroad)
        if pending is not None:
            await pending

    async def _judge_abroad(self, session: ClientSession, element: Element) -> Abroad:
        abroad: dict[TenantId, Element] = {}
        for tenant, watcher in self.audience.tenants_abroad(session).items():
            seen = await self._judge(session, element, watcher)
            abroad[tenant] = seen if seen is not None else wordless(normalise(Kind.PRESENCE, element).element)
        return abroad

    async def _judge(self, session: ClientSession, element: Element, recipient: Jid) -> Element | None:
        """What may be seen of a presence; None if nothing of its words, of which the path has told the person."""
        fate: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
        inside = self._router.accounts.tenant_of(recipient.domain) == session.tenant
        direction = Direction.INTERNAL if inside else Direction.OUTBOUND
        room = self._room(recipient)
        submission = Submission(Kind.PRESENCE, element, session.jid, recipient, session.tenant, direction, room)
        self._router.path.submit(submission, fate.set_result)
        outcome = await fate
        return outcome.element if outcome is not None and outcome.passed else None

    def _shown(self, session: ClientSession, shown: Element, to: Jid | None, abroad: Abroad) -> Work | None:
        if session.ended:
            return None
        if to is not None:
            if len(session.directed) < MAX_DIRECTED:
                session.directed.add(to)
            self.audience.tell(session, shown, [to])
            return None
        first, took = session.presence is None, session.presence is not None and session.priority >= 0
        priority = _priority(shown) or 0
        if priority >= 0 and not took:
            self._router.arriving(session)
        for seen in (shown, *abroad.values()):
            self._router.emit(PresenceSent(session, seen))
        self.audience.set(session, shown, abroad)
        session.priority = priority
        if first:
            return self._arrive(session)
        self.audience.broadcast(session)
        if not took:
            self._router.catch_up(session)
        return None

    async def _arrive(self, session: ClientSession) -> None:
        """Initial presence (section 4.2): tell those who may know, learn of those one may know of."""
        roster = await self._rosters.load(session.person)
        if session.ended or session.presence is None:
            return
        self.audience.broadcast(session)
        for other in self._router.sessions(session.bare):
            if other is not session and other.presence is not None:
                self.audience.tell(other, other.presence, [session.jid])
        for item in roster.values():
            if item.subscription.sees:
                self.audience.learn(session, item.jid)
            self.subscriptions.remind(session, item)
        self._router.available(session)

    def _leave(self, session: ClientSession, element: Element, to: Jid | None) -> Work | None:
        normal = normalise(Kind.PRESENCE, element)
        if normal.items:
            return self._judge_and_leave(session, element, to)
        self._gone(session, normal.element, to)
        return None

    async def _judge_and_leave(self, session: ClientSession, element: Element, to: Jid | None) -> None:
        words = await self._judge(session, element, to or session.bare)
        self._gone(session, words if words is not None else _unavailable(), to)

    def _gone(self, session: ClientSession, element: Element, to: Jid | None) -> None:
        if to is not None:
            leave(session, to)
            session.directed.discard(to)
            self.audience.tell(session, element, [to])
        elif session.presence is not None or session.directed:
            self._left(session, element)

    def _left(self, session: ClientSession, element: Element) -> None:
        viewers = [*self.audience.viewers(session), session.bare]
        self.audience.clear(session)
        session.directed.clear()
        # Last words are judged for their own tenant only; others see that the person left.
        self.audience.tell(session, element, viewers, {})


_DROPPED: Final = frozenset({"probe", "error"})
"""Servers probe, not clients; errors have nobody to go to."""


def _nothing() -> None:
    """Whoever comes after a presence says itself when it is done."""


def _unavailable() -> Element:
    return Element("presence", CLIENT, {"type": "unavailable"})


def _tidy(element: Element) -> None:
    """Leave out what RFC 6121 section 4.7.2 does not define: other values of `<show/>`, and repetitions."""
    seen: set[str] = set()
    kept: list[Element | str] = []
    for child in element.elements():
        if child.ns == CLIENT and child.name in {"show", "priority"}:
            if child.name in seen or (child.name == "show" and child.text() not in _SHOWS):
                continue
            seen.add(child.name)
        kept.append(child)
    element.children = kept


def _priority(element: Element) -> int | None:
    """The priority (0 when there is none), or None if it is no number from -128 to 127."""
    text = element.child_text("priority")
    if text is None:
        return 0
    if not _PRIORITY.match(text):
        return None
    value = int(text)
    return value if -128 <= value <= 127 else None
