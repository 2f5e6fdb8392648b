"""The rooms elsewhere that a client is in: those that it has sent presence to (RFC 6121 section 4.6, XEP-0045 section 7.2)."""

from collections import deque
from typing import Final

from casemate.model.jid import Jid
from casemate.server.session import ClientSession

MAX_LEFT: Final = 50
"""Rooms that a client has left whose last word may still come."""
_MEMORY: Final = "elsewhere"


def joined(session: ClientSession, occupant: Jid) -> bool:
    """Whether a client is in the room of an occupant, or has just left it."""
    room = occupant.bare
    return room in session.memory.get(_MEMORY, ()) or any(jid.bare == room for jid in session.directed)


def leave(session: ClientSession, occupant: Jid) -> None:
    """A client leaves; the room tells it so after that."""
    session.memory.setdefault(_MEMORY, deque(maxlen=MAX_LEFT)).append(occupant.bare)
