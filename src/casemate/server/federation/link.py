"""What one of our domains has for another server: a bounded queue, and the connection it goes over, made when needed."""

import asyncio
from collections import deque
from typing import Final

from casemate.server.federation.around import Around, Item, Line
from casemate.server.federation.dial import dial
from casemate.server.federation.outgoing import Outgoing
from casemate.server.federation.resolver import Unreachable
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.peer import wire

FIRST_DELAY: Final = 1.0
MAX_DELAY: Final = 30.0
"""Seconds between attempts: doubled from the first to the last."""
STEADY: Final = 10.0
"""Seconds for which a connection has to hold, or the next one waits its turn: a server may let us in only to hang up."""
_log = get_logger("federation")


class Link:
    """From one domain of ours to one other."""

    def __init__(self, around: Around, own: str, remote: str) -> None:
        self.own, self.remote = own, remote
        self._around = around
        self._loop = asyncio.get_running_loop()
        self._queue: deque[Item] = deque()
        self._bytes = 0
        self._line: Line | None = None
        self._task: asyncio.Task[None] | None = None
        self._expiry: asyncio.TimerHandle | None = None
        self._delay = FIRST_DELAY
        self._up_since = self._loop.time()
        self._why = Unreachable("remote-server-timeout", f"{remote} does not answer", lasting=False)
        self._active = self._loop.time()
        self._closing = False

    @property
    def idle(self) -> bool:
        """Whether it can be forgotten: nothing waits, nothing is under way, and nothing has gone over it for a while."""
        line = self._line
        active = max(self._active, line.active) if isinstance(line, Outgoing) else self._active
        quiet = active + self._around.settings.federation.idle <= self._loop.time()
        busy = line is not None and bool(line.unacknowledged())
        return not self._queue and self._task is None and quiet and not busy

    @property
    def unused(self) -> bool:
        """Whether nothing is lost with it: no connection, nothing that waits, no attempt."""
        return self._line is None and not self._queue and self._task is None

    @property
    def pending(self) -> bool:
        """Whether something waits, or has gone and is not acknowledged."""
        return bool(self._queue) or (self._line is not None and bool(self._line.unacknowledged()))

    def send(self, stanza: Element) -> None:
        """Queue a stanza; what finds no room comes back."""
        settings = self._around.settings.federation
        data = wire(stanza)
        if len(self._queue) >= settings.queue or self._bytes + len(data) > settings.queue_size:
            error = StanzaError("resource-constraint", f"Too much is waiting for {self.remote}.", kind="wait")
            self._return(stanza, error, "full")
            return
        self._active = self._loop.time()
        self._queue.append(Item(stanza, data, self._active + settings.queue_time))
        self._bytes += len(data)
        self.flush()
        if not self._queue:
            return
        if self._expiry is None:
            self._expiry = self._loop.call_at(self._queue[0].until, self._expire)
        if self._line is None and self._task is None:
            self._task = self._around.start_work(self._run(at_once=True))

    def flush(self) -> None:
        """Send what the connection takes now."""
        while self._queue and self._line is not None and self._line.ready:
            item = self._queue.popleft()
            self._bytes -= len(item.wire)
            self._line.push(item)
            metrics.federation_stanzas.labels("out", "sent").inc()

    def joined(self, line: Line) -> None:
        """The other server's connection to us takes stanzas as well (XEP-0288)."""
        if self._line is None:
            self._line = line
            self.flush()

    def lost(self, line: Line) -> None:
        """A connection is gone; what it took and nobody acknowledged waits again, first of all."""
        if line is not self._line:
            return
        self._line = None
        self._wait_again(line)
        if self._closing:
            self.give_up()
        elif self._queue:
            self._expire()
            steady = self._loop.time() - self._up_since >= STEADY
            if steady:
                self._delay = FIRST_DELAY
            if self._queue and self._task is None:
                self._task = self._around.start_work(self._run(at_once=steady))

    def close(self) -> None:
        """Close the connection; nothing new is begun. What it took and nobody acknowledged waits again, to be given up."""
        self._closing = True
        if self._task is not None:
            self._task.cancel()
        if self._expiry is not None:
            self._expiry.cancel()
        line, self._line = self._line, None
        if line is not None:
            self._why = Unreachable(
                "remote-server-timeout", f"{self.remote} has not said that it took this", lasting=False
            )
            self._wait_again(line)
        if isinstance(line, Outgoing):
            line.end()

    def give_up(self) -> None:
        """Return everything that waits."""
        while self._queue:
            self._return_first(StanzaError(self._why.condition, self._why.reason))

    def _wait_again(self, line: Line) -> None:
        missed = line.unacknowledged()
        self._queue.extendleft(reversed(missed))
        self._bytes += sum(len(item.wire) for item in missed)

    @property
    def _wanted(self) -> bool:
        return bool(self._queue) and self._line is None and not self._closing

    async def _run(self, *, at_once: bool) -> None:
        try:
            while self._wanted:
                if not at_once:
                    await asyncio.sleep(self._delay)
                    self._delay = min(self._delay * 2, MAX_DELAY)
                    if not self._wanted:
                        break
                at_once = False
                try:
                    line = await dial(self._around, self.own, self.remote)
                except Unreachable as error:
                    self._why = error
                    _log.info("a server can't be reached", domain=self.remote, own=self.own, reason=error.reason)
                    if error.lasting:
                        self.give_up()
                        break
                else:
                    self._came_up(line)
        finally:
            self._task = None

    def _came_up(self, line: Outgoing) -> None:
        self._active = self._up_since = self._loop.time()
        if line.over:
            return
        if self._line is not None:
            # Meanwhile the other server has come to us, and takes stanzas there.
            line.end()
            return
        self._line = line
        line.drained = self.flush
        line.lost_line = lambda: self._hung_up(line)
        metrics.federation_links.labels("out").inc()
        _log.info("a server was reached", domain=self.remote, own=self.own)
        self.flush()

    def _hung_up(self, line: Outgoing) -> None:
        metrics.federation_links.labels("out").dec()
        self.lost(line)

    def _expire(self) -> None:
        """Return what has waited for too long."""
        self._expiry = None
        now = self._loop.time()
        while self._queue and self._queue[0].until <= now:
            self._return_first(StanzaError("remote-server-timeout", self._why.reason))
        if self._queue:
            self._expiry = self._loop.call_at(self._queue[0].until, self._expire)

    def _return_first(self, error: StanzaError) -> None:
        item = self._queue.popleft()
        self._bytes -= len(item.wire)
        metrics.federation_stanzas.labels("out", "returned").inc()
        self._around.inside.returned(item.stanza, error)

    def _return(self, stanza: Element, error: StanzaError, result: str) -> None:
        """Return what was not taken, once whoever sends it is through with it."""
        metrics.federation_stanzas.labels("out", result).inc()
        self._loop.call_soon(self._around.inside.returned, stanza, error)
