"""Listening sockets, caps per address, and the deadline for signing in (ATTACKS A9)."""

import asyncio
import contextlib
import socket
from collections import Counter
from typing import Final

from casemate.model.errors import Unavailable
from casemate.server.negotiation import Connection
from casemate.server.ports import ClientConnection, Host, Pipe
from casemate.server.tls import Certificate
from casemate.server.transport import Transport
from casemate.settings.schema import Limits, Listen
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger
from casemate.xmpp.errors import StreamError
from casemate.xmpp.stream import Framing

BACKLOG: Final = 1_024
ACCEPTS: Final = 64
"""Connections accepted per callback, so that a storm of them does not stop everything else."""
RETRY: Final = 1.0
"""Seconds after which accepting is tried again when there were no descriptors left."""
_log = get_logger("listener")


class Listener:
    """Accepts clients."""

    def __init__(self, host: Host, listen: Listen, limits: Limits, certificate: Certificate) -> None:
        self._host = host
        self._listen = listen
        self._limits = limits
        self._certificate = certificate
        self._sockets: list[socket.socket] = []
        self._connections: set[ClientConnection] = set()
        self._addresses: Counter[str] = Counter()
        self._unauthenticated: Counter[str] = Counter()

    def start(self) -> None:
        """Open the ports.

        Raises:
            Unavailable: if one can't be opened.
        """
        if self._listen.c2s:
            self.open_port(self._listen.c2s, secure=False, tls=False)
        if self._listen.c2s_tls:
            self.open_port(self._listen.c2s_tls, secure=True, tls=True)

    def stop(self) -> None:
        """Accept nobody any more."""
        loop = asyncio.get_running_loop()
        for sock in self._sockets:
            loop.remove_reader(sock.fileno())
            sock.close()
        self._sockets.clear()

    @property
    def connections(self) -> set[ClientConnection]:
        """All connections, signed in or not."""
        return set(self._connections)

    def accept(self, pipe: Pipe, *, framing: Framing, secure: bool) -> Connection | None:
        """Take a new connection; None (and the pipe is closed) when its address has too many."""
        address = pipe.address
        if (
            self._addresses[address] >= self._limits.connections_per_address
            or self._unauthenticated[address] >= self._limits.unauthenticated_per_address
        ):
            pipe.abort()
            return None
        connection = Connection(self._host, pipe, self._limits, framing=framing, secure=secure)
        self._connections.add(connection)
        self._addresses[address] += 1
        self._unauthenticated[address] += 1
        metrics.connections.inc()
        asyncio.get_running_loop().call_later(self._limits.sign_in, self._deadline, connection)
        return connection

    def joined(self, connection: ClientConnection) -> None:
        """A connection has a session."""
        self._less(self._unauthenticated, connection.pipe.address)

    def gone(self, connection: ClientConnection) -> None:
        """A connection is over."""
        if connection not in self._connections:
            return
        self._connections.discard(connection)
        self._less(self._addresses, connection.pipe.address)
        if not connection.bound:
            self._less(self._unauthenticated, connection.pipe.address)
        metrics.connections.dec()

    def _less(self, counter: Counter[str], address: str) -> None:
        counter[address] -= 1
        if counter[address] <= 0:
            del counter[address]

    def _deadline(self, connection: Connection) -> None:
        if connection in self._connections and not connection.bound:
            connection.end(StreamError("connection-timeout", "Signing in took too long."))

    def open_port(self, port: int, *, secure: bool, tls: bool) -> None:
        """Open one more port; `tls` takes TLS first, `secure` says that the connection needs no STARTTLS.

        Raises:
            Unavailable: if it can't be opened.
        """
        host = self._listen.host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(host != "::"))
            sock.bind((host, port))
            sock.listen(BACKLOG)
        except OSError as error:
            sock.close()
            raise Unavailable(f"port {port} on {host} can't be opened: {error.strerror}") from error
        sock.setblocking(False)
        self._sockets.append(sock)
        self._watch(sock, secure, tls)

    def _watch(self, listening: socket.socket, secure: bool, tls: bool) -> None:
        if listening in self._sockets:
            asyncio.get_running_loop().add_reader(listening.fileno(), self._accept, listening, secure, tls)

    def _accept(self, listening: socket.socket, secure: bool, tls: bool) -> None:
        for _ in range(ACCEPTS):
            try:
                sock, peer = listening.accept()
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                # Out of descriptors, most likely: those who wait are taken when there are some again. The socket stays
                # readable until then, so to look at it at once would be to do nothing else.
                _log.warning("a connection could not be accepted", reason=str(error))
                loop = asyncio.get_running_loop()
                loop.remove_reader(listening.fileno())
                loop.call_later(RETRY, self._watch, listening, secure, tls)
                return
            sock.setblocking(False)
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            address = str(peer[0]).removeprefix("::ffff:")
            transport = Transport(sock, address, self._limits.send_queue)
            connection = self.accept(transport, framing=Framing.TCP, secure=secure)
            if connection is not None:
                transport.start(connection, self._certificate.context if tls else None)
