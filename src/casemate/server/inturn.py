"""What one sender sends happens in the order in which it was sent (RFC 6120 section 10.1).

While one stanza waits for its verdict, the next ones of that sender wait too. A session stops reading long before that queue is large
(`PAUSE_ABOVE`).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from casemate.telemetry.log import get_logger

Work = Coroutine[Any, Any, None]
"""What is left to do after the verdict."""
_log = get_logger("stanzas")


class InTurn:
    """Runs pieces of work one after the other, for each key."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[tuple[Callable[[], Work | None], Callable[[], None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, key: Hashable, work: Callable[[], Work | None], done: Callable[[], None]) -> None:
        """Do `work` now, or after what `key` still waits for; `done` when it has had its effect.

        `work` returns None when that is at once, or what is left to be awaited.
        """
        if (queue := self._waiting.get(key)) is not None:
            queue.append((work, done))
        elif (pending := work()) is None:
            done()
        else:
            self._waiting[key] = deque()
            task = asyncio.get_running_loop().create_task(self._drain(key, pending, done))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def busy(self, key: Hashable) -> bool:
        """Whether something of `key` is under way."""
        return key in self._waiting

    async def close(self) -> None:
        """Wait for what is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drain(self, key: Hashable, pending: Work | None, done: Callable[[], None]) -> None:
        queue = self._waiting[key]
        try:
            while True:
                if pending is not None:
                    await _guarded(pending)
                done()
                if not queue:
                    return
                work, done = queue.popleft()
                pending = _begun(work)
        finally:
            del self._waiting[key]


def _begun(work: Callable[[], Work | None]) -> Work | None:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - as for what is awaited
        _log.error("a stanza failed", error=repr(error))
        return None


async def _guarded(pending: Work) -> None:
    try:
        await pending
    except Exception as error:  # noqa: BLE001 - the sender's later stanzas must not be lost with it
        _log.error("a stanza failed", error=repr(error))
