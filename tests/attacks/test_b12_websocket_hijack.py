"""B12: a page of a foreign origin can't open the WebSocket in the name of whoever looks at it."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.web.support import ORIGIN, Site, open_site

FOREIGN = [
    "https://evil.example",
    "null",
    "",
    "http://chat.example",
    "https://chat.example.evil.example",
    "https://evilchat.example",
    "https://chat.example:444",
    "https://chat.example/",
    "https://chat.example https://evil.example",
    "file://",
    "https://files.example",
    "https://files.example:5444",
]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


@pytest.mark.parametrize("origin", FOREIGN)
async def test_b12_a_foreign_origin_is_refused_before_anything_is_served(site: Site, origin: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        await opening(site, {"Origin": origin})
    assert caught.value.response.status_code == 403
    assert site.acceptor.connections == []


async def test_b12_cookies_are_neither_set_nor_read(site: Site) -> None:
    async with opening(site, {"Origin": ORIGIN, "Cookie": "session=stolen"}) as socket:
        assert socket.response is not None
        assert "Set-Cookie" not in socket.response.headers
        await socket.send("<open/>")
        assert await socket.recv() == "<open/>"


async def test_b12_two_origins_are_none(site: Site) -> None:
    head = (
        "GET /xmpp HTTP/1.1\r\nHost: files.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: xmpp\r\n"
        f"Origin: {ORIGIN}\r\nOrigin: https://evil.example\r\n\r\n"
    )
    answer = await site.raw(head.encode())
    assert answer.split(b" ")[1] != b"101"
    assert site.acceptor.connections == []


def opening(site: Site, headers: dict[str, str]) -> connect:
    return connect(
        f"wss://localhost:{site.server.port}/xmpp",
        ssl=site.trust,
        proxy=None,
        subprotocols=["xmpp"],  # type: ignore[list-item]
        additional_headers=headers,
    )
