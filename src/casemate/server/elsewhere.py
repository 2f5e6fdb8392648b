"""The rooms elsewhere that a client is in: those that it has asked to enter (XEP-0045 section 7.2) and has not left."""

from collections import deque
from typing import Final

from casemate.model.jid import Jid
from casemate.server.session import ClientSession
from casemate.xmpp.element import Element

MUC: Final = "http://jabber.org/protocol/muc"
MAX_LEFT: Final = 50
"""Rooms that a client has left whose last word may still come."""
_MEMORY: Final = "elsewhere"


class _Rooms:
    __slots__ = ("entered", "left")

    def __init__(self) -> None:
        self.entered: dict[Jid, set[Jid]] = {}
        """Each room with the nicknames that the client has asked for: it has one, and may wait for another."""
        self.left: deque[Jid] = deque(maxlen=MAX_LEFT)


def _rooms(session: ClientSession) -> _Rooms:
    rooms: _Rooms = session.memory.setdefault(_MEMORY, _Rooms())
    return rooms


def is_nickname(session: ClientSession, presence: Element, to: Jid) -> bool:
    """Whether a client's presence to an address asks for a nickname in a room."""
    return bool(to.resource) and (presence.find("x", MUC) is not None or to.bare in _rooms(session).entered)


def enter(session: ClientSession, occupant: Jid) -> None:
    """A client asks to enter a room, or for another nickname in it. As many as it may send presence to (`MAX_DIRECTED`)."""
    _rooms(session).entered.setdefault(occupant.bare, set()).add(occupant)


def joined(session: ClientSession, occupant: Jid) -> bool:
    """Whether a client is in the room of an occupant, or has just left it."""
    rooms = _rooms(session)
    return occupant.bare in rooms.entered or occupant.bare in rooms.left


def leave(session: ClientSession, occupant: Jid) -> None:
    """A client leaves a room, which tells it so after that."""
    rooms = _rooms(session)
    entered = rooms.entered.pop(occupant.bare, None)
    if entered is not None:
        session.directed -= entered
        rooms.left.append(occupant.bare)


def lost(session: ClientSession, occupant: Jid) -> None:
    """A client does not have a nickname any more, or does not get it."""
    rooms = _rooms(session)
    session.directed.discard(occupant)
    entered = rooms.entered.get(occupant.bare)
    if entered is not None:
        entered.discard(occupant)
        if not entered:
            del rooms.entered[occupant.bare]
            rooms.left.append(occupant.bare)
