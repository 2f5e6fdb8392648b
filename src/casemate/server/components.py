"""External components (XEP-0114): programs that serve a domain of their own, a bridge or a bot, say, over a connection to us.

They are a gateway like any other: what they send is inspected as coming in, and what they get as going out.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, cast

from casemate.model.errors import InvalidJid, Unavailable
from casemate.model.ids import TenantId, token
from casemate.model.jid import Jid
from casemate.server.api import Server
from casemate.settings.schema import Limits as LimitSettings
from casemate.telemetry.log import get_logger
from casemate.xmpp.component import ComponentStream, Ended, Event, Handshake, Opened, Stanza
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, StreamError, error_reply
from casemate.xmpp.limits import Limits

MAX_UNPROVEN: Final = 50
"""Connections that have not proved yet whose they are."""
PAUSE_ABOVE: Final = 128
"""Stanzas under way at which a component's reading pauses until half of them are settled."""
_STREAM_ID_BYTES: Final = 18
_ANSWERS: Final = frozenset({"result", "error"})
_log = get_logger("components")


class Known(NamedTuple):
    """A component of the settings."""

    secret: str
    tenants: frozenset[str]
    """Names of the organisations whose people may use it."""


class Components:
    """Accepts components, and carries what is for them: a `server.api.Gateway`."""

    def __init__(
        self,
        server: Server,
        known: Mapping[str, Known],
        tenant_name: Callable[[TenantId], str],
        limits: LimitSettings,
    ) -> None:
        """`known` are the components by domain; `tenant_name` tells what an organisation is called."""
        self.server = server
        self.known = known
        self.limits = limits
        self._tenant_name = tenant_name
        self._connected: dict[str, Connection] = {}
        self._connections: set[Connection] = set()
        self._listening: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> None:
        """Listen.

        Raises:
            Unavailable: if the port can't be opened.
        """
        loop = asyncio.get_running_loop()
        try:
            self._listening = await loop.create_server(lambda: Connection(self), host, port)
        except OSError as error:
            raise Unavailable(f"port {port} on {host} can't be opened for components: {error.strerror}") from error

    def pause(self) -> None:
        """Take nothing more from anybody; what is for them still goes out."""
        if self._listening is not None:
            self._listening.close()
        for connection in self._connections:
            connection.pause()

    async def close(self) -> None:
        """Stop listening, and end every stream properly."""
        if self._listening is None:
            return
        self._listening.close()
        for connection in list(self._connections):
            connection.end(StreamError("system-shutdown", "The server is going down."))
        await self._listening.wait_closed()

    def there(self, tenant: TenantId) -> Sequence[str]:
        """The domains of connected components that an organisation's people may use."""
        return sorted(domain for domain in self._connected if self.permits(tenant, domain))

    # -- server.api.Gateway

    def reaches(self, domain: str) -> bool:
        """See `server.api.Gateway`."""
        return domain in self.known

    def permits(self, tenant: TenantId, domain: str) -> bool:
        """See `server.api.Gateway`."""
        known = self.known.get(domain)
        return known is not None and self._tenant_name(tenant) in known.tenants

    def send(self, stanza: Element) -> None:
        """See `server.api.Gateway`."""
        connection = self._connected.get(Jid.parse(stanza.attrs["to"]).domain)
        if connection is None:
            self.server.returned(stanza, StanzaError("service-unavailable", "It is not connected.", kind="wait"))
        elif connection.is_full:
            self.server.returned(stanza, StanzaError("resource-constraint", "Too much waits for it already."))
        else:
            connection.send(stanza)

    # -- connections

    def arrived(self, connection: "Connection") -> bool:
        """Take a new connection; whether there is room for it."""
        if len(self._connections) - len(self._connected) >= MAX_UNPROVEN:
            return False
        self._connections.add(connection)
        return True

    def connect(self, connection: "Connection", domain: str) -> bool:
        """A connection has proved whose it is; whether it is the only one."""
        return self._connected.setdefault(domain, connection) is connection

    def gone(self, connection: "Connection") -> None:
        """A connection is over."""
        self._connections.discard(connection)
        if self._connected.get(connection.domain) is connection:
            del self._connected[connection.domain]
            _log.info("a component has left", domain=connection.domain)


class Connection(asyncio.Protocol):
    """One component's connection."""

    def __init__(self, components: Components) -> None:
        self.domain = ""
        """Whose it says it is, and, once `_proven`, is."""
        limits = components.limits
        self._components = components
        self._stream = ComponentStream(
            Limits(limits.stanza_before_auth, limits.stanza, limits.depth, limits.attributes, limits.elements)
        )
        self._transport: asyncio.Transport
        self._under_way = 0
        self._paused = False
        self._proven = False
        self._stopping = False
        self._over = False

    # -- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody connected."""
        self._transport = cast("asyncio.Transport", transport)
        if not self._components.arrived(self):
            self._transport.abort()
            return
        asyncio.get_running_loop().call_later(self._components.limits.sign_in, self._deadline)

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        if self._over:
            return
        for event in self._stream.receive(data):
            try:
                self._handle(event)
            except StreamError as error:
                self.end(error)
            if self._over:
                return

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - how it ended does not matter
        """The connection is gone."""
        self._over = True
        self._components.gone(self)

    # -- out

    @property
    def is_full(self) -> bool:
        """Whether it reads too slowly to be sent more."""
        return self._transport.get_write_buffer_size() > self._components.limits.send_queue

    def send(self, stanza: Element) -> None:
        """Send a stanza."""
        self._transport.write(self._stream.stanza(stanza))

    def end(self, error: StreamError | None = None) -> None:
        """Close the stream properly."""
        if self._over:
            return
        self._over = True
        self._transport.write(self._stream.error(error) if error is not None else self._stream.close())
        self._transport.close()
        self._components.gone(self)

    def pause(self) -> None:
        """Read nothing more."""
        if not self._over and not self._paused:
            self._transport.pause_reading()
        self._paused = self._stopping = True

    # -- in

    def _deadline(self) -> None:
        if not self._proven:
            self.end(StreamError("connection-timeout", "The handshake took too long."))

    def _handle(self, event: Event) -> None:
        match event:
            case Opened(domain):
                if domain not in self._components.known:
                    raise StreamError("host-unknown", "There is no such component.")
                self.domain = domain
                self._transport.write(self._stream.open(token(_STREAM_ID_BYTES), domain))
            case Handshake(digest):
                self._prove(digest)
            case Stanza(element):
                self._stanza(element)
            case Ended(error):
                self.end(error)

    def _prove(self, digest: str) -> None:
        if not self._stream.knows(digest, self._components.known[self.domain].secret):
            _log.warning("a component was turned away", domain=self.domain, reason="it does not know the secret")
            raise StreamError("not-authorized", "That is not the secret.")
        if not self._components.connect(self, self.domain):
            raise StreamError("conflict", "That component is connected already.")
        self._proven = True
        self._transport.write(self._stream.accept())
        _log.info("a component has come", domain=self.domain)

    def _stanza(self, element: Element) -> None:
        sender = _address(element.get("from"), "from")
        if sender.domain != self.domain:
            raise StreamError("invalid-from", f"You speak for {self.domain} alone.")
        if element.get("to") is None:
            raise StreamError("improper-addressing", "A stanza says whom it is for.")
        try:
            to = Jid.parse(element.attrs["to"])
        except InvalidJid as error:
            self._refuse(element, StanzaError("jid-malformed", error.reason))
            return
        if self._components.server.tenant_at(to.domain) is None:
            self._refuse(
                element, StanzaError("not-allowed", "Nothing is passed on from one foreign domain to another.")
            )
            return
        self._begin()
        self._components.server.arrived(element, self._finish, self._components)

    def _refuse(self, element: Element, error: StanzaError) -> None:
        if element.get("type") not in _ANSWERS:
            self.send(error_reply(element, error))

    def _begin(self) -> None:
        self._under_way += 1
        if self._under_way > PAUSE_ABOVE and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def _finish(self) -> None:
        self._under_way -= 1
        if self._paused and not self._stopping and self._under_way <= PAUSE_ABOVE // 2:
            self._paused = False
            if not self._over:
                self._transport.resume_reading()


def _address(text: str | None, name: str) -> Jid:
    if text is None:
        raise StreamError("improper-addressing", f"A stanza has an attribute '{name}'.")
    try:
        return Jid.parse(text)
    except InvalidJid as error:
        raise StreamError("improper-addressing", error.reason) from error
