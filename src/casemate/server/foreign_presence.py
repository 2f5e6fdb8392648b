"""Presence from domains that are not ours (RFC 6121 sections 3 and 4): who is there, who asks, and rooms that are elsewhere.

What carries words takes the path, as everything does; if the words may not be seen, the bare presence is. A room elsewhere is one
to which a client has sent presence: only from there may it hear what only rooms say.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from casemate.accounts.api import Accounts
from casemate.accounts.roster import Rosters
from casemate.accounts.subscriptions import KINDS
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Submission
from casemate.pipeline.normalise import normalise
from casemate.server.api import ContactSeen, Sender
from casemate.server.audience import Audience, addressed, wordless
from casemate.server.elsewhere import joined, lost
from casemate.server.inturn import InTurn, Work
from casemate.server.router import Router
from casemate.server.session import ClientSession
from casemate.server.subscriptions import Asked, Subscriptions, asked
from casemate.xmpp.element import CLIENT, Element

_GONE: Final = frozenset({"unavailable", "error"})


class ForeignPresence:
    """Takes presence from elsewhere to those who may see it."""

    def __init__(
        self, router: Router, accounts: Accounts, rosters: Rosters, audience: Audience, subscriptions: Subscriptions
    ) -> None:
        self._router = router
        self._accounts = accounts
        self._rosters = rosters
        self._audience = audience
        self._subscriptions = subscriptions
        self._turns = InTurn()

    async def close(self) -> None:
        """Wait for what is under way."""
        await self._turns.close()

    def handle(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        """A presence for somebody here; `done` when it has had its effect."""

        def work() -> Work | None:
            return self._handle(sender, element, to)

        self._turns.run((sender.jid.bare, to.bare), work, done)

    def bounced(self, session: ClientSession, stanza: Element, to: Jid) -> bool:
        """A presence could not be delivered; whether the client is told: what it did not address itself, it can't understand."""
        told = stanza.attrs.get("type") is None and to in session.directed
        lost(session, to)
        return told

    def bears(self, sender: Sender) -> bool:
        """Whether a resource, which a room shows as a nickname, may be seen here."""
        nick = sender.jid.resource
        return not nick or self._router.path.harmless(sender.tenant, sender.jid.bare, nick)

    def sees(self, person: Jid, contact: Jid) -> bool:
        """Whether somebody who is here is shown the presence of a contact, who speaks by the bare address."""
        known = self._accounts.lookup(person.bare)
        item = self._rosters.loaded(known.id).get(contact) if known is not None else None
        return item is not None and item.subscription.sees

    def _handle(self, sender: Sender, element: Element, to: Jid) -> Work | None:
        kind = element.attrs.get("type")
        if not to.local or self._router.refuses(sender.jid, to.bare) is not None:
            return None
        if kind in KINDS:
            return self._ask(sender, element, kind, to.bare)
        if kind == "probe":
            return self._probe(sender.jid, to)
        if kind is None or kind in _GONE:
            return self._seen(sender, element, to)
        return None

    async def _ask(self, sender: Sender, element: Element, kind: str, to: Jid) -> None:
        normal = normalise(Kind.PRESENCE, element)
        seen = asked(normal.element)
        if kind == "subscribe" and normal.items:
            words = await self._judge(sender, element, to, None)
            seen = Asked(kind) if words is None else asked(words)
        await self._subscriptions.arrived(seen, sender.jid.bare, to)

    # -- who is there

    def _seen(self, sender: Sender, element: Element, to: Jid) -> Work | None:
        session = self._router.people.get(to.bare, {}).get(to.resource)
        if to.resource and session is None:
            return None
        room = sender.jid.bare if session is not None and joined(session, sender.jid) else None
        if room is not None and not self.bears(sender):
            return None
        normal = normalise(Kind.PRESENCE, element, room)
        if normal.items:
            return self._judge_and_show(sender, element, to, room)
        self._show(sender.jid, normal.element, to, room)
        return None

    async def _judge_and_show(self, sender: Sender, element: Element, to: Jid, room: Jid | None) -> None:
        shown = await self._judge(sender, element, to, room)
        self._show(sender.jid, shown or wordless(normalise(Kind.PRESENCE, element, room).element), to, room)

    async def _judge(self, sender: Sender, element: Element, to: Jid, room: Jid | None) -> Element | None:
        """What may be seen of a presence; None if nothing of its words."""
        fate: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
        submission = Submission(Kind.PRESENCE, element, sender.jid, to, sender.tenant, Direction.INBOUND, room)
        self._router.path.submit(submission, fate.set_result)
        outcome = await fate
        return outcome.element if outcome is not None and outcome.passed else None

    def _show(self, sender: Jid, shown: Element, to: Jid, room: Jid | None) -> None:
        self._audience.deliver(addressed(shown, sender, to), to)
        session = self._router.people.get(to.bare, {}).get(to.resource)
        if session is not None and shown.attrs.get("type") in _GONE:
            lost(session, sender)
        if room is None and shown.attrs.get("type") in {None, "unavailable"}:
            self._router.emit(ContactSeen(to.bare, sender, shown))

    # -- who asks

    async def _probe(self, sender: Jid, to: Jid) -> None:
        """Section 4.3.2; somebody who may not know is answered as if there were nobody."""
        person = await self._accounts.person(to.bare)
        item = (await self._rosters.load(person.id)).get(sender.bare) if person is not None else None
        sessions = [s for s in self._router.sessions(to.bare) if s.presence is not None]
        if person is not None and not self._router.sessions(to.bare):
            self._rosters.forget(person.id)
        if item is None or not item.subscription.shows:
            self._reply(to.bare, sender.bare, "unsubscribed")
            return
        asked = [s for s in sessions if not to.resource or s.jid == to]
        for session in asked:
            self._audience.show(session, sender)
        if not asked:
            self._reply(to, sender, "unavailable")

    def _reply(self, sender: Jid, to: Jid, kind: str) -> None:
        self._router.send(to, Element("presence", CLIENT, {"from": str(sender), "to": str(to), "type": kind}))
