"""The stream header (RFC 6120 section 4.7): an optional XML declaration and one start tag."""

from collections.abc import Mapping
from typing import Final, NamedTuple
from xml.parsers import expat

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.faults import fault, refuse_markup
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import CLIENT, STREAMS
from casemate.xmpp.parser import SEPARATOR, named

MAX_DECLARATIONS: Final = 8
"""Namespaces that a header may declare. They are in scope in every stanza, so each one costs with every stanza."""
MAX_NAMESPACE: Final = 256
"""Characters of such a namespace; those of XMPP have up to 50."""


class Header(NamedTuple):
    """A stream header: the root element without children, and the namespaces it declares by prefix."""

    element: Element
    declarations: Mapping[str, str]


def parse_header(data: bytes, limits: Limits, content: str = CLIENT) -> Header:
    """The stream header in `data`: an optional XML declaration and one start tag, of a stream whose stanzas are in `content`.

    Raises:
        StreamError: if it is anything else, or not in UTF-8.
    """
    header = _read(data, limits)
    element, declarations = header
    # RFC 6120 section 4.8.2: the stanzas' namespace is declared here as the default, or by every stanza for itself.
    if element.ns != STREAMS or declarations.get("", content) not in {content, STREAMS}:
        raise StreamError("invalid-namespace", f"This is no stream of {content}.")
    if element.name != "stream":
        raise StreamError("bad-format", "A stream begins with <stream>.")
    if len(declarations) > MAX_DECLARATIONS or any(len(uri) > MAX_NAMESPACE for uri in declarations.values()):
        raise StreamError("policy-violation", "The stream header declares too much.")
    return header


def _read(data: bytes, limits: Limits) -> Header:
    declarations: dict[str, str] = {}
    found: list[Element] = []

    def start(name: str, attributes: list[str]) -> None:
        if len(attributes) // 2 + len(declarations) > limits.attributes:
            raise StreamError("policy-violation", "The stream header has too many attributes.")
        found.append(named(name, attributes))

    def namespace(prefix: str | None, uri: str | None) -> None:
        declarations[prefix or ""] = uri or ""

    parser = expat.ParserCreate("UTF-8", SEPARATOR)
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.StartNamespaceDeclHandler = namespace
    parser.XmlDeclHandler = _declaration
    parser.CommentHandler = refuse_markup
    parser.ProcessingInstructionHandler = refuse_markup
    parser.StartDoctypeDeclHandler = refuse_markup
    try:
        parser.Parse(data, False)
        # expat from 2.6 may hold a tag back that it has not been told is whole (ATTACKS A8).
        parser.Parse(b" ", False)
    except expat.ExpatError as error:
        raise fault(error, data, parser.ErrorByteIndex) from None
    if not found or data.endswith(b"/>"):
        raise StreamError("bad-format", "The stream header is not a start tag.")
    return Header(found[0], declarations)


def _declaration(version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() != "utf-8":
        raise StreamError("unsupported-encoding", "Only UTF-8 is spoken here.")
    if version != "1.0":
        raise StreamError("not-well-formed", "Only XML 1.0 is spoken here.")
