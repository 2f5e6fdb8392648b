"""The files inspector: asks a sandboxed worker and clamd side by side, and compares hashes with lists."""

import asyncio
import hashlib
import os
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import ClassVar, Final

import msgspec

from casemate.inspection.clients.clamd import Clamd, ClamdFailed, Result
from casemate.inspection.extract.messages import Answer, Limits, Question, Setup
from casemate.inspection.extract.pool import Pool, WorkerFailed
from casemate.inspection.extract.rules import BadRules, check_rules
from casemate.inspection.inspectors.files.findings import ALL, BLOCKED, BY_WORKER, MALWARE, TYPE
from casemate.model.errors import ConfigurationError
from casemate.model.inspection import (
    CLEAN,
    Context,
    FileItem,
    Finding,
    FindingSpec,
    Gap,
    GapKind,
    Item,
    Report,
)

_HEX: Final = frozenset("0123456789abcdef")
VERSION_SECONDS: Final = 300.0
"""How long clamd's signature version is believed: a new one makes remembered answers void."""


class FilesOptions(msgspec.Struct, frozen=True):
    """Settings of the inspector: sizes in bytes, times in seconds, paths of files."""

    workers: int = 1
    worker_memory: int = 1 << 30
    seconds: float = 30.0
    clamd: str = ""
    yara_rules: tuple[str, ...] = ()
    block_sha256: tuple[str, ...] = ()
    allow_sha256: tuple[str, ...] = ()
    depth: int = 5
    entries: int = 10_000
    ratio: int = 200
    unpacked: int = 512 << 20


class FilesInspector:
    """Looks at files."""

    name: ClassVar[str] = "files"
    findings: ClassVar[tuple[FindingSpec, ...]] = ALL

    def __init__(self, options: FilesOptions) -> None:
        """Raises ConfigurationError if a file that the options name can't be read."""
        self._options = options
        self._limits = Limits(options.depth, options.entries, options.ratio, options.unpacked)
        self._blocked = _hashes(options.block_sha256)
        self._allowed = _hashes(options.allow_sha256)
        rules = _rules(options.yara_rules)
        self._pool = Pool(options.workers, Setup(rules, options.worker_memory))
        self._clamd = Clamd(options.clamd) if options.clamd else None
        lists = "".join(sorted(self._blocked | self._allowed))
        self._own_version = hashlib.sha256((rules + lists).encode()).hexdigest()[:16]
        self._clamd_version = ""
        self._watch: asyncio.Task[None] | None = None

    @property
    def signature_version(self) -> str:
        """Changes whenever a file could be judged otherwise."""
        return f"{self._own_version}/{self._clamd_version}"

    async def start(self) -> None:
        """Start the workers (in the background), and keep clamd's version in mind."""
        await self._pool.start()
        if self._clamd is not None:
            self._watch = asyncio.get_running_loop().create_task(self._follow_version(self._clamd))

    async def close(self) -> None:
        """Kill the workers."""
        if self._watch is not None:
            self._watch.cancel()
        await self._pool.close()

    def wants(self, item: Item) -> bool:
        """Files."""
        return isinstance(item, FileItem)

    async def inspect(self, item: Item, context: Context) -> Report:
        """See `SlowInspector.inspect`."""
        del context
        if not isinstance(item, FileItem):
            return CLEAN
        if item.sha256 in self._blocked:
            return Report((_finding(BLOCKED, item.part, "", ""),))
        own, scanned = await asyncio.gather(self._own(item), self._scan(item))
        findings = [*own.findings, *scanned.findings]
        if item.sha256 in self._allowed:
            # Known to be good: what it is, and nothing else.
            return Report(tuple(f for f in findings if f.id == TYPE.id))
        return Report(tuple(findings), own.gaps + scanned.gaps)

    async def probe(self, item: FileItem) -> dict[str, Report]:
        """What each scanner behind this inspector says by itself (see `SeveralScanners`); lists of sums are not asked."""
        reports = {self.name: await self._own(item)}
        if self._clamd is not None:
            reports["clamd"] = await self._scan(item)
        return reports

    async def _own(self, item: FileItem) -> Report:
        try:
            descriptor = await asyncio.to_thread(os.open, item.path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            return _unavailable(item, f"the file can't be read: {error.strerror}")
        try:
            question = Question(item.name[:1000], item.size, self._limits)
            answer = await self._pool.ask(question, descriptor, self._options.seconds)
        except WorkerFailed as error:
            return _unavailable(item, str(error))
        finally:
            os.close(descriptor)
        return self._report(item, answer)

    def _report(self, item: FileItem, answer: Answer) -> Report:
        findings = [_finding(TYPE, item.part, "", answer.media_type)]
        findings += [
            _finding(BY_WORKER[seen.what], item.part, seen.inner, seen.detail)
            for seen in answer.seen
            if seen.what in BY_WORKER
        ]
        if not self._blocked.isdisjoint(answer.hashes):
            findings.append(_finding(BLOCKED, item.part, "a file inside", ""))
        gaps = [Gap(GapKind(g.kind), _part(item.part, g.inner), self.name, g.detail) for g in answer.not_seen]
        return Report(tuple(findings), tuple(gaps))

    async def _scan(self, item: FileItem) -> Report:
        if self._clamd is None:
            return CLEAN
        try:
            verdict = await self._clamd.scan(item.path)
        except ClamdFailed as error:
            return Report((), (Gap(GapKind.UNAVAILABLE, item.part, "clamd", str(error)),))
        if verdict.result is Result.INFECTED:
            return Report((_finding(MALWARE, item.part, "", verdict.signature),))
        if verdict.result is Result.ENCRYPTED:
            return Report((), (Gap(GapKind.ENCRYPTED, item.part, "clamd", "it is encrypted"),))
        if verdict.result is Result.TOO_LARGE:
            return Report((), (Gap(GapKind.TOO_LARGE, item.part, "clamd", "it is beyond the scanner's limits"),))
        return CLEAN

    async def _follow_version(self, clamd: Clamd) -> None:
        while True:
            try:
                self._clamd_version = await clamd.version()
            except ClamdFailed:
                self._clamd_version = ""
            await asyncio.sleep(VERSION_SECONDS)


def _finding(spec: FindingSpec, part: str, inner: str, detail: str) -> Finding:
    return Finding(spec.id, spec.group, spec.severity, _part(part, inner), 0, 0, "", detail)


def _part(part: str, inner: str) -> str:
    return f"{part}!{inner}" if inner else part


def _unavailable(item: FileItem, why: str) -> Report:
    return Report((), (Gap(GapKind.UNAVAILABLE, item.part, FilesInspector.name, why),))


def _hashes(paths: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for path in paths:
        try:
            lines = Path(path).read_text(encoding="ascii").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"the list of hashes {path} can't be read: {error}") from error
        for number, line in enumerate(lines, 1):
            entry = line.partition("#")[0].split()
            if entry and (len(entry[0]) != 64 or not _HEX.issuperset(entry[0].lower())):
                raise ConfigurationError(f"{path}:{number}: '{entry[0][:80]}' is no SHA-256 in hexadecimal")
            if entry:
                found.add(entry[0].lower())
    return frozenset(found)


def _rules(paths: Sequence[str]) -> str:
    own = resources.files("casemate.inspection").joinpath("data/rules.yar").read_text(encoding="utf-8")
    try:
        others = {path: Path(path).read_text(encoding="utf-8") for path in paths}
        if others:
            check_rules(own, others)
    except (OSError, UnicodeDecodeError, BadRules) as error:
        raise ConfigurationError(f"inspection.yara_rules: {error}") from error
    return "\n".join([own, *others.values()])
