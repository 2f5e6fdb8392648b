"""vCards of rooms, with their pictures (XEP-0486), and those of occupants, under their nicknames.

What a room shows is inspected before it is kept, the picture like a file. An occupant's vCard says who they are: it is for those who
see addresses, within the same organisation.
"""

import binascii
import hashlib
from base64 import b64decode
from typing import Final, Protocol

from casemate.features.muc.audience import Audience
from casemate.features.muc.discovery import is_hidden
from casemate.features.muc.names import VCARD
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Occupant, Room, Rooms
from casemate.server.api import Sender
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

MAX_BYTES: Final = 128 * 1024
"""Bytes of a vCard with its picture, as for people."""
CHANGED: Final = 104


class People(Protocol):
    """Knows people's vCards; `casemate.features.vcard` does."""

    async def of(self, person: Jid, reader: TenantId) -> Element | None:
        """Somebody's vCard, as far as people of that tenant may see it."""
        ...


class Cards:
    """Answers `vcard-temp`."""

    def __init__(self, rooms: Rooms, audience: Audience, people: People) -> None:
        self._rooms = rooms
        self._audience = audience
        self._people = people

    async def get(self, room: Room, sender: Sender) -> Element:
        """The room's vCard; empty when it has none. Raises StanzaError."""
        if is_hidden(room, sender):
            raise StanzaError("item-not-found")
        data = await self._rooms.card(room)
        return parse_stanza(data, STORED, "") if data else Element("vCard", VCARD)

    @staticmethod
    def check(room: Room, sender: Sender, card: Element) -> None:
        """Why somebody may not set it. Raises StanzaError."""
        if room.affiliation(sender.jid) is not Affiliation.OWNER:
            raise StanzaError("forbidden", "Only owners of the room do that.")
        if len(serialize(card, "")) > MAX_BYTES:
            raise StanzaError("policy-violation", f"A vCard may have {MAX_BYTES} bytes.", kind="modify")

    async def set(self, room: Room, card: Element) -> None:
        """Keep a vCard, inspected already, and tell those who are in; an empty one takes it away."""
        empty = not any(card.elements())
        await self._rooms.set_card(room, b"" if empty else serialize(card, ""), _photos(card))
        self._audience.notice(room, (CHANGED,))

    async def of_occupant(self, room: Room, sender: Sender, occupant: Occupant) -> Element:
        """An occupant's own vCard. Raises StanzaError."""
        asker = room.occupant(sender.jid)
        if asker is None or not room.config.may_see_addresses(asker.role):
            raise StanzaError("forbidden", "Who is in this room is told to moderators only.")
        card = await self._people.of(occupant.jid, sender.tenant)
        if card is None:
            raise StanzaError("item-not-found")
        return card


def _photos(card: Element) -> tuple[str, ...]:
    """The hash of each picture (XEP-0153)."""
    hashes: list[str] = []
    for photo in card.find_all("PHOTO"):
        try:
            data = b64decode("".join((photo.child_text("BINVAL") or "").split()), validate=True)
        except (binascii.Error, ValueError):
            continue
        if data:
            hashes.append(hashlib.sha1(data, usedforsecurity=False).hexdigest())
    return tuple(hashes)
