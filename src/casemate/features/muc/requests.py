"""IQs to the room service, to rooms, and to occupants."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from casemate.archive.api import Shelf
from casemate.features.muc.admin import Administration
from casemate.features.muc.cards import Cards
from casemate.features.muc.discovery import Discovery
from casemate.features.muc.hats import Hats
from casemate.features.muc.history import as_read, is_closed_to, since_for
from casemate.features.muc.moderation import Moderation
from casemate.features.muc.names import (
    ADMIN,
    COMMANDS,
    DISCO_INFO,
    DISCO_ITEMS,
    MAM,
    MODERATE,
    OWNER,
    PING,
    REGISTER,
    VCARD,
)
from casemate.features.muc.owner import Ownership
from casemate.features.muc.registration import Registration
from casemate.features.muc.relay import Relay
from casemate.features.muc.search import SEARCH, search
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Occupant, Role, Room, Rooms
from casemate.server.api import Sender, Server
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply

_Get = Callable[[Room, Sender, Element], Element | None]


class Reader(Protocol):
    """Answers archive queries (XEP-0313); `casemate.features.mam` does."""

    async def room(
        self, kind: str, payload: Element, shelf: Shelf, to: Jid, send: Callable[[Element], None]
    ) -> Element:
        """Answer a request for the archive of a room from somebody who may read it."""
        ...


class Requests:
    """Answers each request once: by a result or by an error."""

    def __init__(
        self,
        rooms: Rooms,
        server: Server,
        administration: Administration,
        ownership: Ownership,
        registration: Registration,
        discovery: Discovery,
        cards: Cards,
        moderation: Moderation,
        hats: Hats,
        reader: Reader,
    ) -> None:
        self._rooms = rooms
        self._server = server
        self._administration = administration
        self._ownership = ownership
        self._registration = registration
        self._discovery = discovery
        self._cards = cards
        self._moderation = moderation
        self._hats = hats
        self._reader = reader
        self._relay = Relay(server)
        self._gets: dict[str, _Get] = {
            DISCO_INFO: self._info,
            DISCO_ITEMS: self._items,
            ADMIN: administration.listed,
            OWNER: lambda room, sender, _query: ownership.form(room, sender),
            REGISTER: lambda room, sender, _query: registration.form(room, sender),
            PING: lambda _room, _sender, _query: None,
        }

    async def handle(self, sender: Sender, element: Element, to: Jid) -> None:
        """An IQ to an address of the service."""
        if element.get("type") not in {"get", "set"}:
            await self._relay.answered(sender, element, to)
            return
        try:
            if to.local and to.resource and (other := self._other(sender, element, to)) is not None:
                # They answer.
                await self._relay.ask(sender, element, *other)
                return
            payload = await self._answer(sender, element, to)
        except StanzaError as error:
            reply = error_reply(element, error)
            if element.find("query", ADMIN) is not None:
                # "along with the offending item(s)" (sections 8.2, 8.4, 9.1)
                reply.children[:0] = element.elements()
            self._server.send(sender.jid, reply)
            return
        attrs = {"type": "result", "id": element.get("id") or "", "from": str(to), "to": str(sender.jid)}
        self._server.send(sender.jid, Element("iq", CLIENT, attrs, [payload] if payload is not None else []))

    async def _answer(self, sender: Sender, element: Element, to: Jid) -> Element | None:
        payload, kind = _payload(element), element.get("type") or ""
        if not to.local:
            return self._of_service(sender, kind, payload, to)
        room = self._room(sender, to)
        if to.resource:
            occupant = room.occupants[to.resource]
            return await self._cards.of_occupant(room, sender, occupant) if payload.ns == VCARD else None
        if payload.ns == VCARD and kind == "get":
            return await self._cards.get(room, sender)
        if payload.ns == MAM:
            return await self._archived(sender, kind, payload, room)
        if kind == "get" and payload.ns in self._gets:
            return self._gets[payload.ns](room, sender, payload)
        if kind == "set" and payload.ns == COMMANDS:
            return await self._hats.execute(room, sender, element)
        if kind == "set" and payload.ns == MODERATE:
            return await self._moderation.moderate(room, sender, payload)
        if kind == "set" and payload.ns in {ADMIN, OWNER, REGISTER, VCARD}:
            return await self._set(sender, element, room)
        raise StanzaError("service-unavailable")

    def _info(self, room: Room, sender: Sender, query: Element) -> Element:
        node = query.get("node")
        if node is None or node not in self._hats.commands:
            return self._discovery.room_info(room, sender, query)
        self._hats.check(room, sender)
        return self._hats.commands.info(node)

    def _items(self, room: Room, sender: Sender, query: Element) -> Element:
        node = query.get("node")
        if node is None or node not in self._hats.commands:
            return self._discovery.room_items(room, sender, query)
        self._hats.check(room, sender)
        return self._hats.commands.items(room, node)

    def _of_service(self, sender: Sender, kind: str, payload: Element, to: Jid) -> Element | None:
        match kind, payload.ns:
            case "get", ns if ns == DISCO_INFO:
                return self._discovery.service_info(payload)
            case "get", ns if ns == DISCO_ITEMS:
                return self._discovery.service_items(to.domain, sender, payload)
            case "get", ns if ns == PING:
                return None
            case "get", ns if ns == SEARCH:
                return search(self._discovery.listed(to.domain, sender), payload)
            case _:
                raise StanzaError("service-unavailable")

    def _room(self, sender: Sender, to: Jid) -> Room:
        room = self._rooms.get(to.bare)
        if room is None or is_closed_to(room, sender):
            raise StanzaError("item-not-found", "There is no such room.")
        return room

    def _other(self, sender: Sender, element: Element, to: Jid) -> tuple[Room, Occupant] | None:
        """The occupant that a request is passed on to; None for what the room answers.

        That is a ping to oneself: one is still in (XEP-0410); and a vCard, which the server has.
        """
        payload, room = _payload(element), self._room(sender, to)
        role, _ = room.standing(sender.jid)
        if role is Role.NONE:
            # Section 6.6 for service discovery, XEP-0410 section 3.3 for pings.
            asks_what = payload.ns in {DISCO_INFO, DISCO_ITEMS}
            raise StanzaError("bad-request" if asks_what else "not-acceptable", "You are not in this room.")
        occupant = room.occupants.get(to.resource)
        if occupant is None:
            raise StanzaError("item-not-found", "Nobody in the room has that nickname.")
        own = payload.ns == PING and sender.jid in occupant.sessions
        return None if element.get("type") == "get" and (own or payload.ns == VCARD) else (room, occupant)

    async def _archived(self, sender: Sender, kind: str, payload: Element, room: Room) -> Element:
        """What was said: for those who are in, or may come in without being asked for anything."""
        if not room.config.logging:
            raise StanzaError("service-unavailable", "What is said in this room can't be read later.")
        role, affiliation = room.standing(sender.jid)
        closed = room.config.members_only or bool(room.config.password) or room.locked
        least = Affiliation.OWNER if room.locked else Affiliation.MEMBER
        if affiliation is Affiliation.OUTCAST or (closed and role is Role.NONE and affiliation < least):
            raise StanzaError("forbidden", "The archive of this room is for those who may enter it.")
        shelf = Shelf(room.tenant, room.jid, since_for(room, sender), partial(as_read, room, sender.jid))
        return await self._reader.room(kind, payload, shelf, sender.jid, partial(self._server.send, sender.jid))

    async def _set(self, sender: Sender, element: Element, room: Room) -> None:
        """Change something: what is written in it is judged first."""
        if (card := element.find("vCard", VCARD)) is not None:
            self._cards.check(room, sender, card)
        outcome = await self._server.inspect(sender, element, room.jid, outward=room.config.external)
        query = next(outcome.element.elements(), None)
        if not outcome.passed or query is None:
            raise StanzaError("policy-violation", "Something in it is not allowed here.")
        if query.ns == ADMIN:
            await self._administration.change(room, sender, query)
        elif query.ns == OWNER:
            await self._ownership.set(room, sender, query)
        elif query.ns == VCARD:
            await self._cards.set(room, query)
        else:
            await self._registration.set(room, sender, query)


def _payload(element: Element) -> Element:
    children = list(element.elements())
    if len(children) != 1 or not element.get("id"):
        raise StanzaError("bad-request", "An IQ request has exactly one payload, and an id.")
    return children[0]
