"""Rooms (XEP-0045 1.35.1): everything that is addressed to `rooms.DOMAIN` comes in here.

What is sent to one room happens in the order in which it came. Nothing that people wrote is shown to anybody before it has come back
from the path: nicknames, statuses, reasons, settings and messages alike.
"""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from casemate.archive.api import Archive
from casemate.features.muc.activity import Activity
from casemate.features.muc.admin import Administration
from casemate.features.muc.audience import Audience
from casemate.features.muc.cards import Cards, People
from casemate.features.muc.discovery import Discovery
from casemate.features.muc.hats import Hats
from casemate.features.muc.history import History, is_closed_to
from casemate.features.muc.invitations import Invitations
from casemate.features.muc.moderation import Moderation
from casemate.features.muc.names import ADMIN, MAM, MAM_EXTENDED, OWNER, REGISTER
from casemate.features.muc.owner import Ownership
from casemate.features.muc.registration import Registration
from casemate.features.muc.requests import Reader, Requests
from casemate.features.muc.talk import Talk
from casemate.features.muc.visits import Administers, Visits
from casemate.model.jid import Jid
from casemate.rooms.api import Room, Rooms
from casemate.server.api import Parcel, Sender, Server
from casemate.server.inturn import InTurn, Work
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, error_reply

LABEL: Final = "rooms"
_GONE: Final = frozenset(
    "gone item-not-found recipient-unavailable redirect remote-server-not-found remote-server-timeout service-unavailable".split()
)
"""Errors that say that an occupant is not there any more (section 18.1)."""
Done = Callable[[], None]


class Muc:
    """The room service of every domain."""

    name: ClassVar[str] = "muc"
    xeps: ClassVar[tuple[str, ...]] = (
        "XEP-0045 1.35.1",
        "XEP-0249 1.2",
        "XEP-0410 1.1",
        "XEP-0421 1.0.1",
        "XEP-0317 0.2",
        "XEP-0425 0.3.0",
        "XEP-0433 0.1.0",
        "XEP-0437 0.2.0",
        "XEP-0486 0.1.0",
    )

    def __init__(
        self, rooms: Rooms, archive: Archive, reader: Reader, people: People, administers: Administers
    ) -> None:
        self._rooms = rooms
        self._administers = administers
        self._reader = reader
        self._people = people
        self._archive = archive
        self._history = History(archive)
        self._turns = InTurn()

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        rooms = self._rooms
        audience = Audience(server)
        moderation = Moderation(rooms, server, self._archive)
        activity = Activity(rooms, server, self._history)
        self._talk = Talk(rooms, server, self._history, moderation, activity)
        self._visits = Visits(
            rooms, server, audience, self._history, activity, server.settings.rooms, self._administers
        )
        administration = Administration(rooms, audience, self._visits)
        self._invitations = Invitations(rooms, server, administration)
        self._requests = Requests(
            rooms,
            server,
            administration,
            Ownership(rooms, audience, administration, self._visits, self._history),
            Registration(rooms, administration),
            Discovery(rooms, (MAM, MAM_EXTENDED)),
            Cards(rooms, audience, self._people),
            moderation,
            Hats(rooms, server, audience),
            self._reader,
        )
        server.serve_domain(LABEL, self, "Rooms")
        # What our people ask of rooms elsewhere.
        for kind in ("get", "set"):
            for namespace in (ADMIN, OWNER, REGISTER):
                server.ask_abroad(kind, namespace, "query")

    # -- server.api.Component

    def stanza(self, sender: Sender, element: Element, to: Jid, done: Done) -> None:
        """See `server.api.Component`."""
        if element.name == "message":
            self._turns.run(to.bare, partial(self._message, sender, element, to, done), _nothing)
        elif element.name == "presence" and element.get("type") == "error":
            room = self._rooms.get(to.bare)
            self._turns.run(to.bare, partial(self._bounced, room, sender, element), done)
        else:
            work = self._visits.presence if element.name == "presence" else self._requests.handle
            self._turns.run(to.bare, partial(work, sender, element, to), done)

    def deliver(self, parcel: Parcel) -> None:
        """See `server.api.Component`."""
        room = self._rooms.get(parcel.recipient.bare)
        if room is not None:
            # Once more in turn: a subject is written down before what comes after it is said.
            self._turns.run(("said", room.jid), partial(self._talk.deliver, room, parcel), _nothing)

    # -- messages

    def _message(self, sender: Sender, element: Element, to: Jid, done: Done) -> Work | None:
        """A message; it counts as handled (`done`) when it is on record."""
        room = self._rooms.get(to.bare)
        if room is not None and is_closed_to(room, sender):
            room = None

        def settled(_outcome: object) -> None:
            # What may not be said, the path tells the sender.
            done()

        if element.get("type") == "error":
            done()
            return self._bounced(room, sender, element)
        if room is not None and to.local and element.get("type") != "groupchat" and not to.resource:
            return self._to_room(sender, element, room, done)
        try:
            self._speak(sender, element, room, to, settled)
        except StanzaError as error:
            self._server.send(sender.jid, error_reply(element, error))
            done()
        return None

    def _speak(
        self, sender: Sender, element: Element, room: Room | None, to: Jid, settled: Callable[[object], None]
    ) -> None:
        if room is None or not to.local:
            raise StanzaError("item-not-found", "There is no such room.")
        if element.get("type") != "groupchat":
            self._talk.to_one(sender, element, room, to.resource, settled)
        elif to.resource:
            raise StanzaError("bad-request", "Speak to the room, or send a private message of type 'chat'.")
        else:
            self._talk.to_all(sender, element, room, settled)

    async def _to_room(self, sender: Sender, element: Element, room: Room, done: Done) -> None:
        try:
            await self._invitations.handle(sender, element, room)
        except StanzaError as error:
            self._server.send(sender.jid, error_reply(element, error))
        finally:
            done()

    async def _bounced(self, room: Room | None, sender: Sender, element: Element) -> None:
        """A client that can't be reached is not in the room any more (section 18.1)."""
        error = element.find("error")
        if room is not None and error is not None and any(child.name in _GONE for child in error.elements()):
            await self._visits.unreachable(room, sender.jid)


def _nothing() -> None:
    """Nobody waits for it."""
