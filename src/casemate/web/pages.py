"""What a person reads here: plain sentences, one small page. No scripts, no paths, no versions."""

from collections.abc import Mapping
from html import escape
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

LOCKED: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""A policy under which nothing runs, loads or frames (ATTACKS E2)."""
SAFE_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": LOCKED,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every response, whatever it is."""

_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Casemate</title>
<h1>Casemate</h1>
<p>This is a messaging server. Every message, link and file is inspected before anyone receives it.</p>
<p>To connect, use any XMPP client with your address (for example <code>name@{domain}</code>) and the credential that your
administrator gave you. Clients find the rest by themselves; if yours asks, the server is <code>{host}</code>.</p>
<p>Web clients use the WebSocket at <code>{websocket}</code>.</p>
</html>
"""


def sentence(status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """A plain sentence."""
    return PlainTextResponse(f"{text}\n", status, {"Cache-Control": "no-store", **SAFE_HEADERS, **(headers or {})})


def front_page(domain: str, host: str, websocket: str) -> HTMLResponse:
    """What this is and how to connect."""
    page = _PAGE.format(domain=escape(domain), host=escape(host), websocket=escape(websocket))
    return HTMLResponse(page, headers=dict(SAFE_HEADERS))


async def nothing_here(_request: Request, _error: Exception) -> Response:
    """For what no route serves."""
    return sentence(404, "There is nothing here.")


async def not_so(_request: Request, error: Exception) -> Response:
    """For a method that a route does not take."""
    given = error.headers if isinstance(error, HTTPException) else None
    return sentence(405, "This address can't be used in that way.", {"Allow": (given or {}).get("Allow", "GET")})


async def our_fault(_request: Request, _error: Exception) -> Response:
    """For what went wrong here; it is in the log, not in the answer."""
    return sentence(500, "Something went wrong here; try again later.", {"Connection": "close"})
