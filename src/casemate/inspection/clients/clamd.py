"""clamd by its socket: INSTREAM, VERSION and PING (clamd(8)). Its limits are answers of their own, never "clean" (ATTACKS D13)."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

CHUNK: Final = 64 * 1024
MAX_ANSWER: Final = 64 * 1024
"""Bytes of an answer: a line with a path and a signature's name."""
_LIMITS: Final = ("Heuristics.Limits.Exceeded", "size limit exceeded", "Limits.Exceeded")
_ENCRYPTED: Final = ("Heuristics.Encrypted",)


class ClamdFailed(Exception):
    """clamd does not answer, or answers that it failed."""


class Result(Enum):
    """What clamd says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"


class Verdict(NamedTuple):
    """Result and, if infected, the signature's name."""

    result: Result
    signature: str = ""


class Clamd:
    """A clamd at `host:port` or on a Unix socket."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def scan(self, path: str) -> Verdict:
        """What clamd says of the file at `path`.

        Raises:
            ClamdFailed: if it does not answer; time limits are the caller's.
        """
        async with self._connected() as sock:
            await asyncio.get_running_loop().sock_sendall(sock, b"zINSTREAM\0")
            await self._stream(path, sock)
            return read_answer(await _answer(sock))

    async def version(self) -> str:
        """Engine and signature version, e.g. `ClamAV 1.4.3/27700/Mon Jul 14 ...` (errors as for `scan`)."""
        async with self._connected() as sock:
            await asyncio.get_running_loop().sock_sendall(sock, b"zVERSION\0")
            return await _answer(sock)

    @asynccontextmanager
    async def _connected(self) -> AsyncGenerator[socket.socket]:
        """A plain socket: asyncio's streams lose an answer that came before the other side closed."""
        unix = self._address.startswith("/")
        sock = socket.socket(socket.AF_UNIX if unix else socket.AF_INET)
        sock.setblocking(False)
        try:
            host, _, port = self._address.rpartition(":")
            await asyncio.get_running_loop().sock_connect(sock, self._address if unix else (host, int(port)))
            yield sock
        except OSError as error:
            raise ClamdFailed(f"clamd at {self._address} does not answer: {error}") from error
        finally:
            sock.close()

    async def _stream(self, path: str, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        file = await asyncio.to_thread(Path(path).open, "rb")
        # At its size limit clamd stops reading, and says so in its answer.
        with file, contextlib.suppress(ConnectionError):
            while chunk := await asyncio.to_thread(file.read, CHUNK):
                await loop.sock_sendall(sock, struct.pack(">I", len(chunk)) + chunk)
            await loop.sock_sendall(sock, struct.pack(">I", 0))


async def _answer(sock: socket.socket) -> str:
    """Everything up to the zero byte that ends an answer.

    Raises:
        ClamdFailed: if there is none, or no end of it.
    """
    data = b""
    while not data.endswith(b"\0"):
        part = await asyncio.get_running_loop().sock_recv(sock, 4096)
        if not part or len(data) > MAX_ANSWER:
            raise ClamdFailed("clamd closed the connection without an answer")
        data += part
    return data.rstrip(b"\0").decode(errors="replace")


def read_answer(text: str) -> Verdict:
    """An answer to INSTREAM.

    Raises:
        ClamdFailed: for an error that is no verdict.
    """
    if any(mark in text for mark in _LIMITS):
        return Verdict(Result.TOO_LARGE)
    if text.endswith(" FOUND"):
        signature = text.removesuffix(" FOUND").partition(": ")[2]
        if signature.startswith(_ENCRYPTED):
            return Verdict(Result.ENCRYPTED, signature)
        return Verdict(Result.INFECTED, signature)
    if text.endswith(": OK"):
        return Verdict(Result.CLEAN)
    raise ClamdFailed(f"clamd says: {text[:200]}")
