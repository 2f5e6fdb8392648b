"""The real application on uvicorn on loopback, with TLS, and a client that trusts its authority."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import msgspec
from starlette.types import ASGIApp

from casemate.admin.certificates import make_certificates
from casemate.files.api import Slot
from casemate.model.jid import Jid
from casemate.server.ports import Pipe
from casemate.server.tls import Certificate
from casemate.settings.schema import Limits, Listen, Tls
from casemate.web.app import make_app
from casemate.web.server import WebServer
from casemate.web.websocket import Receiver
from casemate.xmpp.stream import Framing
from tests.files.support import ALICE, World, open_world

ORIGIN = "https://chat.example"
LISTEN = Listen(host="127.0.0.1", https=0, public_host="files.example", origins=(ORIGIN,))


class Echo:
    """A connection that answers each message with itself."""

    bound = False

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe
        self.messages: list[bytes] = []
        self.came = asyncio.Event()
        self.gone = asyncio.Event()
        self.too_much = asyncio.Event()
        self.lost_times = 0
        self.on_message: Callable[[bytes], None] = pipe.write

    def received(self, data: bytes) -> None:
        self.messages.append(data)
        self.came.set()
        self.on_message(data)

    def overflowed(self) -> None:
        self.too_much.set()
        self.pipe.abort()

    def lost(self) -> None:
        self.lost_times += 1
        self.gone.set()


class EchoAcceptor:
    """Stands for the server's listener."""

    def __init__(self) -> None:
        self.connections: list[Echo] = []
        self.full = False
        self.seen: list[tuple[str, Framing, bool]] = []

    def accept(self, pipe: Pipe, *, framing: Framing, secure: bool) -> Receiver | None:
        self.seen.append((pipe.address, framing, secure))
        if self.full:
            pipe.abort()
            return None
        self.connections.append(Echo(pipe))
        return self.connections[-1]


class Site:
    """Server and client."""

    def __init__(self, world: World, folder: Path, limits: Limits, listen: Listen = LISTEN) -> None:
        self.world = world
        self.folder = folder
        make_certificates(folder / "tls", ["localhost", "127.0.0.1"])
        self.certificate = Certificate(Tls(), folder)
        self.acceptor = EchoAcceptor()
        self.app: ASGIApp = make_app(world.files, self.acceptor, listen, limits, "example.org")
        self.server = WebServer(self.app, "127.0.0.1", 0, limits, lambda: self.certificate.context)
        self.trust = ssl.create_default_context(cafile=str(folder / "tls" / "ca.pem"))
        self.client = httpx.AsyncClient(verify=self.trust)

    @property
    def base(self) -> str:
        return f"https://localhost:{self.server.port}"

    def at(self, slot: Slot) -> str:
        """Where a slot is on this very port."""
        return self.base + slot.put_url.removeprefix("https://files.example:5443")

    async def put(self, data: bytes, name: str = "notes.txt", jid: Jid = ALICE, **headers: str) -> httpx.Response:
        slot = await self.world.slot(len(data), name, jid)
        return await self.client.put(self.at(slot), content=data, headers={**slot.headers, **headers})

    async def stored(self, data: bytes, name: str = "notes.txt") -> str:
        """The address of a stored file."""
        slot = await self.world.slot(len(data), name)
        answer = await self.client.put(self.at(slot), content=data, headers=slot.headers)
        assert answer.status_code == 201, answer.text
        return self.at(slot)

    async def raw(self, data: bytes) -> bytes:
        """Whatever the server answers to these bytes until it closes."""
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.server.port, ssl=self.trust, server_hostname="localhost"
        )
        try:
            writer.write(data)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()
            await writer.wait_closed()


async def open_site(
    folder: Path, limits: Limits | None = None, *, listen: Listen = LISTEN, **settings: object
) -> AsyncIterator[Site]:
    world = await open_world(f"sqlite:///{folder}/casemate.sqlite3", folder, **settings)
    site = Site(world, folder, limits or Limits(), listen)
    await site.server.start()
    yield site
    await site.client.aclose()
    await site.server.stop()
    await world.files.close()
    await world.db.close()


def changed(limits: Limits, **values: object) -> Limits:
    return msgspec.structs.replace(limits, **values)
