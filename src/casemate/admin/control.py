"""The control socket: how `casemate` commands reach the server that runs on the same machine.

One JSON object a line in each direction over a Unix socket that only the server's own account can open (mode 0600):
`{"command": "held.release", "arguments": {...}}` -> `{"result": ...}` or `{"error": "one line for a person"}`.
"""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, Mapping
from inspect import signature
from pathlib import Path
from typing import Any, Final

import msgspec

from casemate.model.errors import CasemateError, ConfigurationError, Conflict, NotFound, Unavailable
from casemate.telemetry.log import get_logger

MAX_LINE: Final = 1 << 20
"""Bytes of a request or an answer: a long queue of held messages fits."""
TIMEOUT: Final = 30.0
"""Seconds that a command waits for the server."""

_KINDS: Final[Mapping[str, type[CasemateError]]] = {
    "not-found": NotFound,
    "conflict": Conflict,
    "unavailable": Unavailable,
    "configuration": ConfigurationError,
}
Handler = Callable[..., Awaitable[Any]]
_log = get_logger("control")


class Request(msgspec.Struct, forbid_unknown_fields=True):
    """A command with its named arguments."""

    command: str
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)


class Answer(msgspec.Struct, omit_defaults=True):
    """What came of it: exactly one of result and error."""

    result: Any = None
    error: str = ""
    kind: str = ""
    """Which of `_KINDS` the error is, so that the command exits with its code."""


class ControlServer:
    """Listens on the control socket."""

    def __init__(self, path: Path, handlers: Mapping[str, Handler]) -> None:
        self._path = path
        self._handlers = handlers
        self._server: asyncio.Server | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the socket; one that was left by a killed server is replaced.

        Raises:
            Unavailable: if another server listens on it.
        """
        if await answers(self._path):
            raise Unavailable(f"a server runs already: it listens on {self._path}")
        self._path.unlink(missing_ok=True)
        mask = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._accept, self._path, limit=MAX_LINE)
        finally:
            os.umask(mask)

    async def close(self) -> None:
        """Close the socket and remove it; commands under way are answered first."""
        if self._server is not None:
            self._server.close()
            self._path.unlink(missing_ok=True)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=TIMEOUT)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = await asyncio.wait_for(reader.readline(), TIMEOUT)
            answer = await self._handle(line)
            writer.write(msgspec.json.encode(answer) + b"\n")
            await writer.drain()
        except (ConnectionError, TimeoutError, ValueError) as error:
            _log.info("a command was cut off", error=str(error))
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _handle(self, line: bytes) -> Answer:
        try:
            request = msgspec.json.decode(line, type=Request)
        except msgspec.MsgspecError as error:
            return Answer(error=f"not a command: {error}")
        handler = self._handlers.get(request.command)
        if handler is None:
            return Answer(error=f"the server knows no command '{request.command}'")
        try:
            signature(handler).bind(**request.arguments)
        except TypeError as error:
            return Answer(error=f"'{request.command}' does not take these arguments: {error}")
        try:
            return Answer(result=await handler(**request.arguments))
        except CasemateError as error:
            kind = next((name for name, each in _KINDS.items() if isinstance(error, each)), "")
            return Answer(error=str(error), kind=kind)
        except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it is
            _log.error("a command failed", command=request.command, error=repr(error))
            return Answer(error=f"the server failed at '{request.command}'; its log says why")


async def call(path: Path, command: str, **arguments: object) -> Any:
    """Send a command to the running server and return its result.

    Raises:
        Unavailable: if no server listens on `path`, or it does not answer.
        CasemateError: what the server says went wrong.
    """
    try:
        async with asyncio.timeout(TIMEOUT):
            reader, writer = await asyncio.open_unix_connection(path, limit=MAX_LINE)
            try:
                writer.write(msgspec.json.encode(Request(command, arguments)) + b"\n")
                line = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError) as error:
        raise Unavailable(f"no server answers on {path}: start it with `casemate serve`") from error
    if not line:
        raise Unavailable(f"the server on {path} closed the connection without an answer")
    answer = msgspec.json.decode(line, type=Answer)
    if answer.error:
        raise _KINDS.get(answer.kind, CasemateError)(answer.error)
    return answer.result


async def answers(path: Path) -> bool:
    """Whether a server listens on the control socket `path`."""
    try:
        _, writer = await asyncio.open_unix_connection(path)
    except OSError:
        return False
    writer.close()
    return True
