"""uvicorn inside the running event loop: TLS with a certificate that can change, sockets opened before anything is promised."""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Callable, Generator
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from casemate.model.errors import Unavailable
from casemate.settings.schema import Limits
from casemate.web.connections import Guard, GuardedConfig, GuardedHttp

BACKLOG: Final = 512
MAX_HEADERS: Final = 16 * 1024
"""Bytes of a request's first line and headers."""
KEEP_ALIVE: Final = 15
"""Seconds between requests on one connection."""
HANDSHAKE: Final = 10.0
"""Seconds for a TLS handshake (ATTACKS A9)."""
CUT_OFF: Final = 5.0
"""Seconds in which a peer may still take its end of TLS."""
STOP: Final = 5
"""Seconds that requests under way may take at the end."""
CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"

Context = Callable[[], ssl.SSLContext]
"""The present TLS context; asked anew for each connection, so that a new certificate is used at once."""


class WebServer:
    """An ASGI application on a port."""

    def __init__(self, app: ASGIApp, host: str, port: int, limits: Limits, context: Context | None = None) -> None:
        """`port` 0 lets the system choose; without `context` there is no TLS."""
        self._host = host
        self._port = port
        config = GuardedConfig(
            app,
            Guard(limits.connections_per_address),
            loop="none",
            # XMPP has its own signs of life, and compression is an amplifier (ATTACKS A11).
            ws_max_size=limits.stanza,
            ws_per_message_deflate=False,
            ws_ping_interval=None,
            lifespan="off",
            log_config=None,
            # The gate logs what fails; what strangers get wrong is not worth a line each.
            log_level=logging.CRITICAL,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=STOP,
            h11_max_incomplete_event_size=MAX_HEADERS,
            backlog=BACKLOG,
        )
        self._server = _Server(config, switching(context) if context is not None else None)
        self._socket: socket.socket | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._port

    async def start(self) -> None:
        """Open the port and serve.

        Raises:
            Unavailable: if the port can't be opened.
        """
        self._socket = listening_socket(self._host, self._port)
        self._port = self._socket.getsockname()[1]
        self._task = asyncio.get_running_loop().create_task(self._server.serve([self._socket]))
        ready = asyncio.ensure_future(self._server.ready.wait())
        await asyncio.wait({self._task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            ready.cancel()
            await self._task

    async def stop(self) -> None:
        """Accept nobody any more, let requests under way end (for `STOP` seconds at most), close."""
        if self._task is None:
            return
        self._server.should_exit = True
        await self._task
        # Those that were cancelled at the end still put things in order (an upload gives its slot back).
        if remaining := set(self._server.server_state.tasks):
            await asyncio.wait(remaining, timeout=STOP)


class _Server(uvicorn.Server):
    """uvicorn's server, except that signals stay ours and that TLS has deadlines."""

    def __init__(self, config: GuardedConfig, context: ssl.SSLContext | None) -> None:
        super().__init__(config)
        self.guarded: Final = config
        self.ready: Final = asyncio.Event()
        self._context = context

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        loop = asyncio.get_running_loop()

        def protocol() -> asyncio.Protocol:
            return GuardedHttp(self.guarded, self.server_state, {}, loop)

        tls = self._context is not None
        self.servers = [
            await loop.create_server(
                protocol,
                sock=sock,
                ssl=self._context,
                backlog=BACKLOG,
                ssl_handshake_timeout=HANDSHAKE if tls else None,
                ssl_shutdown_timeout=CUT_OFF if tls else None,
            )
            for sock in sockets or []
        ]
        self.started = True
        self.ready.set()


def switching(current: Context) -> ssl.SSLContext:
    """A context that answers each handshake with the present one's certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_TICKET
    context.num_tickets = 0

    def switch(connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        connection.context = current()

    context.sni_callback = switch
    return context


def listening_socket(host: str, port: int) -> socket.socket:
    """A TCP socket; `::` takes IPv4 too.

    Raises:
        Unavailable: if it can't be opened.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(host != "::"))
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise Unavailable(f"port {port} on {host} can't be opened: {error.strerror}") from error
    sock.setblocking(False)
    return sock
