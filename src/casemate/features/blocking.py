"""Blocking (XEP-0191 1.3): nothing passes between a person and whom they have blocked.

To the one who is blocked the person seems to be away (section 3.2); the person is told what they have blocked, whenever they
write to it. Nobody can block themselves.
"""

from collections.abc import Collection
from typing import ClassVar, Final

from casemate.accounts.api import Accounts
from casemate.accounts.blocking import Blocklists
from casemate.model.errors import Conflict, InvalidJid
from casemate.model.jid import Jid
from casemate.server.api import Iq, Server, Session, Target
from casemate.server.presence import Presence
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError

NS: Final = "urn:xmpp:blocking"
ERRORS: Final = "urn:xmpp:blocking:errors"


class Blocking:
    """Keeps block lists and refuses by them."""

    name: ClassVar[str] = "blocking"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0191 1.3",)

    def __init__(self, lists: Blocklists, accounts: Accounts, presence: Presence) -> None:
        self._lists = lists
        self._accounts = accounts
        self._presence = presence

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        server.serve_iq(Target.SELF, "get", NS, "blocklist", self._list)
        server.serve_iq(Target.SELF, "set", NS, "block", self._block)
        server.serve_iq(Target.SELF, "set", NS, "unblock", self._unblock)
        server.refuse(self._refuses)
        server.disco_server(NS)
        server.disco_account(NS)

    def _refuses(self, sender: Jid, recipient: Jid) -> StanzaError | None:
        if not self._lists.any:
            # Asked for every message: while nobody has blocked anybody, it costs nothing.
            return None
        own = sender.bare
        if own == recipient:
            return None
        person = self._accounts.lookup(own)
        if person is not None and self._lists.blocks(person.id, recipient):
            return StanzaError("not-acceptable", "You have blocked them.", kind="cancel", payloads=[_blocked()])
        other = self._accounts.lookup(recipient)
        if other is not None and self._lists.blocks(other.id, sender):
            return StanzaError("service-unavailable")
        return None

    async def _list(self, iq: Iq) -> Element:
        iq.session.memory[self.name] = True
        return _items("blocklist", self._lists.of(iq.session.person))

    async def _block(self, iq: Iq) -> Element | None:
        jids = _jids(iq.payload)
        if not jids:
            raise StanzaError("bad-request", "Name whom to block.")
        session = iq.session
        seen = self._viewers(session)
        try:
            await self._lists.add(session.person, jids)
        except Conflict as error:
            raise StanzaError("resource-constraint", str(error)) from error
        for viewer in seen - self._viewers(session):
            self._presence.conceal(session.jid.bare, viewer)
        self._push(session, "block", jids)
        return None

    async def _unblock(self, iq: Iq) -> Element | None:
        jids = _jids(iq.payload)
        session = iq.session
        seen = self._viewers(session)
        await self._lists.remove(session.person, jids or None)
        for viewer in self._viewers(session) - seen:
            self._presence.reunite(session, viewer.bare)
        self._push(session, "unblock", jids)
        return None

    def _viewers(self, session: Session) -> set[Jid]:
        """Who may see the person now: contacts, and those who got presence directly."""
        own = self._server.sessions(session.jid.bare)
        viewers = {viewer for each in own for viewer in self._presence.viewers(each)}
        return {viewer for viewer in viewers if not self._lists.blocks(session.person, viewer)}

    def _push(self, session: Session, name: str, jids: Collection[Jid]) -> None:
        for other in self._server.sessions(session.jid.bare):
            if other.memory.get(self.name):
                attrs = {"type": "set", "id": f"{name}-push", "to": str(other.jid)}
                other.send(Element("iq", CLIENT, attrs, [_items(name, jids)]))


def _blocked() -> Element:
    return Element("blocked", ERRORS)


def _items(name: str, jids: Collection[Jid]) -> Element:
    return Element(name, NS, {}, [Element("item", NS, {"jid": str(jid)}) for jid in jids])


def _jids(payload: Element) -> list[Jid]:
    try:
        return [Jid.parse(item.get("jid") or "") for item in payload.find_all("item")]
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error
