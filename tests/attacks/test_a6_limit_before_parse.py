"""A6: the size of a stanza is checked on raw bytes, before anything is parsed, and memory stays within the limit."""

import pytest

from casemate.xmpp import parser
from casemate.xmpp.limits import Limits
from casemate.xmpp.parser import StanzaParser
from casemate.xmpp.stream import Received
from tests.xmpp.support import bound, bound_websocket, condition

LIMITS = Limits(stanza=20_000)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of what reaches the parser."""
    sizes: list[int] = []
    original = StanzaParser.parse

    def counting(self: StanzaParser, data: bytes) -> parser.Element:
        sizes.append(len(data))
        return original(self, data)

    monkeypatch.setattr(StanzaParser, "parse", counting)
    return sizes


def message(size: int) -> bytes:
    return b"<message><body>" + b"x" * (size - 32) + b"</body></message>"


@pytest.mark.parametrize("chunk", [100, 4_096, 1 << 20])
def test_a6_mongooseim_1277_nothing_over_the_limit_is_parsed(parsed: list[int], chunk: int) -> None:
    good, bad = message(LIMITS.stanza), message(LIMITS.stanza + 1)
    stream = bound(LIMITS)
    (event,) = [e for at in range(0, len(good), chunk) for e in stream.receive(good[at : at + chunk])]
    assert isinstance(event, Received)
    parsed.clear()
    events = [e for at in range(0, len(bad), chunk) for e in stream.receive(bad[at : at + chunk])]
    assert condition(events) == "policy-violation"
    assert parsed == []


def test_a6_an_endless_stanza_is_cut_off_early(parsed: list[int]) -> None:
    stream, sent = bound(LIMITS), 0
    parsed.clear()
    events = stream.receive(b"<message><body>")
    while not events:
        events = stream.receive(b"x" * 1_000)
        sent += 1_000
    assert condition(events) == "policy-violation"
    assert sent <= LIMITS.stanza + 1_000
    assert stream._framer.pending == 0
    assert parsed == []


def test_a6_over_websocket(parsed: list[int]) -> None:
    stream = bound_websocket(LIMITS)
    parsed.clear()
    assert condition(stream.receive(message(LIMITS.stanza + 1))) == "policy-violation"
    assert parsed == []
