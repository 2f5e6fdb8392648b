"""The API where it is mounted: built when it is first asked for, since its framework takes half a second to import."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from casemate.web.api.closed import Closed
from casemate.web.api.ways import Ways

PATH: Final = "/api/v1"


class Mounted:
    """An ASGI application that makes the API on the first request, beside what else the server does."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._building: asyncio.Future[ASGIApp] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if self._building is None:
            self._building = asyncio.ensure_future(asyncio.to_thread(_build, self._ways))
        app = await asyncio.shield(self._building)
        await app(scope, receive, send)


def _build(ways: Ways) -> ASGIApp:
    from casemate.web.api.app import make_api  # noqa: PLC0415 - that is the point of this file

    return Closed(make_api(ways))
