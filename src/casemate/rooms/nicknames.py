"""Nicknames that can't be told apart (XEP-0045 section 7.2.8; UTS 39): nobody may look like somebody else in a room."""

from casemate.inspection.text import skeleton
from casemate.model.jid import Jid
from casemate.rooms.model import Room


def is_taken(room: Room, nick: str, jid: Jid) -> bool:
    """Whether somebody else is in the room, or has reserved a nickname, that is this one or is mistaken for it."""
    wanted = skeleton(nick)
    if any(occupant.jid != jid and skeleton(name) == wanted for name, occupant in room.occupants.items()):
        return True
    return any(
        member.nick and other != jid and skeleton(member.nick) == wanted for other, member in room.members.items()
    )
