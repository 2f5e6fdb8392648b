"""Coming, going, and being there: presence in rooms (XEP-0045 sections 7.1, 7.2, 7.6, 7.7, 7.14, 10.1)."""

from collections.abc import Awaitable, Callable
from typing import Final

from casemate.features.muc.activity import Activity
from casemate.features.muc.audience import Audience
from casemate.features.muc.history import History, is_closed_to, since_for
from casemate.features.muc.names import MUC, NICK
from casemate.features.muc.stanzas import PLAIN, Change, Viewer, is_join
from casemate.model.jid import Jid
from casemate.rooms.api import ANYONE, Affiliation, Config, Occupant, Role, Room, Rooms
from casemate.rooms.nicknames import is_taken
from casemate.server.api import Sender, Server
from casemate.settings.schema import Rooms as Options
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply

Administers = Callable[[Jid], Awaitable[bool]]
_CLOSED: Final = "That room is not open to people of other organisations."
_TYPES: Final = frozenset({None, "unavailable"})
NON_ANONYMOUS, LOGGED, CREATED, RENAMED, UNREACHABLE = 100, 170, 201, 303, 333


class Visits:
    """Lets people in and out."""

    def __init__(
        self,
        rooms: Rooms,
        server: Server,
        audience: Audience,
        history: History,
        activity: Activity,
        options: Options,
        administers: Administers,
    ) -> None:
        """`administers` tells whether somebody at a bare address administers their organisation."""
        self._rooms = rooms
        self._administers = administers
        self.activity = activity
        self._server = server
        self._audience = audience
        self._history = history
        self._options = options

    def now(self) -> int:
        """Milliseconds since the epoch."""
        return int(self._server.clock() * 1000)

    async def presence(self, sender: Sender, element: Element, to: Jid) -> None:
        """A presence for a room."""
        kind = element.get("type")
        if kind not in _TYPES:
            return
        try:
            if not to.local and not to.resource:
                await self.activity.subscribe(sender, element, to)
            elif kind == "unavailable":
                await self._leave(sender, element, to)
            else:
                await self._available(sender, element, to)
        except StanzaError as error:
            reply = error_reply(element, error)
            reply.children.insert(0, Element("x", MUC))
            self._server.send(sender.jid, reply)

    async def _available(self, sender: Sender, element: Element, to: Jid) -> None:
        if not to.resource or not to.local:
            raise StanzaError("jid-malformed", "Choose a nickname: enter as room@service/nickname.")
        if not to.resource.strip():
            raise StanzaError("not-acceptable", "A nickname is not only spaces.")
        room = self._rooms.get(to.bare)
        if room is not None and is_closed_to(room, sender):
            # The same whether there is such a room or not (ATTACKS C7).
            raise StanzaError("not-allowed", _CLOSED)
        if room is not None:
            self._check(room, sender, element, to.resource)
        elif sender.tenant != self._server.tenant_at(to.domain):
            raise StanzaError("not-allowed", _CLOSED)
        elif not self._options.create and not await self._administers(sender.jid.bare):
            raise StanzaError("not-allowed", "There is no such room, and only administrators make new ones.")
        shown = await self._inspected(sender, element, to, outward=room is not None and room.config.external)
        created = False
        room = self._rooms.get(to.bare)
        if room is None:
            room, created = await self._create(sender, element, to)
        await self._history.ready(room)
        # Others came and went meanwhile.
        self._check(room, sender, element, to.resource)
        occupant = room.occupant(sender.jid)
        if occupant is None or (occupant.nick == to.resource and is_join(element)):
            self._enter(room, sender, element, shown, to.resource, created=created)
        elif occupant.nick == to.resource:
            occupant.sessions.pop(sender.jid)
            occupant.sessions[sender.jid] = shown
            self._audience.show(room, occupant)
        else:
            self._rename(room, sender, occupant, shown, to.resource)

    async def _inspected(self, sender: Sender, element: Element, to: Jid, *, outward: bool) -> Element:
        """The presence as it may be seen; its nickname is judged with it."""
        said = Element("presence", CLIENT, {**element.attrs, "to": str(to.bare)})
        nick = Element("nick", NICK, {}, [to.resource])
        said.children = [*(c for c in element.elements() if (c.name, c.ns) != ("nick", NICK)), nick]
        outcome = await self._server.inspect(sender, said, to.bare, outward=outward)
        seen = outcome.element.find("nick", NICK)
        if not outcome.passed or seen is None or seen.text() != to.resource:
            raise StanzaError("policy-violation", "That nickname or status is not allowed here.")
        outcome.element.children = [c for c in outcome.element.children if c is not seen]
        return outcome.element

    async def _create(self, sender: Sender, element: Element, to: Jid) -> tuple[Room, bool]:
        tenant = self._server.tenant_at(to.domain)
        if tenant is None or tenant != sender.tenant:
            raise StanzaError("not-allowed", _CLOSED)
        if len(self._rooms.of(tenant)) >= self._options.most:
            raise StanzaError("resource-constraint", "There are as many rooms as there may be.")
        config = Config(members_only=self._options.members_only, external=self._options.external, name=to.local)
        room, created = await self._rooms.create(to.bare, tenant, sender.jid.bare, config)
        if created and not is_join(element):
            # Groupchat 1.0 knows no configuration: the room is open at once (section 10.1.3).
            room.locked = False
        return room, created

    def _check(self, room: Room, sender: Sender, element: Element, nick: str) -> None:
        """Why somebody may not come in, or take that nickname (sections 7.2.5 to 7.2.10, 7.6)."""
        affiliation = room.affiliation(sender.jid)
        here = room.occupant(sender.jid)
        if here is None:
            self._check_entry(room, affiliation, element)
        if (here is None or here.nick != nick) and is_taken(room, nick, sender.jid.bare):
            raise StanzaError("conflict", "Somebody else has that nickname, or one that looks like it.")
        if here is not None and here.nick != nick and here.role is Role.VISITOR and room.config.moderated:
            return
        if here is None and nick not in room.occupants:
            most = min(room.config.max_users or self._options.max_users, self._options.max_users)
            if room.size >= most and affiliation < Affiliation.ADMIN:
                raise StanzaError("service-unavailable", "The room is full.", kind="wait")

    @staticmethod
    def _check_entry(room: Room, affiliation: Affiliation, element: Element) -> None:
        if room.locked and affiliation is not Affiliation.OWNER:
            raise StanzaError("item-not-found", "This room is not open yet.")
        if affiliation is Affiliation.OUTCAST:
            raise StanzaError("forbidden", "You are banned from this room.")
        if room.config.members_only and affiliation is Affiliation.NONE:
            raise StanzaError("registration-required", "Only members may enter this room.")
        x = element.find("x", MUC)
        password = x.child_text("password", MUC) if x is not None else None
        if room.config.password and password != room.config.password:
            raise StanzaError("not-authorized", "This room needs a password.")

    def _enter(self, room: Room, sender: Sender, element: Element, shown: Element, nick: str, *, created: bool) -> None:
        occupant = room.enter(sender.jid, nick, shown)
        occupant.external = sender.tenant != room.tenant
        viewer = Viewer(sender.jid, occupant)
        self._audience.show_all(room, viewer)
        told = (
            (NON_ANONYMOUS, room.config.whois == ANYONE),
            (LOGGED, room.config.logging),
            (CREATED, created),
        )
        self._audience.show(room, occupant, own=tuple(code for code, applies in told if applies))
        since = since_for(room, sender)
        for message in self._history.for_newcomer(room, element, sender.jid, since):
            self._server.send(sender.jid, message)
        self._server.send(sender.jid, self._history.subject(room, sender.jid, since))

    def _rename(self, room: Room, sender: Sender, occupant: Occupant, shown: Element, nick: str) -> None:
        alone = len(occupant.sessions) == 1
        if alone:
            sessions = dict(occupant.sessions)
            room.leave(sender.jid)
            self._audience.gone(room, occupant, sessions, Change((RENAMED,), nick=nick))
            renamed = room.enter(sender.jid, nick, shown)
            renamed.role, renamed.external = occupant.role, occupant.external
        else:
            renamed = room.rename(sender.jid, nick, shown)
        self._audience.show(room, renamed)

    async def _leave(self, sender: Sender, element: Element, to: Jid) -> None:
        room = self._rooms.get(to.bare)
        if room is None or room.occupant(sender.jid) is None:
            return
        words: Element | None = None
        if element.find("status") is not None:
            outcome = await self._server.inspect(sender, element, to.bare, outward=room.config.external)
            words = outcome.element if outcome.passed else None
        await self.left(room, sender.jid, words, Change(id=element.get("id") or ""))

    async def unreachable(self, room: Room, session: Jid) -> None:
        """A client that answers by errors is not there any more (section 18.1)."""
        await self.left(room, session, change=Change((UNREACHABLE,)))

    async def left(self, room: Room, session: Jid, words: Element | None = None, change: Change = PLAIN) -> None:
        """A client is gone from a room."""
        occupant = room.occupant(session)
        if occupant is None:
            return
        shown = occupant.sessions[session]
        room.leave(session)
        self.activity.out(room, [session])
        if occupant.sessions:
            # Others of the same person stay under the nickname (section 7.14).
            self._audience.shown_out(room, occupant, [session], change, words)
        else:
            self._audience.gone(room, occupant, {session: shown}, change, words)
        if not room.here(occupant.jid):
            await self._rooms.visited(room, occupant.jid, self.now())
        await self.emptied(room)

    async def emptied(self, room: Room) -> None:
        """A room that is not persistent goes with the last occupant (section 4.2)."""
        if not room.occupants and (room.locked or not room.config.persistent) and self._rooms.get(room.jid) is room:
            self._history.forget(room)
            self.activity.forget(room)
            await self._rooms.destroy(room)
