"""A whole Casemate inside the test's event loop, on ports of its own, with people to sign in as."""

import asyncio
import itertools
import os
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from casemate.accounts.api import Role
from casemate.cli.setup import initialise
from casemate.model.jid import Jid
from casemate.settings.loader import Loaded, load
from casemate.settings.schema import Component
from casemate.wiring.house import House
from casemate.wiring.places import open_accounts
from tests.client import Client
from tests.component import ComponentClient

_DOMAINS = {"dave": "other.example"}
SECRET = "what-only-components-know"
COMPONENTS = (
    Component("bridge.example", SECRET, tenants=("Local",)),
    Component("strange.example", SECRET, tenants=("Other",)),
)


class Place:
    """A running server and the credentials of its people."""

    def __init__(self, loaded: Loaded, house: House, credentials: dict[str, str]) -> None:
        self.loaded = loaded
        self.house = house
        self.credentials = credentials
        self.ca = loaded.path.parent / "tls" / "ca.pem"
        self.clients: list[Client] = []

    @property
    def port(self) -> int:
        return self.loaded.settings.listen.c2s_tls

    async def component(self, domain: str, secret: str = SECRET) -> ComponentClient:
        """An external component, connected (XEP-0114)."""
        component = await ComponentClient(self.ca, domain).open(self.loaded.settings.listen.components)
        self.clients.append(component)
        await component.prove(secret)
        return component

    @property
    def starttls_port(self) -> int:
        return self.loaded.settings.listen.c2s

    async def connect(self) -> Client:
        """A connection over direct TLS, not signed in."""
        client = await Client(self.ca).connect(self.port)
        self.clients.append(client)
        return client

    async def client(self, name: str, resource: str = "test", *, available: bool = True) -> Client:
        """Somebody signed in and bound."""
        client = await self.connect()
        client.domain = _DOMAINS.get(name, client.domain)
        answer = await client.sign_in(name, self.credentials[name])
        assert "<success" in answer, answer
        await client.bind(resource)
        if available:
            await client.available()
        return client

    async def settled(self) -> None:
        """Wait until what the server has taken from its clients has had its effect."""
        # Twice, because the end of one can be the start of another: a look-up ends in a message, say.
        for _ in range(2):
            await self.house.router.close()
            await self.house.path.close()
            await self.house.presence.close()
            await self.house.foreign.close()
            written = asyncio.Event()
            self.house.journal.follow(written.set)
            await written.wait()


# Each worker has ports of its own, none of which the system gives to outgoing connections; where it begins differs from run to run.
_range = range(10_000, 32_000)[int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10 :: 10]
_first = os.getpid() * 37 % len(_range)
_ports = itertools.cycle([*_range[_first:], *_range[:_first]])


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, each another one than those before."""
    return list(itertools.islice(filter(is_free, _ports), count))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@asynccontextmanager
async def running(
    folder: Path, sections: Mapping[str, Mapping[str, object]] | None = None, **limits: object
) -> AsyncGenerator[Place]:
    """A server with alice, bob, carol and the administrator admin (of the tenant `localhost`), and dave (of the tenant `other.example`).

    Two external components may connect: `bridge.example` for the one tenant, `strange.example` for the other.

    `sections` are settings by section; `limits` those of the section of that name.
    """
    config = initialise(folder, "localhost", ("hosts.txt",))
    (folder / "hosts.txt").write_text("0.0.0.0 phishing.test\n")
    loaded = load(config, {})
    c2s, c2s_tls, https, components = free_ports(4)
    listen = msgspec.structs.replace(
        loaded.settings.listen,
        host="127.0.0.1",
        c2s=c2s,
        c2s_tls=c2s_tls,
        https=https,
        components=components,
        public_host="localhost",
    )
    settings = msgspec.structs.replace(
        loaded.settings,
        listen=listen,
        components=COMPONENTS,
        operation=msgspec.structs.replace(loaded.settings.operation, metrics="", drain=1.0),
        inspection=msgspec.structs.replace(loaded.settings.inspection, workers=1),
        limits=msgspec.structs.replace(loaded.settings.limits, **limits),
    )
    for name, values in (sections or {}).items():
        section = msgspec.structs.replace(getattr(settings, name), **values)
        settings = msgspec.structs.replace(settings, **{name: section})
    loaded = msgspec.structs.replace(loaded, settings=settings)
    credentials: dict[str, str] = {}
    async with open_accounts(loaded) as accounts:
        await accounts.add_tenant("Local", ["localhost"])
        await accounts.add_tenant("Other", ["other.example"])
        for name, domain, role in (
            ("alice", "localhost", Role.EMPLOYEE),
            ("bob", "localhost", Role.EMPLOYEE),
            ("carol", "localhost", Role.EMPLOYEE),
            ("admin", "localhost", Role.ADMINISTRATOR),
            ("dave", "other.example", Role.EMPLOYEE),
        ):
            person = await accounts.add_person(Jid(name, domain, ""), role)
            _, credentials[name] = await accounts.add_device(person, "test")
    house = await House.build(loaded)
    place = Place(loaded, house, credentials)
    try:
        await house.start()
        yield place
    finally:
        for client in place.clients:
            client.close()
        await house.stop()
