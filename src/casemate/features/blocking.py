"""Blocking (XEP-0191 1.3): what a blocked address sends is refused before it takes the path, and nothing goes to it."""

from typing import ClassVar, Final

from casemate.accounts.api import Accounts
from casemate.accounts.blocking import Blocklists
from casemate.model.errors import Conflict, InvalidJid
from casemate.model.jid import Jid
from casemate.server.api import Iq, Server, Session, SessionClosed, Target
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError

NS: Final = "urn:xmpp:blocking"


class Blocking:
    """Keeps block lists and refuses by them."""

    name: ClassVar[str] = "blocking"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0191 1.3",)

    def __init__(self, lists: Blocklists, accounts: Accounts) -> None:
        self._lists = lists
        self._accounts = accounts

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        server.serve_iq(Target.SELF, "get", NS, "blocklist", self._list)
        server.serve_iq(Target.SELF, "set", NS, "block", self._block)
        server.serve_iq(Target.SELF, "set", NS, "unblock", self._unblock)
        server.refuse(self._refuses)
        server.on(SessionClosed, lambda event: event.session.memory.pop(self.name, None))
        server.disco_server(NS)
        server.disco_account(NS)

    def _refuses(self, sender: Jid, recipient: Jid) -> bool:
        person = self._accounts.lookup(recipient)
        if person is not None and self._lists.blocks(person.id, sender):
            return True
        own = self._accounts.lookup(sender.bare)
        return own is not None and self._lists.blocks(own.id, recipient)

    async def _list(self, iq: Iq) -> Element:
        iq.session.memory[self.name] = True
        items = [Element("item", NS, {"jid": str(jid)}) for jid in self._lists.of(iq.session.person)]
        return Element("blocklist", NS, {}, items)

    async def _block(self, iq: Iq) -> Element | None:
        jids = _jids(iq.payload)
        if not jids:
            raise StanzaError("bad-request", "Name whom to block.")
        self._unavailable(iq.session, jids)
        try:
            await self._lists.add(iq.session.person, jids)
        except Conflict as error:
            raise StanzaError("resource-constraint", str(error)) from error
        self._push(iq.session, "block", jids)
        return None

    async def _unblock(self, iq: Iq) -> Element | None:
        jids = _jids(iq.payload)
        gone = await self._lists.remove(iq.session.person, jids or None)
        self._push(iq.session, "unblock", jids)
        if gone:
            for session in self._server.sessions(iq.session.jid.bare):
                self._server.broadcast_presence(session)
        return None

    def _unavailable(self, session: Session, jids: list[Jid]) -> None:
        """Those who are blocked see the person leave (section 3.2)."""
        for own in self._server.sessions(session.jid.bare):
            if own.presence is None:
                continue
            for jid in jids:
                for other in self._server.sessions(jid.bare):
                    attrs = {"type": "unavailable", "from": str(own.jid), "to": str(other.jid)}
                    other.send(Element("presence", CLIENT, attrs))

    def _push(self, session: Session, name: str, jids: list[Jid]) -> None:
        for other in self._server.sessions(session.jid.bare):
            if other.memory.get(self.name):
                payload = Element(name, NS, {}, [Element("item", NS, {"jid": str(jid)}) for jid in jids])
                attrs = {"type": "set", "id": f"{name}-push", "to": str(other.jid)}
                other.send(Element("iq", CLIENT, attrs, [payload]))


def _jids(payload: Element) -> list[Jid]:
    try:
        return [Jid.parse(item.get("jid") or "") for item in payload.find_all("item")]
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error
