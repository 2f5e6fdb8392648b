"""The gate before every route: only addresses written in the one way that we write them get through (ATTACKS E1, E10).

Routes match decoded paths; whatever could mean two things to two readers (an encoded letter, dot or slash, a doubled slash, a dot
segment, a backslash, another server's address) therefore ends here, as if it were not there.
"""

import re
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from casemate.telemetry.log import get_logger
from casemate.web.pages import sentence

_CANONICAL: Final = re.compile(
    rb"/(?:[A-Za-z0-9._~-]|%[89A-Fa-f][0-9A-Fa-f])*(?:/(?:[A-Za-z0-9._~-]|%[89A-Fa-f][0-9A-Fa-f])+)*"
)
_DOTS: Final = re.compile(rb"/\.\.?(?:/|$)")
MAX_PATH: Final = 2_048
"""Bytes: an upload's address with a name of 120 letters of three bytes each, encoded, has about 1,200."""
_log = get_logger("web")


def canonical(raw_path: bytes) -> bool:
    """Whether a request's path is written as ours are."""
    return (
        len(raw_path) <= MAX_PATH
        and _CANONICAL.fullmatch(raw_path) is not None
        and _DOTS.search(raw_path) is None
        and _is_text(raw_path)
    )


class Gate:
    """An ASGI application around another one; it also sees to it that no exception ever reaches the client or is lost."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] not in {"http", "websocket"}:
            return
        if not canonical(scope.get("raw_path", b"")):
            await sentence(404, "There is nothing here.")(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the last place that can say anything; the connection is closed
            _log.error("a request failed", method=scope.get("method", "websocket"), error=repr(error))


def _is_text(raw_path: bytes) -> bool:
    """Percent-encoded bytes must be UTF-8: a decoder would replace what is not."""
    if b"%" not in raw_path:
        return True
    try:
        re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), raw_path).decode()
    except UnicodeDecodeError:
        return False
    return True
