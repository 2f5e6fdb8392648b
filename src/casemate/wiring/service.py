"""The server as a whole: made from settings, started in order, stopped in the reverse order, reloaded on SIGHUP."""

import asyncio
import signal
from collections.abc import Callable

from casemate.settings.loader import Loaded
from casemate.wiring.heap import settle_heap
from casemate.wiring.house import House


class Service:
    """Runs the house until a signal says otherwise."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded

    async def run(self, ready: Callable[[], None] | None = None) -> None:
        """Start everything, call `ready`, serve until SIGTERM or SIGINT, then drain and stop.

        Raises:
            CasemateError: if any part can't start; then nothing runs.
        """
        loop = asyncio.get_running_loop()
        ending = asyncio.Event()
        house = await House.build(self._loaded)
        try:
            await house.start()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, ending.set)
            loop.add_signal_handler(signal.SIGHUP, house.reload)
            settle_heap()
            if ready is not None:
                ready()
            await ending.wait()
        finally:
            await house.stop()
