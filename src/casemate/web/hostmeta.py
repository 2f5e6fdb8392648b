"""Where the WebSocket is, and BOSH if it is on, for clients that look (XEP-0156 section 4, RFC 6415): as XML and as JSON."""

from typing import Final
from xml.sax.saxutils import quoteattr

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from casemate.web.pages import SAFE_HEADERS

RELATION: Final = "urn:xmpp:alt-connections:websocket"
BOSH_RELATION: Final = "urn:xmpp:alt-connections:xbosh"
# Any page may look up where the WebSocket is (XEP-0156 section 4.1); whether it may use it is the WebSocket's question.
_HEADERS: Final = {
    **SAFE_HEADERS,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "max-age=3600",
}


class HostMeta:
    """The two documents."""

    def __init__(self, websocket: str, bosh: str = "") -> None:
        """`websocket` is its address, `wss://...`; `bosh` likewise, `https://...`, or empty."""
        found = [(RELATION, websocket), *([(BOSH_RELATION, bosh)] if bosh else [])]
        links = "".join(f"<Link rel={quoteattr(rel)} href={quoteattr(href)}/>" for rel, href in found)
        self._xml = (
            "<?xml version='1.0' encoding='utf-8'?>\n"
            f"<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>{links}</XRD>\n"
        )
        self._json = msgspec.json.encode({"links": [{"rel": rel, "href": href} for rel, href in found]})

    async def xml(self, _request: Request) -> Response:
        """`/.well-known/host-meta`."""
        return Response(self._xml, media_type="application/xrd+xml", headers=_HEADERS)

    async def json(self, _request: Request) -> Response:
        """`/.well-known/host-meta.json`."""
        return Response(self._json, media_type="application/json", headers=_HEADERS)
