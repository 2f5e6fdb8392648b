"""Whose turn it is to write: SQLite has one writer at a time, and its own way of waiting for it is to sleep and retry.

Within this process, writers queue here instead, first come first served, whether they are threads (the journal's) or
coroutines (everybody else's). Other processes are still waited for by SQLite's busy timeout.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from queue import SimpleQueue
from threading import Lock

Grant = Callable[[], None]


class Turns:
    """A fair lock for threads and coroutines alike."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._taken = False
        self._waiting: deque[Grant] = deque()

    @contextmanager
    def thread(self) -> Generator[None]:
        """Hold the turn in a thread that may block."""
        granted: SimpleQueue[None] = SimpleQueue()
        if not self._take(lambda: granted.put(None)):
            granted.get()
        try:
            yield
        finally:
            self._pass_on()

    @asynccontextmanager
    async def task(self) -> AsyncGenerator[None]:
        """Hold the turn in a coroutine."""
        loop = asyncio.get_running_loop()
        granted: asyncio.Future[None] = loop.create_future()

        def grant() -> None:
            loop.call_soon_threadsafe(settle)

        def settle() -> None:
            # Whoever stopped waiting meanwhile (cancelled) must not keep the turn.
            if granted.done():
                self._pass_on()
            else:
                granted.set_result(None)

        if not self._take(grant):
            try:
                await granted
            except asyncio.CancelledError:
                self._give_up(grant, granted)
                raise
        try:
            yield
        finally:
            self._pass_on()

    def _give_up(self, grant: Grant, granted: asyncio.Future[None]) -> None:
        with self._mutex:
            if grant in self._waiting:
                self._waiting.remove(grant)
                return
        if granted.done() and not granted.cancelled():
            self._pass_on()

    def _take(self, grant: Grant) -> bool:
        with self._mutex:
            if self._taken:
                self._waiting.append(grant)
                return False
            self._taken = True
            return True

    def _pass_on(self) -> None:
        with self._mutex:
            if not self._waiting:
                self._taken = False
                return
            grant = self._waiting.popleft()
        grant()
