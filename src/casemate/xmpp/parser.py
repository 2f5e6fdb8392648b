"""The one strict parser: a whole element as bytes in, a tree out, or the stream ends (ATTACKS A1-A6, A14).

A fresh expat parser sees each element once and whole, wrapped in the namespace declarations of the stream header, so that
neither quadratic re-scanning nor deferral of tokens (expat before and after 2.6) can matter. Handlers refuse whatever
RFC 6120 section 11.1 forbids. No recovery: any fault closes the stream.
"""

from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import CLIENT, STREAMS, XML

_SEPARATOR: Final = "\x0c"
"""Between namespace and name in expat's answers. XML 1.0 allows this character nowhere, not even by reference (A1)."""
_MAX_NAMES: Final = 4_096
"""Distinct names whose split form is remembered; a peer that makes up more only clears the memory."""
_FORBIDDEN_VERSIONS: Final = (2, 4, 5)
"""expat before this lets names break out of UTF-8 and namespaces (CVE-2022-25235, -25236)."""

if expat.version_info < _FORBIDDEN_VERSIONS:
    raise ImportError(f"expat {expat.version_info} is not safe to parse the network with; 2.4.5 or newer is needed")

_names: dict[str, tuple[str, str]] = {}


class StanzaParser:
    """Parses elements of one stream. Not reentrant; one per connection."""

    __slots__ = ("_depth", "_elements", "_limits", "_namespaces", "_prefix", "_root", "_stack", "_suffix")

    def __init__(self, limits: Limits, declarations: dict[str, str] | None = None) -> None:
        """`declarations` are prefix -> namespace of the stream header ('' is the default namespace)."""
        self._limits = limits
        in_scope = {"": CLIENT, "stream": STREAMS} if declarations is None else declarations
        attributes = "".join(
            f" xmlns{':' + prefix if prefix else ''}={quoteattr(uri)}" for prefix, uri in in_scope.items()
        )
        self._prefix = f"<s{attributes}>".encode()
        self._suffix = b"</s>"
        self._clear()

    def parse(self, data: bytes) -> Element:
        """The element that `data` is.

        Raises:
            StreamError: if it is anything but exactly one well-formed element within the limits.
        """
        self._clear()
        parser = expat.ParserCreate("UTF-8", _SEPARATOR)
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartDoctypeDeclHandler = _refuse
        parser.CommentHandler = _refuse
        parser.ProcessingInstructionHandler = _refuse
        try:
            parser.Parse(self._prefix + data + self._suffix, True)
        except expat.ExpatError as error:
            raise _stream_error(error) from None
        root = self._root
        if root is None:
            raise StreamError("bad-format", "There is no element.")
        return root

    def _clear(self) -> None:
        self._stack: list[Element] = []
        self._root: Element | None = None
        self._depth = 0
        self._elements = 0
        self._namespaces = 0

    def _start(self, name: str, attributes: list[str]) -> None:
        depth = self._depth
        self._depth = depth + 1
        if depth == 0:
            self._namespaces = 0
            return
        self._elements += 1
        limits = self._limits
        if (
            depth > limits.depth
            or self._elements > limits.elements
            or len(attributes) // 2 + self._namespaces > limits.attributes
        ):
            raise StreamError("policy-violation", "The element is nested too deep, or has too many parts.")
        self._namespaces = 0
        ns, local = _names.get(name) or _split(name)
        attrs: dict[str, str] = {}
        for index in range(0, len(attributes), 2):
            key = attributes[index]
            attrs[key if _SEPARATOR not in key else _attribute(key)] = attributes[index + 1]
        element = Element(local, ns, attrs)
        if depth == 1:
            if self._root is not None:
                raise StreamError("bad-format", "There is more than one element.")
            self._root = element
        else:
            self._stack[-1].children.append(element)
        self._stack.append(element)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._depth:
            self._stack.pop()

    def _text(self, text: str) -> None:
        if self._stack:
            self._stack[-1].children.append(text)
        elif text.strip(" \t\r\n"):
            raise StreamError("bad-format", "There is text outside of the element.")

    def _namespace(self, _prefix: str | None, _uri: str | None) -> None:
        self._namespaces += 1


def parse_stanza(data: bytes, limits: Limits, default_ns: str = CLIENT) -> Element:
    """The element that `data` is, in a context where `default_ns` is the default namespace.

    Raises:
        StreamError: as `StanzaParser.parse`.
    """
    return StanzaParser(limits, {"": default_ns, "stream": STREAMS}).parse(data)


class Header:
    """A stream header: the root element without children, and the namespaces it declares."""

    __slots__ = ("declarations", "element")

    def __init__(self, element: Element, declarations: dict[str, str]) -> None:
        self.element = element
        self.declarations = declarations


def parse_header(data: bytes, limits: Limits) -> Header:
    """The stream header in `data`: an optional XML declaration and one start tag.

    Raises:
        StreamError: if it is not well-formed, or not in UTF-8.
    """
    declarations: dict[str, str] = {}
    found: list[Element] = []

    def start(name: str, attributes: list[str]) -> None:
        if len(attributes) // 2 + len(declarations) > limits.attributes:
            raise StreamError("policy-violation", "The stream header has too many attributes.")
        ns, local = _split(name)
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        found.append(Element(local, ns, {_attribute(k) if _SEPARATOR in k else k: v for k, v in pairs}))

    def namespace(prefix: str | None, uri: str | None) -> None:
        declarations[prefix or ""] = uri or ""

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "utf8"}:
            raise StreamError("unsupported-encoding", "Only UTF-8 is spoken here.")

    parser = expat.ParserCreate("UTF-8", _SEPARATOR)
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.StartNamespaceDeclHandler = namespace
    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, False)
        parser.Parse(b" ", False)  # makes expat >= 2.6 give out a tag that it holds back
    except expat.ExpatError as error:
        raise _stream_error(error) from None
    if not found:
        raise StreamError("not-well-formed", "The stream header is not a start tag.")
    return Header(found[0], declarations)


def _split(name: str) -> tuple[str, str]:
    ns, _, local = name.rpartition(_SEPARATOR)
    if len(_names) >= _MAX_NAMES:
        _names.clear()
    _names[name] = (ns, local)
    return ns, local


def _attribute(name: str) -> str:
    ns, _, local = name.rpartition(_SEPARATOR)
    return f"xml:{local}" if ns == XML else f"{{{ns}}}{local}"


def _refuse(*_ignored: object) -> None:
    raise StreamError("restricted-xml", "Comments, processing instructions and DTDs are not allowed.")


def _stream_error(error: expat.ExpatError) -> StreamError:
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
        return StreamError("restricted-xml", "Only the five predefined entities are allowed.")
    return StreamError("not-well-formed", f"Not well-formed: {expat.ErrorString(error.code)}.")
