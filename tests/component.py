"""An external component of ours for tests (XEP-0114)."""

import hashlib
import re

from tests.client import Client

_HEADER = (
    "<stream:stream to='{domain}' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>"
)


class ComponentClient(Client):
    """One connection; what it receives is read as a client's is."""

    stream_id = ""

    async def open(self, port: int) -> "ComponentClient":
        """Connect, and open the stream."""
        await self.connect(port, tls=False)
        self.jid = self.domain
        self.send(_HEADER.format(domain=self.domain))
        header = await self.until(r"<stream:stream[^>]*>")
        found = re.search(r" id='([^']+)'", header)
        self.stream_id = found[1] if found else ""
        return self

    async def prove(self, secret: str) -> None:
        """The handshake."""
        digest = hashlib.sha1(f"{self.stream_id}{secret}".encode(), usedforsecurity=False).hexdigest()
        self.send(f"<handshake>{digest}</handshake>")
        await self.until("<handshake/>")

    def pause(self) -> None:
        """Read nothing more."""
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]
