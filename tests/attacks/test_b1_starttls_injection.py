"""B1: what is sent in the clear after `<starttls/>` never counts inside TLS: any byte of it ends the stream."""

import pytest

from casemate.xmpp.states import State
from casemate.xmpp.stream import StartTls, Violated
from tests.xmpp.support import AUTH, HEADER, LIMITS, STARTTLS, bound, clear, condition

INJECTED = [AUTH, HEADER, b"<iq/>", b"<", b"x", b"\x16\x03\x01", STARTTLS, b"</stream:stream>", HEADER + AUTH]


@pytest.mark.parametrize("injected", INJECTED)
@pytest.mark.parametrize("space", [b"", b"\n "])
def test_b1_cve_2011_0411_in_the_same_segment(injected: bytes, space: bytes) -> None:
    stream = clear()
    events = stream.receive(STARTTLS + space + injected)
    assert isinstance(events[0], StartTls)
    assert isinstance(events[-1], Violated) or stream.state is State.CLOSED
    stream.secured()
    assert stream.state is State.CLOSED
    assert stream.receive(HEADER) == []


@pytest.mark.parametrize("injected", INJECTED)
def test_b1_cve_2011_0411_in_a_later_segment(injected: bytes) -> None:
    stream = clear()
    assert stream.receive(STARTTLS) == [StartTls()]
    stream.proceed()
    stream.receive(injected)
    assert stream.state is State.CLOSED
    stream.secured()
    assert stream.receive(HEADER) == []


@pytest.mark.parametrize("kept", [b"", b" ", b"\r\n\t "])
def test_b1_white_space_is_nothing(kept: bytes) -> None:
    stream = clear()
    assert stream.receive(STARTTLS + kept) == [StartTls()]
    stream.secured()
    assert stream._framer.pending == 0
    assert stream.state is State.OPENING_SECURE


def test_b1_the_stream_begins_anew_inside_tls() -> None:
    """New parser, new header, and the limits of somebody who has not signed in."""
    stream = clear()
    stream.receive(STARTTLS)
    stream.secured()
    assert condition(stream.receive(AUTH)) == "invalid-namespace"
    fresh = clear()
    fresh.receive(STARTTLS)
    fresh.secured()
    huge = HEADER.replace(b"to='", b"to='" + b"x" * LIMITS.stanza_before_auth)
    assert condition(fresh.receive(huge)) == "policy-violation"


def test_b1_no_second_starttls() -> None:
    assert condition(bound().receive(STARTTLS)) == "unsupported-stanza-type"
