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


def serialize(element: Element, default_ns: str = CLIENT) -> bytes:
    """`element` as UTF-8, in a context where `default_ns` is the default namespace and `stream` the stream's prefix.

    Raises:
        ValueError: for a character that XML 1.0 does not allow.
    """
    parts: list[str] = []
    stack: list[tuple[Element, str] | str] = [(element, default_ns)]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        current, outer = item
        name, ns = current.name, current.ns
        if ns == STREAMS:
            parts.append(f"<stream:{name}")
            end, inner = f"</stream:{name}>", outer
        else:
            parts.append(f"<{name}" if ns == outer else f"<{name} xmlns='{escape_attribute(ns)}'")
            end, inner = f"</{name}>", ns
        if current.attrs:
            parts.append(_attributes(current.attrs))
        children = current.children
        if not children:
            parts.append("/>")
        elif len(children) == 1 and isinstance(children[0], str):
            parts.append(f">{escape_text(children[0])}{end}")
        else:
            parts.append(">")
            stack.append(end)
            stack.extend(
                (escape_text(child) if isinstance(child, str) else (child, inner)) for child in reversed(children)
            )
    return "".join(parts).encode()


def escape_text(text: str) -> str:
    """`text` as character data."""
    return _TEXT.sub(_escape, text) if _TEXT.search(text) else text


def escape_attribute(value: str) -> str:
    """`value` for between quotes."""
    return _ATTRIBUTE.sub(_escape, value) if _ATTRIBUTE.search(value) else value


def _attributes(attrs: dict[str, str]) -> str:
    out: list[str] = []
    for count, (name, value) in enumerate(attrs.items()):
        if name[0] == "{":
            ns, _, local = name[1:].rpartition("}")
            out.append(f" xmlns:n{count}='{escape_attribute(ns)}' n{count}:{local}='{escape_attribute(value)}'")
        else:
            out.append(f" {name}='{escape_attribute(value)}'")
    return "".join(out)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    escaped = _ESCAPES.get(char)
    if escaped is None:
        raise ValueError(f"U+{ord(char):04X} is not allowed in XML")
    return escaped
