"""Last activity (XEP-0012 2.0): the server's uptime, and how long a contact has been away, for those who may know."""

from typing import ClassVar, Final

from casemate.accounts.api import Accounts
from casemate.accounts.roster import Rosters
from casemate.server.api import Iq, Server, SessionClosed, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

NS: Final = "jabber:iq:last"


class LastActivity:
    """Tells how long."""

    name: ClassVar[str] = "last"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0012 2.0",)

    def __init__(self, accounts: Accounts, rosters: Rosters) -> None:
        self._accounts = accounts
        self._rosters = rosters

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        self._started = server.clock()
        server.serve_iq(Target.SERVER, "get", NS, "query", self._uptime)
        server.serve_iq(Target.SELF, "get", NS, "query", self._person)
        server.serve_iq(Target.PERSON, "get", NS, "query", self._person)
        server.relay_iq(NS, "query")
        server.on(SessionClosed, self._closed)
        server.disco_server(NS)
        server.disco_account(NS)

    async def _uptime(self, _iq: Iq) -> Element:
        return _seconds(self._server.clock() - self._started)

    async def _person(self, iq: Iq) -> Element:
        contact = iq.to.bare
        own = contact == iq.session.jid.bare
        if not own and not await self._rosters.sees(iq.session.person, contact):
            # The same for people who do not exist (section 4).
            raise StanzaError("forbidden", "You may not see when they were here.")
        person = await self._accounts.person(contact)
        if person is None:
            raise StanzaError("item-not-found")
        if any(session.presence is not None for session in self._server.sessions(contact)):
            return _seconds(0)
        last = await self._accounts.people.last_seen(person.id)
        if last is None:
            raise StanzaError("item-not-found", "They have not been here yet.")
        return _seconds(self._server.clock() - last / 1000)

    def _closed(self, event: SessionClosed) -> None:
        self._accounts.people.leave(event.session.person, int(self._server.clock() * 1000))


def _seconds(seconds: float) -> Element:
    return Element("query", NS, {"seconds": str(max(0, int(seconds)))})
