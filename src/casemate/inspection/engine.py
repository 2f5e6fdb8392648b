"""The engine runs inspectors, and alone owns time limits, caching, concurrency, metrics and exceptions.

Inline inspectors are called one after the other on the event loop. Slow ones get files: equal content that is being inspected is
inspected once, answers are remembered by SHA-256 and the version of the signatures, and whatever goes wrong is a gap.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from casemate.inspection.api import Inspector, SeveralScanners, SlowInspector
from casemate.model.errors import ConfigurationError
from casemate.model.inspection import CLEAN, Context, FileItem, Finding, FindingSpec, Gap, GapKind, Item, Report
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger

CACHE_ENTRIES: Final = 10_000
"""Remembered answers about files: a few MB."""
FILES_AT_ONCE: Final = 8
"""Files that one slow inspector looks at, at the same time; others wait their turn."""
SAMPLE: Final = 64
"""One in so many inline inspections is timed: reading the clock would cost as much as a short inspection."""
_log = get_logger("inspection")

_Key = tuple[str, str, str, str]


class Engine:
    """All inspectors, ready to be asked."""

    def __init__(
        self, inspectors: Sequence[Inspector], slow: Sequence[SlowInspector] = (), *, file_seconds: float = 30.0
    ) -> None:
        """`file_seconds` bounds one slow inspector's look at one file.

        Raises:
            ConfigurationError: if two inspectors declare the same finding, or one is not described.
        """
        self._inline = tuple(inspectors)
        self._slow = tuple(slow)
        self._seconds = file_seconds
        self._specs = _checked((*self._inline, *self._slow))
        self._timers = tuple(metrics.inspection_seconds.labels(i.name) for i in self._inline)
        self._count = 0
        self._cache: OrderedDict[_Key, Report] = OrderedDict()
        self._under_way: dict[_Key, asyncio.Task[Report]] = {}
        self._turns = {i.name: asyncio.Semaphore(FILES_AT_ONCE) for i in self._slow}

    def findings(self) -> Sequence[FindingSpec]:
        """Everything that can be found."""
        return tuple(self._specs.values())

    async def start(self) -> None:
        """Make slow inspectors ready."""
        for inspector in self._slow:
            await inspector.start()

    async def close(self) -> None:
        """Let go of what they hold."""
        for task in self._under_way.values():
            task.cancel()
        for inspector in self._slow:
            await inspector.close()

    def inspect(self, items: Sequence[Item], context: Context) -> Report:
        """What the inline inspectors see in a message."""
        self._count += 1
        timed = self._count % SAMPLE == 0
        findings: list[Finding] = []
        gaps: list[Gap] = []
        for index, inspector in enumerate(self._inline):
            started = time.perf_counter() if timed else 0.0
            for item in items:
                try:
                    if not inspector.wants(item):
                        continue
                    report = inspector.inspect(item, context)
                except Exception as error:  # noqa: BLE001 - a failing inspector is a gap, never silence
                    report = _failed(inspector.name, item.part, error)
                if report is not CLEAN:
                    findings.extend(report.findings)
                    gaps.extend(report.gaps)
            if timed:
                self._timers[index].observe(time.perf_counter() - started)
        if not findings and not gaps:
            return CLEAN
        return Report(tuple(findings), tuple(gaps))

    async def inspect_file(self, item: FileItem, context: Context) -> Report:
        """What the slow inspectors see in a file; they look side by side."""
        wanting = [inspector for inspector in self._slow if inspector.wants(item)]
        if not wanting:
            return Report((), (Gap(GapKind.UNAVAILABLE, item.part, "files", "no inspector for files is at work"),))
        reports = await asyncio.gather(*(self._shared(inspector, item, context) for inspector in wanting))
        return Report(
            tuple(finding for report in reports for finding in report.findings),
            tuple(gap for report in reports for gap in report.gaps),
        )

    async def probe(self, item: FileItem, context: Context) -> dict[str, Report]:
        """What each scanner says about a file, asked anew: for canaries, which a remembered answer would fool."""
        reports: dict[str, Report] = {}
        for inspector in self._slow:
            if isinstance(inspector, SeveralScanners):
                reports |= await inspector.probe(item)
            elif inspector.wants(item):
                reports[inspector.name] = await self._look(inspector, item, context)
        return reports

    async def _shared(self, inspector: SlowInspector, item: FileItem, context: Context) -> Report:
        version = str(getattr(inspector, "signature_version", ""))
        key = (inspector.name, item.sha256, f"{item.name}\0{item.declared_type}", version)
        known = self._cache.get(key)
        if known is not None:
            self._cache.move_to_end(key)
            return _moved(known, item.part)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._look(inspector, item, context))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        # One caller that gives up must not take the answer away from the others.
        report = await asyncio.shield(task)
        if not any(gap.kind is GapKind.UNAVAILABLE for gap in report.gaps):
            self._cache[key] = report
            while len(self._cache) > CACHE_ENTRIES:
                self._cache.popitem(last=False)
        return _moved(report, item.part)

    async def _look(self, inspector: SlowInspector, item: FileItem, context: Context) -> Report:
        started = time.perf_counter()
        try:
            async with self._turns[inspector.name], asyncio.timeout(self._seconds):
                return await inspector.inspect(item, context)
        except TimeoutError:
            return Report((), (Gap(GapKind.UNAVAILABLE, item.part, inspector.name, "it took too long"),))
        except Exception as error:  # noqa: BLE001 - a failing inspector is a gap, never silence
            return _failed(inspector.name, item.part, error)
        finally:
            metrics.inspection_seconds.labels(inspector.name).observe(time.perf_counter() - started)


def _checked(inspectors: Iterable[Inspector | SlowInspector]) -> dict[str, FindingSpec]:
    specs: dict[str, FindingSpec] = {}
    for inspector in inspectors:
        for spec in inspector.findings:
            if spec.id in specs:
                raise ConfigurationError(f"two inspectors declare the finding {spec.id}")
            if not spec.description.strip() or not spec.group:
                raise ConfigurationError(f"the finding {spec.id} of {inspector.name} has no description or no group")
            specs[spec.id] = spec
    return specs


def _failed(name: str, part: str, error: Exception) -> Report:
    metrics.gaps.labels(name, GapKind.UNAVAILABLE.value).inc()
    _log.error("an inspector failed", inspector=name, part=part, error=repr(error)[:300])
    return Report((), (Gap(GapKind.UNAVAILABLE, part, name, "the inspector failed"),))


def _moved(report: Report, part: str) -> Report:
    """A remembered answer under the name of the part that is asked about now."""

    def renamed(found: str) -> str:
        _, mark, inner = found.partition("!")
        return f"{part}!{inner}" if mark else part

    return Report(
        tuple(msgspec.structs.replace(f, part=renamed(f.part)) for f in report.findings),
        tuple(msgspec.structs.replace(g, part=renamed(g.part)) for g in report.gaps),
    )
