"""Lists of rooms a page at a time (XEP-0059); rooms are told by their addresses."""

from collections.abc import Sequence
from typing import Final

from casemate.rooms.api import Room
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

RSM: Final = "http://jabber.org/protocol/rsm"
PAGE: Final = 100
"""Rooms on a page at most."""


def page(rooms: Sequence[Room], wanted: Element | None) -> tuple[Sequence[Room], Element | None]:
    """The page that `<set/>` asks for, and the `<set/>` that says which it is; all, and nothing, without one.

    Raises:
        StanzaError: item-not-found for an address that is not on the list (section 2.2).
    """
    if wanted is None:
        return rooms, None
    keys = [str(room.jid) for room in rooms]
    text = wanted.child_text("max", RSM) or str(PAGE)
    most = min(int(text), PAGE) if text.isdecimal() and len(text) < 6 else PAGE
    after, before = wanted.child_text("after", RSM), wanted.child_text("before", RSM)
    begin = 0
    if after:
        begin = _place(keys, after) + 1
    elif before is not None:
        begin = max(0, (_place(keys, before) if before else len(keys)) - most)
    return rooms[begin : begin + most], _position(keys[begin : begin + most], begin, len(rooms))


def _place(keys: Sequence[str], key: str) -> int:
    if key not in keys:
        raise StanzaError("item-not-found")
    return keys.index(key)


def _position(keys: Sequence[str], begin: int, count: int) -> Element:
    told = Element("set", RSM)
    if keys:
        told.add(Element("first", RSM, {"index": str(begin)}, [keys[0]]))
        told.add(Element("last", RSM, {}, [keys[-1]]))
    return told.add(Element("count", RSM, {}, [str(count)]))
