"""Session establishment (RFC 3921 section 3), which RFC 6121 appendix E leaves to old clients: it has no effect."""

from typing import ClassVar

from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import SESSION


class SessionEstablishment:
    """Answers clients that ask for a session before they do anything (Strophe.js does, where it is offered as optional)."""

    name: ClassVar[str] = "session"
    xeps: ClassVar[tuple[str, ...]] = ()

    def attach(self, server: Server) -> None:
        """Serve the request."""
        for target in (Target.SELF, Target.SERVER):
            server.serve_iq(target, "set", SESSION, "session", _established)


async def _established(_iq: Iq) -> Element | None:
    return None
