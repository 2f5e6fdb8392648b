"""D21: what a text costs grows with its length and no faster, whatever is in it. Calls are counted, not seconds."""

import sys
from collections.abc import Callable

import pytest

from casemate.inspection.engine import Engine
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.model.inspection import Context, Direction, GapKind, TextItem
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind
from casemate.pipeline.normalise import normalise
from casemate.settings.schema import Inspection
from casemate.wiring.inspection import make_engine
from casemate.xmpp.element import CLIENT, Element

HERE = Context(1, Direction.INTERNAL, Jid.parse("a@localhost"), Jid.parse("b@localhost"), ("localhost",))
CALLS_A_CHARACTER = 20


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("lists")
    return make_engine(Inspection(), folder, BadLinks((), folder, folder / "cache"), ["localhost"], files=False)


def calls(work: Callable[[], object]) -> int:
    count = 0

    def tick(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    work()  # what is made once is made
    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "4 5 3 9 ",
        "1.2.3.4 ",
        "4539 1488 0343 6467 ",
        "4539-1488 ",
        "5 44 5 44 ",
        "DE89 3704 0044 0532 0130 00 ",
        "078-05-1120 ssn ",
        "password: hunter2 ",
        "AKIAIOSFODNN7EXAMPLE ",
        "QUtJQUlPU0ZPRE5ON0VYQU1QTEU= ",
        "%41%4b",
        "&#65;",
        "a.example ",
        "hxxp://a[.]b ",
        "\u0430.com ",
        "\ufdfa",
        "a\u200b",
        "-----BEGIN RSA PRIVATE KEY-----\n",
    ],
)
def test_d21_what_a_text_costs(engine: Engine, piece: str) -> None:
    small, large = (piece * (size // len(piece)) for size in (4_000, 16_000))
    few, many = (calls(lambda text=text: engine.inspect([TextItem("body", text)], HERE)) for text in (small, large))
    assert many < 5 * few + 2_000
    assert many < CALLS_A_CHARACTER * len(large) * (4 if piece == "\ufdfa" else 1)


def test_d21_what_is_not_looked_at_is_a_gap(engine: Engine) -> None:
    report = engine.inspect([TextItem("body", "DE89 3704 0044 0532 0130 00 " * 2_000)], HERE)
    assert {gap.kind for gap in report.gaps} == {GapKind.TOO_LARGE}
    assert "dlp.iban" in {finding.id for finding in report.findings}


def test_d21_many_bodies_cost_no_more_than_one(engine: Engine) -> None:
    def bodies(count: int) -> int:
        stanza = Element("message", CLIENT, {"id": "m"}, [Element("body", CLIENT, {}, ["x"]) for _ in range(count)])
        return calls(lambda: normalise(Kind.MESSAGE, stanza))

    assert bodies(1_600) < 5 * bodies(400)
