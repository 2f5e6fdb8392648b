"""The element tree: small, mutable while a stanza is built, and the only form in which stanzas travel inside."""

from collections.abc import Iterable, Iterator
from typing import Final

CLIENT: Final = "jabber:client"


class Element:
    """An XML element: local `name`, namespace `ns`, attributes, and children in order (elements and texts).

    Attributes without a namespace are keyed by their name; `xml:lang` by `xml:lang`; others by `{namespace}name`.
    Nothing here recurses (ATTACKS A4), and nothing is a view: `copy` is deep.
    """

    __slots__ = ("attrs", "children", "name", "ns")

    def __init__(
        self,
        name: str,
        ns: str = CLIENT,
        attrs: dict[str, str] | None = None,
        children: "Iterable[Element | str]" = (),
    ) -> None:
        self.name = name
        self.ns = ns
        self.attrs: dict[str, str] = attrs if attrs is not None else {}
        self.children: list[Element | str] = list(children)

    def __repr__(self) -> str:
        return f"<{{{self.ns}}}{self.name} {self.attrs} ({len(self.children)} children)>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Element):
            return NotImplemented
        pairs: list[tuple[Element, Element]] = [(self, other)]
        while pairs:
            a, b = pairs.pop()
            if (a.name, a.ns, a.attrs) != (b.name, b.ns, b.attrs) or len(a.children) != len(b.children):
                return False
            for x, y in zip(a.children, b.children, strict=True):
                if isinstance(x, Element) and isinstance(y, Element):
                    pairs.append((x, y))
                elif x != y:
                    return False
        return True

    __hash__ = None  # pyright: ignore[reportAssignmentType]  # mutable: not for sets

    def get(self, name: str, default: str | None = None) -> str | None:
        """The attribute `name`, or `default`."""
        return self.attrs.get(name, default)

    def elements(self) -> "Iterator[Element]":
        """The child elements, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child

    def find(self, name: str, ns: str | None = None) -> "Element | None":
        """The first child `name` in `ns` (our own namespace when None)."""
        wanted = self.ns if ns is None else ns
        for child in self.children:
            if isinstance(child, Element) and child.name == name and child.ns == wanted:
                return child
        return None

    def find_all(self, name: str, ns: str | None = None) -> "list[Element]":
        """All children `name` in `ns` (our own namespace when None)."""
        wanted = self.ns if ns is None else ns
        return [c for c in self.children if isinstance(c, Element) and c.name == name and c.ns == wanted]

    def text(self) -> str:
        """The texts directly inside, joined; not those of child elements."""
        return "".join([c for c in self.children if isinstance(c, str)])

    def child_text(self, name: str, ns: str | None = None) -> str | None:
        """The text of the first child `name`, or None if there is no such child."""
        child = self.find(name, ns)
        return None if child is None else child.text()

    def add(self, child: "Element | str") -> "Element":
        """Append a child and return this element, so that trees can be written in one expression."""
        self.children.append(child)
        return self

    def walk(self) -> "Iterator[Element]":
        """This element and all below it, in document order."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(c for c in reversed(element.children) if isinstance(c, Element))

    def copy(self) -> "Element":
        """A deep copy."""
        root = Element(self.name, self.ns, dict(self.attrs))
        stack: list[tuple[Element, Element]] = [(self, root)]
        while stack:
            source, target = stack.pop()
            for child in source.children:
                if isinstance(child, Element):
                    twin = Element(child.name, child.ns, dict(child.attrs))
                    target.children.append(twin)
                    stack.append((child, twin))
                else:
                    target.children.append(child)
        return root
