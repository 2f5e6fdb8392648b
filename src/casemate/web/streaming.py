"""Sending a file piece by piece: as fast as the reader reads, and not for ever to one who does not."""

import asyncio
from collections.abc import Mapping
from typing import Final

from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from casemate.files.api import Download
from casemate.model.errors import CasemateError
from casemate.telemetry.log import get_logger
from casemate.web.ranges import Span

STALL: Final = 60.0
"""Seconds for which a reader may take nothing at all."""
_log = get_logger("web")


class FileStream(StreamingResponse):
    """A part of a file. If it ends early, the connection is closed before its announced length: the client notices."""

    def __init__(self, download: Download, span: Span, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(
            download.read(span.start, span.end),
            status_code=status,
            headers={**headers, "Content-Length": str(span.end - span.start)},
        )
        self._download = download

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, and let go of the file whatever happens."""

        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(STALL):
                await send(message)

        try:
            await super().__call__(scope, receive, send_in_time)
        except (CasemateError, TimeoutError) as error:
            _log.info("a download ended early", upload=self._download.view.id, reason=str(error) or repr(error))
        finally:
            self._download.close()
