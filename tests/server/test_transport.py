"""A socket under pressure: order is kept, a slow peer is told of once, the end is told of once and last."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from casemate.server.transport import BITE, Transport


class Receiver:
    def __init__(self) -> None:
        self.data = bytearray()
        self.events: list[str] = []
        self.changed = asyncio.Event()

    def received(self, data: bytes) -> None:
        assert len(data) <= BITE
        self.data += data
        self.changed.set()

    def secured(self) -> None:
        self.events.append("secured")

    def overflowed(self) -> None:
        self.events.append("overflowed")

    def lost(self) -> None:
        self.events.append("lost")
        self.changed.set()

    async def until(self, size: int) -> None:
        while len(self.data) < size and "lost" not in self.events:
            self.changed.clear()
            await self.changed.wait()


@asynccontextmanager
async def connected(limit: int = 1 << 20) -> AsyncGenerator[tuple[Transport, Receiver, socket.socket]]:
    ours, theirs = socket.socketpair()
    for sock in (ours, theirs):
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    receiver = Receiver()
    transport = Transport(ours, "192.0.2.1", limit)
    transport.start(receiver)
    try:
        yield transport, receiver, theirs
    finally:
        transport.abort()
        theirs.close()
        await asyncio.sleep(0)


async def read(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (piece := await asyncio.get_running_loop().sock_recv(sock, 65536)):
        data += piece
    return data


async def test_what_is_written_arrives_in_order_however_slowly_it_is_read() -> None:
    async with connected() as (transport, receiver, peer):
        words = [f"{number:06d}".encode() for number in range(20_000)]
        for word in words:
            transport.write(word)
        assert await read(peer, 120_000) == b"".join(words)
        assert receiver.events == []


async def test_a_peer_that_does_not_read_is_told_of() -> None:
    async with connected(limit=50_000) as (transport, receiver, _):
        for _ in range(20):
            transport.write(b"x" * 10_000)
        assert receiver.events
        assert set(receiver.events) == {"overflowed"}


async def test_what_comes_is_given_in_bites_and_not_while_paused() -> None:
    async with connected() as (transport, receiver, peer):
        transport.pause()
        transport.pause()
        sending = asyncio.ensure_future(asyncio.get_running_loop().sock_sendall(peer, b"y" * 100_000))
        for _ in range(20):
            await asyncio.sleep(0)
        assert receiver.data == b""
        transport.resume()
        await receiver.until(100_000)
        await sending
        assert receiver.data == b"y" * 100_000


async def test_a_close_sends_what_is_queued_first() -> None:
    async with connected() as (transport, receiver, peer):
        transport.write(b"z" * 60_000)
        transport.close()
        transport.write(b"too late")
        transport.close()
        assert await read(peer, 70_000) == b"z" * 60_000
        await receiver.until(1)
        assert receiver.events == ["lost"]


async def test_a_peer_that_goes_is_told_of_once() -> None:
    async with connected() as (transport, receiver, peer):
        await asyncio.get_running_loop().sock_sendall(peer, b"last words")
        peer.close()
        await receiver.until(1000)
        transport.write(b"nobody there")
        transport.abort()
        await asyncio.sleep(0)
        assert receiver.data == b"last words"
        assert receiver.events == ["lost"]
