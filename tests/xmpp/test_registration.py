"""What somebody without an account may send: whatever comes, it is read as one of three requests, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.namespaces import PARS, REGISTER
from casemate.xmpp.registration import (
    MAX_NAME,
    MAX_PASSWORD,
    MAX_TOKEN,
    Ask,
    Fill,
    Preauth,
    form,
    preauth,
    read,
    result,
)

TEXTS = st.one_of(
    st.text(max_size=20), st.sampled_from(["x" * MAX_TOKEN, "x" * (MAX_TOKEN + 1), "x" * (MAX_PASSWORD + 1)])
)
NAMESPACES = st.sampled_from([CLIENT, REGISTER, PARS, "jabber:x:data", ""])
NAMES = st.sampled_from(["query", "preauth", "username", "password", "remove", "email", "x", "field"])
CHILDREN = st.recursive(
    TEXTS,
    lambda inner: st.builds(
        Element,
        NAMES,
        NAMESPACES,
        st.dictionaries(st.sampled_from(["token", "var"]), TEXTS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
IQS = st.builds(
    lambda kind, ident, children: Element("iq", CLIENT, {"type": kind, "id": ident}, children),
    st.sampled_from(["get", "set", "result", "error", "", "SET"]),
    st.sampled_from(["", "a", "x" * 300]),
    st.lists(CHILDREN, max_size=3),
)


def _read(stanza: Element) -> Preauth | Ask | Fill | str:
    try:
        return read(stanza)
    except StanzaError as error:
        return error.condition


def iq(kind: str, *payloads: Element) -> Element:
    return Element("iq", CLIENT, {"type": kind, "id": "1"}, list(payloads))


def fields(*pairs: tuple[str, str]) -> Element:
    return Element("query", REGISTER, {}, [Element(name, REGISTER, {}, [text] if text else []) for name, text in pairs])


@given(IQS)
def test_anything_is_read_or_refused(stanza: Element) -> None:
    wanted = _read(stanza)
    if isinstance(wanted, str):
        assert wanted in {"bad-request", "not-acceptable"}
        return
    assert stanza.get("id")
    if isinstance(wanted, Preauth):
        assert 0 < len(wanted.token) <= MAX_TOKEN
    elif isinstance(wanted, Fill):
        assert 0 < len(wanted.name) <= MAX_NAME
        assert 0 < len(wanted.password) <= MAX_PASSWORD
    else:
        assert stanza.get("type") == "get"


@given(IQS.map(lambda stanza: Element("presence", CLIENT, {}, stanza.children)))
def test_a_token_that_comes_with_a_request_is_bounded(stanza: Element) -> None:
    assert len(preauth(stanza)) <= MAX_TOKEN


@given(st.text(min_size=1, max_size=MAX_NAME), st.text(min_size=1, max_size=MAX_PASSWORD), st.booleans())
def test_a_name_and_a_password_are_read_as_they_are(name: str, password: str, swapped: bool) -> None:
    pairs = [("username", name), ("password", password)]
    assert read(iq("set", fields(*reversed(pairs) if swapped else pairs))) == Fill(name, password)


@given(st.text(min_size=1, max_size=MAX_TOKEN))
def test_a_token_is_read_as_it_is(token: str) -> None:
    payload = Element("preauth", PARS, {"token": token})
    assert read(iq("set", payload)) == Preauth(token)
    assert preauth(Element("presence", CLIENT, {}, [payload])) == token


@pytest.mark.parametrize(
    "stanza",
    [
        iq("set"),
        iq("get", Element("preauth", PARS, {"token": "t"})),
        iq("set", Element("preauth", PARS)),
        iq("set", Element("preauth", PARS, {"token": "t"}), fields(("username", "a"), ("password", "b"))),
        iq("set", fields(("username", "a"))),
        iq("set", fields(("username", "a"), ("username", "b"), ("password", "c"))),
        iq("set", fields(("username", "a"), ("password", ""))),
        iq("set", fields(("username", "a"), ("password", "b"), ("email", "c"))),
        iq("set", fields(("remove", ""))),
        iq("set", fields(("username", "a"), ("password", "b")).add(Element("x", "jabber:x:data", {"type": "submit"}))),
        iq(
            "set",
            Element("query", REGISTER, {}, [Element("username", REGISTER, {}, [Element("b", REGISTER, {}, ["a"])])]),
        ),
        iq("result", fields()),
        Element("iq", CLIENT, {"type": "get"}, [Element("query", REGISTER)]),
        iq("get", Element("query", "jabber:iq:auth")),
    ],
)
def test_what_is_no_request(stanza: Element) -> None:
    with pytest.raises(StanzaError):
        read(stanza)


def test_the_form_has_what_is_asked_for() -> None:
    assert read(iq("get", fields())) == Ask()
    assert [child.name for child in form(None).elements()] == ["instructions", "username", "password"]
    assert form("carol").child_text("username", REGISTER) == "carol"
    answer = result(iq("get", fields()), "x.example", form(None))
    assert dict(answer.attrs) == {"type": "result", "id": "1", "from": "x.example"}
