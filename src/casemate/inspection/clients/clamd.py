"""clamd by its socket: INSTREAM, VERSION and PING (clamd(8)). Its limits are answers of their own, never "clean" (ATTACKS D13)."""

import asyncio
import struct
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

CHUNK: Final = 64 * 1024
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
        try:
            reader, writer = await self._open()
            try:
                writer.write(b"zINSTREAM\0")
                await self._stream(path, writer)
                answer = await reader.readuntil(b"\0")
            finally:
                writer.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise ClamdFailed(f"clamd at {self._address} does not answer: {error}") from error
        return read_answer(answer.rstrip(b"\0").decode(errors="replace"))

    async def version(self) -> str:
        """Engine and signature version, e.g. `ClamAV 1.4.3/27700/Mon Jul 14 ...` (errors as for `scan`)."""
        try:
            reader, writer = await self._open()
            try:
                writer.write(b"zVERSION\0")
                return (await reader.readuntil(b"\0")).rstrip(b"\0").decode(errors="replace")
            finally:
                writer.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise ClamdFailed(f"clamd at {self._address} does not answer: {error}") from error

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._address.startswith("/"):
            return await asyncio.open_unix_connection(self._address)
        host, _, port = self._address.rpartition(":")
        return await asyncio.open_connection(host, int(port))

    async def _stream(self, path: str, writer: asyncio.StreamWriter) -> None:
        file = await asyncio.to_thread(Path(path).open, "rb")
        with file:
            while chunk := await asyncio.to_thread(file.read, CHUNK):
                writer.write(struct.pack(">I", len(chunk)) + chunk)
                try:
                    await writer.drain()
                except ConnectionError:
                    # It stops reading at its size limit, and says so.
                    return
        writer.write(struct.pack(">I", 0))


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
