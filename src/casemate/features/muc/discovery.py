"""What there is to know of a room service, a room, and a reserved nickname (XEP-0045 section 6)."""

from typing import Final

from casemate.features.muc.activity import RAI
from casemate.features.muc.forms import field
from casemate.features.muc.history import is_closed_to, since_for, subject_since
from casemate.features.muc.names import (
    COMMANDS,
    DATA,
    DISCO_INFO,
    DISCO_ITEMS,
    EXTERNAL,
    HATS,
    INFO,
    MODERATE,
    MUC,
    OCCUPANT_ID,
    PING,
    REGISTER,
    REQUEST,
    RETRACT,
    SELF_PING,
    STABLE_ID,
    STANZA_ID,
    VCARD,
)
from casemate.features.muc.paging import RSM, page
from casemate.features.muc.search import SEARCH
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Room, Rooms
from casemate.server.api import Sender
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_NICK_NODE: Final = "x-roomuser-item"
_ROOMS_NODE: Final = "http://jabber.org/protocol/muc#rooms"
_SERVICE: Final = (MUC, DISCO_INFO, DISCO_ITEMS, PING, OCCUPANT_ID, VCARD, HATS)
_ROOM: Final = (COMMANDS, STANZA_ID, STABLE_ID, SELF_PING, REGISTER, MODERATE, RETRACT, f"{RETRACT}#tombstone")


class Discovery:
    """Answers service discovery."""

    def __init__(self, rooms: Rooms, extra: tuple[str, ...]) -> None:
        """`extra` are further features of rooms (their archive, say)."""
        self._rooms = rooms
        self._extra = extra

    def service_info(self, query: Element) -> Element:
        """The service itself."""
        if query.get("node"):
            raise StanzaError("item-not-found")
        answer = Element("query", DISCO_INFO)
        answer.add(Element("identity", DISCO_INFO, {"category": "conference", "type": "text", "name": "Rooms"}))
        return _with_features(answer, (*_SERVICE, SEARCH, RAI, RSM))

    def service_items(self, domain: str, sender: Sender, query: Element) -> Element:
        """The public rooms, a page at a time (XEP-0059), and those that the asker belongs to."""
        if query.get("node"):
            raise StanzaError("item-not-found")
        chosen, position = page(self.listed(domain, sender), query.find("set", RSM))
        answer = Element("query", DISCO_ITEMS)
        for room in chosen:
            answer.add(Element("item", DISCO_ITEMS, {"jid": str(room.jid), "name": room.config.name or room.jid.local}))
        return answer.add(position) if position is not None else answer

    def listed(self, domain: str, sender: Sender) -> list[Room]:
        """The rooms that somebody may know of, ordered by address."""
        return [r for r in self._rooms.at(domain) if not r.locked and _is_listed(r, sender)]

    def room_info(self, room: Room, sender: Sender, query: Element) -> Element:
        """A room, or the nickname that the asker has reserved in it."""
        node = query.get("node")
        if node == _NICK_NODE:
            return _reserved(room, sender)
        if node is not None or is_hidden(room, sender):
            raise StanzaError("item-not-found")
        config = room.config
        answer = Element("query", DISCO_INFO)
        name = config.name or room.jid.local
        answer.add(Element("identity", DISCO_INFO, {"category": "conference", "type": "text", "name": name}))
        features = [
            "muc_public" if config.public else "muc_hidden",
            "muc_persistent" if config.persistent else "muc_temporary",
            "muc_membersonly" if config.members_only else "muc_open",
            "muc_moderated" if config.moderated else "muc_unmoderated",
            "muc_passwordprotected" if config.password else "muc_unsecured",
            "muc_nonanonymous" if config.whois == "anyone" else "muc_semianonymous",
        ]
        extra = self._extra if config.logging else ()
        request = (REQUEST,) if config.voice_requests else ()
        _with_features(answer, (*_SERVICE, *features, *_ROOM, *request, *extra))
        return answer.add(_room_form(room, subject_since(room, since_for(room, sender)).text))

    def room_items(self, room: Room, sender: Sender, query: Element) -> Element:
        """Who is in: told to those who are in as well, and to those who could simply come in and see."""
        if query.get("node") not in {None, _ROOMS_NODE} or is_hidden(room, sender):
            raise StanzaError("item-not-found")
        answer = Element("query", DISCO_ITEMS)
        if room.occupant(sender.jid) is not None or _is_open(room, sender):
            for nick in sorted(room.occupants):
                answer.add(Element("item", DISCO_ITEMS, {"jid": str(Jid(room.jid.local, room.jid.domain, nick))}))
        return answer


def _is_listed(room: Room, sender: Sender) -> bool:
    if is_closed_to(room, sender):
        return False
    return room.config.public or room.affiliation(sender.jid) >= Affiliation.MEMBER


def _is_open(room: Room, sender: Sender) -> bool:
    config = room.config
    closed = room.locked or config.members_only or config.password or not config.public
    return not closed and room.affiliation(sender.jid) is not Affiliation.OUTCAST


def is_hidden(room: Room, sender: Sender) -> bool:
    """A hidden room is not confirmed to strangers who can't enter it (section 6.4)."""
    stranger = room.affiliation(sender.jid) <= Affiliation.NONE
    return stranger and (room.locked or (not room.config.public and room.config.members_only))


def _with_features(answer: Element, features: tuple[str, ...]) -> Element:
    for var in sorted(set(features)):
        answer.add(Element("feature", DISCO_INFO, {"var": var}))
    return answer


def _room_form(room: Room, subject: str) -> Element:
    config = room.config
    x = Element("x", DATA, {"type": "result"})
    x.add(field("FORM_TYPE", "hidden", [INFO]))
    x.add(field("muc#roominfo_description", "text-single", [config.description], "Description"))
    x.add(field("muc#roominfo_subject", "text-single", [subject], "Subject"))
    x.add(field("muc#roominfo_occupants", "text-single", [str(room.size)], "Number of occupants"))
    x.add(
        field(
            "muc#roominfo_subjectmod",
            "boolean",
            ["1" if config.change_subject else "0"],
            "Everybody may set the subject",
        )
    )
    x.add(field("muc#maxhistoryfetch", "text-single", [str(config.history)], "Messages shown to newcomers"))
    x.add(field(EXTERNAL, "boolean", ["1" if config.external else "0"], "Open to people of other organisations"))
    if room.photos:
        x.add(field("muc#roominfo_avatarhash", "text-multi", room.photos, "Avatar hash"))
    if config.language:
        x.add(field("muc#roominfo_lang", "text-single", [config.language], "Language"))
    return x


def _reserved(room: Room, sender: Sender) -> Element:
    answer = Element("query", DISCO_INFO, {"node": _NICK_NODE})
    member = room.members.get(sender.jid.bare)
    if member is not None and member.nick:
        answer.add(Element("identity", DISCO_INFO, {"category": "conference", "type": "text", "name": member.nick}))
    return answer
