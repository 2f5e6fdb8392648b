"""Lists of rooms a page at a time (XEP-0059); rooms are told by their addresses."""

from collections.abc import Sequence

from casemate.rooms.api import Room
from casemate.xmpp import paging
from casemate.xmpp.element import Element
from casemate.xmpp.paging import RSM

__all__ = ["RSM", "page"]


def page(rooms: Sequence[Room], wanted: Element | None) -> tuple[Sequence[Room], Element | None]:
    """The page that `<set/>` asks for, and the `<set/>` that says which it is; all, and nothing, without one.

    Raises:
        StanzaError: item-not-found for an address that is not on the list (section 2.2).
    """
    if wanted is None:
        return rooms, None
    part, position = paging.page([str(room.jid) for room in rooms], wanted)
    return rooms[part], position
