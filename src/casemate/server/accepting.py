"""Listening sockets: who comes is handed over, a bounded number at a time."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Final

from casemate.model.errors import Unavailable
from casemate.telemetry.log import get_logger

BACKLOG: Final = 1_024
ACCEPTS: Final = 64
"""Connections accepted per callback, so that a storm of them does not stop everything else."""
RETRY: Final = 1.0
"""Seconds after which accepting is tried again when there were no descriptors left."""
Take = Callable[[socket.socket, str], None]
"""Takes a connection, non-blocking, and the address that it is from."""
_log = get_logger("listener")


class Ports:
    """The listening sockets on one address."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._sockets: list[socket.socket] = []

    def open(self, port: int, take: Take) -> None:
        """Open one more port.

        Raises:
            Unavailable: if it can't be opened.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(self._host != "::"))
            sock.bind((self._host, port))
            sock.listen(BACKLOG)
        except OSError as error:
            sock.close()
            raise Unavailable(f"port {port} on {self._host} can't be opened: {error.strerror}") from error
        sock.setblocking(False)
        self._sockets.append(sock)
        self._watch(sock, take)

    def close(self) -> None:
        """Accept nobody any more."""
        loop = asyncio.get_running_loop()
        for sock in self._sockets:
            loop.remove_reader(sock.fileno())
            sock.close()
        self._sockets.clear()

    def _watch(self, listening: socket.socket, take: Take) -> None:
        if listening in self._sockets:
            asyncio.get_running_loop().add_reader(listening.fileno(), self._accept, listening, take)

    def _accept(self, listening: socket.socket, take: Take) -> None:
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
                loop.call_later(RETRY, self._watch, listening, take)
                return
            sock.setblocking(False)
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            take(sock, str(peer[0]).removeprefix("::ffff:"))
