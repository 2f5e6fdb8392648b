"""Extensions that need no code of their own here: the path lets them pass (`pipeline.shapes`), and discovery names them.

XEP-0085 chat states, 0184 receipts, 0308 correction, 0333 markers, 0334 hints (a client can't opt out of the record), 0359
ids, 0258 security labels, 0160 offline messages, 0198 stream management, 0203 delay, 0224 attention, 0393 styling, 0424 retraction, 0444 reactions,
0461 replies.
"""

from typing import ClassVar

from casemate.server.api import Server


class Announced:
    """Names them."""

    name: ClassVar[str] = "announced"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0160 1.0.1", "XEP-0203 2.0", "XEP-0334 0.4.0", "XEP-0359 0.7.0")

    def attach(self, server: Server) -> None:
        """Join the server."""
        server.disco_server(
            "msgoffline", "urn:xmpp:sid:0", "urn:xmpp:delay", "urn:xmpp:message-retract:1", "urn:xmpp:sec-label:0"
        )
