"""Last activity (XEP-0012 2.0): the server's uptime, and how long a contact has been away, for those who may know."""

from typing import ClassVar, Final

from casemate.accounts.api import Accounts
from casemate.accounts.roster import Rosters
from casemate.server.api import Iq, Server, Session, SessionClosed, Target
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

    async def _uptime(self, _iq: Iq) -> Element:
        return _seconds(self._server.clock() - self._started)

    async def _person(self, iq: Iq) -> Element:
        person = await self._accounts.person(iq.to.bare)
        own = iq.to.bare == iq.session.jid.bare
        if person is None or not (own or await self._may_know(iq.session, person.jid)):
            raise StanzaError("forbidden" if person is not None else "service-unavailable")
        if any(session.presence is not None for session in self._server.sessions(person.jid)):
            return _seconds(0)
        last = await self._accounts.people.last_seen(person.id)
        if last is None:
            raise StanzaError("item-not-found")
        return _seconds(self._server.clock() - last / 1000)

    async def _may_know(self, session: Session, contact: object) -> bool:
        roster = await self._rosters.load(session.person)
        return any(item.jid == contact and item.subscription.sees for item in roster.values())

    def _closed(self, event: SessionClosed) -> None:
        self._accounts.people.leave(event.session.person, int(self._server.clock() * 1000))


def _seconds(seconds: float) -> Element:
    return Element("query", NS, {"seconds": str(max(0, int(seconds)))})
