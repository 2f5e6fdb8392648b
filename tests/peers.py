"""Other servers for tests: an authority that signs whatever it is told to, gateways without a server behind them, and a raw stream."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from casemate.model.ids import TenantId
from casemate.server.api import Gateway
from casemate.server.federation.certificates import SRV_NAME, XMPP_ADDR, Trust
from casemate.server.federation.gateway import Federation
from casemate.server.federation.resolver import Resolver
from casemate.server.federation.sockets import PeerTls
from casemate.settings.schema import Settings
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from tests.client import Client
from tests.place import free_ports

SERVER_HEADER = (
    "<?xml version='1.0'?><stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' "
    "xmlns:db='jabber:server:dialback' version='1.0'{}>"
)
EXTERNAL = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>"
_SECONDS = 10.0


def srv_name(domain: str) -> x509.OtherName:
    name = f"_xmpp-server.{domain}".encode()
    return x509.OtherName(SRV_NAME, bytes((0x16, len(name))) + name)


def xmpp_addr(domain: str) -> x509.OtherName:
    name = domain.encode()
    return x509.OtherName(XMPP_ADDR, bytes((0x0C, len(name))) + name)


class Authority:
    """Signs anything."""

    def __init__(self, folder: Path, name: str = "Authority of tests") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = (
            self._builder(self._name, self._key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file = folder / "ca.pem"
        self.file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def sign(
        self,
        alternatives: Sequence[x509.GeneralName],
        *,
        common_name: str = "nobody",
        usages: Sequence[x509.ObjectIdentifier] = (ExtendedKeyUsageOID.SERVER_AUTH,),
        days: int = 30,
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)]), key, days)
        if alternatives:
            builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        if usages:
            builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        return builder.sign(self._key, hashes.SHA256()), key

    def files(self, *domains: str, name: str = "") -> tuple[Path, Path]:
        """A certificate for domains and its key, as files."""
        certificate, key = self.sign([x509.DNSName(domain.encode("idna").decode()) for domain in domains])
        return self.write(certificate, key, name or domains[0])

    def write(self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey, name: str) -> tuple[Path, Path]:
        pem, private = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        private.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return pem, private

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, days: int = 30) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=40))
            .not_valid_after(now + timedelta(days=days))
        )


@dataclass
class Behind:
    """What is behind a gateway: it has domains, and remembers what came."""

    tenants: dict[str, int]
    came: list[Element] = field(default_factory=list)
    back: list[tuple[Element, StanzaError]] = field(default_factory=list)
    holding: bool = False
    """Whether what comes stays under way."""
    unsettled: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.changed = asyncio.Event()

    def tenant_at(self, domain: str) -> TenantId | None:
        tenant = self.tenants.get(domain) or self.tenants.get(domain.partition(".")[2])
        return None if tenant is None else TenantId(tenant)

    def domains(self, tenant: TenantId) -> list[str]:
        return [domain for domain, each in self.tenants.items() if each == tenant]

    def arrived(self, stanza: Element, done: Callable[[], None], via: Gateway | None = None) -> None:
        assert via is not None
        self.came.append(stanza)
        self.changed.set()
        if self.holding:
            self.unsettled.append(done)
        else:
            done()

    def returned(self, stanza: Element, error: StanzaError) -> None:
        self.back.append((stanza, error))
        self.changed.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(_SECONDS):
            while not holds():
                self.changed.clear()
                await self.changed.wait()

    async def message(self, number: int = 1) -> Element:
        await self.until(lambda: len(self.came) >= number)
        return self.came[number - 1]

    async def bounce(self, number: int = 1) -> StanzaError:
        await self.until(lambda: len(self.back) >= number)
        return self.back[number - 1][1]


@dataclass
class Server:
    """A gateway that runs, with nothing but a memory behind it."""

    gateway: Federation
    behind: Behind
    port: int
    port_tls: int
    certificate: Path
    key: Path
    authority: Authority
    clients: list[Client] = field(default_factory=list)
    hosts: dict[str, str] = field(default_factory=dict)
    """What it was told by itself, whatever all are told."""

    def send(self, sender: str, to: str, body: str = "hello", **attrs: str) -> None:
        self.gateway.send(message(sender, to, body, **attrs))

    async def raw(self, *domains: str, starttls: bool = False, files: tuple[Path, Path] | None = None) -> Client:
        """A connection of somebody who has a certificate for these domains (none: without one), TLS being up."""
        client = Client(self.authority.file)
        shown = files or (self.authority.files(*domains, name=f"raw-{domains[0]}") if domains else None)
        if shown:
            client._tls.load_cert_chain(*shown)
        client._tls.check_hostname = False
        client._tls.verify_mode = ssl.CERT_NONE
        await client.connect(self.port if starttls else self.port_tls, tls=not starttls)
        self.clients.append(client)
        return client


def message(sender: str, to: str, body: str = "hello", **attrs: str) -> Element:
    return Element("message", "jabber:client", {"from": sender, "to": to, **attrs}, [Element("body", children=[body])])


Make = Callable[..., Awaitable[Server]]


@asynccontextmanager
async def making(folder: Path) -> AsyncGenerator[Make]:
    """Makes servers that know each other's hosts, as many as wanted."""
    authority = Authority(folder / "ca")
    running: list[Server] = []
    hosts: dict[str, str] = {}

    async def make(
        *domains: str,
        names: Sequence[str] | None = None,
        by: Authority | None = None,
        limits: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> Server:
        """One with `domains` (one tenant each), whose certificate is for `names`; `settings` are of federation."""
        port, port_tls = free_ports(2)
        pem, key = (by or authority).files(*(names or domains), name=f"server-{port}")
        behind = Behind({domain: number for number, domain in enumerate(domains, 1)})
        whole = Settings()
        federation = msgspec.structs.replace(
            whole.federation,
            **{
                "enabled": True,
                "allow": ("*",),
                "port": port,
                "port_tls": port_tls,
                "ca_file": str(authority.file),
                "hosts": dict(hosts),
                "connect": 5.0,
                **settings,
            },
        )
        whole = msgspec.structs.replace(
            whole,
            federation=federation,
            limits=msgspec.structs.replace(whole.limits, **{"sign_in": 5.0, **(limits or {})}),
            listen=msgspec.structs.replace(whole.listen, host="127.0.0.1"),
        )
        gateway = Federation(
            whole,
            behind,
            behind.domains,
            PeerTls(pem, key),
            Trust(Path(federation.ca_file)),
            b"secret of %d" % port,
            Resolver(federation),
        )
        gateway.start()
        server = Server(gateway, behind, port, port_tls, pem, key, authority)
        server.hosts = dict(settings.get("hosts", {}))
        running.append(server)
        for domain in domains:
            know(running, hosts, domain, f"127.0.0.1:{port}")
        return server

    try:
        yield make
    finally:
        for server in running:
            for client in server.clients:
                client.close()
            await server.gateway.close(0.0)


def know(servers: Sequence[Server], hosts: dict[str, str], domain: str, host: str) -> None:
    """Tell all where a domain is, those that run already included."""
    hosts[domain] = host
    for server in servers:
        federation = msgspec.structs.replace(server.gateway.settings.federation, hosts={**hosts, **server.hosts})
        server.gateway.where = Resolver(federation)


def say(client: Client, to: str, text: str) -> None:
    client.send(f"<message to='{to}' type='chat' id='m'><body>{text}</body></message>")


async def listening(port: int, process: asyncio.subprocess.Process, folder: Path) -> None:
    """Wait until a server that was started listens; its output is in `folder`."""
    async with asyncio.timeout(3 * _SECONDS):
        while True:
            assert process.returncode is None, (folder / "output.log").read_text()
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)  # it says nowhere when it listens
                continue
            writer.close()
            return
