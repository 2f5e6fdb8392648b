"""Listening sockets, caps per address, and the deadline for signing in (ATTACKS A9)."""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable

from casemate.server.accepting import Ports
from casemate.server.negotiation import Connection
from casemate.server.ports import ClientConnection, Host, Identity, Pipe
from casemate.server.tls import Certificate
from casemate.server.transport import Transport
from casemate.settings.schema import Limits, Listen
from casemate.telemetry import metrics
from casemate.xmpp.errors import StreamError
from casemate.xmpp.stream import Framing


class Listener:
    """Accepts clients."""

    def __init__(self, host: Host, listen: Listen, limits: Limits, certificate: Certificate) -> None:
        self._host = host
        self._listen = listen
        self._limits = limits
        self._certificate = certificate
        self._ports = Ports(listen.host)
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
        self._ports.close()

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

    def end_entering(self, ends: Callable[[Identity], bool], error: StreamError) -> None:
        """End connections of those who are signing in and have no session yet."""
        for connection in list(self._connections):
            if connection.entering is not None and ends(connection.entering):
                connection.end(error)

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
        if connection not in self._connections or connection.bound:
            return
        more, connection.enrolment.patience = connection.enrolment.patience, 0.0
        if more:
            asyncio.get_running_loop().call_later(more, self._deadline, connection)
        else:
            connection.end(StreamError("connection-timeout", "Signing in took too long."))

    def open_port(self, port: int, *, secure: bool, tls: bool) -> None:
        """Open one more port; `tls` takes TLS first, `secure` says that the connection needs no STARTTLS.

        Raises:
            Unavailable: if it can't be opened.
        """
        self._ports.open(port, lambda sock, address: self._taken(sock, address, secure=secure, tls=tls))

    def _taken(self, sock: socket.socket, address: str, *, secure: bool, tls: bool) -> None:
        transport = Transport(sock, address, self._limits.send_queue)
        connection = self.accept(transport, framing=Framing.TCP, secure=secure)
        if connection is not None:
            transport.start(connection, self._certificate.context if tls else None)
