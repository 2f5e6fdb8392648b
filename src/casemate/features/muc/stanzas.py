"""What rooms write: presence of occupants (XEP-0045 section 7.2), notices, and the messages of history."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from casemate.features.muc.names import EXTERNAL_HAT, HATS, MUC, OCCUPANT_ID, USER
from casemate.model.jid import Jid
from casemate.rooms.api import Affiliation, Occupant, Role, Room
from casemate.xmpp.element import CLIENT, Element

_SHOWN: Final = frozenset(
    {
        ("show", CLIENT),
        ("status", CLIENT),
        ("c", "http://jabber.org/protocol/caps"),
        ("x", "vcard-temp:x:update"),
        ("idle", "urn:xmpp:idle:1"),
    }
)
"""What of an occupant's presence the others see."""


class Change(NamedTuple):
    """Why a presence is sent: status codes (section 15.6.2), and who did what for which reason."""

    codes: tuple[int, ...] = ()
    actor: str = ""
    """The nickname of who did it."""
    reason: str = ""
    nick: str = ""
    """The new nickname, with code 303."""
    destroy: Element | None = None
    id: str = ""
    """Of the stanza that its own client asked for it with: that client knows the answer by it."""


PLAIN: Final = Change()


class Viewer(NamedTuple):
    """Who is to see a presence."""

    session: Jid
    occupant: Occupant


def mark_of(room: Room, jid: Jid) -> Element:
    """Whose it is, without saying who that is (XEP-0421)."""
    return Element("occupant-id", OCCUPANT_ID, {"id": room.occupant_id(jid)})


def of_room(room: Room, element: Element) -> bool:
    """Whether the room itself says it, and none of its occupants."""
    return element.get("from") == str(room.jid)


def room_jid(room: Room, nick: str) -> Jid:
    """The address of an occupant."""
    return Jid(room.jid.local, room.jid.domain, nick)


def presence(
    room: Room, occupant: Occupant, viewer: Viewer, session: Jid, shown: Element | None, change: Change = PLAIN
) -> Element:
    """What `viewer` sees of an occupant: `shown` is its presence at `session`, None when it is gone."""
    attrs = {"from": str(room_jid(room, occupant.nick)), "to": str(viewer.session)}
    if shown is None:
        attrs["type"] = "unavailable"
        if change.id and viewer.session == session:
            attrs["id"] = change.id
    elif identifier := shown.get("id"):
        attrs["id"] = identifier
    children: list[Element] = []
    if shown is not None:
        children += [child for child in shown.elements() if (child.name, child.ns) in _SHOWN]
    children.append(_user(room, occupant, viewer, session, change, gone=shown is None))
    children.append(mark_of(room, occupant.jid))
    if shown is not None and (hats := _hats(room, occupant)):
        children.append(Element("hats", HATS, {}, hats))
    return Element("presence", CLIENT, attrs, children)


def _hats(room: Room, occupant: Occupant) -> list[Element]:
    """What an occupant is besides role and affiliation (XEP-0317); that somebody is of another organisation comes first."""
    hats = [Element("hat", HATS, {"uri": EXTERNAL_HAT, "title": "External"})] if occupant.external else []
    for hat in room.hats_of(occupant.jid):
        attrs = {"uri": hat.uri, "title": hat.title, "hue": hat.hue, "xml:lang": hat.language}
        hats.append(Element("hat", HATS, {name: value for name, value in attrs.items() if value}))
    return hats


def _user(room: Room, occupant: Occupant, viewer: Viewer, session: Jid, change: Change, *, gone: bool) -> Element:
    own = viewer.occupant is occupant
    item_attrs = {"affiliation": room.affiliation(occupant.jid).word}
    item_attrs["role"] = (Role.NONE if gone and not change.nick else occupant.role).word
    if own or room.config.may_see_addresses(viewer.occupant.role):
        item_attrs["jid"] = str(session)
    if change.nick:
        item_attrs["nick"] = change.nick
    item = Element("item", USER, item_attrs)
    if change.actor:
        item.add(Element("actor", USER, {"nick": change.actor}))
    if change.reason:
        item.add(Element("reason", USER, {}, [change.reason]))
    x = Element("x", USER, {}, [item])
    if change.destroy is not None:
        x.add(change.destroy)
    for code in sorted({*change.codes, *((110,) if own else ())}):
        x.add(status(code))
    return x


def status(code: int) -> Element:
    """A status code of section 15.6.2."""
    return Element("status", USER, {"code": str(code)})


def absent(room: Room, jid: Jid, to: Jid, affiliation: Affiliation, reason: str = "") -> Element:
    """Tell an occupant that the affiliation of somebody who is not there has changed (section 9.3, example 134)."""
    item = Element("item", USER, {"affiliation": affiliation.word, "jid": str(jid), "role": Role.NONE.word})
    if reason:
        item.add(Element("reason", USER, {}, [reason]))
    attrs = {"from": str(room.jid), "to": str(to)}
    return Element("message", CLIENT, attrs, [Element("x", USER, {}, [item])])


def notice(room: Room, to: Jid, codes: Iterable[int]) -> Element:
    """Tell an occupant that the room is set otherwise (section 10.2.1)."""
    attrs = {"from": str(room.jid), "to": str(to), "type": "groupchat"}
    return Element("message", CLIENT, attrs, [Element("x", USER, {}, [status(code) for code in codes])])


def with_children(element: Element, attrs: dict[str, str], more: Sequence[Element] = ()) -> Element:
    """A stanza with other attributes and further children; what it has is shared."""
    copy = Element(element.name, CLIENT, attrs)
    copy.children = [*element.children, *more]
    return copy


def is_join(element: Element) -> bool:
    """Whether a presence asks to enter by this protocol, and not just by groupchat 1.0."""
    return element.find("x", MUC) is not None
