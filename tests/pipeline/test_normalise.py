"""What is delivered is exactly what is inspected (ATTACKS D)."""

import re
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.model.inspection import Finding, PayloadItem, Severity, TextItem, UrlItem
from casemate.pipeline.api import Kind
from casemate.pipeline.normalise import MASK, Normalised, append_line, can_mask, mask, normalise, redact
from casemate.pipeline.shapes import MESSAGE, TOKEN, Form, Shape
from casemate.xmpp.element import CLIENT, Element


def message(*children: Element, **attrs: str) -> Element:
    base = {"from": "alice@example.org/phone", "to": "bob@example.org", "type": "chat", "id": "m1"}
    return Element("message", CLIENT, base | attrs, children)


def body(text: str, lang: str | None = None) -> Element:
    return Element("body", CLIENT, {"xml:lang": lang} if lang else {}, [text])


def texts(normal: Normalised) -> dict[str, str]:
    return {
        item.part: item.text if isinstance(item, TextItem) else item.url
        for item in normal.items
        if isinstance(item, TextItem | UrlItem)
    }


def test_a_plain_message_is_one_item_and_comes_out_unchanged() -> None:
    stanza = message(body("hello"))
    normal = normalise(Kind.MESSAGE, stanza)
    assert normal.element == stanza
    assert normal.items == [TextItem("body", "hello")]
    assert normal.removed == 0
    assert normal.record


def test_a_subject_stays_a_subject() -> None:
    subject = Element("subject", CLIENT, {}, ["plan"])
    normal = normalise(Kind.MESSAGE, message(subject))
    assert normal.element == message(subject)
    assert normal.items == [TextItem("subject", "plan")]


def test_typing_is_not_recorded() -> None:
    normal = normalise(Kind.MESSAGE, message(Element("composing", "http://jabber.org/protocol/chatstates")))
    assert not normal.record
    assert len(normal.element.children) == 1


def test_a_retraction_has_no_text_and_is_recorded() -> None:
    normal = normalise(Kind.MESSAGE, message(Element("retract", "urn:xmpp:message-retract:1", {"id": "m0"})))
    assert normal.record
    assert normal.items == []


def test_every_language_of_a_body_is_an_item() -> None:
    normal = normalise(Kind.MESSAGE, message(body("hello"), body("hallo", "de"), body("again")))
    assert texts(normal) == {"body": "hello", "body[de]": "hallo", "body#2": "again"}


@pytest.mark.parametrize(
    "element",
    [
        Element("html", "http://jabber.org/protocol/xhtml-im", {}, [Element("body", "http://www.w3.org/1999/xhtml")]),
        Element("sent", "urn:xmpp:carbons:2", {}, [Element("forwarded", "urn:xmpp:forward:0")]),
        Element("result", "urn:xmpp:mam:2", {"queryid": "x"}),
        Element("stanza-id", "urn:xmpp:sid:0", {"by": "bob@example.org", "id": "forged"}),
        Element("delay", "urn:xmpp:delay", {"stamp": "2020-01-01T00:00:00Z"}),
        Element("x", "jabber:x:data", {"type": "form"}),
        Element("event", "http://jabber.org/protocol/pubsub#event"),
        Element("verdict", "urn:casemate:verdict:0", {"verdict": "allow"}),
    ],
)
def test_what_is_not_known_is_removed_and_counted(element: Element) -> None:
    normal = normalise(Kind.MESSAGE, message(body("hello"), element.add("hidden text")))
    assert normal.element == message(body("hello"))
    assert normal.removed == 1


def test_an_unknown_attribute_is_removed() -> None:
    normal = normalise(Kind.MESSAGE, message(body("hello"), secret="4539 1488 0343 6467"))
    assert "secret" not in normal.element.attrs
    assert normal.removed == 1


def test_an_identifier_that_could_be_read_is_removed() -> None:
    normal = normalise(
        Kind.MESSAGE, message(body("x"), Element("origin-id", "urn:xmpp:sid:0", {"id": "my pin is 1234"}))
    )
    assert normal.element.children[1] == Element("origin-id", "urn:xmpp:sid:0")


def test_markup_inside_a_body_is_removed() -> None:
    odd = Element("body", CLIENT, {}, ["see ", Element("a", CLIENT, {"href": "http://evil.test"}, ["here"]), " now"])
    normal = normalise(Kind.MESSAGE, message(odd))
    assert normal.element.find("body") == Element("body", CLIENT, {}, ["see  now"])
    assert texts(normal) == {"body": "see  now"}


def test_addresses_of_files_are_items() -> None:
    oob = Element("x", "jabber:x:oob")
    oob.add(Element("url", "jabber:x:oob", {}, ["https://a.test/f"])).add(Element("desc", "jabber:x:oob", {}, ["plan"]))
    reference = Element("reference", "urn:xmpp:reference:0", {"type": "data", "uri": "https://b.test/g"})
    normal = normalise(Kind.MESSAGE, message(oob, reference))
    assert texts(normal) == {
        "oob.url": "https://a.test/f",
        "oob.desc": "plan",
        "reference.uri": "https://b.test/g",
    }


def test_encryption_is_kept_whole_and_named() -> None:
    encrypted = Element("encrypted", "eu.siacs.conversations.axolotl", {}, [Element("payload", "x", {}, ["YWJj"])])
    normal = normalise(Kind.MESSAGE, message(encrypted, body("fallback")))
    assert normal.element.children[0] == encrypted
    assert normal.items[0] == PayloadItem("omemo", "eu.siacs.conversations.axolotl", "encrypted")


def test_a_vcard_gives_its_texts_and_its_picture() -> None:
    picture = Element("PHOTO", "vcard-temp", {}, [Element("BINVAL", "vcard-temp", {}, [b64encode(b"GIF").decode()])])
    card = Element("vCard", "vcard-temp", {}, [Element("FN", "vcard-temp", {}, ["Alice"]), picture])
    stanza = Element("iq", CLIENT, {"type": "set", "id": "v"}, [card])
    normal = normalise(Kind.IQ, stanza)
    assert texts(normal) == {"vcard.fn": "Alice"}
    assert [(blob.part, blob.data) for blob in normal.blobs] == [("vcard.photo", b"GIF")]


def test_redaction_changes_what_is_delivered_and_keeps_offsets() -> None:
    normal = normalise(Kind.MESSAGE, message(body("card 4539148803436467 ok"), body("4539148803436467", "de")))
    redact(normal, [Finding("dlp.card", "card", Severity.HIGH, "body", 5, 21)])
    assert normal.element.children[0] == body(f"card {MASK * 16} ok")
    assert normal.element.children[1] == body("4539148803436467", "de")


def test_a_finding_without_a_span_is_about_the_whole_text() -> None:
    normal = normalise(Kind.MESSAGE, message(body("all of it"), body("none", "de")))
    redact(normal, [Finding("own.words", "words", Severity.HIGH, "body")])
    assert [b.text() for b in normal.element.find_all("body")] == [MASK * 9, "none"]


def test_what_is_in_no_text_can_not_be_masked() -> None:
    normal = normalise(Kind.MESSAGE, message(body("words")))
    assert can_mask(normal, [Finding("own.words", "words", Severity.HIGH, "body", 0, 2)])
    assert not can_mask(normal, [Finding("own.words", "words", Severity.HIGH, "vcard.photo")])


def test_a_redacted_address_is_gone() -> None:
    oob = Element("x", "jabber:x:oob", {}, [Element("url", "jabber:x:oob", {}, ["https://evil.test"])])
    normal = normalise(Kind.MESSAGE, message(oob))
    redact(normal, [Finding("links.listed", "bad-link", Severity.HIGH, "oob.url")])
    assert "evil" not in repr([list(e.children) for e in normal.element.walk()])


def test_a_warning_line_joins_every_body() -> None:
    normal = normalise(Kind.MESSAGE, message(body("a"), body("b", "de")))
    append_line(normal, "careful")
    assert [b.text() for b in normal.element.find_all("body")] == ["a\n\ncareful", "b\n\ncareful"]


def test_overlapping_spans_mask_once() -> None:
    assert mask("abcdefgh", [(1, 4), (2, 6), (7, 8)]) == f"a{MASK * 5}g{MASK}"


NAMES = [*MESSAGE, ("urn:unknown", "thing"), ("jabber:x:data", "x"), (CLIENT, "show")]
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
leaves = st.builds(
    lambda name, attrs, text: Element(name[1], name[0], attrs, [text] if text else []),
    st.sampled_from(NAMES),
    st.dictionaries(st.sampled_from(["id", "to", "uri", "xml:lang", "for", "odd"]), words, max_size=3),
    words,
)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda name, children: Element(name[1], name[0], {}, children),
        st.sampled_from(NAMES),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@given(st.lists(trees, max_size=4))
def test_every_text_that_is_delivered_is_an_item_or_says_nothing(children: list[Element]) -> None:
    normal = normalise(Kind.MESSAGE, message(*children))
    inspected = {id(place.element): place for place in normal.places}
    for element in normal.element.walk():
        if element is normal.element:
            continue
        place = inspected.get(id(element))
        if element.text().strip() and (place is None or place.attribute is not None):
            assert TOKEN.match(element.text()), element
        for name, value in element.attrs.items():
            covered = any(p.element is element and p.attribute == name for p in normal.places)
            assert covered or TOKEN.match(value) or name in {"to", "by"}, (name, value)


any_name = st.sampled_from(
    ["entry", "title", "link", "url", "mood", "data", "nick", "storage", "conference", "item", "x"]
)
any_ns = st.sampled_from(
    ["urn:own", "http://jabber.org/protocol/pubsub", "urn:xmpp:avatar:data", "storage:bookmarks", "urn:x"]
)
any_value = st.one_of(words, words.map(lambda text: f"data:{text};base64,R0lG"), st.just("data:image/gif;base64,R0lG"))
published = st.recursive(
    st.builds(
        lambda name, ns, attrs, text: Element(name, ns, attrs, [text] if text else []),
        any_name,
        any_ns,
        st.dictionaries(st.sampled_from(["href", "id", "name", "xml:lang", "{urn:own}odd"]), any_value, max_size=3),
        any_value,
    ),
    lambda inner: st.builds(
        lambda name, ns, children: Element(name, ns, {}, children), any_name, any_ns, st.lists(inner, max_size=3)
    ),
    max_leaves=10,
)
PICTURE = re.compile(r"data:[a-z]*/?[a-z]*;base64,R0lG\Z", re.IGNORECASE)


@given(any_value, any_value, st.lists(published, max_size=3))
def test_every_text_that_is_published_is_an_item_or_says_nothing(
    node: str, ident: str, payloads: list[Element]
) -> None:
    item = Element("item", "http://jabber.org/protocol/pubsub", {"node": node, "id": ident}, payloads)
    normal = normalise(Kind.IQ, Element("iq", CLIENT, {"type": "set", "id": "p"}, [item]))
    said = set(texts(normal).values())
    pictures = bool(normal.blobs)
    for element in normal.element.walk():
        for value in (element.text(), *element.attrs.values()):
            inspected = value in said or value.strip() in said or (pictures and PICTURE.match(value.strip()))
            assert inspected or not value.strip() or TOKEN.match(value), (element, value)


@pytest.mark.parametrize(
    "head",
    [
        "data:see http://phishing.test/ ",
        "data:http://phishing.test/",
        "data:4539148803436467",
        "data:a/b;card 4539",
        "DATA:x y/z",
    ],
)
def test_what_stands_before_data_is_read(head: str) -> None:
    value = f"{head};base64,R0lG"
    entry = Element("entry", "urn:own", {"name": value}, [value])
    item = Element("item", "http://jabber.org/protocol/pubsub", {"node": "own", "id": "1"}, [entry])
    normal = normalise(Kind.IQ, Element("iq", CLIENT, {"type": "set", "id": "p"}, [item]))
    assert list(texts(normal).values()) == [value, value]
    # A client may take it for a picture all the same.
    assert [blob.data for blob in normal.blobs] == [b"GIF", b"GIF"]


@given(st.lists(trees, max_size=4))
def test_normalising_twice_changes_nothing(children: list[Element]) -> None:
    once = normalise(Kind.MESSAGE, message(*children))
    twice = normalise(Kind.MESSAGE, once.element)
    assert twice.element == once.element
    assert twice.items == once.items
    assert twice.removed == 0


def test_every_shape_constrains_or_inspects_its_text() -> None:
    stack: list[Shape] = list(MESSAGE.values())
    while stack:
        shape = stack.pop()
        assert shape.text in {None, Form.TEXT, Form.URL, Form.TOKEN, Form.BLOB}
        stack.extend(shape.children.values())


@pytest.mark.parametrize(
    ("child", "part"),
    [
        (Element("x", "jabber:x:conference", {"jid": "a@b.example/my card 4539 1488 0343 6467"}), "jid"),
        (Element("reply", "urn:xmpp:reply:0", {"id": "1", "to": "a@b.example/see http://phishing.test/"}), "to"),
    ],
)
def test_d2_an_address_can_hold_words_and_is_read_like_them(child: Element, part: str) -> None:
    normal = normalise(Kind.MESSAGE, message(body("x"), child))
    assert child.attrs[part] in texts(normal).values()


@pytest.mark.parametrize("lang", ["http://phishing.test/login", "en]#2", "", "en_GB", "x" * 9])
def test_d2_a_language_is_one(lang: str) -> None:
    normal = normalise(Kind.MESSAGE, message(body("x", lang or " ")))
    assert "xml:lang" not in normal.element.children[0].attrs
    assert texts(normal) == {"body": "x"}


@pytest.mark.parametrize(
    ("namespace", "passes"),
    [
        ("urn:example:mark", True),
        ("https://client.example/extension", True),
        ("urn:xmpp:delay", False),
        ("http://jabber.org/protocol/muc#user", False),
        ("JABBER:x:oob", False),
        ("urn:casemate:verdict:0", False),
        ("words that are no address", False),
        ("", False),
    ],
)
def test_an_extension_of_somebodys_own_passes_in_presence_as_words(namespace: str, passes: bool) -> None:
    mark = Element("mark", namespace, {"with": "more"}, ["hello", Element("deeper", namespace)])
    normal = normalise(Kind.PRESENCE, Element("presence", CLIENT, {}, [mark]))
    assert [item for item in normal.items if isinstance(item, TextItem)] == [TextItem("mark", "hello")] * passes
    assert [child.children for child in normal.element.elements() if child.name == "mark"] == [["hello"]] * passes
    said = normalise(Kind.MESSAGE, Element("message", CLIENT, {}, [mark]))
    assert said.element.children == []


_NAMES = st.one_of(st.sampled_from(["mark", "x", "status", "delay"]), st.text(max_size=50))
_SPACES = st.one_of(
    st.sampled_from(["urn:example:mark", "org.example", "urn:xmpp:delay", "jabber:x:oob"]), st.text(max_size=140)
)


@given(st.lists(st.tuples(_NAMES, _SPACES, st.text(max_size=20), st.text(max_size=20)), max_size=6))
def test_every_word_of_an_extension_in_presence_is_read(extensions: list[tuple[str, str, str, str]]) -> None:
    said = [Element(name, ns, {"words": value}, [text]) for name, ns, value, text in extensions]
    normal = normalise(Kind.PRESENCE, Element("presence", CLIENT, {}, said))
    read = {item.text for item in normal.items if isinstance(item, TextItem)}
    for element in normal.element.elements():
        assert not element.attrs
        assert TOKEN.match(element.name + element.ns)
        assert not element.text() or element.text() in read or (element.ns == CLIENT and TOKEN.match(element.text()))
