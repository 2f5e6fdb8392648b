"""Nothing that a client claims about who it is survives."""

import pytest

from casemate.model.jid import Jid
from casemate.server.api import Target
from casemate.server.stamping import stamp, target_of
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, StreamError


class Session:
    jid = Jid.parse("alice@localhost/phone")
    bare = jid.bare
    full_text, bare_text = str(jid), str(jid.bare)


def message(**attrs: str) -> Element:
    return Element("message", CLIENT, {key.rstrip("_"): value for key, value in attrs.items()})


@pytest.mark.parametrize("claimed", [None, "alice@localhost", "alice@localhost/phone"])
def test_the_sender_is_the_session(claimed: str | None) -> None:
    element = message(**({"from_": claimed} if claimed else {}), to="BOB@localhost")
    assert stamp(Session(), element) == Jid.parse("bob@localhost")
    assert element.attrs == {"from": "alice@localhost/phone", "to": "bob@localhost"}


@pytest.mark.parametrize(
    "claimed", ["bob@localhost", "alice@localhost/desk", "alice@other.example", "localhost", "", "@", "ALICE@localhost"]
)
def test_somebody_else_ends_the_stream(claimed: str) -> None:
    with pytest.raises(StreamError) as caught:
        stamp(Session(), message(from_=claimed))
    assert caught.value.condition == "invalid-from"


@pytest.mark.parametrize("to", ["", "@localhost", "a@b@c", "a b@localhost", "bob@localhost/" + "x" * 1024])
def test_what_is_no_address_is_an_error_to_the_stanza(to: str) -> None:
    with pytest.raises(StanzaError) as caught:
        stamp(Session(), message(to=to))
    assert caught.value.condition == "jid-malformed"


def test_nobody_named_is_nobody() -> None:
    element = message()
    assert stamp(Session(), element) is None
    assert "to" not in element.attrs


@pytest.mark.parametrize(
    ("to", "target"),
    [
        (None, Target.SELF),
        ("alice@localhost", Target.SELF),
        ("localhost", Target.SERVER),
        ("other.example", Target.SERVER),
        ("casemate@localhost", Target.SERVICE),
        ("bob@localhost", Target.PERSON),
    ],
)
def test_whom_a_request_is_for(to: str | None, target: Target) -> None:
    assert target_of(Session(), Jid.parse(to) if to else None) is target
