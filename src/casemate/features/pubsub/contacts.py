"""Contacts elsewhere who are there, and what their clients want to be told (XEP-0163 section 4.3.2): known by their presence."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

from casemate.features.pubsub.capabilities import Claim, claims
from casemate.features.pubsub.interests import Interests, question
from casemate.model.jid import Jid
from casemate.server.api import ContactSeen, Server
from casemate.xmpp.element import Element

MAX_THERE: Final = 200
"""Clients of contacts of one person that are remembered."""
MAX_PEOPLE: Final = 5_000
"""People whose contacts are remembered."""
Came = Callable[[Jid, Jid, frozenset[str]], None]
"""Told of a person, of a contact's client that is there, and of what it newly wants to know."""


class _Client:
    __slots__ = ("claim", "wanted")

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.wanted: frozenset[str] = frozenset()


class Contacts:
    """Learns what clients elsewhere want."""

    def __init__(self, server: Server, interests: Interests, came: Came) -> None:
        self._server = server
        self._interests = interests
        self._came = came
        self._there: OrderedDict[Jid, OrderedDict[Jid, _Client]] = OrderedDict()
        server.on(ContactSeen, self._seen)

    def wanting(self, person: Jid, node: str) -> list[Jid]:
        """The clients of a person's contacts that want to be told of nodes of that name."""
        return [jid for jid, client in self._clients(person).items() if node in client.wanted]

    def _clients(self, person: Jid) -> OrderedDict[Jid, _Client]:
        return self._there.get(person, OrderedDict())

    def _seen(self, event: ContactSeen) -> None:
        person, contact = event.person, event.contact
        claim = next(iter(claims(event.presence)), None)
        if event.presence.get("type") is not None or claim is None:
            self._clients(person).pop(contact, None)
            return
        clients = self._there.setdefault(person, OrderedDict())
        self._there.move_to_end(person)
        known = clients.get(contact)
        if known is not None and known.claim == claim:
            return
        client = clients[contact] = _Client(claim)
        while len(clients) > MAX_THERE:
            clients.popitem(last=False)
        while len(self._there) > MAX_PEOPLE:
            self._there.popitem(last=False)
        if (wanted := self._interests.known(claim)) is not None:
            self._learned(person, contact, client, wanted)
        else:
            self._server.ask_contact(person, contact, question(claim), partial(self._answered, person, contact, client))

    def _answered(self, person: Jid, contact: Jid, client: _Client, answer: Element | None) -> None:
        wanted = self._interests.read(client.claim, answer)
        if wanted is not None and self._clients(person).get(contact) is client:
            self._learned(person, contact, client, wanted)

    def _learned(self, person: Jid, contact: Jid, client: _Client, wanted: frozenset[str]) -> None:
        client.wanted = wanted
        if wanted:
            self._came(person, contact, wanted)
