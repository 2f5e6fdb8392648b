"""External service discovery (XEP-0215 1.0.0): which STUN and TURN servers calls may use, with credentials of the hour.

Credentials are made as TURN servers check them that share a secret with us (draft-uberti-behave-turn-rest-00): they name
nobody, and end by themselves.
"""

import hmac
import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar, Final

from casemate.model.services import CallService
from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

VERSIONS: Final = ("urn:xmpp:extdisco:2", "urn:xmpp:extdisco:1")


class ExternalServices:
    """Tells them to those who are signed in."""

    name: ClassVar[str] = "external"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0215 1.0.0",)

    def __init__(self, services: Sequence[CallService], secret: str, seconds: float) -> None:
        """`secret` is shared with the TURN servers; empty if they want none. Credentials hold for `seconds`."""
        self._services = services
        self._secret = secret.encode()
        self._seconds = int(seconds)

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._clock = server.clock
        for ns in VERSIONS:
            server.serve_iq(Target.SERVER, "get", ns, "services", self._list)
            server.serve_iq(Target.SERVER, "get", ns, "credentials", self._credentials)
        server.disco_server(*VERSIONS)

    async def _list(self, iq: Iq) -> Element:
        """All, or those of one type (sections 3.1 and 3.2)."""
        kind, ns = iq.payload.get("type"), iq.payload.ns
        told = [self._described(ns, s) for s in self._services if kind in {None, s.type}]
        return Element("services", ns, {"type": kind} if kind else {}, told)

    async def _credentials(self, iq: Iq) -> Element:
        """Credentials for the services at a host (section 3.3)."""
        wanted, ns = iq.payload.find("service", iq.payload.ns), iq.payload.ns
        if wanted is None or not wanted.get("host") or not wanted.get("type"):
            raise StanzaError("bad-request", "Name the host and the type of a service.")
        asked = wanted.get("host"), wanted.get("type"), wanted.get("port")
        found = [s for s in self._services if asked in {(s.host, s.type, None), (s.host, s.type, str(s.port))}]
        if not found:
            raise StanzaError("item-not-found", "There is no such service.")
        return Element("credentials", ns, {}, [self._described(ns, service) for service in found])

    def _described(self, ns: str, service: CallService) -> Element:
        attrs = {
            "type": service.type,
            "host": service.host,
            "port": str(service.port),
            "transport": service.transport,
        }
        if service.relays and self._secret:
            end = int(self._clock()) + self._seconds
            user = f"{end}:{secrets.token_hex(8)}"
            attrs |= {
                "restricted": "1",
                "username": user,
                "password": b64encode(hmac.digest(self._secret, user.encode(), "sha1")).decode(),
                "expires": datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
        return Element("service", ns, attrs)
