"""Connections to the HTTPS port that may not cost more than they should (ATTACKS A9, A11, A12): deadlines and caps around uvicorn.

uvicorn bounds a request's headers and closes connections that idle between requests; it waits for ever for the first header, and
a WebSocket may make it queue endless pongs. Its protocol classes are extended here for that.
"""

import asyncio
from collections import Counter
from typing import Any, Final

import h11
from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame

HEADER_SECONDS: Final = 15.0
"""From connecting, or from the end of the last request, to the end of a request's headers."""
MAX_FRAGMENTS: Final = 256
"""Frames of one WebSocket message; without a bound, empty ones are kept without end."""
MAX_UNSENT: Final = 256 * 1024
"""Bytes that a WebSocket peer may leave unread while it makes us write pongs; ASGI messages wait at 64 KiB already."""


class Guard:
    """What the connections of one listener share: how many each address has."""

    def __init__(self, per_address: int) -> None:
        """`per_address` is how many one address may have."""
        self.per_address: Final = per_address
        self.addresses: Final[Counter[str]] = Counter()

    def enter(self, transport: asyncio.Transport) -> str | None:
        """Count a connection; None (and it is cut off) if its address has too many."""
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        if self.addresses[address] >= self.per_address:
            transport.abort()
            return None
        self.addresses[address] += 1
        return address

    def leave(self, address: str | None) -> None:
        """A connection is gone."""
        if address is None:
            return
        self.addresses[address] -= 1
        if self.addresses[address] <= 0:
            del self.addresses[address]


class GuardedConfig(Config):
    """uvicorn's configuration, and the guard of its listener."""

    def __init__(self, app: ASGIApp, guard: Guard, **options: Any) -> None:
        super().__init__(app, http=GuardedHttp, ws=GuardedWebSocket, **options)
        self.guard: Final = guard


class GuardedWebSocket(WebSocketsSansIOProtocol):
    """A WebSocket with bounded fragments and pongs."""

    config: GuardedConfig
    address: str | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        super().connection_made(transport)
        self.address = self.config.guard.enter(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self.config.guard.leave(self.address)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless the peer makes us write and does not read."""
        if not self.transport.is_closing():
            super().data_received(data)
        if self.transport.get_write_buffer_size() > MAX_UNSENT:
            self.transport.abort()

    def handle_cont(self, event: Frame) -> None:
        """Take a fragment."""
        if len(self.frames) >= MAX_FRAGMENTS:
            self.transport.abort()
            return
        super().handle_cont(event)


class GuardedHttp(H11Protocol):
    """HTTP with a deadline for headers."""

    config: GuardedConfig

    def __init__(
        self,
        config: GuardedConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.address: str | None = None
        self.deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Count it, and wait for its first header."""
        super().connection_made(transport)
        self.address = self.config.guard.enter(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self.config.guard.leave(self.address)
        self._unwatch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; headers that are whole have met their deadline."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._unwatch()

    def on_response_complete(self) -> None:
        """Wait for the next request's headers."""
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE:
            self._watch()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand over to the WebSocket, which counts itself."""
        self._unwatch()
        self.config.guard.leave(self.address)
        self.address = None
        super().handle_websocket_upgrade(event)

    def _watch(self) -> None:
        self._unwatch()
        self.deadline = self.loop.call_later(HEADER_SECONDS, self.transport.abort)

    def _unwatch(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
