"""Health: EICAR goes through the scanners from time to time, and a scanner that does not catch it is not trusted (D23)."""

import asyncio
import hashlib
import os
from typing import Final

from casemate.archive.journal import Journal
from casemate.inspection.engine import Engine
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, FileItem
from casemate.model.jid import Jid
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger

# In two parts, so that no scanner takes this file for the test virus.
EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
MALWARE: Final = "malware"
_log = get_logger("health")


class Health:
    """Why the server is not healthy, if it is not."""

    def __init__(self, engine: Engine, journal: Journal, interval: float) -> None:
        self._engine = engine
        self._journal = journal
        self._interval = interval
        self._blind: tuple[str, ...] = ()
        self._scanners: frozenset[str] = frozenset()
        self._tested = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Test the scanners now, and then every interval."""
        self._task = asyncio.get_running_loop().create_task(self._repeat())

    async def close(self) -> None:
        """Stop testing."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def reasons(self) -> tuple[str, ...]:
        """Reasons, none when healthy."""
        found = list(self._blind)
        if not self._tested:
            found.append("the scanners have not been tested yet")
        if not self._journal.healthy:
            found.append("nothing can be recorded")
        return tuple(found)

    async def test(self) -> None:
        """Push the test virus through every scanner once."""
        descriptor = os.memfd_create("canary", os.MFD_CLOEXEC)
        try:
            os.write(descriptor, EICAR)
            item = FileItem(
                "canary",
                f"/proc/{os.getpid()}/fd/{descriptor}",
                "canary.com",
                "",
                len(EICAR),
                hashlib.sha256(EICAR).hexdigest(),
            )
            nobody = Jid.parse("canary.invalid")
            reports = await self._engine.probe(item, Context(TenantId(0), Direction.INTERNAL, nobody, nobody))
        finally:
            os.close(descriptor)
        caught = {name: any(f.group == MALWARE for f in report.findings) for name, report in reports.items()}
        # One that is gone is none that caught it.
        for name in self._scanners | caught.keys():
            metrics.scanner_healthy.labels(name).set(caught.get(name, False))
        self._scanners = frozenset(caught)
        blind = tuple(f"the scanner {name} did not catch the test virus" for name, good in caught.items() if not good)
        if blind and blind != self._blind:
            _log.error("a scanner is blind", scanners=[name for name, good in caught.items() if not good])
        self._blind = blind if caught else ("there is no scanner for files",)
        self._tested = True

    async def _repeat(self) -> None:
        while True:
            try:
                await self.test()
            except Exception as error:  # noqa: BLE001 - whatever it is, scanners that can't be tested are not trusted
                _log.error("the scanners could not be tested", error=repr(error))
                self._blind = ("the scanners could not be tested",)
                for name in self._scanners:
                    metrics.scanner_healthy.labels(name).set(0)
            await asyncio.sleep(self._interval)
