"""Software version (XEP-0092 1.1): hidden by default, because it tells an attacker what to look up."""

from importlib.metadata import version
from typing import ClassVar, Final

from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import Element

NS: Final = "jabber:iq:version"


class Version:
    """Tells name and, if the settings say so, version."""

    name: ClassVar[str] = "version"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0092 1.1",)

    def attach(self, server: Server) -> None:
        """Join the server."""
        shown = server.settings.features.show_version

        async def answer(_iq: Iq) -> Element:
            query = Element("query", NS, {}, [Element("name", NS, {}, ["Casemate"])])
            return query.add(Element("version", NS, {}, [version("casemate") if shown else "not told"]))

        server.serve_iq(Target.SERVER, "get", NS, "query", answer, abroad=True)
        server.relay_iq(NS, "query")
        server.disco_server(NS)
