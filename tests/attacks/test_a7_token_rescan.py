"""A7: a token that drips in is looked at a bounded number of times a byte, however small the drips."""

import re
from collections.abc import Iterator

import pytest

from casemate.xmpp import framer as framer_module
from casemate.xmpp.framer import Framer
from casemate.xmpp.limits import Limits
from casemate.xmpp.stream import Received
from tests.xmpp.support import HEADER, bound

SIZE = 64 * 1024
TOKENS = {
    "attribute": b"<message to='" + b"a" * SIZE + b"'/>",
    "text": b"<message>" + b"a" * SIZE + b"</message>",
    "name": b"<message><" + b"a" * SIZE + b"/></message>",
    "cdata": b"<message><![CDATA[" + b"]" * SIZE + b"]]></message>",
    "spaces": b"<message " + b" " * SIZE + b"/>",
    "tags": b"<message>" + b"<a b='c'/>" * (SIZE // 10) + b"</message>",
    "between": b" <a/>" * (SIZE // 5),
}


class Counted(bytearray):
    """A buffer that counts the bytes that are searched and moved."""

    seen = 0

    def find(self, sub: bytes, start: int = 0) -> int:  # type: ignore[override]
        found = super().find(sub, start)
        Counted.seen += (len(self) if found < 0 else found + len(sub)) - start
        return found


class CountedPattern:
    """A pattern that counts the bytes it looks at."""

    def __init__(self, pattern: re.Pattern[bytes]) -> None:
        self._pattern = pattern

    def search(self, data: bytes, start: int = 0) -> re.Match[bytes] | None:
        return self._count(self._pattern.search(data, start), data, start)

    def match(self, data: bytes, start: int = 0) -> re.Match[bytes] | None:
        return self._count(self._pattern.match(data, start), data, start)

    @staticmethod
    def _count(found: re.Match[bytes] | None, data: bytes, start: int) -> re.Match[bytes] | None:
        Counted.seen += (found.end() if found else len(data)) - start
        return found


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("_TAG", "_NOT_SPACE", "_IN_TAG"):
        monkeypatch.setattr(framer_module, name, CountedPattern(getattr(framer_module, name)))
    Counted.seen = 0
    yield
    Counted.seen = 0


def looked_at(data: bytes, drip: int) -> int:
    framer = Framer(1 << 22)
    framer.next_header(HEADER)
    framer._buffer = Counted()
    Counted.seen = 0
    elements: list[bytes] = []
    for at in range(0, len(data), drip):
        framer.feed(data[at : at + drip], elements)
    assert b"".join(elements) == data.replace(b" <a/>", b"<a/>")
    return Counted.seen


@pytest.mark.parametrize("token", TOKENS.values(), ids=list(TOKENS))
@pytest.mark.parametrize("drip", [1, 16, 1_000, SIZE])
@pytest.mark.usefixtures("counting")
def test_a7_cve_2023_52425_dripped_token(token: bytes, drip: int) -> None:
    drips = len(token) / drip
    assert looked_at(token, drip) <= 6 * len(token) + 8 * drips


@pytest.mark.usefixtures("counting")
def test_a7_cost_grows_with_size_not_with_its_square() -> None:
    small = looked_at(b"<message to='" + b"a" * SIZE + b"'/>", 16)
    large = looked_at(b"<message to='" + b"a" * (8 * SIZE) + b"'/>", 16)
    assert large <= 9 * small


def test_a7_the_parser_sees_every_byte_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only whole stanzas reach expat, whose cost for unfinished tokens is the vulnerability."""
    stream = bound(Limits(stanza=1 << 20))
    sizes: list[int] = []
    parse = stream._parser.parse

    class Counting:
        def parse(self, data: bytes) -> object:
            sizes.append(len(data))
            return parse(data)

    monkeypatch.setattr(stream, "_parser", Counting())
    data = TOKENS["attribute"]
    events = [e for at in range(0, len(data), 16) for e in stream.receive(data[at : at + 16])]
    assert [type(event) for event in events] == [Received]
    assert sizes == [len(data)]
