"""A connection's socket from accept to close, TLS included: callbacks, no streams, one send per turn of the loop.

Reading takes a bounded bite per callback, so that no connection starves the others. Writing gathers what one turn of the
loop queues and sends it at once; what the peer does not take waits, up to a limit, and then the receiver is told.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from typing import Final, Protocol

BITE: Final = 16_384
"""Bytes read per callback: one TLS record."""
BITES: Final = 4
"""TLS records decrypted per callback before other connections get their turn."""
LINGER: Final = 5.0
"""Seconds in which a closing connection may still take what is queued."""


class Receiver(Protocol):
    """Who listens to a transport."""

    def received(self, data: bytes) -> None:
        """Bytes came."""
        ...

    def secured(self) -> None:
        """TLS is up."""
        ...

    def overflowed(self) -> None:
        """The peer reads too slowly: more is queued than allowed."""
        ...

    def lost(self) -> None:
        """The connection is gone; called once, last."""
        ...


class TlsSocket(Protocol):
    """A socket with TLS on it, non-blocking; it raises what `ssl.SSLSocket` does."""

    def fileno(self) -> int:
        """The socket's descriptor."""
        ...

    def do_handshake(self) -> None:
        """Go on with the handshake."""
        ...

    def recv(self, buflen: int, /) -> bytes:
        """Decrypted bytes; none at the end."""
        ...

    def send(self, data: bytes, /) -> int:
        """How many bytes were taken."""
        ...

    def pending(self) -> int:
        """Bytes decrypted already."""
        ...

    def unwrap(self) -> object:
        """Say that this is the end."""
        ...

    def shutdown(self, how: int, /) -> None:
        """As of a socket."""
        ...

    def close(self) -> None:
        """As of a socket."""
        ...


class Transport:
    """A non-blocking socket on the event loop."""

    __slots__ = (
        "_broken",
        "_closing",
        "_fd",
        "_handshaking",
        "_limit",
        "_loop",
        "_out",
        "_paused",
        "_queued",
        "_receiver",
        "_scheduled",
        "_sock",
        "_tls",
        "_writing",
        "address",
        "drained",
    )

    def __init__(self, sock: socket.socket, address: str, limit: int) -> None:
        """`limit` is how many bytes may wait for the peer."""
        self._sock: socket.socket | TlsSocket = sock
        self._tls: TlsSocket | None = None
        self._fd = sock.fileno()
        self._loop = asyncio.get_running_loop()
        self._limit = limit
        self._out: list[bytes] = []
        self._queued = 0
        self._scheduled = self._writing = self._paused = self._closing = self._broken = self._handshaking = False
        self._receiver: Receiver | None = None
        self.address = address
        self.drained: Callable[[], None] | None = None
        """Told when the peer has taken all that waited for it."""

    def start(self, receiver: Receiver, context: ssl.SSLContext | None = None) -> None:
        """Begin to read; with `context` TLS comes first."""
        self._receiver = receiver
        if context is None:
            self._loop.add_reader(self._fd, self._readable)
        else:
            self.start_tls(context)

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Take the server's side of a TLS handshake; the receiver's `secured` tells when it is done."""
        self.wrap(
            lambda sock: context.wrap_socket(
                sock, server_side=True, do_handshake_on_connect=False, suppress_ragged_eofs=True
            )
        )

    def wrap(self, with_tls: Callable[[socket.socket], TlsSocket], receiver: Receiver | None = None) -> None:
        """Put TLS on the socket, whichever side of the handshake that is; with `receiver` it is the start."""
        if receiver is not None:
            self._receiver = receiver
        self._flush()
        if self._broken or not isinstance(self._sock, socket.socket):
            return
        self._loop.remove_reader(self._fd)
        self._sock = self._tls = with_tls(self._sock)
        self._fd = self._sock.fileno()
        self._handshaking = True
        self._loop.add_reader(self._fd, self._shake)
        self._shake()

    @property
    def tls(self) -> ssl.SSLSocket | None:
        """The TLS socket once TLS is up."""
        return self._tls if isinstance(self._tls, ssl.SSLSocket) and not self._handshaking else None

    @property
    def secured_by(self) -> TlsSocket | None:
        """The socket with TLS once TLS is up, whatever it is of."""
        return None if self._handshaking else self._tls

    @property
    def queued(self) -> int:
        """Bytes that wait for the peer."""
        return self._queued

    def write(self, data: bytes) -> None:
        """Queue bytes; they go out at the end of this turn of the loop."""
        if self._broken or self._closing:
            return
        self._out.append(data)
        self._queued += len(data)
        if self._queued > self._limit:
            self._flush()
            if self._queued > self._limit and not self._broken and self._receiver is not None:
                self._receiver.overflowed()
        elif not self._scheduled and not self._writing:
            self._scheduled = True
            self._loop.call_soon(self._flush)

    def pause(self) -> None:
        """Stop reading."""
        if not self._paused and not self._broken:
            self._paused = True
            if not self._handshaking:
                self._loop.remove_reader(self._fd)

    def resume(self) -> None:
        """Read again."""
        if self._paused and not self._broken:
            self._paused = False
            if not self._handshaking:
                self._loop.add_reader(self._fd, self._readable)
                # TLS may hold decrypted bytes for which the socket will not become readable.
                if self._tls is not None:
                    self._loop.call_soon(self._readable)

    def close(self) -> None:
        """Send what is queued, then close; a peer that does not take it in `LINGER` seconds is cut off."""
        if self._closing or self._broken:
            return
        self._flush()
        self._closing = True
        if self._out:
            self._loop.call_later(LINGER, self.abort)
        else:
            self._end()

    def abort(self) -> None:
        """Close at once."""
        if not self._broken:
            self._end()

    # -- the loop's callbacks

    def _shake(self) -> None:
        if self._broken or self._tls is None:
            return
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            self._loop.remove_writer(self._fd)
        except ssl.SSLWantWriteError:
            self._loop.add_writer(self._fd, self._shake)
        except OSError:
            self._end()
        else:
            self._handshaking = False
            self._loop.remove_writer(self._fd)
            if self._paused:
                self._loop.remove_reader(self._fd)
            else:
                self._loop.add_reader(self._fd, self._readable)
            if self._receiver is not None:
                self._receiver.secured()
                self._loop.call_soon(self._readable)

    def _readable(self) -> None:
        for _ in range(BITES if self._tls is not None else 1):
            if self._broken or self._paused or self._handshaking:
                return
            try:
                data = self._sock.recv(BITE)
            except (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return
            except OSError:
                self._end()
                return
            if not data:
                self._end()
                return
            if self._receiver is not None and not self._closing:
                self._receiver.received(data)
            if len(data) < BITE and not self._pending():
                return
        if self._pending():
            self._loop.call_soon(self._readable)

    def _pending(self) -> bool:
        return not self._broken and self._tls is not None and self._tls.pending() > 0

    def _flush(self) -> None:
        self._scheduled = False
        if not self._out or self._broken or self._handshaking:
            return
        data = self._out[0] if len(self._out) == 1 else b"".join(self._out)
        try:
            sent = self._sock.send(data)
        except (BlockingIOError, InterruptedError, ssl.SSLWantWriteError, ssl.SSLWantReadError):
            sent = 0
        except OSError:
            self._end()
            return
        self._queued = len(data) - sent
        if self._queued:
            self._out = [data[sent:] if sent else data]
            if not self._writing:
                self._writing = True
                self._loop.add_writer(self._fd, self._flush)
            return
        self._out.clear()
        if self._writing:
            self._writing = False
            self._loop.remove_writer(self._fd)
        if self._closing:
            self._end()
        elif self.drained is not None:
            self.drained()

    def _end(self) -> None:
        self._broken = True
        self._loop.remove_reader(self._fd)
        self._loop.remove_writer(self._fd)
        if self._tls is not None and not self._handshaking:
            # Says that this is the end (close_notify); the answer is not waited for.
            with contextlib.suppress(OSError, ValueError):
                self._tls.unwrap()
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()
        self._out.clear()
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            tell: Callable[[], None] = receiver.lost
            self._loop.call_soon(tell)
