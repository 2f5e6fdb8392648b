"""The allowlist is closed: every place in it is inspected, or has a form that says nothing to a person."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.inspection import PayloadItem, TextItem, UrlItem
from casemate.pipeline.api import Kind
from casemate.pipeline.normalise import Normalised, normalise
from casemate.pipeline.published import PAYLOADS, PUBSUB
from casemate.pipeline.shapes import IQ, MESSAGE, OPAQUE, PRESENCE, PUBLISHED, TOKEN, Form, Name, Shape
from casemate.xmpp.element import CLIENT, Element

TABLES: dict[Kind, Mapping[Name, Shape]] = {
    Kind.MESSAGE: MESSAGE,
    Kind.PRESENCE: PRESENCE,
    Kind.IQ: {**IQ, **PUBLISHED, **PAYLOADS},
}
ADDRESS = "carol@example.org"
TYPING = "http://jabber.org/protocol/chatstates"

Way = tuple[tuple[Name, Shape], ...]


def ways(entry: tuple[Name, Shape]) -> Iterator[Way]:
    """Every path of elements that may stand in one, outermost first."""
    stack: list[Way] = [(entry,)]
    while stack:
        way = stack.pop()
        yield way
        stack.extend((*way, entry) for entry in way[-1][1].children.items())


OUTERMOST = [(kind, entry) for kind, table in TABLES.items() for entry in table.items()]
each_element = pytest.mark.parametrize(
    ("kind", "entry"), OUTERMOST, ids=[f"{kind}-{ns}-{name}" for kind, ((ns, name), _) in OUTERMOST]
)


def stanza(kind: Kind, way: Way, innermost: Element) -> Element:
    """`innermost` inside the elements that lead to it."""
    inner = innermost
    for (ns, name), _ in reversed(way[:-1]):
        inner = Element(name, ns, {}, [inner])
    if kind is Kind.IQ and way[0][0] in PAYLOADS:
        # What is published comes in an item.
        inner = Element("item", PUBSUB, {"node": "own", "id": "1"}, [inner])
    return Element(kind.value, CLIENT, {"from": "alice@example.org/phone", "id": "m1"}, [inner])


def innermost(way: Way, attrs: Mapping[str, str] | None = None, text: str = "") -> Element:
    (ns, name), _ = way[-1]
    return Element(name, ns, attrs or {}, [text] if text else [])


def said(normal: Normalised) -> set[str]:
    """What goes to the inspectors."""
    texts = {item.text for item in normal.items if isinstance(item, TextItem)}
    return texts | {item.url for item in normal.items if isinstance(item, UrlItem)}


def delivered(normal: Normalised) -> set[str]:
    """Every text and every value below the stanza as it is delivered."""
    found: set[str] = set()
    for element in normal.element.walk():
        if element is not normal.element:
            found |= {element.text(), *element.attrs.values()}
    return found


WORDS = "the merger is off"
"""What nobody may slip past inspection: words with spaces, neither a token nor an address."""


@each_element
def test_words_in_a_text_are_inspected_or_do_not_pass(kind: Kind, entry: tuple[Name, Shape]) -> None:
    for way in ways(entry):
        normal = normalise(kind, stanza(kind, way, innermost(way, text=WORDS)))
        if way[-1][1].text in {Form.TEXT, Form.URL}:
            assert WORDS in delivered(normal)
            assert WORDS in said(normal)
        else:
            assert WORDS not in delivered(normal)
            assert normal.removed


@each_element
def test_words_in_an_attribute_are_inspected_or_do_not_pass(kind: Kind, entry: tuple[Name, Shape]) -> None:
    for way in ways(entry):
        for attribute, form in (way[-1][1].attrs | {"unknown": None}).items():
            normal = normalise(kind, stanza(kind, way, innermost(way, {attribute: WORDS})))
            if form in {Form.TEXT, Form.URL}:
                assert WORDS in delivered(normal), attribute
                assert WORDS in said(normal), attribute
            else:
                assert WORDS not in delivered(normal), attribute
                assert normal.removed, attribute


@each_element
def test_what_fits_its_form_comes_through(kind: Kind, entry: tuple[Name, Shape]) -> None:
    for way in ways(entry):
        shape = way[-1][1]
        fitting = {Form.ADDRESS: ADDRESS, Form.LANGUAGE: "en-GB", Form.BLOB: "R0lG", None: ""}
        attrs = {name: fitting.get(form, "t0ken") for name, form in shape.attrs.items()}
        element = innermost(way, attrs, fitting.get(shape.text, "t0ken"))
        whole = stanza(kind, way, element)
        normal = normalise(kind, whole)
        assert normal.element == whole
        assert normal.removed == 0


@each_element
def test_an_element_that_nobody_described_does_not_pass(kind: Kind, entry: tuple[Name, Shape]) -> None:
    for way in ways(entry):
        element = innermost(way).add(Element("odd", "urn:unknown", {"a": WORDS}, [WORDS]))
        normal = normalise(kind, stanza(kind, way, element))
        assert not [each for each in normal.element.walk() if each.ns == "urn:unknown"]
        assert WORDS not in delivered(normal)


@pytest.mark.parametrize("ns", OPAQUE)
@pytest.mark.parametrize("kind", Kind)
def test_what_can_not_be_read_is_named_whatever_it_is_in(kind: Kind, ns: str) -> None:
    payload = Element("thing", ns, {"a": WORDS}, [Element("inner", ns, {}, [WORDS])])
    normal = normalise(kind, Element(kind.value, CLIENT, {}, [payload]))
    assert normal.items == [PayloadItem(OPAQUE[ns].part, ns, "thing")]
    assert normal.record


@pytest.mark.parametrize("ns", OPAQUE)
def test_what_can_not_be_read_hides_in_nothing(ns: str) -> None:
    payload = Element("thing", ns, {}, [WORDS])
    normal = normalise(Kind.MESSAGE, Element("message", CLIENT, {}, [Element("active", TYPING, {}, [payload])]))
    assert normal.items == []
    assert not [each for each in normal.element.walk() if each.ns == ns]


def test_no_element_is_both_described_and_opaque() -> None:
    for table in TABLES.values():
        assert not {ns for ns, _ in table} & set(OPAQUE)


def test_presence_carries_no_message_and_a_message_no_profile() -> None:
    card = Element("vCard", "vcard-temp", {}, [Element("FN", "vcard-temp", {}, ["Alice"])])
    for kind, element in (
        (Kind.PRESENCE, Element("body", CLIENT, {}, [Element("b", CLIENT, {}, ["words"])])),
        (Kind.MESSAGE, card),
        (Kind.PRESENCE, card),
    ):
        normal = normalise(kind, Element(kind.value, CLIENT, {}, [element]))
        assert normal.element.children == []
        assert normal.removed == 1


@given(st.text())
def test_a_token_is_short_and_has_no_spaces(text: str) -> None:
    if TOKEN.match(text):
        assert text.isascii()
        assert text.isprintable()
        assert not any(c.isspace() for c in text)
        assert 0 < len(text) <= 256
    else:
        assert not (0 < len(text) <= 256 and all("!" <= c <= "~" for c in text))
