"""Errors as the standard writes them."""

import pytest

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import DEFAULT_TYPES, STANZA_ERRORS, STREAM_CONDITIONS, StanzaError, StreamError, error_reply


def test_a_reply_goes_back_where_it_came_from() -> None:
    stanza = Element("message", CLIENT, {"from": "a@x/1", "to": "b@x", "id": "7", "type": "chat"}, [Element("body")])
    payload = Element("verdict", "urn:v")
    reply = error_reply(stanza, StanzaError("policy-violation", "No.", payloads=[payload]))
    assert reply.attrs == {"type": "error", "to": "a@x/1", "from": "b@x", "id": "7"}
    error = reply.find("error")
    assert error is not None
    assert error.get("type") == "modify"
    assert error.find("policy-violation", STANZA_ERRORS) is not None
    assert error.child_text("text", STANZA_ERRORS) == "No."
    assert error.children[-1] is payload


def test_a_bare_stanza_gets_a_bare_reply() -> None:
    assert error_reply(Element("iq"), StanzaError("bad-request")).attrs == {"type": "error"}


@pytest.mark.parametrize("condition", DEFAULT_TYPES)
def test_every_condition_has_its_type(condition: str) -> None:
    error = StanzaError(condition)
    assert error.kind in {"auth", "cancel", "continue", "modify", "wait"}
    assert len(list(error.element().elements())) == 1
    assert StanzaError(condition, kind="continue").kind == "continue"


def test_a_stream_error_tells_condition_and_words() -> None:
    assert "host-unknown" in STREAM_CONDITIONS
    error = StreamError("host-unknown", "Not here.")
    assert (str(error), error.condition, error.text, error.payload) == ("Not here.", "host-unknown", "Not here.", None)
    assert str(StreamError("reset")) == "reset"
