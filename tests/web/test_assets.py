"""The web app is served as it was built, under a policy under which nothing runs but its own scripts."""

import gzip
import re
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from casemate.web.assets import PAGES, Assets
from casemate.web.gate import Gate

WEBSOCKET = "wss://chat.example:5443/xmpp"
SCRIPT = b"console.log('hello')"


def built(folder: Path) -> Path:
    """What a build leaves behind."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text('<script type="module" nonce="CASEMATE-NONCE" src="/assets/a-1.js"></script>')
    (folder / "assets" / "a-1.js").write_bytes(SCRIPT)
    (folder / "assets" / "a-1.js.gz").write_bytes(gzip.compress(SCRIPT))
    (folder / "service-worker.js").write_bytes(SCRIPT)
    (folder / "secret.key").write_text("not ours to serve")
    (folder.parent / "outside.js").write_text("not ours to serve")
    return folder


@pytest.fixture
async def site(tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    assets = Assets(WEBSOCKET, "chat.example", built(tmp_path / "static"))
    app = Gate(Starlette(routes=list(assets.routes)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://chat.example") as client:
        yield client


async def test_each_page_has_a_nonce_of_its_own(site: httpx.AsyncClient) -> None:
    seen = set[str]()
    for path in ("/", "/invite", "/reset", "/account", "/account/devices", "/c/fred~40localhost", "/"):
        answer = await site.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["Content-Security-Policy"]
        [nonce] = set(re.findall(r"'nonce-([^']+)'", policy))
        assert f'nonce="{nonce}"' in answer.text
        assert "CASEMATE-NONCE" not in answer.text
        seen.add(nonce)
    assert len(seen) == 7


async def test_nothing_else_runs_is_framed_or_asked(site: httpx.AsyncClient) -> None:
    answer = await site.get("/")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert policy["connect-src"] == f"'self' {WEBSOCKET}"
    assert policy["require-trusted-types-for"] == "'script'"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


async def test_files_are_kept_compressed_and_asked_for_once(site: httpx.AsyncClient) -> None:
    plain = await site.get("/assets/a-1.js", headers={"Accept-Encoding": "identity"})
    assert (plain.content, plain.headers["Content-Type"]) == (SCRIPT, "text/javascript; charset=utf-8")
    assert "immutable" in plain.headers["Cache-Control"]
    assert "Content-Encoding" not in plain.headers
    packed = await site.get("/assets/a-1.js", headers={"Accept-Encoding": "br, gzip"})
    assert (packed.content, packed.headers["Content-Encoding"]) == (SCRIPT, "gzip")
    refused = await site.get("/assets/a-1.js", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    again = await site.get("/assets/a-1.js", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    worker = await site.get("/service-worker.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert worker.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"


async def test_e1_no_path_leads_to_another_file(site: httpx.AsyncClient) -> None:
    for path in (
        "/secret.key",
        "/outside.js",
        "/assets/../outside.js",
        "/assets/%2e%2e/outside.js",
        "/index.html",
        "/assets",
        "/assets/a-1.js.gz",
        "/.sources",
    ):
        url = httpx.URL("https://chat.example").copy_with(raw_path=path.encode())
        answer = await site.send(httpx.Request("GET", url))
        assert answer.status_code == 404, path


def test_a_source_tree_that_was_not_built_has_no_app(tmp_path: Path) -> None:
    assets = Assets(WEBSOCKET, "localhost", tmp_path)
    assert not assets.built
    assert [route.path for route in assets.routes] == list(PAGES)
