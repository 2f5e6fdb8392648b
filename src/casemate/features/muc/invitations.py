"""Invitations through the room, declining them, and asking for voice (XEP-0045 sections 7.8.2, 7.13, 8.6)."""

from typing import Final

from casemate.features.muc.admin import Administration
from casemate.features.muc.names import DATA, DIRECT_INVITE, REQUEST, USER
from casemate.features.muc.stanzas import room_jid
from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Member, Role, Room, Rooms
from casemate.server.api import Sender, Server
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError

MAX_INVITED: Final = 50
"""People in one invitation."""


class Invitations:
    """What is sent to a room itself, and meant for somebody outside or for its moderators."""

    def __init__(self, rooms: Rooms, server: Server, administration: Administration) -> None:
        self._rooms = rooms
        self._server = server
        self._administration = administration

    async def handle(self, sender: Sender, element: Element, room: Room) -> None:
        """A message to the room itself. Raises StanzaError if it can't be done."""
        x = element.find("x", USER)
        form = element.find("x", DATA)
        if x is not None and (invites := x.find_all("invite")):
            await self._invite(sender, room, invites)
        elif x is not None and (decline := x.find("decline")) is not None:
            self._decline(sender, room, decline)
        elif form is not None and _value(form, "FORM_TYPE") == REQUEST:
            await self._voice(sender, room, form)
        else:
            raise StanzaError("bad-request", "To speak in a room, send a message of type 'groupchat'.")

    async def _invite(self, sender: Sender, room: Room, invites: list[Element]) -> None:
        role, affiliation = room.standing(sender.jid)
        if role is Role.NONE:
            raise StanzaError("not-acceptable", "Enter the room before you invite others.")
        if len(invites) > MAX_INVITED:
            raise StanzaError("policy-violation", f"Invite at most {MAX_INVITED} people at once.")
        closed = room.config.members_only and not (room.config.invites and affiliation >= Affiliation.MEMBER)
        if affiliation < Affiliation.ADMIN and closed:
            raise StanzaError("forbidden", "Only administrators of this room invite others.")
        for invite in invites:
            to = _address(invite)
            self._check(room, to)
            if (refusal := self._server.refuses(sender.jid, to.bare)) is not None:
                raise refusal
            if room.config.members_only and room.affiliation(to) is Affiliation.NONE:
                await self._rooms.set_members(room, {to.bare: Member(Affiliation.MEMBER)})
            self._server.submit(sender, _invitation(room, sender, invite, to), to, _done)

    def _decline(self, sender: Sender, room: Room, decline: Element) -> None:
        to = _address(decline)
        if to.bare == room.jid:
            occupant = room.occupants.get(to.resource)
            if occupant is None:
                raise StanzaError("item-not-found")
            to = occupant.jid
        self._check(room, to)
        told = Element("decline", USER, {"from": str(sender.jid.bare)}, decline.find_all("reason"))
        attrs = {"from": str(room.jid), "to": str(to)}
        self._server.submit(sender, Element("message", CLIENT, attrs, [Element("x", USER, {}, [told])]), to, _done)

    def _check(self, room: Room, to: Jid) -> None:
        """Whether somebody can be invited, or be told that an invitation is declined."""
        tenant = self._server.tenant_at(to.domain)
        if not to.local or (tenant is not None and not self._server.is_local(to.domain)):
            raise StanzaError("item-not-found", f"{to} can't be invited.")
        if tenant != room.tenant and not room.config.external:
            raise StanzaError("not-allowed", f"{to} is of another organisation, and this room is not open to them.")

    async def _voice(self, sender: Sender, room: Room, form: Element) -> None:
        role, _ = room.standing(sender.jid)
        if (nick := _value(form, "muc#roomnick")) and role is Role.MODERATOR:
            if _value(form, "muc#request_allow") in {"true", "1"} and nick in room.occupants:
                await self._administration.give_role(room, sender, nick, Role.PARTICIPANT)
            return
        occupant = room.occupant(sender.jid)
        if occupant is None:
            raise StanzaError("not-acceptable", "Enter the room before you ask for voice.")
        if not room.config.moderated or occupant.role is not Role.VISITOR or not room.config.voice_requests:
            raise StanzaError("forbidden", "Voice can't be asked for here.")
        for session, other in room.sessions():
            if other.role is Role.MODERATOR:
                self._server.send(session, _asking(room, occupant.nick, sender.jid, session))


def _invitation(room: Room, sender: Sender, invite: Element, to: Jid) -> Element:
    occupant = room.occupant(sender.jid)
    by = sender.jid.bare if room.config.whois == "anyone" or occupant is None else room_jid(room, occupant.nick)
    inner = [c for c in invite.elements() if c.name in {"reason", "continue"}]
    told = Element("x", USER, {}, [Element("invite", USER, {"from": str(by)}, inner)])
    direct = {"jid": str(room.jid)}
    if (reason := invite.child_text("reason")) is not None:
        direct["reason"] = reason
    if room.config.password:
        told.add(Element("password", USER, {}, [room.config.password]))
        direct["password"] = room.config.password
    attrs = {"from": str(room.jid), "to": str(to)}
    return Element("message", CLIENT, attrs, [told, Element("x", DIRECT_INVITE, direct)])


def _asking(room: Room, nick: str, jid: Jid, to: Jid) -> Element:
    x = Element("x", DATA, {"type": "form"})
    for var, kind, label, value in (
        ("FORM_TYPE", "hidden", "", REQUEST),
        ("muc#role", "list-single", "Requested role", "participant"),
        ("muc#jid", "jid-single", "Address", str(jid)),
        ("muc#roomnick", "text-single", "Nickname", nick),
        ("muc#request_allow", "boolean", "Grant voice?", "false"),
    ):
        attrs = {"var": var, "type": kind} | ({"label": label} if label else {})
        x.add(Element("field", DATA, attrs, [Element("value", DATA, {}, [value])]))
    return Element("message", CLIENT, {"from": str(room.jid), "to": str(to)}, [x])


def _value(form: Element, var: str) -> str | None:
    field = next((f for f in form.find_all("field") if f.get("var") == var), None)
    return None if field is None else field.child_text("value")


def _address(element: Element) -> Jid:
    try:
        return Jid.parse(element.get("to") or "")
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error


def _done(_outcome: object) -> None:
    """The inviter is told by the path if it may not be sent."""
