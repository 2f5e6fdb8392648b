"""What passes between our people and rooms elsewhere (XEP-0045) besides what passes between people.

Only for what comes from a room that a client has entered, or goes to one: from anybody else the same elements are forgeries
(ATTACKS C4), and do not pass.
"""

from collections.abc import Mapping
from typing import Final

from casemate.model.jid import Jid
from casemate.pipeline.shapes import MESSAGE, PRESENCE, Form, Name, Shape
from casemate.xmpp.element import Element

_MUC: Final = "http://jabber.org/protocol/muc"
_USER: Final = f"{_MUC}#user"
_HATS: Final = "urn:xmpp:hats:0"
_STANZA_ID: Final = ("urn:xmpp:sid:0", "stanza-id")
_DELAY: Final = ("urn:xmpp:delay", "delay")
_BY: Final[Mapping[Name, str]] = {_STANZA_ID: "by", _DELAY: "from"}
"""Who says it: the room itself, or it does not pass."""

_REASON: Final = Shape({}, Form.TEXT, part="reason")
_ITEM: Final = Shape(
    {"affiliation": Form.TOKEN, "role": Form.TOKEN, "jid": Form.TOKEN, "nick": Form.TEXT},
    children={
        (_USER, "reason"): _REASON,
        (_USER, "actor"): Shape({"nick": Form.TEXT, "jid": Form.TOKEN}),
    },
    part="item",
)
_X: Final[Mapping[Name, Shape]] = {
    (_USER, "status"): Shape({"code": Form.TOKEN}),
    (_USER, "item"): _ITEM,
    (_USER, "destroy"): Shape(
        {"jid": Form.ADDRESS}, children={(_USER, "reason"): _REASON, (_USER, "password"): Shape({}, Form.TEXT)}
    ),
}
_MARKS: Final[Mapping[Name, Shape]] = {
    ("urn:xmpp:occupant-id:0", "occupant-id"): Shape({"id": Form.TOKEN}),
    _DELAY: Shape({"from": Form.KNOWN, "stamp": Form.TOKEN}),
}

ROOM_MESSAGE: Final[Mapping[Name, Shape]] = {
    **MESSAGE,
    **_MARKS,
    _STANZA_ID: Shape({"by": Form.KNOWN, "id": Form.TOKEN}),
    (_USER, "x"): Shape(children={**MESSAGE[_USER, "x"].children, **_X}),
}
ROOM_PRESENCE: Final[Mapping[Name, Shape]] = {
    **PRESENCE,
    **_MARKS,
    (_MUC, "x"): Shape(
        children={
            (_MUC, "password"): Shape({}, Form.TEXT, part="password"),
            (_MUC, "history"): Shape(dict.fromkeys(("maxchars", "maxstanzas", "seconds", "since"), Form.TOKEN)),
        }
    ),
    (_USER, "x"): Shape(children=_X),
    (_HATS, "hats"): Shape(
        children={
            (_HATS, "hat"): Shape(
                {"uri": Form.TOKEN, "title": Form.TEXT, "hue": Form.TOKEN, "xml:lang": Form.LANGUAGE}, part="hat"
            )
        }
    ),
}


def claims_another(child: Element, room: Jid) -> bool:
    """Whether an element claims to be said by anybody but the room."""
    said_by = _BY.get((child.ns, child.name))
    return said_by is not None and child.get(said_by) not in {str(room), room.domain}


def is_history(message: Element, room: Jid) -> bool:
    """Whether a room elsewhere repeats what was said before."""
    delay = message.find(_DELAY[1], _DELAY[0])
    return delay is not None and not claims_another(delay, room)
