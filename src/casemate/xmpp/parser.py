"""The one strict parser: a whole element as bytes in, a tree out, or the stream ends (ATTACKS A1-A6, A14).

A fresh expat parser sees each element once and whole, so that neither quadratic re-scanning nor deferral of tokens (expat
before and after 2.6) can matter. Handlers refuse whatever RFC 6120 section 11.1 forbids. No recovery: any fault closes the
stream.

Almost every stanza uses no prefix but `xml:`. For these a namespace is what the nearest `xmlns` says, which the quick parser
follows by itself; at the first other colon in a name it gives up, and expat's own namespace processing takes over. Both give
the same tree (tests/xmpp/test_parser.py holds them to that).
"""

from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.faults import fault, refuse_markup
from casemate.xmpp.limits import Limits
from casemate.xmpp.namespaces import CLIENT, STREAMS, XML, XMLNS

SEPARATOR: Final = "\x0c"
"""Between namespace and name in expat's answers. XML 1.0 allows this character nowhere, not even by reference (A1)."""
_OLDEST: Final = (2, 4, 5)
"""expat before this lets names break out of UTF-8 and namespaces (CVE-2022-25235, -25236)."""
_PLAIN: Final = frozenset({"xmlns", "xml:lang", "from", "id", "to", "type", "stamp", "node", "var", "jid"})
"""Attributes that are known to need no look at their names."""
_RESERVED: Final = frozenset({XML, XMLNS})
_MARKUP: Final = frozenset({b"!", b"?"})

if expat.version_info < _OLDEST:
    raise ImportError(f"expat {expat.version_info} is not safe to parse the network with; 2.4.5 or newer is needed")


class _NamespacesNeeded(Exception):
    """There are prefixes: only a parser that processes namespaces can tell what the element is."""


class StanzaParser:
    """Parses elements of one stream. Not reentrant; one per connection."""

    __slots__ = ("_limits", "_prefix", "_quick")

    def __init__(self, limits: Limits, declarations: Mapping[str, str] | None = None) -> None:
        """`declarations` are prefix -> namespace of the stream header ('' is the default namespace)."""
        self._limits = limits
        in_scope = {"": CLIENT, "stream": STREAMS} if declarations is None else declarations
        attributes = "".join(
            f" xmlns{':' + prefix if prefix else ''}={quoteattr(uri)}" for prefix, uri in in_scope.items()
        )
        self._prefix = f"<s{attributes}>".encode()
        self._quick = _quick_parser(limits, in_scope.get("", ""))

    def parse(self, data: bytes) -> Element:
        """The element that `data` is.

        Raises:
            StreamError: if it is anything but exactly one well-formed element within the limits.
        """
        if data[:1] != b"<":
            raise StreamError("bad-format", "There is no element where one should be.")
        second = data[1:2]
        if second == b"\0":
            # expat would take this for UTF-16, whatever encoding it was told (ATTACKS A14).
            raise StreamError("unsupported-encoding", "Only UTF-8 is spoken here.")
        if second in _MARKUP:
            refuse_markup()
        # Each element has a `<`, so that few of these mean few elements, and nobody has to count them.
        if data.count(b"<") <= self._limits.elements:
            try:
                return self._quick(data)
            except _NamespacesNeeded:
                pass
        return _Careful(self._limits).parse(self._prefix, data)


def parse_stanza(data: bytes, limits: Limits, default_ns: str = CLIENT) -> Element:
    """The element that `data` is, in a context where `default_ns` is the default namespace.

    Raises:
        StreamError: as `StanzaParser.parse`.
    """
    return StanzaParser(limits, {"": default_ns, "stream": STREAMS}).parse(data)


def _quick_parser(limits: Limits, default_ns: str) -> Callable[[bytes], Element]:
    """A parser of elements without prefixes, made once for a stream: its handlers are most of a stanza's cost."""
    outside = Element("", default_ns)
    open_elements = [outside]
    start = _start_handler(open_elements, limits)
    pop = open_elements.pop
    create = expat.ParserCreate

    def end(_name: str) -> None:
        pop()

    def text(data: str) -> None:
        children = open_elements[-1].children
        if children:
            append_text(children, data)
        else:
            children.append(data)

    def parse(data: bytes) -> Element:
        outside.children = []
        del open_elements[1:]
        parser = create("UTF-8")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        # No DTD can come: the data begins with an element's start tag.
        parser.CommentHandler = refuse_markup
        parser.ProcessingInstructionHandler = refuse_markup
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise fault(error, data, parser.ErrorByteIndex) from None
        for root in outside.children:
            if isinstance(root, Element):
                return root
        raise StreamError("bad-format", "There is no element.")

    return parse


def _start_handler(open_elements: list[Element], limits: Limits) -> Callable[[str, dict[str, str]], None]:
    push = open_elements.append
    max_depth, max_attributes = limits.depth, limits.attributes

    def start(name: str, attrs: dict[str, str]) -> None:
        parent = open_elements[-1]
        ns = parent.ns
        if attrs:
            if len(attrs) > max_attributes:
                raise _too_much()
            if not attrs.keys() <= _PLAIN and any(":" in key for key in attrs.keys() - _PLAIN):
                raise _NamespacesNeeded
            if "xmlns" in attrs:
                ns = attrs.pop("xmlns")
                if ns in _RESERVED:
                    raise _NamespacesNeeded
        if ":" in name:
            raise _NamespacesNeeded
        if len(open_elements) > max_depth:
            raise _too_much()
        element = Element(name, ns, attrs)
        parent.children.append(element)
        push(element)

    return start


class _Careful:
    """One run of expat with namespaces, inside a wrapper that declares what the stream header declared."""

    __slots__ = ("_elements", "_limits", "_namespaces", "_open", "_outside")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._outside = Element("", "")
        self._open: list[Element] = []
        self._elements = 0
        self._namespaces = 0

    def parse(self, prefix: bytes, data: bytes) -> Element:
        """The element that `data` is, in the scope of the start tag `<s ...>` in `prefix`."""
        parser = expat.ParserCreate("UTF-8", SEPARATOR)
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._namespace
        parser.CommentHandler = refuse_markup
        parser.ProcessingInstructionHandler = refuse_markup
        try:
            parser.Parse(b"%b%b</s>" % (prefix, data), True)
        except expat.ExpatError as error:
            raise fault(error, data, parser.ErrorByteIndex - len(prefix)) from None
        root = next(self._outside.elements(), None)
        if root is None:
            raise StreamError("bad-format", "There is no element.")
        return root

    def _start(self, name: str, attributes: list[str]) -> None:
        if not self._open:
            self._open.append(self._outside)
            self._namespaces = 0
            return
        self._elements += 1
        limits = self._limits
        if (
            len(self._open) > limits.depth
            or self._elements > limits.elements
            or len(attributes) // 2 + self._namespaces > limits.attributes
        ):
            raise _too_much()
        self._namespaces = 0
        if len(self._open) == 1 and self._outside.children:
            raise StreamError("bad-format", "There is more than one element.")
        element = named(name, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, data: str) -> None:
        if len(self._open) > 1:
            append_text(self._open[-1].children, data)
        elif data.strip(" \t\r\n"):
            raise StreamError("bad-format", "There is text outside of the element.")

    def _namespace(self, _prefix: str | None, _uri: str | None) -> None:
        self._namespaces += 1


def named(name: str, attributes: list[str]) -> Element:
    """An element by expat's names (with namespaces) and its flat list of attributes.

    Raises:
        StreamError: for an element in the namespace of `xml:` itself, which no vocabulary has.
    """
    ns, _, local = name.rpartition(SEPARATOR)
    if ns in _RESERVED:
        raise StreamError("invalid-namespace", "No element belongs to the namespace of XML itself.")
    pairs = zip(attributes[::2], attributes[1::2], strict=True)
    return Element(local, ns, {_attribute(key) if SEPARATOR in key else key: value for key, value in pairs})


def append_text(children: list[Element | str], data: str) -> None:
    """Add text, joined with text before it: expat cuts long texts into pieces."""
    if children and isinstance(last := children[-1], str):
        children[-1] = last + data
    else:
        children.append(data)


def _attribute(name: str) -> str:
    ns, _, local = name.rpartition(SEPARATOR)
    return f"xml:{local}" if ns == XML else f"{{{ns}}}{local}"


def _too_much() -> StreamError:
    return StreamError("policy-violation", "The element is nested too deep, or has too many parts.")
