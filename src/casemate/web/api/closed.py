"""What every answer of the API says to browsers: nothing of it runs, is framed, guessed at, or kept."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casemate.web.pages import SAFE_HEADERS

_HEADERS: Final = {**SAFE_HEADERS, "Cache-Control": "no-store"}


class Closed:
    """An ASGI application around the API."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the headers."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, sending)
