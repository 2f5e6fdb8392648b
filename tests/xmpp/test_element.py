"""Trees: equal by content, copied deep, walked in order, none of it by recursion."""

import sys

from hypothesis import given

from casemate.xmpp.element import CLIENT, Element
from tests.xmpp.support import elements


def sample() -> Element:
    return Element(
        "message",
        CLIENT,
        {"to": "a@b"},
        ["x", Element("body", CLIENT, {}, ["one"]), Element("body", "urn:o", {}, ["two"]), "y", Element("body")],
    )


def test_finding() -> None:
    element = sample()
    assert element.child_text("body") == "one"
    assert element.child_text("body", "urn:o") == "two"
    assert element.child_text("none") is None
    assert [child.text() for child in element.find_all("body")] == ["one", ""]
    assert element.find_all("body", "urn:o")[0].ns == "urn:o"
    assert element.text() == "xy"
    assert (element.get("to"), element.get("from"), element.get("from", "-")) == ("a@b", None, "-")
    assert [child.ns for child in element.elements()] == [CLIENT, "urn:o", CLIENT]


def test_equality_is_by_content() -> None:
    assert sample() == sample()
    for change in (
        lambda e: e.attrs.update(to="c@d"),
        lambda e: e.children.pop(),
        lambda e: e.children.__setitem__(0, "z"),
        lambda e: e.children.__setitem__(0, Element("x")),
        lambda e: e.children[1].children.append("more"),
    ):
        other = sample()
        change(other)
        assert other != sample()
    assert sample() != "message"


@given(elements)
def test_a_copy_is_equal_and_shares_nothing(element: Element) -> None:
    twin = element.copy()
    assert twin == element
    assert not {id(e) for e in twin.walk()} & {id(e) for e in element.walk()}
    for part in twin.walk():
        part.attrs["changed"] = "yes"
        part.children.append("changed")
    assert twin != element
    assert not any("changed" in part.attrs for part in element.walk())


def test_walking_is_in_document_order() -> None:
    tree = Element("a").add(Element("b").add(Element("c"))).add("text").add(Element("d"))
    assert [element.name for element in tree.walk()] == ["a", "b", "c", "d"]


def test_depth_does_not_matter() -> None:
    def deep() -> Element:
        root = inner = Element("a")
        for _ in range(sys.getrecursionlimit() * 3):
            child = Element("a")
            inner.add(child)
            inner = child
        return root

    root = deep()
    assert root.copy() == deep()
    assert sum(1 for _ in root.walk()) == sys.getrecursionlimit() * 3 + 1


def test_the_representation_is_short() -> None:
    assert repr(sample()) == "<{jabber:client}message {'to': 'a@b'} (5 children)>"
