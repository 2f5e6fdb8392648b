"""Reserving a nickname, which makes one a member (XEP-0045 section 7.10)."""

from typing import Final

from casemate.features.muc.admin import Administration
from casemate.features.muc.forms import field, values_of
from casemate.features.muc.names import DATA, REGISTER, REGISTER_FORM
from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Member, Room, Rooms
from casemate.rooms.nicknames import is_taken
from casemate.server.api import Sender
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_NICK: Final = "muc#register_roomnick"


class Registration:
    """Answers `jabber:iq:register` for rooms."""

    def __init__(self, rooms: Rooms, administration: Administration) -> None:
        self._rooms = rooms
        self._administration = administration

    def form(self, room: Room, sender: Sender) -> Element:
        """The form, or the nickname that is reserved already. Raises StanzaError."""
        _check(room, sender)
        member = room.members.get(sender.jid.bare)
        if member is not None and member.nick:
            return Element(
                "query",
                REGISTER,
                {},
                [Element("registered", REGISTER), Element("username", REGISTER, {}, [member.nick])],
            )
        x = Element("x", DATA, {"type": "form"})
        x.add(Element("title", DATA, {}, [f"Registration with {room.config.name or room.jid.local}"]))
        x.add(field("FORM_TYPE", "hidden", [REGISTER_FORM]))
        nick = field(_NICK, "text-single", [], "Nickname")
        nick.add(Element("required", DATA))
        x.add(nick)
        text = "To reserve a nickname in this room, fill in the form."
        return Element("query", REGISTER, {}, [Element("instructions", REGISTER, {}, [text]), x])

    async def set(self, room: Room, sender: Sender, query: Element) -> None:
        """Reserve a nickname, or give it up. Raises StanzaError."""
        _check(room, sender)
        jid = sender.jid.bare
        affiliation = room.affiliation(jid)
        if query.find("remove") is not None:
            if jid in room.members:
                await self._rooms.set_members(room, {jid: Member(affiliation)})
            return
        form = query.find("x", DATA)
        if form is None or form.get("type") != "submit":
            raise StanzaError("bad-request", "Send the form, filled in.")
        nick = (values_of(form).get(_NICK) or [""])[0]
        try:
            nick = Jid("", room.jid.domain, "").with_resource(nick).resource if nick.strip() else ""
        except InvalidJid as error:
            raise StanzaError("not-acceptable", error.reason) from error
        if not nick:
            raise StanzaError("not-acceptable", "Name a nickname.")
        if is_taken(room, nick, jid):
            raise StanzaError("conflict", "Somebody else has that nickname, or one that looks like it.")
        change = {jid: Member(max(affiliation, Affiliation.MEMBER), nick)}
        if affiliation < Affiliation.MEMBER:
            await self._administration.affiliate(room, change)
        else:
            await self._rooms.set_members(room, change)


def _check(room: Room, sender: Sender) -> None:
    affiliation = room.affiliation(sender.jid)
    if affiliation is Affiliation.OUTCAST:
        raise StanzaError("forbidden", "You are banned from this room.")
    if room.locked:
        raise StanzaError("item-not-found")
    if room.config.members_only and affiliation is Affiliation.NONE:
        raise StanzaError("not-allowed", "Only members reserve a nickname here; ask an administrator of the room.")
