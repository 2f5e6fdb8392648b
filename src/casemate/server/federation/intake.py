"""What comes in on a connection: stanzas are counted (XEP-0198), paced, and handed over; reading stops while too much is under way."""

import asyncio
from typing import Final, Protocol

from casemate.model.errors import InvalidJid
from casemate.model.jid import Jid
from casemate.server.federation.around import Around
from casemate.server.management import Inbound, enabled, failed
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.namespaces import STREAM_MANAGEMENT
from casemate.xmpp.serialize import serialize

PAUSE_ABOVE: Final = 128
"""Stanzas under way at which reading pauses until half of them are settled."""


class Source(Protocol):
    """The connection's reading end."""

    def pause(self) -> None:
        """Stop reading."""
        ...

    def resume(self) -> None:
        """Read again."""
        ...

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        ...


class Intake:
    """Of one connection."""

    def __init__(self, around: Around, source: Source) -> None:
        self._around = around
        self._source = source
        self._counted = Inbound()
        self._managed = False
        self._owing = False
        self._reasons: set[str] = set()

    def take(self, stanza: Element, sender: Jid, to: Jid) -> None:
        """A stanza whose addresses are proved."""
        counted = self._counted
        number = counted.begin()
        stanza.attrs["from"], stanza.attrs["to"] = str(sender), str(to)
        settled = False

        def done() -> None:
            nonlocal settled
            if not settled:
                settled = True
                counted.finish(number)
                self._settled()

        self._around.arrived(stanza, sender, to, done)
        if delay := self._around.pace(sender.domain):
            self._hold("pace")
            asyncio.get_running_loop().call_later(delay, self._release, "pace")
        if self._counted.under_way > PAUSE_ABOVE:
            self._hold("work")

    def count_from_here(self) -> None:
        """What came before is not counted."""
        self._counted = Inbound()

    def answer(self) -> bytes:
        """How many are settled."""
        return self._counted.answer()

    def manage(self, element: Element) -> bool:
        """Whether the element was about counting what we get, and is answered."""
        if element.ns != STREAM_MANAGEMENT:
            return False
        if element.name == "enable":
            self._source.write(
                serialize(failed("unexpected-request") if self._managed else enabled("", 0, resume=False))
            )
            if not self._managed:
                self._managed, self._counted = True, Inbound()
        elif element.name == "resume":
            self._source.write(serialize(failed("item-not-found")))
        elif element.name == "r" and self._managed:
            self._owing = self._counted.under_way > 0
            self._source.write(self._counted.answer())
        else:
            return False
        return True

    @property
    def under_way(self) -> int:
        """How many stanzas are not settled."""
        return self._counted.under_way

    def _settled(self) -> None:
        if self._counted.under_way <= PAUSE_ABOVE // 2:
            self._release("work")
        if self._owing and not self._counted.under_way:
            self._owing = False
            self._source.write(self._counted.answer())

    def _hold(self, reason: str) -> None:
        if not self._reasons:
            self._source.pause()
        self._reasons.add(reason)

    def _release(self, reason: str) -> None:
        if reason in self._reasons:
            self._reasons.discard(reason)
            if not self._reasons:
                self._source.resume()


def addresses(stanza: Element) -> tuple[Jid, Jid]:
    """From whom and to whom a stanza between servers is; it has to say both (RFC 6120 sections 8.1.1.2 and 8.1.2.2).

    Raises:
        StreamError: improper-addressing.
    """
    try:
        return Jid.parse(stanza.attrs.get("from", "")), Jid.parse(stanza.attrs.get("to", ""))
    except InvalidJid as error:
        raise StreamError("improper-addressing", "A stanza between servers has a valid 'from' and 'to'.") from error
