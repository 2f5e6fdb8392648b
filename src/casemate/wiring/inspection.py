"""Which inspectors there are, made from settings; and the desk at which texts and files are looked at without a server."""

import asyncio
import hashlib
import mimetypes
import stat
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from casemate.inspection.api import Inspector, SlowInspector
from casemate.inspection.engine import Engine
from casemate.inspection.inspectors.dlp import DlpInspector
from casemate.inspection.inspectors.files import FilesInspector, FilesOptions
from casemate.inspection.inspectors.links import LinksInspector
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.inspection.inspectors.links.lookalike import Lookalikes
from casemate.inspection.inspectors.opaque import Opaque
from casemate.model.errors import ConfigurationError, NotFound
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Decision, Direction, FileItem, FindingSpec, Report, TextItem
from casemate.model.jid import Jid
from casemate.policy.api import (
    BUILTIN,
    CompiledPolicy,
    FileFacts,
    PolicyContext,
    builtin_text,
    compile_policy,
    decide,
    load_builtin,
)
from casemate.settings.loader import Loaded
from casemate.settings.schema import Inspection

PLUGINS = "casemate.inspectors"


@cache
def all_findings() -> tuple[FindingSpec, ...]:
    """Everything that the inspectors of this package can find."""
    kinds = (LinksInspector, DlpInspector, Opaque, FilesInspector)
    return tuple(spec for kind in kinds for spec in kind.findings)


def make_lists(settings: Inspection, base: Path, cache_folder: Path) -> BadLinks:
    """The lists of bad links, read once (see `BadLinks.load` for errors)."""
    lists = BadLinks(settings.lists, base, cache_folder)
    lists.load()
    return lists


def make_engine(
    settings: Inspection, base: Path, lists: BadLinks, domains: Sequence[str], *, files: bool = True
) -> Engine:
    """All inspectors, as the settings want them.

    Raises:
        ConfigurationError: if one can't be made.
    """
    inline: list[Inspector] = [
        LinksInspector(lists, Lookalikes(domains, settings.partner_domains)),
        DlpInspector(settings.dictionaries, settings.patterns),
        Opaque(),
    ]
    slow: list[SlowInspector] = [make_files_inspector(settings, base)] if files else []
    for plugin in _plugins(settings.plugins):
        if isinstance(plugin, SlowInspector):
            slow.append(plugin)
        else:
            inline.append(plugin)
    return Engine(inline, slow, file_seconds=settings.file_seconds)


def make_files_inspector(settings: Inspection, base: Path) -> FilesInspector:
    """The inspector of files."""
    return FilesInspector(
        FilesOptions(
            workers=settings.workers,
            worker_memory=settings.worker_memory,
            seconds=settings.file_seconds,
            clamd=settings.clamd,
            yara_rules=tuple(str(base / name) for name in settings.yara_rules),
            block_sha256=tuple(str(base / name) for name in settings.block_sha256),
            allow_sha256=tuple(str(base / name) for name in settings.allow_sha256),
            depth=settings.archive_depth,
            entries=settings.archive_entries,
            ratio=settings.archive_ratio,
            unpacked=settings.archive_bytes,
        )
    )


def load_policy(path: Path | None, specs: Sequence[FindingSpec] | None = None) -> CompiledPolicy:
    """The policy in a file, or the built-in one.

    Raises:
        ConfigurationError: with file, line and reason.
    """
    known = all_findings() if specs is None else specs
    if path is None:
        return load_builtin(known)
    return compile_policy(_read(path), str(path), known)


def policy_path(loaded: Loaded | None) -> Path | None:
    """The policy file that the settings name; None for the built-in policy."""
    if loaded is None or not loaded.settings.policy.file:
        return None
    return loaded.resolve(loaded.settings.policy.file)


def policy_text(loaded: Loaded | None) -> str:
    """The policy in force, as TOML (errors as for `load_policy`)."""
    path = policy_path(loaded)
    return builtin_text() if path is None else _read(path)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"the policy {path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}:{line}: the policy is not in UTF-8") from error


class Desk:
    """Looks at texts and files, and says what the policy would."""

    def __init__(self, engine: Engine, policy: CompiledPolicy, domains: tuple[str, ...]) -> None:
        self._engine = engine
        self._policy = policy
        self._domains = domains
        self._sender = Jid.parse("sender@internal.invalid")
        self._recipient = Jid.parse("recipient@elsewhere.invalid")

    def text(self, text: str, direction: Direction) -> tuple[Report, Decision]:
        """A text."""
        report = self._engine.inspect((TextItem("text", text),), self._context(direction))
        return report, decide(self._policy, report, PolicyContext(direction, now=time.time()))

    async def file(self, path: Path, direction: Direction) -> tuple[Report, Decision]:
        """A file on this machine.

        Raises:
            NotFound: if there is none at `path`.
        """
        where, size, digest = await asyncio.to_thread(_measure, path)
        declared = mimetypes.guess_type(path.name)[0] or ""
        item = FileItem(f"file:{path.name}", where, path.name, declared, size, digest)
        context = self._context(direction)
        seen = await self._engine.inspect_file(item, context)
        named = self._engine.inspect((TextItem("file.name", path.name),), context)
        report = Report(seen.findings + named.findings, seen.gaps + named.gaps)
        media = next((f.detail for f in report.findings if f.id == "files.type"), "")
        facts = (FileFacts(path.name, media, size),)
        return report, decide(self._policy, report, PolicyContext(direction, now=time.time(), files=facts))

    def _context(self, direction: Direction) -> Context:
        return Context(TenantId(0), direction, self._sender, self._recipient, self._domains)


@asynccontextmanager
async def open_desk(loaded: Loaded | None, *, files: bool) -> AsyncGenerator[Desk]:
    """A desk with a place's settings, or with the built-in ones and no network."""
    settings = loaded.settings.inspection if loaded is not None else Inspection()
    base = loaded.path.parent if loaded is not None else Path()
    lists = make_lists(settings, base, base / "data" / "lists")
    engine = make_engine(settings, base, lists, (), files=files)
    policy = load_policy(policy_path(loaded))
    if files:
        await engine.start()
    try:
        yield Desk(engine, policy, ())
    finally:
        if files:
            await engine.close()


def _measure(path: Path) -> tuple[str, int, str]:
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            raise NotFound(f"{path} is no file whose content could be looked at")
        with path.open("rb") as file:
            return str(path.absolute()), path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NotFound(f"the file {path} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise NotFound(f"there can be no file {str(path)!r}: {error}") from error


def _plugins(names: Sequence[str]) -> list[Inspector | SlowInspector]:
    """Inspectors of other packages that the administrator has listed.

    Raises:
        ConfigurationError: if one is not installed, or does not load.
    """
    installed = {point.name: point for point in entry_points(group=PLUGINS)}
    made: list[Inspector | SlowInspector] = []
    for name in names:
        if name not in installed:
            there = ", ".join(sorted(installed)) or "none"
            raise ConfigurationError(f"inspection.plugins: no package offers an inspector '{name}'; installed: {there}")
        try:
            made.append(installed[name].load()())
        except Exception as error:
            raise ConfigurationError(f"inspection.plugins: the inspector '{name}' does not load: {error!r}") from error
    return made


__all__ = ["BUILTIN", "Desk", "all_findings", "load_policy", "make_engine", "open_desk", "policy_text"]
