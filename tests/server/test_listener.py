"""Listening sockets: caps per address that free themselves, and ports that can not be had."""

import asyncio
import contextlib
import resource
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from casemate.model.errors import Unavailable
from casemate.server import accepting as module
from tests.place import Place, free_ports, running


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place", connections_per_address=4, unauthenticated_per_address=2) as started:
        yield started


async def plain(place: Place, port: int = 0) -> socket.socket:
    """A connection without TLS, of which nothing is known yet."""
    sock = socket.socket()
    sock.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port or place.starttls_port))
    except OSError:
        sock.close()
        raise
    return sock


async def last_words(sock: socket.socket, say: bytes = b"") -> bytes:
    """What the server says until it closes."""
    loop, heard = asyncio.get_running_loop(), b""
    with sock, contextlib.suppress(ConnectionError):
        await loop.sock_sendall(sock, say)
        async with asyncio.timeout(10):
            while data := await loop.sock_recv(sock, 4096):
                heard += data
    return heard


async def turned_away(place: Place) -> bool:
    return await last_words(await plain(place)) == b""


async def gone(place: Place, count: int) -> None:
    """Until the server has noticed that so many are left."""
    async with asyncio.timeout(10):
        while len(place.house.listener.connections) > count:
            await asyncio.sleep(0)


async def test_signing_in_frees_a_place_among_those_who_have_not(place: Place) -> None:
    await place.client("alice")
    await place.client("bob")
    waiting = [await plain(place) for _ in range(2)]
    assert await turned_away(place)
    waiting[0].close()
    await gone(place, 3)
    await place.client("carol")
    assert len(place.house.listener.connections) == 4
    waiting[1].close()


async def test_an_address_has_a_limit_and_a_place_that_is_left_is_free(place: Place) -> None:
    clients = [await place.client(name) for name in ("alice", "bob", "carol", "admin")]
    assert await turned_away(place)
    clients[0].send("</stream:stream>")
    await clients[0].closed()
    clients[0].close()
    await gone(place, 3)
    await place.client("alice")
    assert await turned_away(place)
    assert len(place.house.listener.connections) == 4


async def test_counts_come_back_to_nothing(place: Place) -> None:
    listener = place.house.listener
    for _ in range(3):
        client = await place.client("alice")
        client.send("</stream:stream>")
        await client.closed()
        cut = await place.client("bob")
        cut.writer.transport.abort()
        assert b"<stream:error>" in await last_words(await plain(place), b"<not-a-stream/>")
        client.close()
        await gone(place, 0)
    assert not listener._addresses
    assert not listener._unauthenticated


async def test_nobody_is_accepted_after_the_stop_and_those_here_stay(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    place.house.listener.stop()
    with pytest.raises(OSError):  # noqa: PT011
        await plain(place)
    alice.send("<message to='bob@localhost' type='chat'><body>still here</body></message>")
    assert (await bob.element("message")).findtext("{jabber:client}body") == "still here"


async def test_a_port_that_is_taken_is_named(place: Place) -> None:
    listener = place.house.listener
    with pytest.raises(
        Unavailable, match=rf"port {place.port} on 127\.0\.0\.1 can't be opened: Address already in use"
    ):
        listener.open_port(place.port, secure=True, tls=True)
    [port] = free_ports(1)
    listener.open_port(port, secure=False, tls=False)
    assert b"<stream:error>" in await last_words(await plain(place, port), b"<not-a-stream/>")


@contextmanager
def no_more_files() -> Generator[None]:
    """No descriptor can be opened in this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    probe = socket.socket()
    lowest = probe.fileno()
    probe.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_without_descriptors_it_waits_and_does_not_spin(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY", 0.3)
    loop = asyncio.get_running_loop()
    alice = await place.client("alice")
    begun = loop.time()
    sock = socket.socket()
    sock.setblocking(False)
    with structlog.testing.capture_logs() as logs:
        with no_more_files():
            await loop.sock_connect(sock, ("127.0.0.1", place.starttls_port))
            for number in range(20):
                alice.send(f"<iq type='get' id='{number}'><ping xmlns='urn:xmpp:ping'/></iq>")
                assert (await alice.element("iq")).get("id") == str(number)
            warned = [line for line in logs if line["event"] == "a connection could not be accepted"]
            assert 1 <= len(warned) <= 1 + (loop.time() - begun) / module.RETRY
        # There are descriptors again: those who waited get in.
        assert b"<stream:error>" in await last_words(sock, b"<not-a-stream/>")
