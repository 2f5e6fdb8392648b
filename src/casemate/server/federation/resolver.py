"""Where a domain's server is: by DNS (RFC 6120 section 3.2, XEP-0368), or as the settings say."""

import ipaddress
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.rdata
import dns.rdatatype
import dns.resolver
from dns.rdtypes.IN.SRV import SRV

from casemate.model.jid import Jid
from casemate.model.peers import peer_host, resolver_address
from casemate.settings.schema import Federation

PORT: Final = 5269
MAX_TARGETS: Final = 8
"""Hosts of one domain that are tried."""
MAX_ADDRESSES: Final = 4
"""Addresses of one host that are tried."""
LIFETIME: Final = 5.0
"""Seconds for one question."""


class Unreachable(Exception):
    """A domain's server can't be had."""

    def __init__(self, condition: str, reason: str, *, lasting: bool) -> None:
        """`condition` is that of the stanza error; `lasting` if trying again in a moment is no use."""
        super().__init__(reason)
        self.condition = condition
        self.reason = reason
        self.lasting = lasting


class Target(NamedTuple):
    """A host to try."""

    host: str
    port: int
    direct: bool
    """Whether TLS comes first there."""


class Where(Protocol):
    """Tells where servers are."""

    async def targets(self, domain: str) -> Sequence[Target]:
        """The hosts of a domain, in the order in which to try them; Unreachable if there is none."""
        ...

    async def addresses(self, target: Target) -> Sequence[str]:
        """The addresses of a host; Unreachable if it has none."""
        ...


class Resolver:
    """Asks DNS, except for what the settings say."""

    def __init__(self, settings: Federation) -> None:
        self._hosts = {
            Jid.parse(domain).domain: Target(*host)
            for domain, text in settings.hosts.items()
            if (host := peer_host(text)) is not None
        }
        named = [found for text in settings.resolvers if (found := resolver_address(text))]
        self._resolver = dns.asyncresolver.Resolver(configure=not named)
        if named:
            self._resolver.nameservers = [dns.nameserver.Do53Nameserver(*address) for address in named]
        self._resolver.lifetime = LIFETIME

    async def targets(self, domain: str) -> Sequence[Target]:
        """See `Where`."""
        if (known := self._hosts.get(domain)) is not None:
            return [known]
        host = _host(domain)
        if _address(host) is not None:
            return [Target(host, PORT, direct=False)]
        found: list[tuple[SRV, bool]] = []
        refused = 0
        for service, direct in (("_xmpps-server", True), ("_xmpp-server", False)):
            for record in await self._services(f"{service}._tcp.{host}."):
                if str(record.target) == ".":
                    refused += 1
                else:
                    found.append((record, direct))
        if not found and refused:
            raise Unreachable("remote-server-not-found", f"{domain} says that it has no server", lasting=True)
        found.sort(key=lambda pair: pair[0].priority)
        targets = [Target(str(record.target).removesuffix("."), record.port, direct) for record, direct in found]
        return targets[:MAX_TARGETS] or [Target(host, PORT, direct=False)]

    async def addresses(self, target: Target) -> Sequence[str]:
        """See `Where`; an address from DNS that is this machine's own is none of another server."""
        if _address(target.host) is not None:
            return [target.host]
        found: list[str] = []
        for kind in (dns.rdatatype.AAAA, dns.rdatatype.A):
            found += [record.to_text() for record in await self._ask(f"{target.host}.", kind)]
        usable = [text for text in found if _elsewhere(text)]
        if not usable:
            raise Unreachable("remote-server-not-found", f"the host {target.host} has no address", lasting=True)
        return usable[:MAX_ADDRESSES]

    async def _services(self, name: str) -> Sequence[SRV]:
        return [record for record in await self._ask(name, dns.rdatatype.SRV) if isinstance(record, SRV)]

    async def _ask(self, name: str, kind: dns.rdatatype.RdataType) -> Sequence[dns.rdata.Rdata]:
        try:
            answer = await self._resolver.resolve(name, kind, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise Unreachable("remote-server-timeout", f"DNS does not answer for {name}", lasting=False) from error
        return list(answer.rrset.processing_order()) if answer.rrset is not None else []


def _host(domain: str) -> str:
    """A domain as DNS knows it: an address without its brackets, labels in ASCII."""
    try:
        return domain.strip("[]") if domain.startswith("[") else domain.encode("idna").decode()
    except UnicodeError as error:
        raise Unreachable("remote-server-not-found", f"{domain} is no host name", lasting=True) from error


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _elsewhere(text: str) -> bool:
    address = _address(text)
    if address is None:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return not (mapped.is_loopback or mapped.is_link_local or mapped.is_multicast or mapped.is_unspecified)
