"""What people publish (XEP-0060): any element may be published, so whatever is not described here is inspected as text.

An item comes as `<item xmlns='http://jabber.org/protocol/pubsub'/>` in an IQ. Of an element that `PAYLOADS` describes, that passes which
fits (as in `shapes`). Of every other, all texts and all values of attributes are inspected, and it passes with its structure. What is
opaque (keys and devices of end-to-end encryption) is so wherever it stands.
"""

from collections.abc import Mapping
from typing import Final

from casemate.pipeline.shapes import EMPTY, Form, Name, Shape

PUBSUB: Final = "http://jabber.org/protocol/pubsub"
EVENT: Final = f"{PUBSUB}#event"
ITEM: Final[Name] = (PUBSUB, "item")
ASKED: Final[Name] = (PUBSUB, "pubsub")
"""What our people ask of nodes elsewhere, and the answer."""
TOLD: Final[Name] = (EVENT, "event")
"""What they are told of such nodes."""
SEVERAL: Final = frozenset({"items", "purge", "delete"})
_LINKS: Final = frozenset({"url", "uri", "href", "src", "link", "target"})
"""Elements and attributes whose value is an address, whatever else they are."""

_TEXT: Final = Shape({"xml:lang": Form.TOKEN}, Form.TEXT)
_AVATAR: Final = "urn:xmpp:avatar"

_STORAGE: Final = "storage:bookmarks"

_CONFERENCE: Final = {"name": Form.TEXT, "autojoin": Form.TOKEN, "jid": Form.ADDRESS, "minimize": Form.TOKEN}
_INFO: Final = Shape(
    {**dict.fromkeys(("bytes", "height", "id", "type", "width"), Form.TOKEN), "url": Form.URL}, part="avatar"
)

PAYLOADS: Final[Mapping[Name, Shape]] = {
    # XEP-0084
    (f"{_AVATAR}:data", "data"): Shape({}, Form.BLOB, part="avatar.photo"),
    (f"{_AVATAR}:metadata", "metadata"): Shape(
        children={(f"{_AVATAR}:metadata", "info"): _INFO, (f"{_AVATAR}:metadata", "pointer"): EMPTY}
    ),
    # XEP-0172
    ("http://jabber.org/protocol/nick", "nick"): _TEXT,
    # XEP-0490: which message was read
    ("urn:xmpp:mds:displayed:0", "displayed"): Shape(
        children={("urn:xmpp:sid:0", "stanza-id"): Shape({"by": Form.ADDRESS, "id": Form.TOKEN})}
    ),
    # XEP-0048
    (_STORAGE, "storage"): Shape(
        children={
            (_STORAGE, "conference"): Shape(
                _CONFERENCE, children={(_STORAGE, "nick"): _TEXT, (_STORAGE, "password"): _TEXT}, part="bookmark"
            ),
            (_STORAGE, "url"): Shape({"name": Form.TEXT, "url": Form.URL}, part="bookmark"),
        }
    ),
}


def is_link(name: str) -> bool:
    """Whether the value of an attribute, or the text of an element, of that name is an address."""
    return name in _LINKS
