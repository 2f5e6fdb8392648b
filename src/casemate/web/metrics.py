"""The operator's listener, without TLS, on loopback by default: `/metrics` for Prometheus, `/healthz` for whoever restarts or pages."""

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from casemate.model.errors import ConfigurationError
from casemate.telemetry.log import get_logger
from casemate.telemetry.metrics import registry
from casemate.web.gate import Gate
from casemate.web.pages import SAFE_HEADERS, not_so, nothing_here, our_fault

Health = Callable[[], Awaitable[tuple[str, ...]]]
"""Reasons why the server is not healthy (a scanner that missed the canary, a database or disk that fails); none if it is."""
_HEADERS: Final = {**SAFE_HEADERS, "Cache-Control": "no-store"}
_log = get_logger("health")


def make_monitoring(health: Health) -> ASGIApp:
    """The application."""

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST, headers=_HEADERS)

    async def healthz(_request: Request) -> Response:
        try:
            reasons = await health()
        except Exception as error:  # noqa: BLE001 - a health check that fails is a reason
            _log.error("the health check failed", error=repr(error))
            reasons = ("the health check itself failed",)
        answer = {"healthy": not reasons, "reasons": list(reasons)}
        status = 503 if reasons else 200
        return Response(msgspec.json.encode(answer) + b"\n", status, media_type="application/json", headers=_HEADERS)

    app = Starlette(
        routes=[Route("/metrics", metrics, methods=["GET"]), Route("/healthz", healthz, methods=["GET"])],
        exception_handlers={404: nothing_here, 405: not_so, 500: our_fault},
    )
    app.router.redirect_slashes = False
    return Gate(app)


def listen_address(text: str) -> tuple[str, int]:
    """Host and port of `operation.metrics`.

    Raises:
        ConfigurationError: if it is not `host:port`.
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ConfigurationError(f"operation.metrics: '{text}' is not host:port, for example 127.0.0.1:5480")
    return host.removeprefix("[").removesuffix("]"), int(port)
