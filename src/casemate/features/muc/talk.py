"""What is said in rooms (XEP-0045 sections 7.4, 7.5, 8.1): to everybody, to one, and the subject.

A message is recorded and judged under the sender's own address; what it looks like in the room (`from` with the nickname) is decided
before, so that the archive has what was shown.
"""

from collections.abc import Callable
from typing import Final

from casemate.features.muc.activity import Activity
from casemate.features.muc.history import History
from casemate.features.muc.moderation import Moderation, without_moderation
from casemate.features.muc.names import DELAY, OCCUPANT_ID, STANZA_ID, USER
from casemate.features.muc.stanzas import mark_of, of_room, room_jid
from casemate.model.ids import encode_id
from casemate.model.jid import Jid
from casemate.rooms.api import Occupant, Role, Room, Rooms, Said, Subject
from casemate.server.api import Parcel, Sender, Server
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.serialize import escape_attribute, serialize

Done = Callable[[object], None]
_END: Final = b"</message>"


class Talk:
    """Takes messages to the path, and hands on what comes back."""

    def __init__(
        self, rooms: Rooms, server: Server, history: History, moderation: Moderation, activity: Activity
    ) -> None:
        self._rooms = rooms
        self._server = server
        self._history = history
        self._moderation = moderation
        self._activity = activity

    # -- to the path

    def to_all(self, sender: Sender, element: Element, room: Room, done: Done) -> None:
        """A message for everybody. Raises StanzaError if it may not be said."""
        occupant = _occupant(room, sender)
        if occupant.role is Role.VISITOR:
            raise StanzaError("forbidden", "You have no voice in this room. Ask a moderator for it.")
        if _is_subject(element) and not (occupant.role is Role.MODERATOR or room.config.change_subject):
            raise StanzaError("forbidden", "Only moderators set the subject of this room.")
        attrs = {**element.attrs, "from": str(room_jid(room, occupant.nick)), "to": str(room.jid)}
        self._server.submit(sender, _said(element, attrs), room.jid, done, outward=room.config.external)

    def to_one(self, sender: Sender, element: Element, room: Room, nick: str, done: Done) -> None:
        """A private message (section 7.5). Raises StanzaError if it may not be said."""
        occupant = _occupant(room, sender)
        if not room.config.may_whisper(occupant.role):
            raise StanzaError("forbidden", "Private messages are not allowed to you in this room.")
        if nick not in room.occupants:
            raise StanzaError("item-not-found", "Nobody in the room has that nickname.")
        to = room_jid(room, nick)
        attrs = {**element.attrs, "from": str(room_jid(room, occupant.nick)), "to": str(to)}
        self._server.submit(sender, _said(element, attrs), to, done, outward=room.occupants[nick].external)

    # -- back from it

    async def deliver(self, room: Room, parcel: Parcel) -> None:
        """A message that may be said: now, or because it was released."""
        if parcel.recipient.resource:
            self._hand_over(room, parcel)
            return
        if _is_subject(parcel.element) and parcel.id is not None:
            nick = Jid.parse(parcel.element.attrs["from"]).resource
            text = parcel.element.child_text("subject") or ""
            await self._rooms.set_subject(room, Subject(text, nick, int(self._server.clock() * 1000)))
        await self._moderation.retracted(room, parcel)
        self._say(room, parcel)

    def _say(self, room: Room, parcel: Parcel) -> None:
        element = parcel.element
        if parcel.id is not None:
            ms = int(self._server.clock() * 1000)
            said = element.copy().add(mark_of(room, parcel.sender.bare))
            if element.find("body") is not None:
                self._history.keep(room, Said(parcel.id, ms, said))
                self._activity.happened(room)
        before, after = _around_address(parcel.wire, room.jid, _marks(room, parcel))
        author = parcel.sender.bare
        for session, occupant in room.sessions():
            wakes = parcel.id is not None and occupant.jid != author
            self._server.send_message(session, element, before + _attribute(session) + after, wakes=wakes)

    def _hand_over(self, room: Room, parcel: Parcel) -> None:
        occupant = room.occupants.get(parcel.recipient.resource)
        if occupant is None:
            return
        more = Element("x", USER), mark_of(room, parcel.sender.bare)
        for session in list(occupant.sessions):
            element = Element("message", CLIENT, {**parcel.element.attrs, "to": str(session)})
            element.children = [*parcel.element.children, *more]
            self._server.send_message(session, element, serialize(element), wakes=parcel.id is not None)


def _occupant(room: Room, sender: Sender) -> Occupant:
    occupant = room.occupant(sender.jid)
    if occupant is None:
        raise StanzaError("not-acceptable", "Enter the room before you speak in it.")
    return occupant


def _is_subject(element: Element) -> bool:
    """A subject without a body or a thread (section 8.1)."""
    return element.find("subject") is not None and element.find("body") is None and element.find("thread") is None


def _said(element: Element, attrs: dict[str, str]) -> Element:
    """What was said, without what only a room may add."""
    said = Element("message", CLIENT, attrs)
    said.children = [
        without_moderation(c) for c in element.elements() if c.ns not in {USER, OCCUPANT_ID, STANZA_ID, DELAY}
    ]
    return said


def _marks(room: Room, parcel: Parcel) -> bytes:
    marks = b"" if of_room(room, parcel.element) else serialize(mark_of(room, parcel.sender.bare))
    if parcel.id is not None:
        marks += serialize(Element("stanza-id", STANZA_ID, {"by": str(room.jid), "id": encode_id(parcel.id)}))
    return marks


def _attribute(session: Jid) -> bytes:
    return f" to='{escape_attribute(str(session))}'".encode()


def _around_address(wire: bytes, room: Jid, marks: bytes) -> tuple[bytes, bytes]:
    """A serialised message without its `to`, with further elements at its end: what stands before and after the address.

    Serialising once is enough for any number of occupants. In the canonical form quotes inside of attributes are escaped, so the
    first occurrence is the attribute.
    """
    before, _, after = wire.partition(_attribute(room))
    if after.endswith(_END):
        return before, after[: -len(_END)] + marks + _END
    return before, after.removesuffix(b"/>") + b">" + marks + _END
