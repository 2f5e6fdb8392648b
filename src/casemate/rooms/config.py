"""How a room is set (XEP-0045 section 10.2), and what an organisation gets unless it says otherwise."""

from typing import Final

import msgspec

from casemate.rooms.privileges import Role

MAX_TEXT: Final = 1_000
"""Characters of a name, a description or a password."""
ANYONE, PARTICIPANTS, MODERATORS, NOBODY = "anyone", "participants", "moderators", "none"


class Config(msgspec.Struct, frozen=True, omit_defaults=True):
    """The settings of a room; the field `muc#roomconfig_X` of the form where one is named."""

    name: str = ""
    """roomname: for people"""
    description: str = ""
    """roomdesc"""
    language: str = ""
    """lang"""
    persistent: bool = True
    """persistentroom: stays when the last one leaves. An organisation's rooms do."""
    public: bool = True
    """publicroom: listed by service discovery"""
    members_only: bool = False
    """membersonly"""
    moderated: bool = False
    """moderatedroom: newcomers have no voice"""
    password: str = ""
    """roomsecret; empty: passwordprotectedroom is off"""
    change_subject: bool = False
    """changesubject: participants may, not only moderators"""
    whois: str = ANYONE
    """whois: who sees real addresses, `moderators` or `anyone`. In an organisation people know each other."""
    invites: bool = True
    """allowinvites: members may invite, not only administrators"""
    private_messages: str = ANYONE
    """allowpm: anyone, participants, moderators, none"""
    broadcast: tuple[str, ...] = ("moderator", "participant", "visitor")
    """presencebroadcast: the roles whose presence everybody sees"""
    member_list: tuple[str, ...] = ("moderator", "participant", "visitor")
    """getmemberlist: the roles that may ask for the lists of members, administrators and owners"""
    voice_requests: bool = True
    """allow_voice_requests: visitors may ask moderators for voice"""
    logging: bool = True
    """enablelogging: who may enter can read what was said before, and is told so on entering. Off, the organisation's record remains."""
    max_users: int = 0
    """maxusers; 0: as many as the service allows"""
    history: int = 20
    """muc#maxhistoryfetch: messages that newcomers get at most"""

    external: bool = False
    """People of other organisations, here or elsewhere, may enter: what is said in such a room goes out."""
    external_since: int = 0
    """Milliseconds since the epoch: what was said before they might enter is not shown to them."""

    def may_see_addresses(self, role: Role) -> bool:
        """Whether an occupant of that role is shown real addresses."""
        return self.whois == ANYONE or role is Role.MODERATOR

    def may_whisper(self, role: Role) -> bool:
        """Whether an occupant of that role may send private messages."""
        least = {ANYONE: Role.VISITOR, PARTICIPANTS: Role.PARTICIPANT, MODERATORS: Role.MODERATOR}.get(
            self.private_messages
        )
        return least is not None and role >= least
