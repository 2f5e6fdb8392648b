"""Requests of one occupant to another one's client, by way of the room (XEP-0045 section 17.4): neither learns the other's address.

What passes is what passes between people's clients, inspected like it. An answer that nobody waits for ends here (ATTACKS C2, C3).
"""

from collections import OrderedDict
from typing import Final, NamedTuple

from casemate.features.muc.stanzas import room_jid, with_children
from casemate.model.ids import token
from casemate.model.jid import Jid
from casemate.rooms.api import Occupant, Room
from casemate.server.api import Sender, Server
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, error_reply

MAX_ASKED: Final = 10_000
"""Requests whose answers are waited for; the oldest is forgotten first."""


class _Asked(NamedTuple):
    """Who waits for an answer, to what."""

    by: Jid
    id: str
    of: Jid
    """The occupant, as the asker knows them."""


class Relay:
    """Passes requests on, and their answers back."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._asked: OrderedDict[tuple[Jid, str], _Asked] = OrderedDict()

    async def ask(self, sender: Sender, element: Element, room: Room, occupant: Occupant) -> None:
        """Pass a request on to an occupant's newest client. Raises StanzaError if it can't be."""
        payload = next(element.elements())
        asker = room.occupant(sender.jid)
        if asker is None or not self._server.relays(payload):
            raise StanzaError("service-unavailable")
        if (refusal := self._server.refuses(sender.jid, occupant.jid)) is not None:
            raise refusal
        of = room_jid(room, occupant.nick)
        outcome = await self._server.inspect(sender, element, of)
        if not outcome.passed:
            raise StanzaError("policy-violation")
        # Others came and went meanwhile.
        session = next(reversed(occupant.sessions), None)
        here = session is not None and self._server.tenant_at(session.domain) is not None
        if session is None or (here and self._server.session(session) is None):
            raise StanzaError("service-unavailable")
        # Two clients may choose the same id.
        identifier = token(9)
        self._asked[session, identifier] = _Asked(sender.jid, element.attrs["id"], of)
        while len(self._asked) > MAX_ASKED:
            self._asked.popitem(last=False)
        attrs = {
            "type": element.attrs["type"],
            "id": identifier,
            "from": str(room_jid(room, asker.nick)),
            "to": str(session),
        }
        self._server.send(session, with_children(outcome.element, attrs))

    async def answered(self, sender: Sender, element: Element, to: Jid) -> None:
        """Give an answer to the client that waits for it."""
        asked = self._asked.pop((sender.jid, element.get("id") or ""), None)
        if asked is None:
            return
        outcome = await self._server.inspect(sender, element, to)
        attrs = {"type": element.attrs["type"], "id": asked.id, "from": str(asked.of), "to": str(asked.by)}
        answer = with_children(outcome.element, attrs)
        if not outcome.passed:
            request = Element("iq", element.ns, {"id": asked.id, "from": str(asked.by), "to": str(asked.of)})
            answer = error_reply(request, StanzaError("policy-violation"))
        self._server.send(asked.by, answer)
