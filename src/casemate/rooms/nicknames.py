"""Nicknames that can't be told apart (XEP-0045 section 7.2.8; UTS 39): nobody may look like somebody else in a room."""

from casemate.inspection.text import skeleton
from casemate.model.jid import Jid
from casemate.rooms.model import Room


def is_taken(room: Room, nick: str, jid: Jid) -> bool:
    """Whether somebody else is in the room, or has reserved a nickname, that is this one or is mistaken for it."""
    wanted = _looks(nick)
    if any(occupant.jid != jid and _looks(name) == wanted for name, occupant in room.occupants.items()):
        return True
    return any(member.nick and other != jid and _looks(member.nick) == wanted for other, member in room.members.items())


def _looks(nick: str) -> str:
    """How a nickname looks; blanks are not seen where a line breaks or ends."""
    return "".join(skeleton(nick).split())
