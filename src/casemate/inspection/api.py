"""The contract between the engine and its inspectors (one file each in `inspectors/`).

An inspector is told only what it needs and says only what it saw. The engine alone owns time limits, caching,
concurrency, metrics and exceptions: an exception that leaves `inspect` becomes the gap `Unavailable`.
"""

from collections.abc import Mapping
from typing import ClassVar, Protocol, runtime_checkable

from casemate.model.inspection import Context, FileItem, FindingSpec, Item, Report


@runtime_checkable
class Inspector(Protocol):
    """Looks at items of the kinds that it wants, synchronously and within microseconds (text, links, payloads)."""

    name: ClassVar[str]
    """Short and lower-case; prefix of its finding ids."""
    findings: ClassVar[tuple[FindingSpec, ...]]
    """Everything that it can ever report."""

    def wants(self, item: Item) -> bool:
        """Whether `inspect` should see this item."""
        ...

    def inspect(self, item: Item, context: Context) -> Report:
        """Findings and gaps of one item."""
        ...


@runtime_checkable
class SlowInspector(Protocol):
    """An inspector whose work needs another process or a socket: files. Called from the event loop, never blocks it."""

    name: ClassVar[str]
    findings: ClassVar[tuple[FindingSpec, ...]]

    def wants(self, item: Item) -> bool:
        """Whether `inspect` should see this item."""
        ...

    async def inspect(self, item: Item, context: Context) -> Report:
        """Findings and gaps of one item."""
        ...

    async def start(self) -> None:
        """Make ready what `inspect` needs; called once before the first item."""
        ...

    async def close(self) -> None:
        """Let go of processes and sockets."""
        ...


Options = Mapping[str, object]


@runtime_checkable
class SeveralScanners(Protocol):
    """An inspector that asks several scanners, of which one must not hide that another has gone blind."""

    async def probe(self, item: FileItem) -> dict[str, Report]:
        """Scanner -> what it alone says."""
        ...
