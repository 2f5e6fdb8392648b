"""Finds clients that are not there any more though no connection says so: a phone without a network, a cable that was pulled.

Who is silent is asked for a sign of life, and so is taken for lost when there is none; who was sent something and does not acknowledge
it (XEP-0198) is sooner. The session of a lost client waits to be resumed, what it missed waits for its next client, and push learns of
it (XEP-0357) while it still matters.
"""

from collections.abc import Callable, Iterable
from typing import Final

from casemate.server.ports import ClientConnection
from casemate.server.questions import ask
from casemate.server.session import ClientSession
from casemate.settings.schema import Limits
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element
from casemate.xmpp.namespaces import STREAM_MANAGEMENT

PING: Final = "urn:xmpp:ping"
LOOKS: Final = 4
"""How often it looks within the shortest time that counts."""
_log = get_logger("vigil")


class Vigil:
    """Looks at every connection from time to time."""

    def __init__(
        self, connections: Callable[[], Iterable[ClientConnection]], limits: Limits, clock: Callable[[], float]
    ) -> None:
        """`clock` is the one by which connections note when they heard something: it never goes back."""
        self._connections = connections
        self._limits = limits
        self._clock = clock
        self.interval = min(limits.idle, limits.acknowledge) / LOOKS
        """Seconds from one look to the next."""
        self._last = clock()
        self._awake_since = self._last
        self._asked: dict[ClientConnection, float] = {}
        self._owing: dict[ClientConnection, float] = {}

    async def look(self) -> None:
        """Ask the silent, and give up the lost."""
        now = self._clock()
        if now - self._last > 2 * self.interval:
            # It was us who did not look: the machine stood still, and what clients said meanwhile is yet to be read.
            self._awake_since = now
            self._asked, self._owing = {}, {}
        self._last = now
        asked, owing = self._asked, self._owing
        self._asked, self._owing = {}, {}
        for connection in self._connections():
            session = connection.session
            # Nothing is heard of whom we do not listen to; and signing in has a time of its own.
            if session is not None and not session.paused:
                self._look_at(connection, session, asked.get(connection), owing.get(connection), now)

    def _look_at(
        self,
        connection: ClientConnection,
        session: ClientSession,
        asked: float | None,
        owing: float | None,
        now: float,
    ) -> None:
        heard = max(connection.heard, self._awake_since)
        outbound = session.outbound
        if outbound is not None and outbound.requested and outbound.kept:
            since = max(heard, now if owing is None else owing)
            if now - since >= self._limits.acknowledge:
                _give_up(connection, "it does not acknowledge")
                return
            self._owing[connection] = since
        if now - heard < self._limits.idle:
            return
        if asked is None:
            _ask(session)
            asked = now
        elif now - asked >= self._limits.idle:
            _give_up(connection, "it is silent")
            return
        self._asked[connection] = asked


def _ask(session: ClientSession) -> None:
    outbound = session.outbound
    if outbound is None:
        ask(session, Element("ping", PING), _alive)
    elif not outbound.requested:
        outbound.requested = True
        session.send_nonza(Element("r", STREAM_MANAGEMENT))


def _give_up(connection: ClientConnection, reason: str) -> None:
    _log.info("a client was given up", address=connection.pipe.address, reason=reason)
    connection.pipe.abort()


def _alive(_payload: Element | None) -> None:
    """That anything came is the answer, an error included."""
