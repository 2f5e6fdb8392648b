"""Presence subscriptions (RFC 6121 section 3), on our side of them; the states are `accounts.subscriptions`.

A request is kept until it is answered, with what was said in it (inspected, and sealed), and delivered again at each sign-in
(section 3.1.3). The other stanzas carry no words.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from casemate.accounts.api import Accounts, Person
from casemate.accounts.documents import Sealer
from casemate.accounts.roster import Item, Request, Rosters
from casemate.accounts.subscriptions import Subscription
from casemate.model.errors import CasemateError, Conflict
from casemate.model.ids import PersonId
from casemate.model.jid import Jid
from casemate.server.api import Session
from casemate.server.audience import Audience
from casemate.server.router import Router
from casemate.server.session import ClientSession
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.registration import preauth
from casemate.xmpp.serialize import serialize

ROSTER: Final = "jabber:iq:roster"
MAX_WORDS: Final = 4_096
"""Bytes that are kept of a request; one with more is kept without what it says."""
_OF_STATUS: Final = frozenset({"show", "priority"})
Content = Sequence[Element | str]
"""What a request says besides that it is one, inspected."""
MAX_STRANGERS: Final = 200
"""Requests of strangers elsewhere that wait for one person's answer: they must not fill a roster."""
_log = get_logger("subscriptions")


class Asked(NamedTuple):
    """A subscription stanza: what it is, and what it says."""

    kind: str
    content: Content = ()
    token: str = ""
    """Of an invitation, which makes the request granted at once (XEP-0379)."""


def asked(presence: Element) -> Asked:
    """What an inspected presence asks; only requests say anything."""
    kind = presence.attrs.get("type") or ""
    said = [c for c in presence.elements() if c.ns != CLIENT or c.name not in _OF_STATUS]
    return Asked(kind, said, preauth(presence)) if kind == "subscribe" else Asked(kind)


class Subscriptions:
    """Makes the moves on both sides, and tells whom they concern."""

    def __init__(
        self, router: Router, accounts: Accounts, rosters: Rosters, audience: Audience, sealer: Sealer
    ) -> None:
        self._sealer = sealer
        self._router = router
        self._accounts = accounts
        self._rosters = rosters
        self._audience = audience

    async def send(self, session: ClientSession, ask: Asked, contact: Jid) -> None:
        """A person sent a subscription stanza to a contact (bare address).

        Raises:
            StanzaError: if the person has blocked the contact, or has too many contacts, or the contact can't be reached.
        """
        kind = ask.kind
        refusal = self._router.refuses(session.jid, contact)
        if refusal is not None and refusal.condition == "not-acceptable":
            raise refusal
        if kind == "subscribe" and self._is_abroad(contact):
            unreachable = self._router.gateways.refusal(session.tenant, contact.domain)
            if unreachable is not None:
                raise unreachable
        # Somebody who is blocked by the contact sees no more than that there is no answer (XEP-0191 section 3.2).
        other = await self._accounts.person(contact) if refusal is None else None
        async with self._rosters.changing:
            roster = await self._rosters.load(session.person)
            before = roster.get(contact) or Item(contact)
            after, routed = before.after_sending(kind)
            if after != before or (kind == "subscribe" and not before.listed):
                await self._keep(session.person, session.bare, after, listed=before.listed or kind in _LISTING)
            if routed and other is not None:
                await self._receive(other.id, contact, session.bare, ask)
        if routed:
            self._route(ask, session.bare, contact)
        if routed and kind == "subscribed":
            self._audience.reveal(session.bare, contact)
        elif kind == "unsubscribed" and before.subscription.shows:
            self._audience.conceal(session.bare, contact)
        self._forget_if_away(session.bare, session.person)

    async def arrived(self, ask: Asked, sender: Jid, recipient: Jid) -> None:
        """A subscription stanza of somebody elsewhere (both bare); for nobody it is dropped (section 8.5.1)."""
        person = await self._accounts.person(recipient)
        if person is None:
            return
        async with self._rosters.changing:
            roster = await self._rosters.load(person.id)
            strangers = sum(item.pending_in and not item.listed for item in roster.values())
            if ask.kind == "subscribe" and sender not in roster and strangers >= MAX_STRANGERS:
                _log.warning("a request was dropped", person=person.id, reason="too many strangers wait for an answer")
                self._forget_if_away(recipient, person.id)
                return
            await self._receive(person.id, recipient, sender, ask)

    async def withdraw(self, session: Session, contact: Jid) -> None:
        """A person removes a contact: both directions of subscription end (section 2.5). `Rosters.changing` is held.

        Raises:
            StanzaError: if there is no such contact.
        """
        person = session.jid.bare
        item = (await self._rosters.load(session.person)).get(contact)
        if item is None or not item.listed:
            raise StanzaError("item-not-found")
        await self.part(person, item)
        self.push(person, await self._rosters.remove(session.person, contact))

    async def part(self, person: Jid, item: Item) -> None:
        """End both directions of a person's (bare address) subscription with a contact, for the contact. `Rosters.changing` is held."""
        contact = item.jid
        other = await self._accounts.person(contact)
        if other is not None:
            for kind in ("unsubscribe", "unsubscribed"):
                await self._receive(other.id, contact, person, Asked(kind))
        if item.ask or item.subscription.sees:
            self._route(Asked("unsubscribe"), person, contact)
        if item.pending_in or item.subscription.shows:
            self._route(Asked("unsubscribed"), person, contact)
        if item.subscription.shows:
            self._audience.conceal(person, contact)

    async def _receive(self, person: PersonId, recipient: Jid, sender: Jid, ask: Asked) -> None:
        """The contact's side. Who asked is told before the roster push, so that clients know what it is about."""
        kind = ask.kind
        before = (await self._rosters.load(person)).get(sender) or Item(sender)
        after, delivered = before.after_receiving(kind)
        if kind == "subscribe" and not before.grants and await self._invited(recipient, sender, ask):
            await self._take_in(person, recipient, before)
        elif kind == "subscribe" and before.grants:
            if after != before:
                await self._keep(person, recipient, after, listed=True)
            await self._answer(recipient, sender)
        elif delivered:
            after = msgspec.structs.replace(after, request=self._sealed(person, ask, after.jid, recipient))
            await self._told(person, recipient, before, after, ask)
        self._forget_if_away(recipient, person)

    async def _invited(self, inviter: Jid, sender: Jid, ask: Asked) -> bool:
        if not ask.token or not self._router.settings.invitations.contacts:
            return False
        person = await self._accounts.person(inviter)
        return person is not None and await self._accounts.befriended(ask.token, person, sender)

    async def _take_in(self, person: PersonId, inviter: Jid, before: Item) -> None:
        """Grant a request that comes with an invitation, and ask to see them too (XEP-0379 section 3.5), for the inviter."""
        guest = before.jid
        granted, _ = msgspec.structs.replace(before, approved=True).after_receiving("subscribe")
        granted = msgspec.structs.replace(granted, approved=before.approved)
        after, asks = granted.after_sending("subscribe")
        try:
            saved = await self._rosters.save(person, after)
        except Conflict as error:
            _log.warning("who was invited could not become a contact", person=person, reason=str(error))
            return
        self.push(inviter, saved)
        await self._answer(inviter, guest)
        other = await self._accounts.person(guest)
        if asks and not after.subscription.sees:
            self._route(Asked("subscribe"), inviter, guest)
            if other is not None:
                await self._receive(other.id, guest, inviter, Asked("subscribe"))

    async def befriend(self, one: Person, other: Person) -> None:
        """Make two people of ours contacts, each of whom sees the other."""
        async with self._rosters.changing:
            for person, contact in ((one, other), (other, one)):
                known = (await self._rosters.load(person.id)).get(contact.jid) or Item(contact.jid)
                both = msgspec.structs.replace(
                    known, subscription=Subscription.BOTH, ask=False, pending_in=False, request=None
                )
                try:
                    self.push(person.jid, await self._rosters.save(person.id, both))
                except Conflict as error:
                    _log.warning("who was invited could not become a contact", person=person.id, reason=str(error))
                self._forget_if_away(person.jid, person.id)
        self._audience.reveal(one.jid, other.jid)
        self._audience.reveal(other.jid, one.jid)

    async def _told(self, person: PersonId, recipient: Jid, before: Item, after: Item, ask: Asked) -> None:
        try:
            saved = await self._rosters.save(person, after, listed=before.listed and _looks(after) != _looks(before))
        except Conflict as error:
            # Whoever asked can do nothing about a full roster; to them, there is just no answer.
            _log.warning("a request was dropped", person=person, reason=str(error))
            return
        self._deliver(ask, after.jid, recipient)
        if saved.version != before.version:
            self.push(recipient, saved)
        if ask.kind == "unsubscribe" and before.subscription.shows:
            self._audience.conceal(recipient, after.jid)

    async def _answer(self, granter: Jid, asker: Jid) -> None:
        """Answer a request that is granted already, on the granter's behalf (sections 3.1.3 and 3.4.2)."""
        person = await self._accounts.person(asker)
        if self._is_abroad(asker):
            self._route(Asked("subscribed"), granter, asker)
            self._audience.reveal(granter, asker)
        elif person is not None:
            await self._receive(person.id, asker, granter, Asked("subscribed"))
            self._audience.reveal(granter, asker)

    def _is_abroad(self, contact: Jid) -> bool:
        return self._accounts.tenant_at(contact.domain) is None

    def _sealed(self, person: PersonId, ask: Asked, sender: Jid, recipient: Jid) -> Request | None:
        tenant = self._accounts.tenant_at(recipient.domain)
        wire = serialize(_stanza(ask, sender, recipient)) if ask.content else b""
        if not wire or len(wire) > MAX_WORDS or tenant is None:
            return None
        return Request(*self._sealer.seal(tenant, f"request\0{sender}", person, wire))

    def _content(self, session: ClientSession, item: Item) -> Content:
        if item.request is None:
            return ()
        key, sealed = item.request.key, item.request.sealed
        try:
            wire = self._sealer.unseal(session.tenant, f"request\0{item.jid}", session.person, key, sealed)
        except CasemateError as error:
            # The key was destroyed, and what was said with it; that they asked, and wait, is known.
            _log.warning("what somebody said as they asked can not be read", reason=str(error))
            return ()
        return parse_stanza(wire, STORED).children

    def _route(self, ask: Asked, sender: Jid, recipient: Jid) -> None:
        """To a contact elsewhere (both bare)."""
        if self._is_abroad(recipient):
            self._router.send(recipient, _stanza(ask, sender, recipient))

    def _forget_if_away(self, address: Jid, person: PersonId) -> None:
        if not self._router.sessions(address):
            self._rosters.forget(person)

    async def _keep(self, person: PersonId, address: Jid, item: Item, *, listed: bool) -> None:
        try:
            saved = await self._rosters.save(person, item, listed=listed)
        except Conflict as error:
            raise StanzaError("resource-constraint", str(error)) from error
        if listed:
            self.push(address, saved)

    def remind(self, session: ClientSession, item: Item) -> None:
        """Deliver a request that waits for an answer (again)."""
        if item.pending_in:
            session.send(_stanza(Asked("subscribe", self._content(session, item)), item.jid, session.bare))

    def push(self, person: Jid, item: Item) -> None:
        """Tell the person's interested clients of a changed item (section 2.1.6)."""
        for session in self._router.sessions(person):
            if session.interested:
                session.send(roster_push(session.jid, item))

    def _deliver(self, ask: Asked, sender: Jid, recipient: Jid) -> None:
        """Requests go to available clients, everything else to those that asked for the roster (section 2.2)."""
        stanza = _stanza(ask, sender, recipient)
        for session in self._router.sessions(recipient):
            if session.presence is not None if ask.kind == "subscribe" else session.interested:
                session.send(stanza)


_LISTING: Final = frozenset({"subscribe", "subscribed"})
"""What makes somebody a contact whom clients see."""


def _looks(item: Item) -> tuple[Subscription, bool, bool]:
    return item.subscription, item.ask, item.approved


def _stanza(ask: Asked, sender: Jid, recipient: Jid) -> Element:
    return Element("presence", CLIENT, {"from": str(sender), "to": str(recipient), "type": ask.kind}, ask.content)


def roster_push(to: Jid, item: Item) -> Element:
    """A roster push (section 2.1.6)."""
    query = Element("query", ROSTER, {"ver": str(item.version)}, [roster_element(item)])
    return Element("iq", CLIENT, {"type": "set", "id": f"push-{item.version}", "to": str(to)}, [query])


def roster_element(item: Item) -> Element:
    """An item as clients see it (section 2.1.2)."""
    attrs = {"jid": str(item.jid), "subscription": item.subscription.value}
    if item.name:
        attrs["name"] = item.name
    if item.ask:
        attrs["ask"] = "subscribe"
    if item.approved:
        attrs["approved"] = "true"
    return Element("item", ROSTER, attrs, [Element("group", ROSTER, {}, [group]) for group in item.groups])
