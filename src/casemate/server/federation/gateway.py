"""The gateway to other servers: who may come, what comes, and what goes (see `server.api.Gateway`)."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Final

from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.server.accepting import Ports
from casemate.server.federation.around import Inside, Line
from casemate.server.federation.certificates import Trust
from casemate.server.federation.dial import ask, prepare
from casemate.server.federation.incoming import Incoming
from casemate.server.federation.link import Link
from casemate.server.federation.lists import Lists
from casemate.server.federation.pace import Pace
from casemate.server.federation.resolver import Unreachable, Where
from casemate.server.federation.sockets import PeerTls
from casemate.server.transport import Transport
from casemate.settings.schema import Settings
from casemate.telemetry import metrics
from casemate.telemetry.log import get_logger
from casemate.xmpp.dialback import CONDITIONS, Claim, Keys
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, StreamError, error_reply
from casemate.xmpp.limits import Limits

VERIFYING: Final = 32
"""Questions about keys that are asked of other servers at the same time."""
SWEEP: Final = 4
"""Times in which a link that is idle is found in the time after which it counts as idle."""
ANSWERS: Final = frozenset({"error", "result"})
_log = get_logger("federation")


class Federation:
    """All connections to and from other servers. It is an `around.Around` and a `server.api.Gateway`."""

    def __init__(
        self,
        settings: Settings,
        inside: Inside,
        domains: Callable[[TenantId], Iterable[str]],
        tls: PeerTls,
        trust: Trust,
        secret: bytes,
        where: Where,
    ) -> None:
        """`domains` tells which a tenant has; of `secret` the keys of dialback are made."""
        self.settings = settings
        self.inside = inside
        self.tls = tls
        self.trust = trust
        self.keys = Keys(secret)
        self.where = where
        self.lists = Lists(settings.federation, inside.tenant_at, domains)
        self._links: dict[tuple[str, str], Link] = {}
        self._incoming: set[Incoming] = set()
        self._addresses: Counter[str] = Counter()
        self._paces: dict[str, Pace] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._verifying = 0
        self._ports = Ports(settings.listen.host)
        self._sweeper: asyncio.TimerHandle | None = None
        self._closing = False

    @property
    def limits(self) -> Limits:
        """What another server may send."""
        limits = self.settings.limits
        return Limits(
            limits.stanza_before_auth, self.settings.federation.stanza, limits.depth, limits.attributes, limits.elements
        )

    # -- server.api.Gateway

    def reaches(self, domain: str) -> bool:
        """See `server.api.Gateway`: every domain that is not ours."""
        return self.inside.tenant_at(domain) is None

    def permits(self, tenant: TenantId, domain: str) -> bool:
        """See `server.api.Gateway`."""
        return self.lists.tenant_permits(tenant, domain)

    def send(self, stanza: Element) -> None:
        """See `server.api.Gateway`."""
        own, remote = Jid.parse(stanza.attrs["from"]).domain, Jid.parse(stanza.attrs["to"]).domain
        if not self.lists.permits(own, remote):
            metrics.federation_stanzas.labels("out", "refused").inc()
            error = StanzaError("not-allowed", f"There is no exchange with {remote} here.")
            asyncio.get_running_loop().call_soon(self.inside.returned, stanza, error)
            return
        link = self._links.get((own, remote))
        if link is None:
            self._make_room()
            if self._closing or len(self._links) >= self.settings.federation.connections:
                error = StanzaError("resource-constraint", "Too many other servers are being talked to.", kind="wait")
                asyncio.get_running_loop().call_soon(self.inside.returned, stanza, error)
                return
            link = self._links[own, remote] = Link(self, own, remote)
        link.send(stanza)

    # -- coming and going

    def start(self) -> None:
        """Open the ports.

        Raises:
            Unavailable: if one can't be opened.
        """
        settings = self.settings.federation
        if settings.port:
            self._ports.open(settings.port, lambda sock, address: self._accept(sock, address, direct=False))
        if settings.port_tls:
            self._ports.open(settings.port_tls, lambda sock, address: self._accept(sock, address, direct=True))
        self._sweep()

    def stop(self) -> None:
        """Accept nobody any more, and take nothing more from those who are here."""
        self._ports.close()
        for connection in self._incoming:
            connection.pause()

    async def close(self, seconds: float) -> None:
        """Send what waits, for `seconds` at most; then close every connection. What could not be sent comes back."""
        self._closing = True
        self.stop()
        if self._sweeper is not None:
            self._sweeper.cancel()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and (
            any(link.pending for link in self._links.values()) or any(each.under_way for each in self._incoming)
        ):
            await asyncio.sleep(0.01)  # each has its own queue; a shutdown may look at them in turn
        for link in self._links.values():
            link.close()
            link.give_up()
        for connection in list(self._incoming):
            connection.end(StreamError("system-shutdown", "The server is going down."))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, sock: socket.socket, address: str, *, direct: bool) -> None:
        limits = self.settings.limits
        if (
            len(self._incoming) >= self.settings.federation.connections
            or self._addresses[address] >= limits.unauthenticated_per_address
        ):
            sock.close()
            return
        prepare(sock)
        transport = Transport(sock, address, limits.send_queue)
        connection = Incoming(self, transport, direct=direct, gone=self._gone)
        self._incoming.add(connection)
        self._addresses[address] += 1
        metrics.federation_links.labels("in").inc()
        if direct:
            transport.wrap(self.tls.accept, connection)
        else:
            transport.start(connection)

    def _make_room(self) -> None:
        """Forget links that stand for nothing (to domains that have no server, say), if there are too many."""
        if len(self._links) >= self.settings.federation.connections:
            for key in [key for key, link in self._links.items() if link.unused]:
                self._links.pop(key).close()

    def _sweep(self) -> None:
        for key, link in list(self._links.items()):
            if link.idle:
                link.close()
                del self._links[key]
        for domain, pace in list(self._paces.items()):
            if pace.idle:
                del self._paces[domain]
        wait = self.settings.federation.idle / SWEEP
        self._sweeper = asyncio.get_running_loop().call_later(wait, self._sweep)

    # -- around.Around

    def pace(self, domain: str) -> float:
        """See `around.Around`."""
        pace = self._paces.get(domain)
        if pace is None:
            pace = self._paces[domain] = Pace(self.settings.federation.stanzas_per_second, time.monotonic)
        return pace.take()

    def arrived(self, stanza: Element, sender: Jid, to: Jid, done: Callable[[], None]) -> None:
        """See `around.Around`; a certificate proves a domain to all of ours, but not each of them talks to it."""
        if self.lists.permits(to.domain, sender.domain):
            metrics.federation_stanzas.labels("in", "taken").inc()
            self.inside.arrived(stanza, done, self)
            return
        metrics.federation_stanzas.labels("in", "refused").inc()
        if (
            stanza.attrs.get("type") not in ANSWERS
            and (link := self._links.get((to.domain, sender.domain))) is not None
        ):
            link.send(error_reply(stanza, StanzaError("not-allowed", "There is no exchange with your domain here.")))
        done()

    def verify(self, claim: Claim, stream_id: str, judged: Callable[[bool, str], None]) -> None:
        """See `around.Around`."""
        if self._verifying >= VERIFYING or self._closing:
            judged(False, "resource-constraint")
            return
        self._verifying += 1
        question = Claim("verify", claim.to, claim.sender, stream_id, claim.key)
        self.start_work(self._verify(question, judged))

    async def _verify(self, question: Claim, judged: Callable[[bool, str], None]) -> None:
        valid, condition = False, ""
        try:
            verdict = await ask(self, question)
            valid, condition = verdict.valid, verdict.condition
        except Unreachable as error:
            _log.info("a claim could not be verified", domain=question.to, reason=error.reason)
            condition = error.condition if error.condition in CONDITIONS else "remote-connection-failed"
        finally:
            self._verifying -= 1
        if not valid and not condition:
            _log.warning("a server claimed a domain that is not its own", domain=question.to)
        judged(valid, condition)

    def joined(self, own: str, remote: str, line: Line) -> None:
        """See `around.Around`."""
        link = self._links.get((own, remote))
        if link is None:
            if len(self._links) >= self.settings.federation.connections:
                return
            link = self._links[own, remote] = Link(self, own, remote)
        link.joined(line)

    def left(self, own: str, remote: str, line: Line) -> None:
        """See `around.Around`."""
        if (link := self._links.get((own, remote))) is not None:
            link.lost(line)

    def _gone(self, connection: Incoming) -> None:
        if connection in self._incoming:
            self._incoming.discard(connection)
            address = connection.transport.address
            self._addresses[address] -= 1
            if self._addresses[address] <= 0:
                del self._addresses[address]
            metrics.federation_links.labels("in").dec()

    def start_work(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """See `around.Around`."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
