"""The `<body/>` of BOSH (XEP-0124, XEP-0206): read from a request, written for a response.

What a client put into it leaves as elements of its own, serialised anew, so that the stream reads them as it reads the messages of
a WebSocket. What inherits the wrapper's namespace is taken for `jabber:client` (XEP-0206 section 3).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import BOSH, FRAMING, STREAMS, XBOSH
from casemate.xmpp.parser import StanzaParser
from casemate.xmpp.serialize import escape_attribute, serialize

MAX_RID: Final = (1 << 53) - 1
"""Section 14.1: what a client's numbers can hold."""
WRAPPER: Final = 2_048
"""Bytes that a request may have for the wrapper itself."""
_DECLARATION: Final = re.compile(
    rb"\s*(?:<\?xml\s+version\s*=\s*['\"]1\.0['\"](?:\s+encoding\s*=\s*['\"][Uu][Tt][Ff]-8['\"])?\s*\?>\s*)?"
)
_SID: Final = re.compile(rb"\ssid\s*=\s*['\"]([A-Za-z0-9_-]{1,64})['\"]")
_NUMBER: Final = re.compile("[0-9]{1,16}")
_VERSION: Final = re.compile("([0-9]{1,4})\\.([0-9]{1,4})")
_TRUE: Final = frozenset({"true", "1"})


class BoshFault(Exception):
    """A terminal binding condition (section 17.2)."""

    def __init__(self, condition: str) -> None:
        super().__init__(condition)
        self.condition: Final = condition


class Body(msgspec.Struct, frozen=True):
    """A request. What it does not say is empty or None."""

    rid: int
    sid: str = ""
    to: str = ""
    sender: str = ""
    lang: str = ""
    version: str = ""
    restart: bool = False
    terminate: bool = False
    pause: int | None = None
    ack: int | None = None
    wait: int | None = None
    hold: int | None = None
    ver: tuple[int, int] | None = None
    content: str = ""
    payloads: tuple[bytes, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing but an answer."""
        return not self.payloads and not self.restart and not self.terminate and self.pause is None


def hinted_sid(start: bytes) -> str:
    """The session that a body seems to be of, by its first bytes: only to decide how much of it is read."""
    match = _SID.search(start, 0, WRAPPER)
    return match[1].decode() if match else ""


def parse_body(data: bytes, limits: Limits) -> Body:
    """The request that `data` is.

    Raises:
        BoshFault: `bad-request`, or `policy-violation` for what is larger or deeper than allowed.
    """
    match = _DECLARATION.match(data)
    wider = msgspec.structs.replace(limits, depth=limits.depth + 1, elements=limits.elements + 1)
    try:
        body = StanzaParser(wider, {}).parse(data[match.end() :] if match else data)
    except StreamError as error:
        raise BoshFault("policy-violation" if error.condition == "policy-violation" else "bad-request") from None
    if body.name != "body" or body.ns != BOSH:
        raise BoshFault("bad-request")
    rid = _number(body.get("rid"))
    kind = body.get("type") or ""
    if rid is None or not 0 < rid <= MAX_RID or kind not in {"", "terminate"}:
        raise BoshFault("bad-request")
    return Body(
        rid,
        sid=body.get("sid") or "",
        to=body.get("to") or "",
        sender=body.get("from") or "",
        lang=body.get("xml:lang") or "",
        version=body.get(f"{{{XBOSH}}}version") or "",
        restart=(body.get(f"{{{XBOSH}}}restart") or "") in _TRUE,
        terminate=kind == "terminate",
        pause=_number(body.get("pause")),
        ack=_number(body.get("ack")),
        wait=_number(body.get("wait")),
        hold=_number(body.get("hold")),
        ver=_version(body.get("ver")),
        content=body.get("content") or "",
        payloads=_payloads(body),
    )


def write_body(attributes: Mapping[str, str], payloads: Sequence[bytes] = ()) -> bytes:
    """A response. The stream's prefix is declared on each (XEP-0206 section 3), payloads declare what they are themselves."""
    written = "".join(f" {name}='{escape_attribute(value)}'" for name, value in attributes.items())
    start = f"<body xmlns='{BOSH}' xmlns:xmpp='{XBOSH}' xmlns:stream='{STREAMS}'{written}"
    return b"%b>%b</body>" % (start.encode(), b"".join(payloads)) if payloads else f"{start}/>".encode()


def opening(body: Body, domain: str, sender: str) -> bytes:
    """The stream header that a request stands for, as the WebSocket has it."""
    attrs = {"to": domain, "version": body.version or "1.0"}
    if sender:
        attrs["from"] = sender
    if body.lang:
        attrs["xml:lang"] = body.lang
    return serialize(Element("open", FRAMING, attrs), "")


def _payloads(body: Element) -> tuple[bytes, ...]:
    found: list[bytes] = []
    for child in body.children:
        if isinstance(child, str):
            if child.strip(" \t\r\n"):
                raise BoshFault("bad-request")
            continue
        if child.ns == FRAMING:
            raise BoshFault("bad-request")
        _adopt(child)
        found.append(serialize(child, ""))
    return tuple(found)


def _adopt(element: Element) -> None:
    """Give what inherited the wrapper's namespace that of stanzas."""
    rest = [element]
    while rest:
        each = rest.pop()
        if each.ns == BOSH:
            each.ns = CLIENT
        rest.extend(each.elements())


def _number(text: str | None) -> int | None:
    """A number, None if there is none.

    Raises:
        BoshFault: if it is something else.
    """
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        raise BoshFault("bad-request")
    return int(text)


def _version(text: str | None) -> tuple[int, int] | None:
    match = _VERSION.fullmatch(text or "")
    return (int(match[1]), int(match[2])) if match else None
