"""Addresses of services for calls, as URIs: `stun:` and `stuns:` (RFC 7064), `turn:` and `turns:` (RFC 7065)."""

import re
from typing import Final, NamedTuple

_URI: Final = re.compile(
    r"(?P<type>stuns?|turns?):(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?(?:\?transport=(?P<transport>udp|tcp))?"
)
_PORTS: Final = {"stun": 3478, "turn": 3478, "stuns": 5349, "turns": 5349}


class CallService(NamedTuple):
    """A STUN or TURN server."""

    type: str
    """`stun`, `stuns`, `turn` or `turns`."""
    host: str
    port: int
    transport: str
    """`udp` or `tcp`."""

    @property
    def relays(self) -> bool:
        """Whether it wants credentials."""
        return self.type.startswith("turn")


def call_service(uri: str) -> CallService | None:
    """What a URI names; None if it is none of these."""
    found = _URI.fullmatch(uri)
    if found is None or (found["transport"] and found["type"].startswith("stun")):
        return None
    port = int(found["port"] or _PORTS[found["type"]])
    default = "tcp" if found["type"].endswith("s") else "udp"
    if not 0 < port <= 65535:
        return None
    return CallService(found["type"], found["host"].strip("[]"), port, found["transport"] or default)
