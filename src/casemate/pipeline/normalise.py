"""Normalisation: from a stanza to the tree that is delivered and the items that are inspected, which say the same.

The tree is built anew from what `shapes` allows; nothing of the original is reused. Every text and address in it has
an item, and each item knows its place in the tree, so that redaction changes what is delivered.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from casemate.model.errors import InvalidJid
from casemate.model.inspection import Finding, Item, PayloadItem, TextItem, UrlItem
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind
from casemate.pipeline.published import ASKED, ITEM, PAYLOADS, SEVERAL, TOLD, is_link
from casemate.pipeline.room_shapes import ROOM_MESSAGE, ROOM_PRESENCE, claims_another
from casemate.pipeline.shapes import (
    EXTENSION,
    IQ,
    LANGUAGE,
    MESSAGE,
    OPAQUE,
    PRESENCE,
    PUBLISHED,
    TOKEN,
    Form,
    Name,
    Shape,
    is_extension,
)
from casemate.xmpp.element import CLIENT, Element

_PLAIN_TYPE: Final = re.compile(r"data:(?:[a-z]{1,20}/[a-z0-9.+-]{1,40})?;base64\Z", re.IGNORECASE)
MASK: Final = "•"
_STANZA_ATTRS: Final = ("from", "to", "type", "id", "xml:lang")
_TABLES: Final[Mapping[Kind, Mapping[Name, Shape]]] = {
    Kind.MESSAGE: MESSAGE,
    Kind.PRESENCE: PRESENCE,
    Kind.IQ: {**IQ, **PUBLISHED},
}
_ROOM_TABLES: Final[Mapping[Kind, Mapping[Name, Shape]]] = {
    **_TABLES,
    Kind.MESSAGE: ROOM_MESSAGE,
    Kind.PRESENCE: ROOM_PRESENCE,
}


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where an item's text stands in the normalised tree: an attribute, or (None) the element's text."""

    element: Element
    attribute: str | None


class Blob(msgspec.Struct, frozen=True, gc=False):
    """A picture inside a stanza, to be inspected as a file."""

    part: str
    data: bytes


class Normalised(msgspec.Struct, gc=False):
    """The result: `items[i]` stands at `places[i]`."""

    element: Element
    items: list[Item]
    places: list[Place]
    blobs: list[Blob]
    removed: int
    """How many elements and attributes did not pass."""
    record: bool
    """Whether it goes on record: it has text, an address or a picture, or changes another message."""
    parts: dict[str, int]
    """How many parts of each name there are."""


def normalise(kind: Kind, stanza: Element, room: Jid | None = None, *, events: bool = False) -> Normalised:
    """The normal form of a stamped stanza. Never fails: what does not fit is removed and counted.

    `room` is the room elsewhere from which it comes or to which it goes; `events`: it tells what a contact elsewhere published.
    """
    attrs: dict[str, str] = {}
    removed = 0
    for name in _STANZA_ATTRS:
        value = stanza.attrs.get(name)
        if value is not None and (name in {"from", "to"} or TOKEN.match(value)):
            attrs[name] = value
    removed += len(stanza.attrs) - len(attrs)
    result = Normalised(Element(stanza.name, CLIENT, attrs), [], [], [], removed, record=False, parts={})
    table = _TABLES[kind] if room is None else _ROOM_TABLES[kind]
    nodes = TOLD if events else ASKED if kind is Kind.IQ else None
    for child in stanza.children:
        if isinstance(child, str):
            result.removed += bool(child.strip())
        elif room is not None and claims_another(child, room):
            result.removed += 1
        elif nodes is not None and (child.ns, child.name) == nodes:
            _nodes(result, child)
        else:
            _child(result, table, child)
    result.record = result.record or bool(result.items) or bool(result.blobs)
    return result


def _child(result: Normalised, table: Mapping[Name, Shape], child: Element) -> None:
    shape = table.get((child.ns, child.name))
    if result.element.name == "iq" and (child.ns, child.name) == ITEM:
        _item(result, result.element, child)
    elif child.name == "body" and child.ns == CLIENT and not child.attrs and _is_text(child):
        _plain_body(result, child.text())
    elif shape is not None:
        _copy(result, result.element, child, shape)
    elif child.ns in OPAQUE:
        _opaque(result, result.element, child)
    elif result.element.name == "presence" and is_extension((child.ns, child.name)):
        _copy(result, result.element, child, EXTENSION)
    else:
        result.removed += 1


def _opaque(result: Normalised, parent: Element, child: Element) -> None:
    result.items.append(PayloadItem(OPAQUE[child.ns].part, child.ns, child.name))
    twin = child.copy()
    result.places.append(Place(twin, None))
    parent.children.append(twin)


def _is_text(element: Element) -> bool:
    return len(element.children) == 1 and isinstance(element.children[0], str)


def _plain_body(result: Normalised, text: str) -> None:
    body = Element("body", CLIENT, {}, (text,))
    result.element.children.append(body)
    result.items.append(TextItem(_unique(result, "body"), text))
    result.places.append(Place(body, None))


def _copy(result: Normalised, below: Element, source: Element, shape: Shape) -> None:
    """Copy what `shape` allows of `source`; iterative, because depth is the sender's choice."""
    stack: list[tuple[Element, Element, Shape]] = [(below, source, shape)]
    while stack:
        parent, element, allowed = stack.pop()
        twin = Element(element.name, element.ns)
        if not (_copy_attributes(result, element, twin, allowed) and _copy_text(result, element, twin, allowed)):
            result.removed += 1
            continue
        parent.children.append(twin)
        result.record = result.record or allowed.record
        inner: list[tuple[Element, Element, Shape]] = []
        for child in element.elements():
            child_shape = allowed.children.get((child.ns, child.name))
            if child_shape is None:
                result.removed += 1
            else:
                inner.append((twin, child, child_shape))
        stack.extend(reversed(inner))


def _copy_attributes(result: Normalised, source: Element, twin: Element, shape: Shape) -> bool:
    for name, value in source.attrs.items():
        form = shape.attrs.get(name)
        if form is None or not _fits(form, value):
            result.removed += 1
            continue
        twin.attrs[name] = value
        if form is Form.TEXT or form is Form.URL or form is Form.ADDRESS:
            part = _unique(result, f"{shape.part or source.name}.{name}")
            result.items.append(UrlItem(part, value) if form is Form.URL else TextItem(part, value))
            result.places.append(Place(twin, name))
    return True


def _copy_text(result: Normalised, source: Element, twin: Element, shape: Shape) -> bool:
    text = source.text()
    if shape.text is None:
        result.removed += bool(text.strip())
        return True
    if shape.children and not text.strip():
        return True
    if not _fits(shape.text, text):
        return False
    if text:
        twin.children.append(text)
    part = shape.part or source.name
    if lang := twin.attrs.get("xml:lang"):
        part = f"{part}[{lang}]"
    part = _unique(result, part)
    if shape.text is Form.BLOB:
        return _blob(result, part, text)
    if text and shape.text in {Form.TEXT, Form.URL}:
        result.items.append(TextItem(part, text) if shape.text is Form.TEXT else UrlItem(part, text.strip()))
        result.places.append(Place(twin, None))
    return True


def _blob(result: Normalised, part: str, text: str) -> bool:
    try:
        data = b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    result.blobs.append(Blob(part, data))
    return True


def _nodes(result: Normalised, source: Element) -> None:
    """What is asked or told of nodes (XEP-0060 sections 6.5 and 7.1.2): nothing but items, and which of them are gone."""
    twin = Element(source.name, source.ns)
    result.element.children.append(twin)
    for group in source.elements():
        if group.ns != source.ns or group.name not in SEVERAL:
            result.removed += 1
            continue
        items = _named(result, twin, group, "node", "max_items")
        for each in group.elements():
            if each.ns == source.ns and each.name == "item":
                _item(result, items, each)
            elif each.ns == source.ns and each.name == "retract":
                _named(result, items, each, "id")
            else:
                result.removed += 1


def _named(result: Normalised, below: Element, source: Element, *names: str) -> Element:
    """Copy an element with these attributes: names of nodes and items are words unless they are tokens."""
    twin = Element(source.name, source.ns)
    below.children.append(twin)
    for name in names:
        value = source.attrs.get(name)
        if value is not None:
            _attribute(result, twin, name, value, Form.TOKEN if TOKEN.match(value) else Form.TEXT)
    return twin


def _item(result: Normalised, below: Element, source: Element) -> None:
    """Something published (see `published`)."""
    item = _named(result, below, source, "node", "id")
    for payload in source.elements():
        shape = PAYLOADS.get((payload.ns, payload.name))
        if shape is not None:
            _copy(result, item, payload, shape)
        else:
            _anything(result, item, payload)


def _anything(result: Normalised, below: Element, source: Element) -> None:
    """Copy an element that nobody described: all that it says is inspected."""
    stack: list[tuple[Element, Element]] = [(below, source)]
    while stack:
        parent, element = stack.pop()
        if element.ns in OPAQUE:
            _opaque(result, parent, element)
            continue
        shape = PAYLOADS.get((element.ns, element.name))
        if shape is not None:
            _copy(result, parent, element, shape)
            continue
        twin = Element(element.name, element.ns)
        parent.children.append(twin)
        for name, value in element.attrs.items():
            local = name.rpartition("}")[2]
            token = name == "xml:lang" and TOKEN.match(value)
            _attribute(result, twin, name, value, Form.TOKEN if token else Form.URL if is_link(local) else Form.TEXT)
        _mixed(result, element, twin)
        stack.extend((twin, child) for child in reversed(list(element.elements())))


def _mixed(result: Normalised, source: Element, twin: Element) -> None:
    """Copy the text of an element, of which all is read as one; between other elements it stands before them."""
    text = source.text()
    if not text:
        return
    twin.children.append(text)
    if not text.strip() or _data(result, source.name, text):
        return
    part = _unique(result, source.name)
    result.items.append(UrlItem(part, text.strip()) if is_link(source.name) else TextItem(part, text))
    result.places.append(Place(twin, None))


def _attribute(result: Normalised, twin: Element, name: str, value: str, form: Form) -> None:
    twin.attrs[name] = value
    if form is Form.TOKEN or not value.strip() or _data(result, f"{twin.name}.{name}", value):
        return
    part = _unique(result, f"{twin.name}.{name}")
    result.items.append(TextItem(part, value) if form is Form.TEXT else UrlItem(part, value.strip()))
    result.places.append(Place(twin, name))


def _data(result: Normalised, part: str, value: str) -> bool:
    """Whether a value is a picture (RFC 2397), which is inspected as a file, and nothing that could be read besides."""
    head, comma, data = value.strip().partition(",")
    if not comma or not head.lower().startswith("data:") or not head.lower().endswith(";base64"):
        return False
    return _blob(result, _unique(result, part), data) and _PLAIN_TYPE.match(head) is not None


def _unique(result: Normalised, part: str) -> str:
    """`part`, or `part#2` and so on: a finding must name one place only. No part that a shape makes ends in `#` and a number."""
    number = result.parts.get(part, 0) + 1
    result.parts[part] = number
    return part if number == 1 else f"{part}#{number}"


def _fits(form: Form, value: str) -> bool:
    if form is Form.TOKEN:
        return TOKEN.match(value) is not None
    if form is Form.LANGUAGE:
        return LANGUAGE.match(value) is not None
    if form is Form.ADDRESS:
        try:
            Jid.parse(value)
        except InvalidJid:
            return False
    return True


def can_mask(normalised: Normalised, findings: Sequence[Finding]) -> bool:
    """Whether every finding is in something that `redact` can change."""
    parts = {item.part for item in normalised.items}
    return all(finding.part in parts for finding in findings)


def redact(normalised: Normalised, findings: Sequence[Finding]) -> None:
    """Mask the findings' spans in the tree, in place; a payload or an address is taken out as a whole.

    A finding without a span is about the whole text.
    """
    spans_of: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        spans_of.setdefault(finding.part, []).append((finding.start, finding.end))
    for item, place in zip(normalised.items, normalised.places, strict=True):
        spans = sorted(spans_of.get(item.part, ()))
        if not spans:
            continue
        if not isinstance(item, TextItem):
            place.element.attrs.clear()
            place.element.children.clear()
            continue
        whole = any(end <= start for start, end in spans)
        _replace(place, mask(item.text, [(0, len(item.text))] if whole else spans))


def mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with each span (start, end; sorted) replaced by dots, one a character, so that offsets stay true."""
    out: list[str] = []
    position = 0
    for start, end in spans:
        if end <= position:
            continue
        begin = max(start, position)
        out.append(text[position:begin])
        out.append(MASK * (end - begin))
        position = end
    out.append(text[position:])
    return "".join(out)


def append_line(normalised: Normalised, line: str) -> None:
    """Add a line to every body (a new body if there is none), for verdict `notice`."""
    bodies = normalised.element.find_all("body")
    if not bodies:
        normalised.element.add(Element("body", CLIENT, {}, [line]))
    for body in bodies:
        body.children = [f"{body.text()}\n\n{line}"]


def _replace(place: Place, text: str) -> None:
    if place.attribute is None:
        place.element.children = [text, *place.element.elements()]
    else:
        place.element.attrs[place.attribute] = text
