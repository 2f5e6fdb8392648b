"""The allowlist: which elements may pass from one person to another, and what in them is text, address or token.

The invariant of normalisation (ATTACKS D): the elements that are delivered are exactly the elements that are inspected. What is
not described here does not pass. An element's text is either inspected (`TEXT`, `URL`) or constrained to a form that
says nothing to a person (`TOKEN`, `NUMBER`); the same holds for attributes.
"""

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple

from casemate.xmpp.element import CLIENT
from casemate.xmpp.errors import DEFAULT_TYPES, STANZA_ERRORS

Name = tuple[str, str]
"""(namespace, local name)"""


class Form(Enum):
    """What an attribute's value or an element's text may be."""

    TEXT = "text"
    """Read by people: inspected as text."""
    URL = "url"
    """Followed by people or clients: inspected as an address."""
    TOKEN = "token"  # noqa: S105 - a form of text, no secret
    """Identifiers: printable ASCII without spaces, at most 256 characters; what does not fit is removed."""
    LANGUAGE = "language"
    """A language tag (RFC 5646); what is none is removed."""
    ADDRESS = "address"
    """An XMPP address, inspected as text; what is none is removed."""
    KNOWN = "known"
    """Checked before to be what the stanza says anyway (its sender's address), so that it says nothing new."""
    BLOB = "blob"
    """Base64 of a picture: inspected as a file."""


TOKEN: Final = re.compile(r"[!-~]{1,256}\Z")
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}\Z")


class Shape(NamedTuple):
    """What may stand in an element."""

    attrs: Mapping[str, Form] = MappingProxyType({})
    text: Form | None = None
    children: "Mapping[Name, Shape]" = MappingProxyType({})
    part: str = ""
    """How the part is called in findings; the element's name when empty."""
    record: bool = False
    """Recorded even when it carries no text (a retraction changes what people see)."""


class Payload(NamedTuple):
    """An element that is passed whole or not at all: its meaning bypasses inspection, so policy must allow it."""

    part: str


EMPTY: Final = Shape()
_LANG: Final = {"xml:lang": Form.LANGUAGE}
_ID: Final = {"id": Form.TOKEN}
_TEXT: Final = Shape(_LANG, Form.TEXT)


def _plain(ns: str, **children: Shape) -> dict[Name, Shape]:
    return {(ns, name.replace("_", "-")): shape for name, shape in children.items()}


ERROR: Final = Shape(
    {"type": Form.TOKEN, "by": Form.ADDRESS},
    children={
        **{(STANZA_ERRORS, condition): EMPTY for condition in DEFAULT_TYPES},
        (STANZA_ERRORS, "text"): Shape(_LANG, Form.TEXT, part="error"),
    },
)

_HASHES: Final = "urn:xmpp:hashes:2"
_HASH: Final = {(_HASHES, "hash"): Shape({"algo": Form.TOKEN}, Form.TOKEN)}
_TOKEN_TEXT: Final = Shape({}, Form.TOKEN)


def _file(ns: str) -> Shape:
    tokens = {(ns, n): _TOKEN_TEXT for n in ("media-type", "size", "date", "width", "height", "length")}
    thumbnail = Shape({"uri": Form.URL, "media-type": Form.TOKEN, "width": Form.TOKEN, "height": Form.TOKEN})
    return Shape(
        children={
            **tokens,
            **_HASH,
            (ns, "name"): Shape({}, Form.TEXT, part="file.name"),
            (ns, "desc"): Shape(_LANG, Form.TEXT, part="file.desc"),
            ("urn:xmpp:thumbs:1", "thumbnail"): thumbnail,
        }
    )


_REFERENCE: Final = "urn:xmpp:reference:0"
_REFERENCE_ATTRS: Final = dict.fromkeys(("type", "begin", "end", "anchor"), Form.TOKEN) | {"uri": Form.URL}
_SIMS: Final = "urn:xmpp:sims:1"
_TRANSFER: Final = "urn:xmpp:jingle:apps:file-transfer:5"
_SFS: Final = "urn:xmpp:sfs:0"
_METADATA: Final = "urn:xmpp:file:metadata:0"
_URL_DATA: Final = "http://jabber.org/protocol/url-data"
_FALLBACK: Final = "urn:xmpp:fallback:0"
_RANGE: Final = Shape({"start": Form.TOKEN, "end": Form.TOKEN})
_MARKERS: Final = "urn:xmpp:chat-markers:0"
_OOB: Final = "jabber:x:oob"


def _retract() -> Shape:
    """XEP-0424; `moderated` (XEP-0425) is what rooms alone say, and they take it out of what people send."""
    ns = "urn:xmpp:message-retract:1"
    moderated = Shape({"by": Form.ADDRESS}, children=_plain("urn:xmpp:occupant-id:0", occupant_id=Shape(_ID)))
    reason = Shape({}, Form.TEXT, part="reason")
    inner = {("urn:xmpp:message-moderate:1", "moderated"): moderated, (ns, "reason"): reason}
    return Shape(_ID, children=inner, record=True)


_LABEL: Final = "urn:xmpp:sec-label:0"


def _label() -> Shape:
    """A security label; of the labels themselves (which anybody may define) only ESS ones, which are data (RFC 2634)."""
    inner = Shape(children=_plain("urn:xmpp:sec-label:ess:0", esssecuritylabel=_TOKEN_TEXT))
    marking = Shape({"fgcolor": Form.TOKEN, "bgcolor": Form.TOKEN}, Form.TEXT, part="label")
    return Shape(children=_plain(_LABEL, displaymarking=marking, label=inner, equivalentlabel=inner), record=True)


_MUC_USER: Final = "http://jabber.org/protocol/muc#user"
_REASON: Final = Shape({}, Form.TEXT, part="reason")

MESSAGE: Final[Mapping[Name, Shape]] = {
    (CLIENT, "body"): _TEXT,
    (CLIENT, "subject"): _TEXT,
    (CLIENT, "thread"): Shape({"parent": Form.TOKEN}, Form.TOKEN),
    (CLIENT, "error"): ERROR,
    # XEP-0085, 0184, 0224, 0333, 0334, 0359, 0393: no text
    **_plain(
        "http://jabber.org/protocol/chatstates", active=EMPTY, composing=EMPTY, paused=EMPTY, inactive=EMPTY, gone=EMPTY
    ),
    **_plain("urn:xmpp:receipts", request=EMPTY, received=Shape(_ID)),
    **_plain("urn:xmpp:attention:0", attention=EMPTY),
    **_plain(_MARKERS, markable=EMPTY, received=Shape(_ID), displayed=Shape(_ID), acknowledged=Shape(_ID)),
    **_plain("urn:xmpp:hints", no_store=EMPTY, no_permanent_store=EMPTY, no_copy=EMPTY, store=EMPTY),
    **_plain("urn:xmpp:sid:0", origin_id=Shape(_ID)),
    **_plain("urn:xmpp:styling:0", unstyled=EMPTY),
    # XEP-0280 section 9: no copies, please
    **_plain("urn:xmpp:carbons:2", private=EMPTY),
    # XEP-0308, 0424, 0444, 0461, 0428: they change or refer to other messages
    **_plain("urn:xmpp:message-correct:0", replace=Shape(_ID, record=True)),
    **_plain("urn:xmpp:message-retract:1", retract=_retract()),
    **_plain(
        "urn:xmpp:reactions:0",
        reactions=Shape(_ID, children=_plain("urn:xmpp:reactions:0", reaction=Shape({}, Form.TEXT)), record=True),
    ),
    **_plain("urn:xmpp:reply:0", reply=Shape({"to": Form.ADDRESS, "id": Form.TOKEN})),
    **_plain(_FALLBACK, fallback=Shape({"for": Form.TOKEN}, children=_plain(_FALLBACK, body=_RANGE, subject=_RANGE))),
    # XEP-0258: how sensitive it is, in words and by a label
    **_plain(_LABEL, securitylabel=_label()),
    # XEP-0382, 0172: text
    **_plain("urn:xmpp:spoiler:0", spoiler=Shape(_LANG, Form.TEXT)),
    **_plain("http://jabber.org/protocol/nick", nick=Shape({}, Form.TEXT)),
    # XEP-0066, 0372 with 0385, 0447: addresses of files
    **_plain(
        _OOB,
        x=Shape(
            children=_plain(
                _OOB, url=Shape({}, Form.URL, part="oob.url"), desc=Shape(_LANG, Form.TEXT, part="oob.desc")
            )
        ),
    ),
    (_REFERENCE, "reference"): Shape(
        _REFERENCE_ATTRS,
        children={
            (_SIMS, "media-sharing"): Shape(
                children={
                    (_TRANSFER, "file"): _file(_TRANSFER),
                    (_SIMS, "sources"): Shape(children={(_REFERENCE, "reference"): Shape(_REFERENCE_ATTRS)}),
                }
            )
        },
    ),
    (_SFS, "file-sharing"): Shape(
        {"disposition": Form.TOKEN, "id": Form.TOKEN},
        children={
            (_METADATA, "file"): _file(_METADATA),
            (_SFS, "sources"): Shape(children={(_URL_DATA, "url-data"): Shape({"target": Form.URL})}),
        },
    ),
    # XEP-0045 section 7.8, XEP-0249: invitations
    **_plain(
        _MUC_USER,
        x=Shape(
            children=_plain(
                _MUC_USER,
                invite=Shape(
                    {"from": Form.ADDRESS, "to": Form.ADDRESS},
                    children=_plain(_MUC_USER, reason=_REASON, **{"continue": Shape({"thread": Form.TOKEN})}),
                    record=True,
                ),
                decline=Shape(
                    {"from": Form.ADDRESS, "to": Form.ADDRESS}, children=_plain(_MUC_USER, reason=_REASON), record=True
                ),
                password=Shape({}, Form.TEXT, part="password"),
            )
        ),
    ),
    **_plain(
        "jabber:x:conference",
        x=Shape(
            {
                "jid": Form.ADDRESS,
                "reason": Form.TEXT,
                "password": Form.TEXT,
                "thread": Form.TOKEN,
                "continue": Form.TOKEN,
            },
            record=True,
        ),
    ),
    # XEP-0380 announces what an opaque payload is
    **_plain("urn:xmpp:eme:0", encryption=Shape({"namespace": Form.TOKEN, "name": Form.TEXT})),
}

OPAQUE: Final[Mapping[str, Payload]] = {
    "eu.siacs.conversations.axolotl": Payload("omemo"),
    "urn:xmpp:omemo:0": Payload("omemo"),
    "urn:xmpp:omemo:1": Payload("omemo"),
    "urn:xmpp:omemo:2": Payload("omemo"),
    "urn:xmpp:openpgp:0": Payload("openpgp"),
    "jabber:x:encrypted": Payload("pgp"),
    "urn:xmpp:jingle:1": Payload("jingle"),
    "urn:xmpp:jingle-message:0": Payload("jingle"),
    "urn:xmpp:jingle-message:1": Payload("jingle"),
    "http://jabber.org/protocol/ibb": Payload("in-band-bytestream"),
    "http://jabber.org/protocol/bytestreams": Payload("socks5-bytestream"),
    "http://jabber.org/protocol/si": Payload("stream-initiation"),
}
"""Namespaces of end-to-end encryption and peer-to-peer transfers (XEP-0384, 0373, 0027, 0166, 0353, 0047, 0065, 0095)."""

PRESENCE: Final[Mapping[Name, Shape]] = {
    (CLIENT, "show"): _TOKEN_TEXT,
    (CLIENT, "priority"): _TOKEN_TEXT,
    (CLIENT, "status"): _TEXT,
    (CLIENT, "error"): ERROR,
    **_plain("http://jabber.org/protocol/nick", nick=Shape({}, Form.TEXT)),
    **_plain("http://jabber.org/protocol/caps", c=Shape(dict.fromkeys(("node", "ver", "hash", "ext"), Form.TOKEN))),
    # XEP-0390
    **_plain("urn:xmpp:caps", c=Shape(children=_HASH)),
    **_plain("vcard-temp:x:update", x=Shape(children=_plain("vcard-temp:x:update", photo=_TOKEN_TEXT))),
    **_plain("urn:xmpp:idle:1", idle=Shape({"since": Form.TOKEN})),
    **_plain("urn:xmpp:pars:0", preauth=Shape({"token": Form.TOKEN})),
}

EXTENSION: Final = _TEXT
"""What clients may add to presence without anybody having described it (RFC 6121 section 4.7.3): one element with words, inspected."""
_STANDARD: Final = (
    "jabber:",
    "http://jabber.org/",
    "urn:xmpp:",
    "urn:ietf:",
    "urn:casemate:",
    "vcard-temp",
    "http://etherx.",
)
"""Namespaces of those who mean something by them: what of these is not described above does not pass, so that nothing is forged."""
_NAMESPACE: Final = re.compile(r"[!-~]{1,120}\Z")
_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,40}\Z")


def is_extension(name: Name) -> bool:
    """Whether an element in presence is somebody's own extension."""
    namespace, local = name
    own = not namespace.lower().startswith(_STANDARD) and namespace not in OPAQUE
    return own and _NAMESPACE.match(namespace) is not None and _LOCAL.match(local) is not None


_FORM: Final = "jabber:x:data"
_DISCO_INFO: Final = "http://jabber.org/protocol/disco#info"
_DISCO_ITEMS: Final = "http://jabber.org/protocol/disco#items"
_VERSION: Final = "jabber:iq:version"
_TIME: Final = "urn:xmpp:time"

IQ: Final[Mapping[Name, Shape]] = {
    (CLIENT, "error"): ERROR,
    **_plain("urn:xmpp:ping", ping=EMPTY),
    **_plain(
        _VERSION,
        query=Shape(
            children=_plain(_VERSION, name=_TEXT, version=Shape({}, Form.TEXT), os=Shape({}, Form.TEXT)), part="version"
        ),
    ),
    **_plain(_TIME, time=Shape(children=_plain(_TIME, tzo=_TOKEN_TEXT, utc=_TOKEN_TEXT))),
    **_plain("jabber:iq:last", query=Shape({"seconds": Form.TOKEN}, Form.TEXT, part="last")),
    **_plain(
        _DISCO_INFO,
        query=Shape(
            {"node": Form.TOKEN},
            children={
                (_DISCO_INFO, "identity"): Shape(
                    {"category": Form.TOKEN, "type": Form.TOKEN, "name": Form.TEXT, "xml:lang": Form.LANGUAGE}
                ),
                (_DISCO_INFO, "feature"): Shape({"var": Form.TOKEN}),
                (_FORM, "x"): Shape(
                    {"type": Form.TOKEN},
                    children=_plain(
                        _FORM,
                        field=Shape(
                            {"var": Form.TOKEN, "type": Form.TOKEN},
                            children=_plain(_FORM, value=Shape({}, Form.TEXT, part="form")),
                        ),
                    ),
                ),
            },
        ),
    ),
    **_plain(
        _DISCO_ITEMS,
        query=Shape(
            {"node": Form.TOKEN},
            children=_plain(
                _DISCO_ITEMS, item=Shape({"jid": Form.ADDRESS, "node": Form.TOKEN, "name": Form.TEXT}, part="item")
            ),
        ),
    ),
}


def _vcard() -> Shape:
    """vcard-temp (XEP-0054): two levels of fields, every text inspected, the picture as a file."""
    fields = (
        "VERSION FN NICKNAME BDAY JABBERID MAILER TZ TITLE ROLE NOTE PRODID REV SORT-STRING UID URL DESC CLASS "
        "N PHOTO ADR LABEL TEL EMAIL GEO LOGO AGENT ORG CATEGORIES SOUND KEY"
    ).split()
    inner = (
        "FAMILY GIVEN MIDDLE PREFIX SUFFIX TYPE HOME WORK POSTAL PARCEL DOM INTL PREF POBOX EXTADD STREET LOCALITY REGION "
        "PCODE CTRY LINE VOICE FAX PAGER MSG CELL VIDEO BBS MODEM ISDN PCS NUMBER INTERNET X400 USERID LAT LON "
        "ORGNAME ORGUNIT KEYWORD PHONETIC CRED PUBLIC PRIVATE CONFIDENTIAL"
    ).split()
    ns = "vcard-temp"
    leaves: dict[Name, Shape] = {(ns, name): Shape({}, Form.TEXT, part=f"vcard.{name.lower()}") for name in inner}
    leaves[ns, "BINVAL"] = Shape({}, Form.BLOB, part="vcard.photo")
    leaves[ns, "EXTVAL"] = Shape({}, Form.URL, part="vcard.photo")
    children: dict[Name, Shape] = {
        (ns, name): Shape({}, Form.TEXT, children=leaves, part=f"vcard.{name.lower()}") for name in fields
    }
    children[ns, "URL"] = Shape({}, Form.URL, part="vcard.url")
    return Shape({"version": Form.TOKEN}, children=children)


def _rooms() -> dict[Name, Shape]:
    """What administrators and owners write about rooms (XEP-0045): reasons, nicknames, and the fields of forms."""
    admin, owner = (f"http://jabber.org/protocol/muc#{name}" for name in ("admin", "owner"))
    value = Shape({}, Form.TEXT, part="form")
    words = Shape({}, Form.TEXT, part="form")
    field = Shape(
        {"var": Form.TOKEN, "type": Form.TOKEN, "label": Form.TEXT},
        children=_plain(
            _FORM,
            value=value,
            desc=words,
            required=EMPTY,
            option=Shape({"label": Form.TEXT}, children=_plain(_FORM, value=value)),
        ),
        part="form",
    )
    filled = {
        (_FORM, "x"): Shape({"type": Form.TOKEN}, children=_plain(_FORM, field=field, title=words, instructions=words))
    }
    item = Shape(
        {"affiliation": Form.TOKEN, "role": Form.TOKEN, "jid": Form.ADDRESS, "nick": Form.TEXT},
        children=_plain(admin, reason=_REASON),
    )
    destroy = Shape({"jid": Form.ADDRESS}, children=_plain(owner, reason=_REASON, password=_TOKEN_TEXT))
    return {
        (admin, "query"): Shape(children=_plain(admin, item=item), part="room"),
        (owner, "query"): Shape(children={**filled, (owner, "destroy"): destroy}, part="room"),
        ("jabber:iq:register", "query"): Shape(
            children={**filled, ("jabber:iq:register", "remove"): EMPTY, ("jabber:iq:register", "nick"): _TEXT},
            part="room",
        ),
    }


PUBLISHED: Final[Mapping[Name, Shape]] = {("vcard-temp", "vCard"): _vcard(), **_rooms()}
"""What a person makes visible by an IQ to the server itself."""
