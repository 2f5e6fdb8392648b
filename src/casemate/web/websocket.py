"""XMPP over WebSocket (RFC 7395): joins a WebSocket to the server's connections, one message for one element.

Back-pressure both ways: what the server writes waits in a bounded queue while the peer does not read; while the server pauses, no
message is taken from the socket, and its window closes.
"""

import asyncio
import ssl
from collections import deque
from typing import Final, Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect

from casemate.server.ports import Pipe
from casemate.web.origins import Origins
from casemate.web.pages import sentence
from casemate.xmpp.stream import Framing

SUBPROTOCOL: Final = "xmpp"
LINGER: Final = 5.0
"""Seconds in which a closing WebSocket may still take what is queued."""
_NORMAL, _NOT_TEXT, _TRY_LATER = 1000, 1003, 1013


class Receiver(Protocol):
    """The server's end of a connection."""

    def received(self, data: bytes) -> None:
        """One message came."""
        ...

    def overflowed(self) -> None:
        """The peer reads too slowly."""
        ...

    def lost(self) -> None:
        """The connection is gone; called once, last."""
        ...


class Acceptor(Protocol):
    """Who takes new connections: `casemate.server.listener.Listener`."""

    def accept(self, pipe: Pipe, *, framing: Framing, secure: bool) -> Receiver | None:
        """Take a connection; None if its address has too many."""
        ...


class WebSocketPipe:
    """What the server writes to: a `casemate.server.negotiation.Pipe`."""

    def __init__(self, socket: WebSocket, address: str, limit: int) -> None:
        """`limit` is how many bytes may wait for the peer."""
        self.address = address
        self._socket = socket
        self._limit = limit
        self._out: deque[bytes] = deque()
        self._queued = 0
        self._wake = asyncio.Event()
        self._reading = asyncio.Event()
        self._reading.set()
        self._closing = self._broken = False
        self._receiver: Receiver | None = None
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    @property
    def tls(self) -> ssl.SSLSocket | None:
        """None: no channel binding on a WebSocket, whose TLS may end elsewhere."""
        return None

    def start_tls(self, context: ssl.SSLContext) -> None:  # noqa: ARG002 - what a pipe has
        """Never: RFC 7395 section 3.7 has TLS below the WebSocket."""
        raise RuntimeError("STARTTLS on a WebSocket")

    def write(self, data: bytes) -> None:
        """Queue one message."""
        if self._closing or self._broken:
            return
        self._out.append(data)
        self._queued += len(data)
        self._wake.set()
        if self._queued > self._limit and self._receiver is not None:
            self._receiver.overflowed()

    def pause(self) -> None:
        """Stop reading."""
        self._reading.clear()

    def resume(self) -> None:
        """Read again."""
        self._reading.set()

    def close(self) -> None:
        """Send what is queued, then close; a peer that does not take it in `LINGER` seconds is cut off."""
        if not self._closing:
            self._closing = True
            asyncio.get_running_loop().call_later(LINGER, self.abort)
            self._wake.set()

    def abort(self) -> None:
        """Close at once."""
        self._broken = self._closing = True
        for task in self._tasks:
            task.cancel()

    async def run(self, receiver: Receiver) -> None:
        """Carry messages both ways until either end is done."""
        if self._broken:
            receiver.lost()
            return
        self._receiver = receiver
        loop = asyncio.get_running_loop()
        self._tasks = (loop.create_task(self._read(receiver)), loop.create_task(self._write()))
        try:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.abort()
            self._receiver = None
            await asyncio.wait(self._tasks)
            receiver.lost()
        for task in self._tasks:
            if not task.cancelled() and (error := task.exception()) is not None:
                raise error

    async def _read(self, receiver: Receiver) -> None:
        while True:
            await self._reading.wait()
            message = await self._socket.receive()
            if message["type"] != "websocket.receive":
                return
            text = message.get("text")
            if text is None:
                # RFC 7395 section 3.2: text frames only.
                await self._socket.close(_NOT_TEXT)
                return
            receiver.received(text.encode())

    async def _write(self) -> None:
        while True:
            while self._out:
                data = self._out.popleft()
                await self._socket.send_text(data.decode())
                self._queued -= len(data)
            if self._closing:
                await self._socket.close(_NORMAL)
                return
            self._wake.clear()
            await self._wake.wait()


class WebSocketRoute:
    """The route `/xmpp`."""

    def __init__(self, acceptor: Acceptor, origins: Origins, limit: int) -> None:
        """`limit` is how many bytes may wait for a peer."""
        self._acceptor = acceptor
        self._origins = origins
        self._limit = limit

    async def __call__(self, socket: WebSocket) -> None:
        """Serve one WebSocket, or refuse it."""
        if not self._origins.allows(socket.headers.get("origin")):
            await socket.send_denial_response(sentence(403, "Pages of that origin may not use this server."))
            return
        if SUBPROTOCOL not in socket.scope["subprotocols"]:
            await socket.send_denial_response(sentence(400, "The WebSocket must ask for the subprotocol xmpp."))
            return
        await socket.accept(SUBPROTOCOL)
        address = socket.client.host.removeprefix("::ffff:") if socket.client else ""
        pipe = WebSocketPipe(socket, address, self._limit)
        receiver = self._acceptor.accept(pipe, framing=Framing.WEBSOCKET, secure=True)
        if receiver is None:
            await socket.close(_TRY_LATER)
            return
        try:
            await pipe.run(receiver)
        except WebSocketDisconnect:
            return
