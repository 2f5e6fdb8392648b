"""The one serialiser: what leaves is written here, never copied from what came in (ATTACKS A1)."""

import re
from typing import Final

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.namespaces import STREAMS

_TEXT: Final = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE: Final = re.compile("[&<>'\"\t\r\n\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "'": "&apos;",
    '"': "&quot;",
    "\t": "&#9;",
    "\r": "&#13;",
    "\n": "&#10;",
}
_text_needs = _TEXT.search
_attribute_needs = _ATTRIBUTE.search


def serialize(element: Element, default_ns: str = CLIENT) -> bytes:
    """`element` as UTF-8, in a context where `default_ns` is the default namespace and `stream` the stream's prefix.

    Raises:
        ValueError: for a character that XML 1.0 does not allow.
    """
    parts: list[str] = []
    write = parts.append
    # What is yet to write, last first: texts and end tags as they are, elements with the default namespace around them.
    rest: list[tuple[Element, str] | str] = [(element, default_ns)]
    while rest:
        item = rest.pop()
        if isinstance(item, str):
            write(item)
            continue
        current, outer = item
        name = current.name
        inner = current.ns
        if inner == outer:
            write(f"<{name}")
        elif inner == STREAMS:
            name = f"stream:{name}"
            inner = outer
            write(f"<{name}")
        else:
            write(f"<{name} xmlns='{escape_attribute(inner)}'")
        if current.attrs:
            write(_attributes(current.attrs))
        children = current.children
        if not children:
            write("/>")
        elif len(children) == 1 and isinstance(text := children[0], str):
            write(f">{_TEXT.sub(_escape, text) if _text_needs(text) else text}</{name}>")
        else:
            write(">")
            rest.append(f"</{name}>")
            rest.extend([escape_text(c) if isinstance(c, str) else (c, inner) for c in reversed(children)])
    return "".join(parts).encode()


def escape_text(text: str) -> str:
    """`text` as character data.

    Raises:
        ValueError: for a character that XML 1.0 does not allow.
    """
    return _TEXT.sub(_escape, text) if _text_needs(text) else text


def escape_attribute(value: str) -> str:
    """`value` for between quotes.

    Raises:
        ValueError: for a character that XML 1.0 does not allow.
    """
    return _ATTRIBUTE.sub(_escape, value) if _attribute_needs(value) else value


def _attributes(attrs: dict[str, str]) -> str:
    """All attributes; one look at all values together tells whether any needs escaping."""
    clean = _attribute_needs("".join(attrs.values())) is None
    written = ""
    for name, given in attrs.items():
        value = given if clean else escape_attribute(given)
        if name[0] == "{":
            ns, _, local = name[1:].rpartition("}")
            prefix = f"n{len(written)}"  # grows with every attribute, so it is new
            written += f" xmlns:{prefix}='{escape_attribute(ns)}' {prefix}:{local}='{value}'"
        else:
            written += f" {name}='{value}'"
    return written


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    escaped = _ESCAPES.get(char)
    if escaped is None:
        raise ValueError(f"U+{ord(char):04X} is not allowed in XML")
    return escaped
