"""Roster management (RFC 6121 section 2), with versioning (2.6). Names and groups are seen by their owner only."""

from typing import ClassVar, Final

from casemate.accounts.roster import MAX_GROUPS, MAX_NAME, Item, Rosters, Subscription
from casemate.model.errors import Conflict, InvalidJid
from casemate.model.jid import Jid
from casemate.server.api import Iq, Server, SessionBound, Target
from casemate.server.presence import Presence, roster_element
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

NS: Final = "jabber:iq:roster"


class Roster:
    """Answers roster gets and sets."""

    name: ClassVar[str] = "roster"
    xeps: ClassVar[tuple[str, ...]] = ("RFC 6121 section 2",)

    def __init__(self, rosters: Rosters, presence: Presence) -> None:
        self._rosters = rosters
        self._presence = presence

    def attach(self, server: Server) -> None:
        """Join the server."""
        server.serve_iq(Target.SELF, "get", NS, "query", self._get)
        server.serve_iq(Target.SELF, "set", NS, "query", self._set)
        server.advertise(lambda: Element("ver", "urn:xmpp:features:rosterver"))
        server.advertise(lambda: Element("sub", "urn:xmpp:features:pre-approval"))
        server.on(SessionBound, self._bound)

    def _bound(self, event: SessionBound) -> None:
        event.session.interested = False

    async def _get(self, iq: Iq) -> Element | None:
        roster = await self._rosters.load(iq.session.person)
        iq.session.interested = True
        version = await self._rosters.version(iq.session.person)
        known = iq.payload.get("ver")
        if known is not None and known == str(version):
            return None
        query = Element("query", NS, {"ver": str(version)} if known is not None else {})
        for item in roster.values():
            if item.visible:
                query.add(roster_element(item))
        return query

    async def _set(self, iq: Iq) -> Element | None:
        items = iq.payload.find_all("item")
        if len(items) != 1:
            raise StanzaError("bad-request", "A roster set has exactly one item.")
        jid = _address(items[0])
        if jid == iq.session.jid.bare:
            raise StanzaError("not-allowed", "You are not a contact of your own.")
        async with self._rosters.changing:
            roster = await self._rosters.load(iq.session.person)
            known = roster.get(jid)
            if items[0].get("subscription") == "remove":
                await self._remove(iq, known)
            else:
                await self._update(iq, jid, known, items[0])
        return None

    async def _remove(self, iq: Iq, known: Item | None) -> None:
        if known is None or not known.visible:
            raise StanzaError("item-not-found")
        await self._presence.withdraw(iq.session.jid.bare, known)
        gone = Item(known.jid, subscription=Subscription.REMOVE)
        self._presence.push(iq.session.jid.bare, await self._rosters.save(iq.session.person, gone))

    async def _update(self, iq: Iq, jid: Jid, known: Item | None, wanted: Element) -> None:
        groups = [group.text().strip() for group in wanted.find_all("group")]
        name = wanted.get("name") or ""
        if len(groups) != len(set(groups)):
            raise StanzaError("bad-request", "A group is named twice.")
        if any(not group for group in groups):
            raise StanzaError("not-acceptable", "A group needs a name.")
        if len(groups) > MAX_GROUPS or len(name) > MAX_NAME or any(len(group) > MAX_NAME for group in groups):
            raise StanzaError("not-acceptable", "A name is too long, or there are too many groups.")
        base = known if known is not None and known.subscription is not Subscription.REMOVE else Item(jid)
        item = Item(jid, name, tuple(groups), base.subscription, base.ask, base.pending_in, base.approved, base.version)
        try:
            saved = await self._rosters.save(iq.session.person, item)
        except Conflict as error:
            raise StanzaError("resource-constraint", str(error)) from error
        self._presence.push(iq.session.jid.bare, saved)


def _address(item: Element) -> Jid:
    try:
        return Jid.parse(item.get("jid") or "").bare
    except InvalidJid as error:
        raise StanzaError("jid-malformed" if item.get("jid") else "bad-request", error.reason) from error
