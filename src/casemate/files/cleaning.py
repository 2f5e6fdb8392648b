"""What is over is removed: slots that were never used, uploads that were cut off, files past their time, orphans of a crash."""

import asyncio
from typing import Final

from casemate.files.contents import Contents
from casemate.files.records import Records
from casemate.files.store import Store
from casemate.files.threads import Threads
from casemate.model.clock import Seconds
from casemate.model.errors import Unavailable
from casemate.telemetry.log import get_logger
from casemate.telemetry.metrics import uploads

INTERVAL: Final[Seconds] = 60.0
BATCH: Final = 200
"""Uploads looked at in one go; the rest follows at once."""
STALE: Final[Seconds] = 3600.0
"""Age at which a file on the disk that nobody claims is left over for certain: a thread never takes that long from placing a
file to its commit, and what is being received is written to all the time."""
_log = get_logger("files")


class Cleaning:
    """Sweeps in the background."""

    def __init__(self, records: Records, contents: Contents, store: Store, threads: Threads) -> None:
        self._records = records
        self._contents = contents
        self._store = store
        self._threads = threads
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Sweep now and every `INTERVAL`."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        """Stop."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def sweep(self) -> int:
        """Remove uploads whose time is over; return how many there were."""
        removed = 0
        while found := await self._records.expired(BATCH):
            for upload_id, tenant, content in found:
                removed += await self._remove(upload_id, tenant, content)
        await self._threads.run(self._store.sweep, self._records.now / 1000 - STALE)
        return removed

    async def remove_orphans(self) -> int:
        """Remove contents without a row, which a crash between file and commit leaves; return how many there were."""
        before = self._records.now / 1000 - STALE
        removed = 0
        for content, written in await self._threads.run(lambda: list(self._store.contents())):
            if written < before:
                removed += await self._contents.remove_orphan(content)
        return removed

    async def _remove(self, upload_id: str, tenant: int, content: int | None) -> bool:
        async with self._records.db.write() as conn:
            await self._records.lock(conn, tenant)
            if not await self._records.remove(conn, upload_id):
                return False
            await self._contents.let_go(conn, content)
        uploads.labels("expired").inc()
        return True

    async def _run(self) -> None:
        orphans = False
        while True:
            try:
                await self.sweep()
                if not orphans:
                    await self.remove_orphans()
                    orphans = True
            except (Unavailable, OSError) as error:
                _log.warning("sweeping files has to wait", reason=str(error))
            await asyncio.sleep(INTERVAL)
