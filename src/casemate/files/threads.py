"""Where the disk is waited for: a few threads of our own, so that a slow disk stops nothing but files."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

WORKERS: Final = 4
"""More would only wait for the same disk."""
P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Runs what blocks."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="files")

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` returns or raises.

        It always runs to its end, also when its caller stops waiting: the caller then sees its cancellation after that end,
        so that nothing is closed under the thread's hands.
        """
        future = asyncio.get_running_loop().run_in_executor(self._pool, lambda: function(*args, **kwargs))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            await asyncio.wait([future])
            raise

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=True)
