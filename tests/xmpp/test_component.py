"""The stream of a component (XEP-0114): the same events however its bytes are cut, and no bytes that break it."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.component import ComponentStream, Ended, Event, Handshake, Opened, Stanza
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import Limits

HEADER = "<stream:stream to='bridge.example' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>"
DIGEST = hashlib.sha1(b"idsecret", usedforsecurity=False).hexdigest()
TALK = (
    f"<?xml version='1.0'?>{HEADER}\n<handshake>{DIGEST}</handshake> <message from='a@bridge.example' to='b@localhost'>"
    "<body>h&#228;</body><x xmlns='urn:x'><message xmlns='jabber:client'/></x></message>"
    "<iq xmlns='jabber:client' id='1'/><stream:error/></stream:stream>"
)


def run(chunks: list[bytes]) -> list[Event]:
    stream = ComponentStream(Limits())
    events: list[Event] = []
    for chunk in chunks:
        for event in stream.receive(chunk):
            events.append(event)
            if isinstance(event, Opened):
                stream.open("id", event.domain)
            elif isinstance(event, Handshake) and stream.knows(event.digest, "secret"):
                stream.accept()
    return events


def test_a_stream_from_beginning_to_end() -> None:
    opened, handshake, message, iq, ended = run([TALK.encode()])
    assert opened == Opened("bridge.example")
    assert handshake == Handshake(DIGEST)
    assert isinstance(message, Stanza)
    assert [(e.name, e.ns) for e in message.element.walk()] == [
        ("message", "jabber:client"),
        ("body", "jabber:client"),
        ("x", "urn:x"),
        ("message", "jabber:client"),
    ]
    assert isinstance(iq, Stanza)
    assert ended == Ended(None)


def test_every_cut_gives_the_same() -> None:
    data = TALK.encode()
    whole = run([data])
    for cut in range(1, len(data)):
        assert run([data[:cut], data[cut:]]) == whole, data[:cut]


@given(
    st.lists(
        st.binary(max_size=40) | st.sampled_from([HEADER.encode(), TALK.encode(), b"<handshake/>", b"<a>"]), max_size=6
    )
)
def test_any_bytes_are_events_or_the_end(chunks: list[bytes]) -> None:
    events = run(chunks)
    endings = [event for event in events if isinstance(event, Ended)]
    assert len(endings) <= 1
    assert not endings or events[-1] is endings[0]
    assert all(isinstance(event.error, StreamError | None) for event in endings)


def test_nothing_counts_before_the_handshake_is_answered() -> None:
    stream = ComponentStream(Limits())
    events = stream.receive(f"{HEADER}<handshake>x</handshake><message/>".encode())
    assert next(events) == Opened("bridge.example")
    stream.open("id", "bridge.example")
    assert next(events) == Handshake("x")
    ended = next(events)
    assert isinstance(ended, Ended)
    assert ended.error is not None
    assert ended.error.condition == "not-authorized"


def test_a_header_or_stanza_has_its_limit() -> None:
    for data in (b"<stream:stream to='" + b"x" * 20_000, HEADER.encode() + b"<handshake>" + b"x" * 20_000):
        ended = run([data])[-1]
        assert isinstance(ended, Ended)
        assert ended.error is not None
        assert ended.error.condition == "policy-violation"
