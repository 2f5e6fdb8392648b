"""Room activity indicators (XEP-0437 0.2.0): that something was said in rooms that a client is not in.

A client says once that it wants to know, and is told once of each room that its person belongs to: what was said there is read when
the room is entered. Somebody of another organisation is told nothing.
"""

from collections.abc import Iterable
from typing import Final

from casemate.features.muc.history import History
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Room, Rooms
from casemate.server.api import Sender, Server
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError

RAI: Final = "urn:xmpp:rai:0"


class Activity:
    """Knows which clients are still to be told of which rooms."""

    def __init__(self, rooms: Rooms, server: Server, history: History) -> None:
        self._rooms = rooms
        self._server = server
        self._history = history
        self._subscribed: dict[Jid, set[Jid]] = {}
        """Clients, each with the rooms whose next message it is told of."""
        self._waiting: dict[Jid, set[Jid]] = {}
        """The same by room."""

    async def subscribe(self, sender: Sender, element: Element, service: Jid) -> None:
        """A presence for the service itself. Raises StanzaError."""
        if element.get("type") == "unavailable":
            self._unsubscribe(sender.jid)
            return
        if element.find("rai", RAI) is None:
            raise StanzaError("jid-malformed", "Choose a nickname: enter as room@service/nickname.")
        if sender.tenant != self._server.tenant_at(service.domain):
            raise StanzaError("not-allowed", "Only people of this organisation are told what happens in its rooms.")
        self._unsubscribe(sender.jid)
        self._subscribed[sender.jid] = set()
        active: list[Room] = []
        for room in self._rooms.at(service.domain):
            if _belongs(room, sender.jid):
                await self._history.ready(room)
                if _has_news(room, sender.jid):
                    active.append(room)
                else:
                    self._wait(room, sender.jid)
        self._tell(sender.jid, service.domain, active)

    def happened(self, room: Room) -> None:
        """Something was said."""
        waiting = self._waiting.get(room.jid)
        if not waiting:
            return
        for session in [session for session in waiting if room.occupant(session) is None]:
            self._no_longer(room.jid, session)
            if _belongs(room, session):
                self._tell(session, room.jid.domain, [room])

    def out(self, room: Room, sessions: Iterable[Jid]) -> None:
        """Clients are not in a room any more: what is said from now on is new to them."""
        for session in sessions:
            if session in self._subscribed and _belongs(room, session):
                self._wait(room, session)

    def belongs(self, room: Room, people: Iterable[Jid]) -> None:
        """These people's affiliations have changed."""
        wanted = set(people)
        self.out(room, [session for session in self._subscribed if session.bare in wanted])

    def forget(self, room: Room) -> None:
        """The room is no more."""
        for session in list(self._waiting.get(room.jid, ())):
            self._no_longer(room.jid, session)

    def _tell(self, session: Jid, domain: str, rooms: Iterable[Room]) -> None:
        told = [Element("activity", RAI, {}, [str(room.jid)]) for room in rooms]
        if told:
            attrs = {"from": domain, "to": str(session)}
            self._server.send(session, Element("message", CLIENT, attrs, [Element("rai", RAI, {}, [*told])]))

    def _wait(self, room: Room, session: Jid) -> None:
        self._subscribed[session].add(room.jid)
        self._waiting.setdefault(room.jid, set()).add(session)

    def _no_longer(self, room: Jid, session: Jid) -> None:
        self._subscribed[session].discard(room)
        waiting = self._waiting[room]
        waiting.discard(session)
        if not waiting:
            del self._waiting[room]

    def _unsubscribe(self, session: Jid) -> None:
        for room in list(self._subscribed.get(session, ())):
            self._no_longer(room, session)
        self._subscribed.pop(session, None)


def _belongs(room: Room, jid: Jid) -> bool:
    """Whether somebody may enter as one of the room's own people."""
    affiliation = room.affiliation(jid)
    return affiliation >= (Affiliation.OWNER if room.locked else Affiliation.MEMBER)


def _has_news(room: Room, jid: Jid) -> bool:
    """Whether something was said since somebody was in a room; those who are in with another client see it there."""
    return not room.here(jid.bare) and bool(room.history) and room.history[-1].ms > room.visits.get(jid.bare, 0)
