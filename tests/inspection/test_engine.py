"""The engine: inspectors in order, each failure a gap, equal files looked at once."""

import asyncio
from collections.abc import Callable

import pytest

from casemate.inspection.engine import Engine
from casemate.model.errors import ConfigurationError
from casemate.model.ids import TenantId
from casemate.model.inspection import (
    CLEAN,
    Context,
    Direction,
    FileItem,
    Finding,
    FindingSpec,
    Gap,
    GapKind,
    Item,
    Report,
    Severity,
    TextItem,
)
from casemate.model.jid import Jid
from casemate.policy.api import PolicyContext, decide, load_builtin
from casemate.wiring.inspection import all_findings

CONTEXT = Context(TenantId(1), Direction.INTERNAL, Jid.parse("a@example.org"), Jid.parse("b@example.org"))
TEXT = TextItem("body", "hello")


def file(part: str = "file:a", sha256: str = "a" * 64, name: str = "a") -> FileItem:
    return FileItem(part, "/nowhere", name, "", 5, sha256)


class Inline:
    """Reports one finding, or does what it is given."""

    def __init__(self, name: str, act: Callable[[Item], Report] | None = None, *, described: str = "A test.") -> None:
        self.name = name
        self.findings = (FindingSpec(f"{name}.seen", "test", Severity.LOW, described),)
        self._act = act

    def wants(self, item: Item) -> bool:
        return isinstance(item, TextItem)

    def inspect(self, item: Item, context: Context) -> Report:
        if self._act is not None:
            return self._act(item)
        return Report((Finding(f"{self.name}.seen", "test", Severity.LOW, item.part),))


class Slow(Inline):
    """The same for files; counts, and waits for `gate` if there is one."""

    def __init__(
        self, name: str, act: Callable[[Item], Report] | None = None, gate: asyncio.Event | None = None
    ) -> None:
        super().__init__(name, act)
        self.asked = 0
        self.gate = gate
        self.signature_version = "1"

    def wants(self, item: Item) -> bool:
        return isinstance(item, FileItem)

    async def inspect(self, item: Item, context: Context) -> Report:
        self.asked += 1
        if self.gate is not None:
            await self.gate.wait()
        return super().inspect(item, context)

    async def start(self) -> None: ...

    async def close(self) -> None: ...


def fails(item: Item) -> Report:
    raise ValueError("broken")


def test_findings_come_in_the_order_of_inspectors_then_items() -> None:
    engine = Engine([Inline("one"), Inline("two")])
    report = engine.inspect((TextItem("subject", "a"), TextItem("body", "b")), CONTEXT)
    seen = [(f.id, f.part) for f in report.findings]
    assert seen == [("one.seen", "subject"), ("one.seen", "body"), ("two.seen", "subject"), ("two.seen", "body")]


def test_nothing_seen_is_clean() -> None:
    assert Engine([Inline("one", lambda _: CLEAN)]).inspect((TEXT,), CONTEXT) is CLEAN
    assert Engine([Inline("one")]).inspect((file(),), CONTEXT) is CLEAN


def test_an_inspector_that_fails_is_a_gap_and_the_others_go_on() -> None:
    report = Engine([Inline("one", fails), Inline("two")]).inspect((TEXT,), CONTEXT)
    assert [(g.kind, g.source, g.part) for g in report.gaps] == [(GapKind.UNAVAILABLE, "one", "body")]
    assert [f.id for f in report.findings] == ["two.seen"]
    assert "broken" not in report.gaps[0].detail


def test_a_failure_in_wants_is_a_gap_too() -> None:
    inspector = Inline("one")
    inspector.wants = fails
    assert Engine([inspector]).inspect((TEXT,), CONTEXT).gaps


async def test_a_failing_look_at_a_file_is_held_by_the_policy_never_let_pass() -> None:
    report = await Engine([], [Slow("one", fails), Slow("two")]).inspect_file(file(), CONTEXT)
    assert [(g.kind, g.source) for g in report.gaps] == [(GapKind.UNAVAILABLE, "one")]
    assert [f.id for f in report.findings] == ["two.seen"]
    for direction in Direction:
        assert decide(load_builtin(all_findings()), report, PolicyContext(direction)).verdict.word == "hold"


async def test_a_file_that_takes_too_long_is_a_gap() -> None:
    engine = Engine([], [Slow("one", gate=asyncio.Event())], file_seconds=0.01)
    report = await engine.inspect_file(file(), CONTEXT)
    assert [(g.kind, g.detail) for g in report.gaps] == [(GapKind.UNAVAILABLE, "it took too long")]


async def test_without_an_inspector_for_files_they_are_not_clean() -> None:
    assert (await Engine([]).inspect_file(file(), CONTEXT)).gaps[0].kind is GapKind.UNAVAILABLE


async def test_equal_files_are_looked_at_once_and_answers_remembered() -> None:
    gate = asyncio.Event()
    slow = Slow("one", gate=gate)
    engine = Engine([], [slow])
    asked = [asyncio.ensure_future(engine.inspect_file(file(f"file:{n}"), CONTEXT)) for n in range(3)]
    await asyncio.sleep(0)
    gate.set()
    reports = await asyncio.gather(*asked)
    assert slow.asked == 1
    assert [report.findings[0].part for report in reports] == ["file:0", "file:1", "file:2"]
    await engine.inspect_file(file("file:later"), CONTEXT)
    assert slow.asked == 1
    await engine.inspect_file(file(sha256="b" * 64), CONTEXT)
    await engine.inspect_file(file(name="b.exe"), CONTEXT)
    slow.signature_version = "2"
    await engine.inspect_file(file(), CONTEXT)
    assert slow.asked == 4


async def test_what_was_unavailable_is_asked_again() -> None:
    slow = Slow("one", fails)
    engine = Engine([], [slow])
    for _ in range(2):
        await engine.inspect_file(file(), CONTEXT)
    assert slow.asked == 2


async def test_one_who_gives_up_takes_the_answer_from_nobody() -> None:
    gate = asyncio.Event()
    engine = Engine([], [Slow("one", gate=gate)])
    first, second = (asyncio.ensure_future(engine.inspect_file(file(), CONTEXT)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    gate.set()
    assert (await second).findings


async def test_parts_inside_keep_their_place_under_another_name() -> None:
    def inner(item: Item) -> Report:
        return Report(
            (Finding("one.seen", "test", Severity.LOW, f"{item.part}!inner.exe"),),
            (Gap(GapKind.ENCRYPTED, f"{item.part}!b", "one"),),
        )

    engine = Engine([], [Slow("one", inner)])
    await engine.inspect_file(file("file:first"), CONTEXT)
    report = await engine.inspect_file(file("file:second"), CONTEXT)
    assert (report.findings[0].part, report.gaps[0].part) == ("file:second!inner.exe", "file:second!b")


def test_two_inspectors_must_not_declare_one_finding() -> None:
    with pytest.raises(ConfigurationError, match=r"one\.seen"):
        Engine([Inline("one"), Inline("one")])
    with pytest.raises(ConfigurationError, match="no description"):
        Engine([Inline("one", described=" ")])
