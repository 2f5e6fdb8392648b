"""vCards (XEP-0054 1.3) and avatars in them (XEP-0153 1.1.1). What others will see is inspected before it is stored.

A vCard is judged by the policy of its own tenant when it is set, and once more, as going out, for others: contacts at other
organisations or elsewhere, to whom its owner shows their presence. Whoever has a picture has its hash in
their presence, whichever client they use; other clients' claims about it are replaced.
"""

import binascii
import hashlib
from base64 import b64decode
from collections import OrderedDict
from collections.abc import Callable
from typing import ClassVar, Final, Protocol

from casemate.accounts.api import Accounts
from casemate.accounts.documents import Documents
from casemate.accounts.roster import Rosters
from casemate.model.ids import TenantId, token
from casemate.model.jid import Jid
from casemate.server.api import Iq, PresenceSent, Sender, Server, Session, Target
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

NS: Final = "vcard-temp"
UPDATE: Final = "vcard-temp:x:update"
MAX_JUDGED: Final = 200
"""Judgements for others that are remembered, each with a vCard."""
MAX_BYTES: Final = 128 * 1024
"""Bytes of a vCard with its picture; XEP-0153 asks clients for pictures of at most 8 KiB."""


class Avatars(Protocol):
    """What keeps pictures that are published elsewhere alike (XEP-0398)."""

    async def from_vcard(self, session: Session, card: Element) -> None:
        """A vCard was published."""
        ...


class VCard:
    """Publishes and shows vCards, and the hash of the picture in presence."""

    name: ClassVar[str] = "vcard"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0054 1.3", "XEP-0153 1.1.1")

    def __init__(
        self, documents: Documents, accounts: Accounts, rosters: Rosters, avatars: Callable[[], Avatars]
    ) -> None:
        self._documents = documents
        self._accounts = accounts
        self._rosters = rosters
        self._avatars = avatars

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        self._judged: OrderedDict[tuple[int, str, bytes], Element | None] = OrderedDict()
        server.serve_iq(Target.SELF, "get", NS, "vCard", self._get)
        server.serve_iq(Target.PERSON, "get", NS, "vCard", self._get, abroad=True)
        server.serve_iq(Target.SELF, "set", NS, "vCard", self._set)
        server.ask_abroad("get", NS, "vCard")
        server.on(PresenceSent, self._name_photo)
        server.disco_server(NS)
        server.disco_account(NS)

    async def of(self, person: Jid, reader: TenantId) -> Element | None:
        """Somebody's vCard, as far as people of that tenant may see it."""
        known = await self._accounts.person(person)
        if known is None or known.tenant != reader:
            return None
        data = await self._documents.vcard(known.tenant, known.id)
        return None if data is None else parse_stanza(data, STORED, "")

    async def _get(self, iq: Iq) -> Element:
        card = await self.of(iq.to.bare, iq.asker.tenant) or await self._outward(iq)
        if card is not None:
            return card
        if iq.to.bare == iq.asker.jid.bare:
            return Element("vCard", NS)
        raise StanzaError("item-not-found")

    async def _outward(self, iq: Iq) -> Element | None:
        """A person's vCard as a contact of another organisation may see it; None if they may not."""
        person = await self._accounts.person(iq.to.bare)
        if person is None or person.tenant == iq.asker.tenant:
            return None
        card = await self.of(person.jid, person.tenant)
        if card is None or not await self._rosters.shows(person.id, iq.asker.jid.bare):
            return None
        key = (person.id, iq.asker.jid.domain, hashlib.sha256(serialize(card, "")).digest())
        if key not in self._judged:
            attrs = {"type": "set", "from": str(person.jid), "to": str(iq.asker.jid.bare), "id": token(9)}
            said = Element("iq", CLIENT, attrs, [card])
            outcome = await self._server.inspect(Sender(person.jid, person.tenant), said, iq.asker.jid.bare)
            self._judged[key] = outcome.element.find("vCard", NS) if outcome.passed else None
            while len(self._judged) > MAX_JUDGED:
                self._judged.popitem(last=False)
        return self._judged[key]

    async def _set(self, iq: Iq) -> Element | None:
        if len(serialize(iq.payload, "")) > MAX_BYTES:
            raise StanzaError("policy-violation", f"A vCard may have {MAX_BYTES} bytes.", kind="modify")
        session = iq.session
        outcome = await self._server.publish(session, Element("iq", CLIENT, dict(iq.element.attrs), [iq.payload]))
        card = outcome.element.find("vCard", NS)
        if not outcome.passed or card is None:
            raise StanzaError("policy-violation", outcome.decision.message)
        before, photo = self._documents.photo(session.person), _photo_hash(card)
        await self._documents.keep_vcard(session.tenant, session.person, serialize(card, ""), photo)
        if photo != (before or ""):
            for other in self._server.sessions(session.jid.bare):
                self._server.broadcast_presence(other)
            await self._avatars().from_vcard(session, card)
        return None

    def _name_photo(self, event: PresenceSent) -> None:
        photo = self._documents.photo(event.session.person)
        if photo is None:
            return
        presence = event.presence
        # A new list: copies of this presence that are on their way share the old one.
        presence.children = [child for child in presence.elements() if child.ns != UPDATE]
        presence.add(Element("x", UPDATE, {}, [Element("photo", UPDATE, {}, [photo] if photo else [])]))


def _photo_hash(card: Element) -> str:
    photo = card.find("PHOTO")
    text = photo.child_text("BINVAL") if photo is not None else None
    try:
        data = b64decode("".join((text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest() if data else ""
