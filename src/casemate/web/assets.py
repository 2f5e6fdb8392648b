"""The web app: its page with a policy under which nothing runs but its own scripts, and its files (ATTACKS E2, E8).

What the build has made is read once. A request's path is looked up among the names of its files and never goes to the file system
(ATTACKS E1, E10).
"""

import hashlib
import ipaddress
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casemate.web.pages import SAFE_HEADERS

STATIC: Final = Path(__file__).with_name("static")
"""Where the build puts the app (webapp/build.py)."""
NONCE: Final = b"CASEMATE-NONCE"
"""What the build writes where a nonce belongs."""
PAGES: Final = ("/", "/invite", "/reset", "/account", "/account/{rest:path}", "/c/{conversation}")
"""What the app shows by itself: one page for all."""
_KEPT: Final = "public, max-age=31536000, immutable"
_ASKED: Final = "no-cache"
_YEAR: Final = "max-age=31536000"
_WORKER: Final = {"Content-Security-Policy": "default-src 'none'; connect-src 'self'"}
"""A worker lives under the policy of its own script: it fetches what it keeps from here, and nothing else."""
_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_CODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
"""Content codings, the best first, and how the build's compressed files end."""
_PERMISSIONS: Final = ", ".join(
    (
        *(f"{name}=()" for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")),
        *(f"{name}=(self)" for name in ("publickey-credentials-create", "publickey-credentials-get")),
    )
)


class Asset(NamedTuple):
    """A file of the app."""

    body: bytes
    type: str
    etag: str
    packed: Mapping[str, bytes]
    """The body by content coding."""


class Assets:
    """Serves the app; `websocket` is the address that its page may connect to, `host` the server's name."""

    def __init__(self, websocket: str, host: str, folder: Path = STATIC) -> None:
        self._files = _read(folder)
        self._page = self._files.pop("/index.html", None)
        self._headers = {
            **SAFE_HEADERS,
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": _PERMISSIONS,
            **({"Strict-Transport-Security": _YEAR} if _is_name(host) else {}),
        }
        self._policy = "; ".join(
            (
                "default-src 'none'",
                "script-src 'nonce-{nonce}' 'strict-dynamic'",
                "style-src 'self' 'nonce-{nonce}'",
                "img-src 'self' blob: data:",
                "media-src 'self' blob:",
                "font-src 'self'",
                "frame-src blob:",
                f"connect-src 'self' {websocket}",
                "manifest-src 'self'",
                "worker-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types svelte-trusted-html casemate",
            )
        )

    @property
    def built(self) -> bool:
        """Whether there is an app: a source tree has none until it is built."""
        return self._page is not None

    @property
    def routes(self) -> Sequence[Route]:
        """The routes of the app: its pages and each of its files."""
        pages = [Route(path, self.page, methods=["GET"]) for path in PAGES]
        return [*pages, *(Route(path, self.file, methods=["GET"]) for path in self._files)]

    async def page(self, _request: Request) -> Response:
        """The page, with a nonce of its own."""
        nonce = secrets.token_urlsafe(18)
        body = b"" if self._page is None else self._page.body.replace(NONCE, nonce.encode())
        headers = {**self._headers, "Content-Security-Policy": self._policy.format(nonce=nonce)}
        return Response(body, 200, headers, media_type=_TYPES[".html"])

    async def file(self, request: Request) -> Response:
        """A file: those with a hash in their name are kept, of others the browser asks whether they have changed."""
        asset = self._files[request.url.path]
        hashed = request.url.path.startswith("/assets/")
        headers = {
            **SAFE_HEADERS,
            **(_WORKER if request.url.path == "/service-worker.js" else {}),
            "Cache-Control": _KEPT if hashed else _ASKED,
            "ETag": asset.etag,
            "Vary": "Accept-Encoding",
        }
        if asset.etag in request.headers.get("if-none-match", ""):
            return Response(None, 304, headers)
        coding = _coding(request.headers, asset)
        if coding:
            headers["Content-Encoding"] = coding
        return Response(asset.packed.get(coding, asset.body), 200, headers, media_type=asset.type)


def _read(folder: Path) -> dict[str, Asset]:
    files = {f"/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
    found = dict[str, Asset]()
    for name, path in files.items():
        kind = _TYPES.get(path.suffix)
        if kind is None:
            continue
        body = path.read_bytes()
        packed = {coding: files[name + end].read_bytes() for coding, end in _CODINGS if name + end in files}
        found[name] = Asset(body, kind, f'"{hashlib.sha256(body).hexdigest()[:32]}"', packed)
    return found


def _coding(headers: Headers, asset: Asset) -> str:
    """The best content coding that a browser takes; one refused by `q=0` is none (RFC 9110 section 12.5.3)."""
    taken = set[str]()
    for part in headers.get("accept-encoding", "").split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            taken.add(name.strip().lower())
    return next((coding for coding, _ in _CODINGS if coding in taken and coding in asset.packed), "")


def _is_name(host: str) -> bool:
    """Whether a host is a name of its own: for `localhost` and addresses a promise to speak TLS only would bind other servers."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return "." in host
    return False
