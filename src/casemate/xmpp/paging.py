"""Lists a page at a time (XEP-0059); what is on one is told by its key."""

from collections.abc import Sequence
from typing import Final

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

RSM: Final = "http://jabber.org/protocol/rsm"
PAGE: Final = 100
"""Entries on a page at most."""


def page(keys: Sequence[str], wanted: Element) -> tuple[slice, Element]:
    """The page that `<set/>` asks for, and the `<set/>` that says which it is.

    Raises:
        StanzaError: item-not-found for a key that is not on the list (section 2.2).
    """
    text = wanted.child_text("max", RSM) or str(PAGE)
    most = min(int(text), PAGE) if text.isascii() and text.isdecimal() and len(text) < 6 else PAGE
    after, before = wanted.child_text("after", RSM), wanted.child_text("before", RSM)
    begin, end = 0, len(keys)
    if after:
        begin = _place(keys, after) + 1
    elif before is not None:
        end = _place(keys, before) if before else end
        begin = max(0, end - most)
    part = slice(begin, min(end, begin + most))
    return part, position(keys[part], begin, len(keys))


def position(keys: Sequence[str], begin: int, count: int) -> Element:
    """Where some entries stand among all."""
    told = Element("set", RSM)
    if keys:
        told.add(Element("first", RSM, {"index": str(begin)}, [keys[0]]))
        told.add(Element("last", RSM, {}, [keys[-1]]))
    return told.add(Element("count", RSM, {}, [str(count)]))


def _place(keys: Sequence[str], key: str) -> int:
    if key not in keys:
        raise StanzaError("item-not-found")
    return keys.index(key)
