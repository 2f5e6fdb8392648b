"""The ASGI application on the HTTPS port: every route there is, behind the gate."""

from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.routing import WebSocketRoute as Socket
from starlette.types import ASGIApp

from casemate.files.api import Files
from casemate.settings.schema import Limits, Listen
from casemate.web.api.mounted import PATH, Mounted
from casemate.web.api.ways import Ways
from casemate.web.bosh import Acceptor, Bosh
from casemate.web.gate import Gate
from casemate.web.hostmeta import HostMeta
from casemate.web.origins import Origins
from casemate.web.pages import front_page, not_so, nothing_here, our_fault
from casemate.web.uploads import Uploads
from casemate.web.websocket import WebSocketRoute

WEBSOCKET: Final = "/xmpp"
BOSH: Final = "/http-bind"


def make_app(
    files: Files, acceptor: Acceptor, listen: Listen, limits: Limits, domain: str, ways: Ways | None = None
) -> ASGIApp:
    """The application; `domain` is the first one served, for the page that tells how to connect.

    Without `ways` there is no API of account pages.

    Raises:
        ConfigurationError: if `listen.origins` has what is no web origin.
    """
    addresses = files.addresses
    origins = Origins(addresses.base, listen.origins)
    websocket = f"wss://{addresses.authority}{WEBSOCKET}"
    meta = HostMeta(websocket, f"https://{addresses.authority}{BOSH}" if listen.bosh else "")
    uploads = Uploads(files, origins)

    async def upload(request: Request) -> Response:
        return await uploads(request)

    async def page(_request: Request) -> Response:
        return front_page(domain, listen.public_host or domain, websocket)

    bosh: list[Route] = []
    api = [] if ways is None else [Mount(PATH, Mounted(ways))]
    if listen.bosh:
        sessions = Bosh(acceptor, origins, limits)

        async def bind(request: Request) -> Response:
            return await sessions(request)

        bosh.append(Route(BOSH, bind, methods=["POST", "OPTIONS"]))
    app = Starlette(
        routes=[
            *bosh,
            *api,
            Route("/", page, methods=["GET"]),
            Route("/.well-known/host-meta", meta.xml, methods=["GET"]),
            Route("/.well-known/host-meta.json", meta.json, methods=["GET"]),
            Route("/upload/{id}/{name}", upload, methods=["GET", "PUT", "OPTIONS"]),
            Socket(WEBSOCKET, WebSocketRoute(acceptor, origins, limits.send_queue).__call__),
        ],
        exception_handlers={404: nothing_here, 405: not_so, 500: our_fault},
    )
    app.router.redirect_slashes = False
    return Gate(app)
