"""Workers, seen from the server: started beforehand, asked one question at a time, killed when they take too long.

Whatever happens to a worker costs the server one gap, never a request: a crash, a hang or an answer that makes no sense ends the
worker, and another one is started.
"""

import asyncio
import os
import socket
import struct
import subprocess
import sys
from collections import deque
from typing import Final

import msgspec

from casemate.inspection.extract.messages import MAX_ANSWER, Answer, Question, Setup
from casemate.telemetry.log import get_logger

RECYCLE: Final = 500
"""Files after which a worker is replaced: leaks in decoders stay small."""
START_SECONDS: Final = 60.0
RESTART_SECONDS: Final = 1.0
_log = get_logger("workers")


class WorkerFailed(Exception):
    """A worker gave no usable answer."""


class Worker:
    """One process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._sock: socket.socket | None = None
        self.files = 0

    async def start(self, setup: Setup) -> None:
        """Start the process and wait until it is locked in.

        Raises:
            WorkerFailed: if it does not come up.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._sock = ours
        with theirs:
            # Not asyncio's own: cancelled half-way, that leaves a process that nobody ends.
            self._process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own module; it takes a millisecond
                [sys.executable, "-m", "casemate.inspection.extract.worker", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={"PATH": "", "OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._write(msgspec.msgpack.encode(setup), None)
                if await self._read() != b"ready":
                    raise WorkerFailed("it did not get ready")
        except TimeoutError as error:
            raise WorkerFailed("it did not get ready in time") from error

    async def ask(self, question: Question, descriptor: int, seconds: float) -> Answer:
        """Have a file looked at.

        Raises:
            WorkerFailed: if it crashes, hangs, or answers nonsense; it must not be asked again then.
        """
        self.files += 1
        try:
            async with asyncio.timeout(seconds):
                await self._write(msgspec.msgpack.encode(question), descriptor)
                return msgspec.msgpack.decode(await self._read(), type=Answer)
        except TimeoutError as error:
            raise WorkerFailed("it took too long") from error
        except (OSError, msgspec.MsgspecError) as error:
            raise WorkerFailed(f"it failed: {error}") from error

    async def end(self) -> None:
        """Kill the process."""
        if self._sock is not None:
            self._sock.close()
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    async def _write(self, data: bytes, descriptor: int | None) -> None:
        loop = asyncio.get_running_loop()
        sock = self._sock
        if sock is None:
            raise WorkerFailed("it does not run")
        header = struct.pack("<I", len(data))
        if descriptor is None:
            await loop.sock_sendall(sock, header)
        else:
            socket.send_fds(sock, [header], [descriptor])
        await loop.sock_sendall(sock, data)

    async def _read(self) -> bytes:
        size = struct.unpack("<I", await self._exactly(4))[0]
        if size > MAX_ANSWER:
            raise WorkerFailed("it said too much")
        return await self._exactly(size)

    async def _exactly(self, size: int) -> bytes:
        loop = asyncio.get_running_loop()
        parts = bytearray()
        while len(parts) < size:
            if self._sock is None:
                raise WorkerFailed("it does not run")
            part = await loop.sock_recv(self._sock, size - len(parts))
            if not part:
                raise WorkerFailed("it crashed")
            parts += part
        return bytes(parts)


class Pool:
    """Some workers, and those who wait for one."""

    def __init__(self, size: int, setup: Setup) -> None:
        self._setup = setup
        self._size = size
        self._free: deque[Worker] = deque()
        self._available = asyncio.Condition()
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the workers in the background; questions wait for the first one."""
        for _ in range(self._size):
            self._spawn()

    async def close(self) -> None:
        """Kill all workers."""
        self._closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for worker in list(self._all):
            await worker.end()

    async def ask(self, question: Question, descriptor: int, seconds: float) -> Answer:
        """Have a file looked at by the next free worker (errors as for `Worker.ask`)."""
        async with self._available:
            await self._available.wait_for(lambda: bool(self._free))
            worker = self._free.popleft()
        good = False
        try:
            answer = await worker.ask(question, descriptor, seconds)
            good = True
        finally:
            if good and worker.files < RECYCLE:
                await self._give_back(worker)
            else:
                self._all.discard(worker)
                await asyncio.shield(worker.end())
                self._spawn()
        return answer

    async def _give_back(self, worker: Worker) -> None:
        async with self._available:
            self._free.append(worker)
            self._available.notify()

    def _spawn(self) -> None:
        if self._closed:
            return
        task = asyncio.get_running_loop().create_task(self._bring_up())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring_up(self) -> None:
        while not self._closed:
            worker = Worker()
            self._all.add(worker)
            try:
                await worker.start(self._setup)
            except (WorkerFailed, OSError) as error:
                _log.error("a worker did not start", reason=str(error))
                self._all.discard(worker)
                await worker.end()
                await asyncio.sleep(RESTART_SECONDS)
                continue
            except asyncio.CancelledError:
                await asyncio.shield(worker.end())
                raise
            await self._give_back(worker)
            return
