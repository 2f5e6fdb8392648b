"""XMPP ping (XEP-0199 2.0.1): the server answers, and people's clients may ping each other."""

from typing import ClassVar, Final

from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import Element

NS: Final = "urn:xmpp:ping"


class Ping:
    """Answers pings."""

    name: ClassVar[str] = "ping"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0199 2.0.1",)

    def attach(self, server: Server) -> None:
        """Join the server."""
        for target in (Target.SERVER, Target.SELF, Target.SERVICE):
            server.serve_iq(target, "get", NS, "ping", _pong, abroad=target is not Target.SELF)
        server.relay_iq(NS, "ping")
        server.disco_server(NS)
        server.disco_account(NS)


async def _pong(_iq: Iq) -> Element | None:
    return None
