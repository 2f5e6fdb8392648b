"""A8: wherever a stanza is cut in two, its events come with its last byte: never later, never different."""

from xml.parsers import expat

import pytest

from tests.xmpp.support import AUTH, BIND, HEADER, STANZAS, authenticated, bound, secure


def test_a8_every_two_way_split_of_every_stanza() -> None:
    for stanza in STANZAS:
        expected = bound().receive(stanza)
        assert len(expected) == 1
        for at in range(1, len(stanza)):
            stream = bound()
            assert stream.receive(stanza[:at]) == []
            assert stream.receive(stanza[at:]) == expected


@pytest.mark.parametrize(("make", "data"), [(secure, AUTH), (authenticated, BIND)])
def test_a8_every_split_during_negotiation(make: object, data: bytes) -> None:
    assert callable(make)
    expected = make().receive(data)
    for at in range(1, len(data)):
        stream = make()
        assert stream.receive(data[:at]) == []
        assert stream.receive(data[at:]) == expected


def test_a8_every_split_of_a_restarted_header() -> None:
    for at in range(1, len(HEADER)):
        stream = secure()
        stream.receive(AUTH)
        stream.success()
        assert stream.receive(HEADER[:at]) == []
        assert len(stream.receive(HEADER[at:])) == 1


def test_a8_byte_by_byte() -> None:
    stream = bound()
    for stanza in STANZAS:
        told = [stream.receive(bytes([byte])) for byte in stanza]
        assert [len(events) for events in told] == [0] * (len(stanza) - 1) + [1]


def test_a8_whichever_expat_it_is_a_whole_stanza_is_parsed_at_once() -> None:
    """Later versions hold unfinished tokens back; ours never sees one."""
    assert expat.version_info >= (2, 4, 5)
    assert len(bound().receive(b"".join(STANZAS))) == len(STANZAS)
