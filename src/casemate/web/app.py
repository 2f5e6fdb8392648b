"""The ASGI application on the HTTPS port: every route there is, behind the gate."""

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.routing import WebSocketRoute as Socket
from starlette.types import ASGIApp

from casemate.files.api import Files
from casemate.settings.schema import Limits, Listen
from casemate.telemetry.log import get_logger
from casemate.web.api.mounted import PATH, Mounted
from casemate.web.api.ways import Ways
from casemate.web.assets import STATIC, Assets
from casemate.web.bosh import Acceptor, Bosh
from casemate.web.gate import Gate
from casemate.web.hostmeta import HostMeta
from casemate.web.origins import Origins
from casemate.web.pages import front_page, not_so, nothing_here, our_fault
from casemate.web.uploads import Uploads
from casemate.web.websocket import WebSocketRoute

WEBSOCKET: Final = "/xmpp"
BOSH: Final = "/http-bind"
_log = get_logger("web")


def make_app(
    files: Files,
    acceptor: Acceptor,
    listen: Listen,
    limits: Limits,
    domain: str,
    ways: Ways | None = None,
    static: Path = STATIC,
) -> ASGIApp:
    """The application; `domain` is the first one served, for the page that tells how to connect.

    Without `ways` there are no account pages: neither their API nor the web app, which `static` has as the build made it.

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
    api: list[Mount | Route] = [Route("/", page, methods=["GET"]), Route("/connect", page, methods=["GET"])]
    if ways is not None:
        assets = Assets(websocket, listen.public_host or domain, static)
        if not assets.built:
            _log.warning("the web app is not built", to_build_it="make webapp")
        api = [Mount(PATH, Mounted(ways)), *(assets.routes if assets.built else ()), *api]
    if listen.bosh:
        sessions = Bosh(acceptor, origins, limits)

        async def bind(request: Request) -> Response:
            return await sessions(request)

        bosh.append(Route(BOSH, bind, methods=["POST", "OPTIONS"]))
    app = Starlette(
        routes=[
            *bosh,
            *api,
            Route("/.well-known/host-meta", meta.xml, methods=["GET"]),
            Route("/.well-known/host-meta.json", meta.json, methods=["GET"]),
            Route("/upload/{id}/{name}", upload, methods=["GET", "PUT", "OPTIONS"]),
            Socket(WEBSOCKET, WebSocketRoute(acceptor, origins, limits.send_queue).__call__),
        ],
        exception_handlers={404: nothing_here, 405: not_so, 500: our_fault},
    )
    app.router.redirect_slashes = False
    return Gate(app)
