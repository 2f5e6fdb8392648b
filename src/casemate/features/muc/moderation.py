"""Messages taken back: by a moderator (XEP-0425), or by who said them (XEP-0424).

The request of a moderator takes the path as a message of theirs, its reason inspected, and all get it from the room. From then on the
room shows a tombstone instead, in its history and its archive; the organisation's record keeps what was said.
"""

import asyncio
from datetime import UTC, datetime
from typing import Final

from casemate.archive.api import Archive
from casemate.features.muc.names import MODERATE, OCCUPANT_ID, RETRACT
from casemate.features.muc.stanzas import mark_of, room_jid
from casemate.model.ids import archive_id_ms, decode_id, token
from casemate.model.jid import Jid
from casemate.rooms.api import MAX_RETRACTED, Retracted, Role, Room, Rooms
from casemate.server.api import Outcome, Parcel, Sender, Server
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError

_MODERATED: Final = (MODERATE, "moderated")


class Moderation:
    """Takes messages back."""

    def __init__(self, rooms: Rooms, server: Server, archive: Archive) -> None:
        self._rooms = rooms
        self._server = server
        self._archive = archive

    async def moderate(self, room: Room, sender: Sender, request: Element) -> None:
        """A moderator takes somebody's message back. Raises StanzaError."""
        role, _ = room.authority(sender.jid)
        if role is not Role.MODERATOR:
            raise StanzaError("forbidden", "Only moderators take back what others said.")
        if request.find("retract", RETRACT) is None:
            raise StanzaError("bad-request", "A message is moderated by being retracted.")
        identifier = request.get("id") or ""
        archive_id = decode_id(identifier)
        known = archive_id is not None and archive_id_ms(archive_id) >= room.created
        if archive_id is None or not (known and await self._archive.has(room.tenant, room.jid, archive_id)):
            raise StanzaError("item-not-found", "There is no such message in this room.")
        if len(room.retracted) >= MAX_RETRACTED:
            raise StanzaError("resource-constraint", "As many messages were taken back as may be in a room.")
        outcome = await self._say(room, sender, _notice(room, sender, identifier, request.child_text("reason")))
        if not outcome.passed:
            raise StanzaError("policy-violation", "The reason is not allowed here.")

    async def retracted(self, room: Room, parcel: Parcel) -> None:
        """A message that takes another one back is about to be shown: what it is about is not shown any more."""
        retract = parcel.element.find("retract", RETRACT)
        archive_id = decode_id(retract.get("id") or "") if retract is not None else None
        if retract is None or archive_id is None or len(room.retracted) >= MAX_RETRACTED:
            return
        moderated = retract.find(*reversed(_MODERATED))
        if moderated is None:
            stored = await self._archive.get(room.tenant, archive_id)
            own = stored is not None and Jid.parse(stored.sender).bare == parcel.sender.bare
            if stored is None or not own or stored.recipient != str(room.jid):
                return
        ms = int(self._server.clock() * 1000)
        by = "" if moderated is None else moderated.get("by") or str(room.jid)
        occupant = room.occupant_id(parcel.sender.bare)
        await self._rooms.retract(room, archive_id, Retracted(ms, by, occupant))

    async def _say(self, room: Room, sender: Sender, element: Element) -> Outcome:
        fate: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()

        def done(outcome: Outcome | None) -> None:
            if not fate.done():
                fate.set_result(outcome)

        self._server.submit(sender, element, room.jid, done)
        outcome = await fate
        if outcome is None:
            raise StanzaError("resource-constraint", "This could not be put on record. Please try again in a moment.")
        return outcome


def without_moderation(element: Element) -> Element:
    """A retraction as its author may send it: only rooms say that something was moderated."""
    if (element.name, element.ns) != ("retract", RETRACT) or element.find(*reversed(_MODERATED)) is None:
        return element
    own = Element(element.name, element.ns, dict(element.attrs))
    own.children = [child for child in element.elements() if (child.ns, child.name) != _MODERATED]
    return own


def tombstone(gone: Retracted) -> Element:
    """What stands in the place of what was said."""
    stamp = datetime.fromtimestamp(gone.ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    stone = Element("retracted", RETRACT, {"stamp": stamp})
    if gone.by:
        mark = Element("occupant-id", OCCUPANT_ID, {"id": gone.occupant})
        stone.add(Element("moderated", MODERATE, {"by": gone.by}, [mark]))
    return stone


def _notice(room: Room, sender: Sender, identifier: str, reason: str | None) -> Element:
    by = room.occupant(sender.jid)
    address = room_jid(room, by.nick) if by is not None else room.jid
    moderated = Element("moderated", MODERATE, {"by": str(address)}, [mark_of(room, sender.jid.bare)])
    retract = Element("retract", RETRACT, {"id": identifier}, [moderated])
    if reason:
        retract.add(Element("reason", RETRACT, {}, [reason]))
    attrs = {"type": "groupchat", "id": token(9), "from": str(room.jid), "to": str(room.jid)}
    return Element("message", CLIENT, attrs, [retract])
