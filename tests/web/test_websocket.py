"""XMPP over WebSocket, with the websockets client."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import cast

import pytest
from starlette.websockets import WebSocket
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from casemate.settings.schema import Limits
from casemate.web.websocket import WebSocketPipe
from casemate.xmpp.stream import Framing
from tests.files.support import until
from tests.web.support import ORIGIN, Echo, Site, changed, open_site


def opening(site: Site, **options: object) -> connect:
    given = {"subprotocols": ["xmpp"], "origin": None, "compression": "deflate", **options}
    return connect(f"wss://localhost:{site.server.port}/xmpp", ssl=site.trust, proxy=None, **given)


async def test_messages_go_both_ways(site: Site) -> None:
    async with opening(site) as socket:
        assert socket.subprotocol == "xmpp"
        for text in ("<open/>", "<message>ä😀</message>", "x" * 100_000):
            await socket.send(text)
            assert await socket.recv() == text
    [connection] = site.acceptor.connections
    await connection.gone.wait()
    assert connection.messages[1] == "<message>ä😀</message>".encode()
    assert connection.lost_times == 1
    assert site.acceptor.seen == [("127.0.0.1", Framing.WEBSOCKET, True)]


async def test_nothing_is_compressed(site: Site) -> None:
    async with opening(site) as socket:
        assert socket.response is not None
        assert "Sec-WebSocket-Extensions" not in socket.response.headers


@pytest.mark.parametrize("origin", [None, ORIGIN, "https://files.example:5443", "HTTPS://chat.example"])
async def test_own_and_named_origins_and_programs_may_connect(site: Site, origin: str | None) -> None:
    async with opening(site, origin=origin) as socket:
        await socket.send("<open/>")
        assert await socket.recv() == "<open/>"


async def test_the_subprotocol_is_required(site: Site) -> None:
    for asked in (None, ["chat"], ["xmpp2", "soap"]):
        with pytest.raises(InvalidStatus) as caught:
            await opening(site, subprotocols=asked)
        assert caught.value.response.status_code == 400
    assert site.acceptor.connections == []


async def test_only_text(site: Site) -> None:
    async with opening(site) as socket:
        await socket.send(b"<open/>")
        with pytest.raises(ConnectionClosed) as caught:
            await socket.recv()
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1003


async def test_a_refused_connection_is_told_to_try_later(site: Site) -> None:
    site.acceptor.full = True
    async with opening(site) as socket:
        with pytest.raises(ConnectionClosed) as caught:
            await socket.recv()
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1013


async def test_what_is_queued_before_closing_arrives(site: Site) -> None:
    async with opening(site) as socket:
        connection = await connected(site, socket)
        for number in range(100):
            connection.pipe.write(f"<m n='{number}'/>".encode())
        connection.pipe.close()
        connection.pipe.write(b"<late/>")
        got = [message async for message in socket]
    assert got == [f"<m n='{number}'/>" for number in range(100)]
    await connection.gone.wait()


async def test_abort_cuts_off(site: Site) -> None:
    async with opening(site) as socket:
        connection = await connected(site, socket)
        connection.pipe.abort()
        await connection.gone.wait()
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert connection.lost_times == 1


class ScriptedSocket:
    """What Starlette gives, played from a list."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.sent: list[str] = []
        self.code: int | None = None
        self.empty = asyncio.Event()

    async def receive(self) -> dict[str, object]:
        if not self.texts:
            self.empty.set()
            await asyncio.Event().wait()
        return {"type": "websocket.receive", "text": self.texts.pop(0)}

    async def send_text(self, text: str) -> None:
        self.sent.append(text)

    async def close(self, code: int) -> None:
        self.code = code


async def test_a_paused_connection_takes_no_message() -> None:
    socket = ScriptedSocket("<one/>", "<two/>", "<three/>")
    pipe = WebSocketPipe(cast("WebSocket", socket), "192.0.2.1", 1000)
    connection = Echo(pipe)
    connection.on_message = lambda _: pipe.pause()
    running = asyncio.create_task(pipe.run(connection))
    await connection.came.wait()
    # Written after the pause and sent: so the loop has come round, and still no second message was taken.
    pipe.write(b"<answer/>")
    await until(lambda: socket.sent)
    assert (connection.messages, socket.texts) == ([b"<one/>"], ["<two/>", "<three/>"])
    connection.on_message = lambda _: None
    pipe.resume()
    await socket.empty.wait()
    assert connection.messages == [b"<one/>", b"<two/>", b"<three/>"]
    pipe.close()
    await running
    assert (socket.code, connection.lost_times) == (1000, 1)


async def test_a_pipe_aborted_before_it_runs_never_runs() -> None:
    socket = ScriptedSocket("<one/>")
    pipe = WebSocketPipe(cast("WebSocket", socket), "192.0.2.1", 1000)
    pipe.abort()
    connection = Echo(pipe)
    await pipe.run(connection)
    assert (connection.messages, connection.lost_times) == ([], 1)


def test_no_tls_of_its_own() -> None:
    pipe = WebSocketPipe(cast("WebSocket", ScriptedSocket()), "192.0.2.1", 1000)
    assert pipe.tls is None
    with pytest.raises(RuntimeError):
        pipe.start_tls(ssl.create_default_context())


async def test_a_reader_that_does_not_read_is_reported_once_enough_waits(tmp_path: Path) -> None:
    async for site in sites(tmp_path, changed(Limits(), send_queue=100_000)):
        async with opening(site, max_queue=1) as socket:
            connection = await connected(site, socket)
            socket.transport.pause_reading()
            written = 0
            while not connection.too_much.is_set():
                connection.pipe.write(b"x" * 10_000)
                written += 10_000
                await asyncio.sleep(0)
                assert written < 20_000_000
            await connection.gone.wait()
            socket.transport.abort()


async def test_a_message_over_the_limit_ends_the_connection(tmp_path: Path) -> None:
    async for site in sites(tmp_path, changed(Limits(), stanza=10_000)):
        async with opening(site) as socket:
            await socket.send("x" * 10_000)
            assert len(await socket.recv()) == 10_000
            await socket.send("x" * 10_001)
            with pytest.raises(ConnectionClosed) as caught:
                await socket.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1009


async def test_endless_empty_fragments_end_the_connection(site: Site) -> None:
    async def fragments() -> AsyncIterator[str]:
        while True:
            yield ""

    async with opening(site) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.send(fragments())


async def test_stopping_tells_websockets(site: Site) -> None:
    async with opening(site) as socket:
        connection = await connected(site, socket)
        await site.server.stop()
        with pytest.raises(ConnectionClosed) as caught:
            await socket.recv()
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == 1012
        await connection.gone.wait()


async def connected(site: Site, socket: ClientConnection):
    await socket.send("<open/>")
    await socket.recv()
    return site.acceptor.connections[-1]


async def sites(folder: Path, limits: Limits) -> AsyncIterator[Site]:
    async with aclosing(open_site(folder, limits)) as opened:
        async for site in opened:
            yield site
