"""The verdict on what was stored: asked for once, put on record, then told to everybody who waits.

Nothing passes by accident: an error of the judge leaves a file held for a reviewer, a database that does not answer leaves it
in `checking`, which is refused to everybody, until the verdict can be written. A crash leaves it there too; `recover` resumes.
"""

import asyncio
from collections.abc import Mapping
from typing import Final

import msgspec

from casemate.files.clear import ClearCopy
from casemate.files.container import ContentBroken
from casemate.files.contents import Contents
from casemate.files.records import Details, Record, Records
from casemate.files.states import Move, UploadState, move_for
from casemate.files.store import Store
from casemate.files.threads import Threads
from casemate.files.views import Judge, Judgement, Settled, UploadFacts, UploadView
from casemate.model.clock import Seconds
from casemate.model.errors import CasemateError, Unavailable
from casemate.model.inspection import CLEAN, Decision, FileItem, Verdict
from casemate.telemetry.log import get_logger
from casemate.telemetry.metrics import queue_depth, uploads

MAX_AT_ONCE: Final = 4
"""Clear copies at the same time: times `clear.IN_MEMORY`, memory is bounded. Inspection has its own limits beyond."""
RETRY: Final = 2.0
"""Seconds between attempts to record a verdict while the database does not answer."""
NOT_INSPECTED: Final = "It could not be inspected; a reviewer has to look at it."
DAMAGED: Final = "It did not survive being stored, so it was removed; please send it again."
_log = get_logger("files")


class Checking:
    """Judges stored uploads."""

    def __init__(self, records: Records, contents: Contents, store: Store, threads: Threads, judge: Judge) -> None:
        self._records = records
        self._contents = contents
        self._store = store
        self._threads = threads
        self._judge = judge
        self._places = asyncio.Semaphore(MAX_AT_ONCE)
        self._running: dict[str, asyncio.Task[UploadView | None]] = {}
        self._told: list[Settled] = []

    def on_settled(self, told: Settled) -> None:
        """Call `told` after each verdict."""
        self._told.append(told)

    async def recover(self) -> None:
        """Judge what was stored and not judged when the server last stopped."""
        for record in await self._records.in_state(UploadState.CHECKING):
            self.start(record)

    def start(self, record: Record) -> None:
        """Judge a stored upload; a no-op while that is under way."""
        if record.view.id in self._running:
            return
        task = asyncio.get_running_loop().create_task(self._check(record))
        self._running[record.view.id] = task
        queue_depth.labels("uploads").set(len(self._running))
        task.add_done_callback(lambda done: self._ended(record.view.id, done))

    async def verdict(self, upload_id: str, within: Seconds | None = None) -> UploadView | None:
        """The upload once it has its verdict, or as it stands after `within` seconds; None if there is none."""
        if upload_id not in self._running:
            record = await self._records.get(upload_id)
            if record is None or record.view.state is not UploadState.CHECKING:
                return record.view if record else None
            self.start(record)
        await asyncio.wait([self._running[upload_id]], timeout=within)
        record = await self._records.get(upload_id)
        return record.view if record else None

    async def rule(self, upload_id: str, move: Move, reason: str) -> UploadView | None:
        """Put a reviewer's word on record; None if the upload is not in a state that allows it."""
        record = await self._records.get(upload_id)
        if record is None:
            return None
        details = Details(record.view.name, record.view.sha256, reason, record.view.report)
        return await self._settle(record, move, details, {})

    async def close(self) -> None:
        """Stop; what is under way is taken up at the next start."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _check(self, record: Record) -> UploadView | None:
        async with self._places:
            judgement = await self._judgement(record)
        decision = judgement.decision
        details = Details(record.view.name, record.view.sha256, decision.message, judgement.report)
        values = {"media_type": judgement.media_type[:255], "verdict": int(decision.verdict)}
        while True:
            try:
                return await self._settle(record, move_for(decision.verdict), details, values)
            except Unavailable as error:
                _log.warning("a verdict can't be recorded yet", upload=record.view.id, reason=str(error))
                await asyncio.sleep(RETRY)

    async def _judgement(self, record: Record) -> Judgement:
        """The judge's word; what goes wrong on the way to it is a word too, never a pass."""
        view = record.view
        try:
            return await self._inspected(record)
        except ContentBroken as error:
            _log.error("a stored file is damaged", upload=view.id, reason=str(error))
            return _own(Verdict.BLOCK, "file-damaged", DAMAGED)
        except CasemateError as error:
            _log.warning("a file can't be inspected", upload=view.id, reason=str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the file must not pass
            _log.error("the judge failed", upload=view.id, reason=repr(error))
        return _own(Verdict.HOLD, "file-not-inspected", NOT_INSPECTED)

    async def _inspected(self, record: Record) -> Judgement:
        view = record.view
        if record.stored is None:
            raise ContentBroken("a stored file has no content")
        content = await self._contents.open(record.stored)
        try:
            copy = await self._threads.run(ClearCopy, content, view.sha256, self._store.clear)
        finally:
            content.close()
        try:
            item = FileItem(f"file:{view.name}", copy.path, view.name, view.declared_type, view.size, view.sha256)
            return await self._judge(item, UploadFacts(view.id, view.tenant, view.person, view.owner))
        finally:
            copy.close()

    async def _settle(
        self, record: Record, move: Move, details: Details, values: Mapping[str, object]
    ) -> UploadView | None:
        view = record.view
        refused = move in {Move.FORBIDDEN, Move.WITHDRAWN}
        if refused:
            values = {**values, "content": None}
        async with self._records.db.write() as conn:
            await self._records.lock(conn, view.tenant)
            sealed = self._records.sealed(view.tenant, view.id, details)
            if not await self._records.move(conn, view.id, move, **values, **sealed):
                return None
            if refused:
                await self._contents.let_go(conn, view.content)
            now = await self._records.read(conn, view.id)
        return self._tell(now.view if now else msgspec.structs.replace(view, state=UploadState.REFUSED))

    def _tell(self, view: UploadView) -> UploadView:
        uploads.labels(view.state.value).inc()
        for told in self._told:
            try:
                told(view)
            except Exception as error:  # noqa: BLE001 - the verdict is on record; one listener must not keep it from others
                _log.error("a listener failed", upload=view.id, reason=repr(error))
        return view

    def _ended(self, upload_id: str, task: asyncio.Task[UploadView | None]) -> None:
        self._running.pop(upload_id, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("an upload stays without verdict", upload=upload_id, reason=repr(error))
        queue_depth.labels("uploads").set(len(self._running))


def _own(verdict: Verdict, rule: str, words: str) -> Judgement:
    return Judgement(Decision(verdict, rule, words), CLEAN, "")
