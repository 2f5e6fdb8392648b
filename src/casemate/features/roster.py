"""Roster management (RFC 6121 section 2), with versioning (2.6). Names and groups are seen by their owner only.

A client that knows an older version gets what changed as roster pushes, if those are fewer than the roster has contacts.
"""

import asyncio
from collections.abc import Sequence
from typing import ClassVar, Final

from casemate.accounts.roster import MAX_GROUPS, MAX_NAME, Item, Rosters
from casemate.model.errors import Conflict, InvalidJid
from casemate.model.jid import Jid
from casemate.server.api import Iq, Server, Session, Target
from casemate.server.subscriptions import Subscriptions, roster_element, roster_push
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

NS: Final = "jabber:iq:roster"
_DIGITS: Final = 19
"""Digits of the greatest version."""


class Roster:
    """Answers roster gets and sets."""

    name: ClassVar[str] = "roster"
    xeps: ClassVar[tuple[str, ...]] = ("RFC 6121 section 2",)

    def __init__(self, rosters: Rosters, subscriptions: Subscriptions) -> None:
        self._rosters = rosters
        self._subscriptions = subscriptions

    def attach(self, server: Server) -> None:
        """Join the server."""
        server.serve_iq(Target.SELF, "get", NS, "query", self._get)
        server.serve_iq(Target.SELF, "set", NS, "query", self._set)
        server.serve_iq(Target.PERSON, "get", NS, "query", _forbidden)
        server.serve_iq(Target.PERSON, "set", NS, "query", _forbidden)
        server.disco_server(NS)
        server.advertise(lambda _domain: Element("ver", "urn:xmpp:features:rosterver"))
        server.advertise(lambda _domain: Element("sub", "urn:xmpp:features:pre-approval"))

    async def _get(self, iq: Iq) -> Element | None:
        session = iq.session
        roster = await self._rosters.load(session.person)
        session.interested = True
        listed = [item for item in roster.values() if item.listed]
        known = iq.payload.get("ver")
        if known is not None and known.isdecimal() and len(known) <= _DIGITS:
            changed = await self._rosters.since(session.person, int(known))
            if changed is not None and (not changed or len(changed) < len(listed)):
                # The answer is empty and goes out first; then the changes follow (section 2.6.3).
                asyncio.get_running_loop().call_soon(_push_all, session, changed)
                return None
        version = await self._rosters.version(session.person)
        query = Element("query", NS, {"ver": str(version)} if known is not None else {})
        for item in listed:
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
            if items[0].get("subscription") == "remove":
                await self._subscriptions.withdraw(iq.session, jid)
            else:
                await self._update(iq.session, jid, items[0])
        return None

    async def _update(self, session: Session, jid: Jid, wanted: Element) -> None:
        name, groups = wanted.get("name") or "", _groups(wanted)
        if len(name) > MAX_NAME:
            raise StanzaError("not-acceptable", f"A name has at most {MAX_NAME} characters.")
        known = (await self._rosters.load(session.person)).get(jid) or Item(jid)
        subscription, ask, pending_in = known.state.value
        # Only subscription stanzas change the rest; what a client claims about it is ignored (section 2.1.2).
        item = Item(jid, name, groups, subscription, ask, pending_in, known.approved, known.version, known.request)
        try:
            saved = await self._rosters.save(session.person, item)
        except Conflict as error:
            raise StanzaError("resource-constraint", str(error)) from error
        self._subscriptions.push(session.jid.bare, saved)


def _push_all(session: Session, items: Sequence[Item]) -> None:
    for item in items:
        session.send(roster_push(session.jid, item))


async def _forbidden(_iq: Iq) -> Element | None:
    raise StanzaError("forbidden", "A roster is nobody else's.")


def _groups(wanted: Element) -> tuple[str, ...]:
    groups = tuple(group.text().strip() for group in wanted.find_all("group"))
    if len(groups) != len(set(groups)):
        raise StanzaError("bad-request", "A group is named twice.")
    if not all(groups):
        raise StanzaError("not-acceptable", "A group needs a name.")
    if len(groups) > MAX_GROUPS or any(len(group) > MAX_NAME for group in groups):
        raise StanzaError("not-acceptable", f"There are at most {MAX_GROUPS} groups of {MAX_NAME} characters.")
    return groups


def _address(item: Element) -> Jid:
    text = item.get("jid")
    if not text:
        raise StanzaError("bad-request", "The item has no address.")
    try:
        return Jid.parse(text).bare
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error
