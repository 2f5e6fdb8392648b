"""Pictures of people in their two forms: nodes (XEP-0084) and vCards (XEP-0054, XEP-0153), each made of the other (XEP-0398).

The picture was inspected when a client published it in either form.
"""

import binascii
import hashlib
from base64 import b64decode, b64encode
from typing import Final

from casemate.accounts.api import Accounts
from casemate.accounts.documents import Documents
from casemate.features.pubsub.asked import Asked
from casemate.features.pubsub.notify import Notifier
from casemate.features.pubsub.publish import Publishing
from casemate.model.errors import Conflict
from casemate.pubsub.api import PubSub
from casemate.server.api import Sender, Server, Session
from casemate.xmpp.element import Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

DATA: Final = "urn:xmpp:avatar:data"
METADATA: Final = "urn:xmpp:avatar:metadata"
VCARD: Final = "vcard-temp"
_SIGNATURES: Final = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


class Avatars:
    """Keeps the two forms alike."""

    def __init__(
        self,
        pubsub: PubSub,
        server: Server,
        publishing: Publishing,
        notifier: Notifier,
        accounts: Accounts,
        documents: Documents,
    ) -> None:
        self._pubsub = pubsub
        self._server = server
        self._publishing = publishing
        self._notifier = notifier
        self._accounts = accounts
        self._documents = documents
        publishing.after[METADATA] = self._to_vcard

    async def from_vcard(self, session: Session, card: Element) -> None:
        """A vCard was published: its picture is the node's, or there is none any more."""
        photo = card.find("PHOTO")
        data = None if photo is None else _decoded(photo.child_text("BINVAL") or "")
        service = session.jid.bare
        payload = Element("pubsub", "")
        asked = Asked(Sender(session.jid, session.tenant), service, session.tenant, payload, payload)
        async with self._pubsub.turn(service):
            if not data:
                if await self._pubsub.node(service, METADATA) is not None:
                    await self._keep(asked, METADATA, "", Element("metadata", METADATA))
                return
            sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
            if await self._shown(asked) == sha1:
                return
            await self._keep(asked, DATA, sha1, Element("data", DATA, {}, [b64encode(data).decode()]))
            claimed = photo.child_text("TYPE") if photo is not None else None
            attrs = {"bytes": str(len(data)), "id": sha1, "type": _type(data) or claimed or "image/png"}
            await self._keep(
                asked, METADATA, sha1, Element("metadata", METADATA, {}, [Element("info", METADATA, attrs)])
            )

    async def _to_vcard(self, asked: Asked) -> None:
        """What is published of a picture changed: the vCard and presence follow."""
        person = await self._accounts.person(asked.service)
        if person is None:
            return
        sha1 = await self._shown(asked)
        photo = None if sha1 is None else await self._photo(asked, sha1)
        if sha1 and photo is None:
            # The picture itself is not here: it is at an address, or was not published.
            return
        stored = await self._documents.vcard(person.tenant, person.id)
        card = parse_stanza(stored, STORED, "") if stored is not None else Element("vCard", VCARD)
        card.children = [child for child in card.elements() if child.name != "PHOTO"]
        if photo is not None:
            card.add(photo)
        before = self._documents.photo(person.id)
        if photo is None and not before:
            return
        await self._documents.keep_vcard(person.tenant, person.id, serialize(card, ""), sha1 or "")
        if before != (sha1 or ""):
            for session in self._server.sessions(asked.service):
                self._server.broadcast_presence(session)

    async def _shown(self, asked: Asked) -> str | None:
        """The hash of the picture that is published in here; None if there is none."""
        found = await self._pubsub.newest(asked.service, METADATA)
        if found is None or not found.payload:
            return None
        metadata = parse_stanza(found.payload, STORED, "")
        here = [info for info in metadata.find_all("info") if not info.get("url")]
        return here[0].get("id") if here else None

    async def _photo(self, asked: Asked, sha1: str) -> Element | None:
        found = await self._pubsub.one(asked.service, DATA, sha1)
        data = _decoded(parse_stanza(found.payload, STORED, "").text()) if found is not None and found.payload else None
        if not data or hashlib.sha1(data, usedforsecurity=False).hexdigest() != sha1:
            return None
        kind = Element("TYPE", VCARD, {}, [_type(data) or "image/png"])
        return Element("PHOTO", VCARD, {}, [kind, Element("BINVAL", VCARD, {}, [b64encode(data).decode()])])

    async def _keep(self, asked: Asked, name: str, item_id: str, payload: Element) -> None:
        node = await self._pubsub.node(asked.service, name)
        if node is None:
            node = await self._publishing.created(asked, name, asked.defaults)
        try:
            item = await self._pubsub.publish(node, item_id or "none", asked.sender.jid, serialize(payload, ""))
        except Conflict:
            # There is no more room; the vCard has the picture.
            return
        await self._notifier.published(node, item)


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _type(data: bytes) -> str:
    return next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), "")
