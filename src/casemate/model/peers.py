"""Where other servers are, as settings say it: `xmpp.example:5269`, `xmpps://[2001:db8::1]:5270`; and DNS servers likewise."""

import ipaddress
import re
from typing import Final, NamedTuple

_HOST: Final = re.compile(
    r"(?:(?P<scheme>xmpps?)://)?(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?"
)
_PORTS: Final = {"xmpp": 5269, "xmpps": 5270}
_DNS: Final = 53


class PeerHost(NamedTuple):
    """A host that is another domain's server."""

    host: str
    port: int
    direct: bool
    """Whether TLS comes first there (`xmpps`)."""


def peer_host(text: str) -> PeerHost | None:
    """What the text names; None if that is no host."""
    found = _HOST.fullmatch(text)
    if found is None:
        return None
    scheme = found["scheme"] or "xmpp"
    port = int(found["port"] or _PORTS[scheme])
    return PeerHost(found["host"].strip("[]"), port, scheme == "xmpps") if 0 < port <= 65535 else None


def resolver_address(text: str) -> tuple[str, int] | None:
    """The address and port of a DNS server; None if that is none, since names of DNS servers nobody could look up."""
    found = _HOST.fullmatch(text)
    try:
        if found is not None and not found["scheme"]:
            port = int(found["port"] or _DNS)
            return (str(ipaddress.ip_address(found["host"].strip("[]"))), port) if 0 < port <= 65535 else None
        return str(ipaddress.ip_address(text)), _DNS
    except ValueError:
        return None
