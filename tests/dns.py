"""A name server of our own, on loopback: it knows what it is told, and nothing else."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from tests.place import free_ports


class Names(asyncio.DatagramProtocol):
    """Answers from a table of records: (name, type) -> the records' texts."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[str]] = {}
        self.asked: list[tuple[str, str]] = []

    def server(self, domain: str, port: int, port_tls: int = 0) -> None:
        """A domain whose server listens on ports of 127.0.0.1."""
        host = f"host.{domain}"
        self.records[f"_xmpp-server._tcp.{domain}.", "SRV"] = [f"0 0 {port} {host}."]
        if port_tls:
            self.records[f"_xmpps-server._tcp.{domain}.", "SRV"] = [f"0 0 {port_tls} {host}."]
        self.records[f"{host}.", "A"] = ["127.0.0.1"]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        response = dns.message.make_response(query)
        response.flags |= dns.flags.AA | dns.flags.RA
        question = query.question[0]
        name, kind = question.name.to_text().lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        texts = self.records.get((name, kind), [])
        if texts:
            response.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, texts))
        elif not any(name == known for known, _ in self.records):
            response.set_rcode(dns.rcode.NXDOMAIN)
        self._transport.sendto(response.to_wire(), addr)


@asynccontextmanager
async def names() -> AsyncGenerator[tuple[Names, int]]:
    """A name server and its port."""
    [port] = free_ports(1)
    table = Names()
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: table, ("127.0.0.1", port))
    try:
        yield table, port
    finally:
        transport.close()
