"""Entity time (XEP-0202 2.0): the server's is UTC."""

from datetime import UTC, datetime
from typing import ClassVar, Final

from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import Element

NS: Final = "urn:xmpp:time"


class EntityTime:
    """Tells the time."""

    name: ClassVar[str] = "time"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0202 2.0",)

    def attach(self, server: Server) -> None:
        """Join the server."""

        async def answer(_iq: Iq) -> Element:
            now = datetime.fromtimestamp(server.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return Element("time", NS, {}, [Element("tzo", NS, {}, ["+00:00"]), Element("utc", NS, {}, [now])])

        server.serve_iq(Target.SERVER, "get", NS, "time", answer, abroad=True)
        server.relay_iq(NS, "time")
        server.disco_server(NS)
