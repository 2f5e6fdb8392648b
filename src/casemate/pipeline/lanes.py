"""Order and patience: what is slow to inspect delays only its own pair of sender and recipient, and for a bounded time.

RFC 6120 section 10.1: between one sender and one recipient messages arrive in the order sent. A lane exists only while
something slow is under way for its pair; what follows waits in it. After `patience` seconds the slow one is given up
(the path holds it) and the next one is taken; the same happens when inspecting it fails.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from casemate.model.jid import Jid
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger

PATIENCE: Final = 2.0
"""Seconds that one slow message may hold up the next ones of its pair."""

Pair = tuple[Jid, Jid]
_log = get_logger("lanes")


class Job(NamedTuple):
    """One message in a lane."""

    work: Callable[[], Awaitable[Callable[[], None]]]
    """Does the slow part and returns what is to be done with its result, at once and on the loop."""
    late: Callable[[], None]
    """What is to be done instead when patience ends."""


class Lanes:
    """The lanes in use."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lanes: dict[Pair, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __bool__(self) -> bool:
        return bool(self._lanes)

    def busy(self, pair: Pair) -> bool:
        """Whether something of this pair is under way."""
        return pair in self._lanes

    def put(self, pair: Pair, job: Job) -> None:
        """Add a job behind what is under way for its pair."""
        lane = self._lanes.get(pair)
        if lane is not None:
            lane.append(job)
            return
        self._lanes[pair] = deque((job,))
        task = asyncio.get_running_loop().create_task(self._drain(pair))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Wait until all lanes are empty; bounded, because every job is."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drain(self, pair: Pair) -> None:
        lane = self._lanes[pair]
        metrics.queue_depth.labels("lanes").inc()
        try:
            while lane:
                await self._one(lane[0])
                lane.popleft()
        finally:
            del self._lanes[pair]
            metrics.queue_depth.labels("lanes").dec()

    async def _one(self, job: Job) -> None:
        try:
            async with asyncio.timeout(self._patience):
                act = await job.work()
        except TimeoutError:
            act = job.late
        except Exception as error:  # noqa: BLE001 - whatever it is, those behind it get their turn
            _log.error("the slow part of a message failed; it is held", error=repr(error))
            act = job.late
        try:
            act()
        except Exception as error:  # noqa: BLE001 - as above
            _log.error("a message was lost between its verdict and its record", error=repr(error))
