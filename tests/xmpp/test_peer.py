"""A stream between servers, without I/O: whatever comes, and however it is cut, it ends in events and never in a fault of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.errors import StreamError
from casemate.xmpp.events import Violated
from casemate.xmpp.limits import Limits
from casemate.xmpp.peer import PeerStream
from casemate.xmpp.peer_events import Claimed, PeerClosed, PeerOpened

LIMITS = Limits(10_000, 10_000, 16, 32, 200)
HEADER = (
    b"<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' "
    b"xmlns:db='jabber:server:dialback' version='1.0' from='there.example' to='here.example'>"
)
PIECES = st.sampled_from(
    [
        HEADER,
        b"</stream:stream>",
        b"<db:result from='there.example' to='here.example'>key</db:result>",
        b"<db:result from='there.example' to='here.example' type='valid'/>",
        b"<db:verify from='there.example' to='here.example' id='1'>key</db:verify>",
        b"<db:verify from='there.example' to='here.example' id='1' type='invalid'/>",
        b"<db:result/>",
        b"<db:result from='@' to=''>\xf0\x9f\x98\x80</db:result>",
        b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>",
        b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>!</auth>",
        b"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
        b"<bidi xmlns='urn:xmpp:bidi'/>",
        b"<stream:features/>",
        b"<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
        b"<message from='a@there.example' to='b@here.example'><body>hello</body></message>",
        b"<iq/>",
        b"<!DOCTYPE x>",
        b"<r xmlns='urn:xmpp:sm:3'/>",
        b" \n",
    ]
)


def read(data: list[bytes], *, initiating: bool) -> list[str]:
    """The names of the events, which say what was understood."""
    made = PeerStream(LIMITS, initiating=initiating, secure=True)
    return [repr(event) for piece in data for event in made.receive(piece)]


@given(st.lists(PIECES, max_size=8), st.booleans())
def test_whatever_comes_is_an_event(pieces: list[bytes], initiating: bool) -> None:
    made = PeerStream(LIMITS, initiating=initiating, secure=True)
    for piece in pieces:
        for event in made.receive(piece):
            assert not isinstance(event, StreamError)


@given(st.binary(max_size=300), st.booleans())
def test_noise_is_an_event(noise: bytes, initiating: bool) -> None:
    made = PeerStream(LIMITS, initiating=initiating, secure=True)
    made.receive(HEADER)
    made.receive(noise)
    made.receive(HEADER)


@given(st.data())
def test_every_split_gives_the_same_events(data: st.DataObject) -> None:
    # What has to wait for an answer ends the stream either way, with the words that fit.
    going_on = PIECES.filter(lambda piece: not piece.startswith((b"</stream", b"<auth")))
    whole = HEADER + b"".join(data.draw(st.lists(going_on, max_size=5)))
    cut = data.draw(st.integers(0, len(whole)))
    assert read([whole], initiating=False) == read([whole[:cut], whole[cut:]], initiating=False)


def test_the_header_tells_who_speaks_to_whom() -> None:
    made = PeerStream(LIMITS, initiating=False, secure=True)
    [opened] = made.receive(HEADER)
    assert isinstance(opened, PeerOpened)
    assert "there.example" in repr(opened)


@pytest.mark.parametrize("wrong", [b"<!DOCTYPE x>", b"<!-- x -->", b"<?x y?>", b"\xff", b"&#0;"])
def test_what_is_no_xml_of_ours_ends_the_stream(wrong: bytes) -> None:
    made = PeerStream(LIMITS, initiating=False, secure=True)
    made.receive(HEADER)
    events = made.receive(b"<message>" + wrong + b"</message>")
    assert any(isinstance(event, Violated | PeerClosed) for event in events)
    assert not any(isinstance(event, Claimed) for event in events)
