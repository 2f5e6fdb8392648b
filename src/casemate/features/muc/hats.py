"""Hats (XEP-0317): made, given and taken by the owners of a room, with commands; all see them in presence.

`don` and `doff` are those of version 0.2, which does not say where hats come from; `create`, `destroy`, `list`, `list-assigned`,
`assign` and `unassign` are how clients make and give them. Titles are inspected: everybody in the room reads them.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from casemate.features.muc.adhoc import Call, Command, Commands, Values, needed
from casemate.features.muc.audience import Audience
from casemate.features.muc.discovery import is_hidden
from casemate.features.muc.forms import field, values_of
from casemate.features.muc.names import DATA, HAT_COMMANDS, OWNER
from casemate.model.errors import InvalidJid
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.rooms.api import (
    MAX_HATS,
    MAX_TITLE,
    MAX_WEARERS,
    MAX_WORN,
    Affiliation,
    Hat,
    Room,
    Rooms,
    is_hue,
    is_language,
    is_uri,
)
from casemate.server.api import Sender, Server
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError

_TITLE, _URI, _HUE, _JID = "hats#title", "hats#uri", "hats#hue", "hats#jid"
_ACCOUNT, _HAT = "accountjid", "hat"
Run = Callable[[Call, Values], Awaitable[Element | None]]


class Hats:
    """Keeps and shows hats."""

    def __init__(self, rooms: Rooms, server: Server, audience: Audience) -> None:
        self._rooms = rooms
        self._server = server
        self._audience = audience
        self.commands = Commands(
            (
                _command("create", "Make a hat", self._create, _form_to_create),
                _command("destroy", "Destroy a hat", self._destroy, _form("Destroy a hat", "")),
                _command("list", "List the hats", self._list),
                _command("list-assigned", "List who has which hat", self._list_assigned),
                _command("assign", "Give somebody a hat", self._give, _form("Give somebody a hat", _JID)),
                _command("unassign", "Take somebody's hat", self._take, _form("Take somebody's hat", _JID)),
                _command("don", "Add a hat", self._give, _form("Assigning a hat", _ACCOUNT)),
                _command("doff", "Remove a hat", self._take, _form("Removing a hat", _ACCOUNT)),
            ),
            server.clock,
        )

    async def execute(self, room: Room, sender: Sender, element: Element) -> Element:
        """A command to a room. Raises StanzaError."""
        self.check(room, sender)
        payload = next(element.elements())
        if payload.name != "command":
            raise StanzaError("service-unavailable")
        return await self.commands.execute(Call(room, sender, element.get("xml:lang") or ""), payload)

    @staticmethod
    def check(room: Room, sender: Sender) -> None:
        """Why somebody may not execute commands, or know of them. Raises StanzaError."""
        if is_hidden(room, sender):
            raise StanzaError("item-not-found", "There is no such room.")
        if room.affiliation(sender.jid) is not Affiliation.OWNER:
            raise StanzaError("forbidden", "Only owners of the room do that.")

    # -- commands

    async def _create(self, call: Call, values: Values) -> None:
        """Make a hat, or make it another one: clients have no other command to change it."""
        room, uri, hue = call.room, needed(values, _URI), values.get(_HUE, "").strip()
        title = needed(values, _TITLE)
        if not is_uri(uri):
            raise StanzaError("not-acceptable", "A hat has a URI of up to 256 characters, not one of Casemate's own.")
        if len(title) > MAX_TITLE or not title.isprintable():
            raise StanzaError("not-acceptable", f"A title has at most {MAX_TITLE} characters that print.")
        if hue and not is_hue(hue):
            raise StanzaError("not-acceptable", "A hue is an angle of 0 to 360 degrees.")
        if uri not in room.hats and len(room.hats) >= MAX_HATS:
            raise StanzaError("resource-constraint", f"A room has at most {MAX_HATS} hats.")
        title = await self._inspected(call, uri, title)
        if uri not in room.hats and len(room.hats) >= MAX_HATS:
            # Others were made meanwhile.
            raise StanzaError("resource-constraint", f"A room has at most {MAX_HATS} hats.")
        language = call.language if is_language(call.language) else ""
        await self._changed(room, {**room.hats, uri: Hat(uri, title, hue, language)}, room.worn)

    async def _inspected(self, call: Call, uri: str, title: str) -> str:
        """The title as it may be shown."""
        room = call.room
        form = Element("x", DATA, {"type": "submit"}, [field(_URI, "", [uri]), field(_TITLE, "", [title])])
        attrs = {"type": "set", "id": token(9), "from": str(call.sender.jid), "to": str(room.jid)}
        said = Element("iq", CLIENT, attrs, [Element("query", OWNER, {}, [form])])
        outcome = await self._server.inspect(call.sender, said, room.jid, outward=room.config.external)
        query = outcome.element.find("query", OWNER)
        shown = query.find("x", DATA) if query is not None else None
        seen = values_of(shown) if shown is not None else {}
        if not outcome.passed or seen.get(_URI) != [uri] or not seen.get(_TITLE):
            raise StanzaError("policy-violation", "That hat is not allowed here.")
        return seen[_TITLE][0][:MAX_TITLE]

    async def _destroy(self, call: Call, values: Values) -> None:
        room, uri = call.room, _known(call.room, values)
        hats = {key: hat for key, hat in room.hats.items() if key != uri}
        await self._changed(room, hats, {jid: _without(worn, uri) for jid, worn in room.worn.items()})

    async def _give(self, call: Call, values: Values) -> None:
        room, uri, jid = call.room, _known(call.room, values), _person(call.room, values)
        worn = room.worn.get(jid, ())
        if uri in worn:
            return
        if len(worn) >= MAX_WORN:
            raise StanzaError("resource-constraint", f"Nobody wears more than {MAX_WORN} hats.")
        if not worn and len(room.worn) >= MAX_WEARERS:
            raise StanzaError("resource-constraint", f"At most {MAX_WEARERS} people of a room have hats.")
        await self._changed(room, room.hats, {**room.worn, jid: (*worn, uri)})

    async def _take(self, call: Call, values: Values) -> None:
        room, uri, jid = call.room, _known(call.room, values), _person(call.room, values)
        worn = room.worn.get(jid, ())
        if uri not in worn:
            raise StanzaError("item-not-found", "They do not have that hat.")
        await self._changed(room, room.hats, {**room.worn, jid: _without(worn, uri)})

    async def _list(self, call: Call, _values: Values) -> Element:
        return _table((_URI, _TITLE, _HUE), [_row(hat) for hat in call.room.hats.values()])

    async def _list_assigned(self, call: Call, _values: Values) -> Element:
        rows = [{_JID: str(jid)} | _row(hat) for jid in sorted(call.room.worn) for hat in call.room.hats_of(jid)]
        return _table((_JID, _URI, _TITLE, _HUE), rows)

    async def _changed(self, room: Room, hats: Mapping[str, Hat], worn: Mapping[Jid, tuple[str, ...]]) -> None:
        """Keep it, and show those anew who look otherwise now."""
        before = {occupant.nick: room.hats_of(occupant.jid) for occupant in room.occupants.values()}
        await self._rooms.set_hats(room, hats, worn)
        for occupant in list(room.occupants.values()):
            if room.hats_of(occupant.jid) != before.get(occupant.nick, []):
                self._audience.show(room, occupant)


def _command(name: str, title: str, run: Run, form: Callable[[Room], Element] | None = None) -> Command:
    return Command(f"{HAT_COMMANDS}:{name}", title, form, run)


def _form_to_create(_room: Room) -> Element:
    return _asking(
        "Make a hat",
        _required(field(_TITLE, "text-single", [], "What all read")),
        _required(field(_URI, "text-single", [], "The URI by which clients know it")),
        field(_HUE, "text-single", [], "Its colour, as an angle"),
    )


def _form(title: str, person: str) -> Callable[[Room], Element]:
    """A form that asks for one of the room's hats, and (in the field `person`) for whose it is."""

    def made(room: Room) -> Element:
        hat = _required(field(_HAT, "list-single", [], "Hat"))
        for each in room.hats.values():
            hat.add(Element("option", DATA, {"label": each.title}, [Element("value", DATA, {}, [each.uri])]))
        return _asking(title, *([_required(field(person, "jid-single", [], "Address"))] if person else []), hat)

    return made


def _asking(title: str, *fields: Element) -> Element:
    first = [Element("title", DATA, {}, [title]), field("FORM_TYPE", "hidden", [HAT_COMMANDS])]
    return Element("x", DATA, {"type": "form"}, [*first, *fields])


def _required(made: Element) -> Element:
    return made.add(Element("required", DATA))


def _table(names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Element:
    """A form with many items (XEP-0004 section 3.4)."""
    x = Element("x", DATA, {"type": "result"}, [field("FORM_TYPE", "hidden", [HAT_COMMANDS])])
    x.add(Element("reported", DATA, {}, [Element("field", DATA, {"var": name}) for name in names]))
    for row in rows:
        cells = [
            Element("field", DATA, {"var": name}, [Element("value", DATA, {}, [text])]) for name, text in row.items()
        ]
        x.add(Element("item", DATA, {}, cells))
    return x


def _known(room: Room, values: Values) -> str:
    uri = needed(values, _HAT, _URI)
    if uri not in room.hats:
        raise StanzaError("item-not-found", "There is no such hat in this room.")
    return uri


def _person(room: Room, values: Values) -> Jid:
    """Whose hat it is: a bare address, or that of an occupant, who has one."""
    try:
        jid = Jid.parse(needed(values, _JID, _ACCOUNT))
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error
    if jid.bare != room.jid:
        if not jid.local:
            raise StanzaError("jid-malformed", "A person has an address of the form name@domain.")
        return jid.bare
    occupant = room.occupants.get(jid.resource)
    if occupant is None:
        raise StanzaError("item-not-found", "Nobody in the room has that nickname.")
    return occupant.jid


def _without(worn: tuple[str, ...], uri: str) -> tuple[str, ...]:
    return tuple(each for each in worn if each != uri)


def _row(hat: Hat) -> dict[str, str]:
    return {_URI: hat.uri, _TITLE: hat.title, **({_HUE: hat.hue} if hat.hue else {})}
