"""Private XML storage (XEP-0049 1.2): a person's own notes, sealed; nobody else ever sees them."""

from collections.abc import Callable
from typing import ClassVar, Final, Protocol

from casemate.accounts.documents import Documents
from casemate.server.api import Iq, Server, Session, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza
from casemate.xmpp.serialize import serialize

NS: Final = "jabber:iq:private"
MAX_BYTES: Final = 64 * 1024
"""Bytes of one element: bookmarks and settings, not files."""
MAX_ELEMENTS: Final = 100
"""Elements that one person keeps."""
MAX_NAME: Final = 1_000
"""Characters of an element's namespace and name: they are its key."""


BOOKMARKS: Final = ("storage", "storage:bookmarks")
"""What is kept as a node as well (XEP-0402 section 5)."""


class Bookmarks(Protocol):
    """What keeps bookmarks (XEP-0048)."""

    async def read(self, session: Session) -> Element | None:
        """As one element; None if none are kept there."""
        ...

    async def write(self, session: Session, storage: Element) -> None:
        """Keep them."""
        ...


class PrivateStorage:
    """Keeps one element for each name and namespace."""

    name: ClassVar[str] = "private"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0049 1.2",)

    def __init__(self, documents: Documents, bookmarks: Callable[[], Bookmarks]) -> None:
        self._documents = documents
        self._bookmarks = bookmarks

    def attach(self, server: Server) -> None:
        """Join the server."""
        server.serve_iq(Target.SELF, "get", NS, "query", self._get)
        server.serve_iq(Target.SELF, "set", NS, "query", self._set)
        server.serve_iq(Target.PERSON, "get", NS, "query", _forbidden)
        server.serve_iq(Target.PERSON, "set", NS, "query", _forbidden)
        server.disco_account(NS)

    async def _get(self, iq: Iq) -> Element:
        wanted = _one(iq)
        if (wanted.name, wanted.ns) == BOOKMARKS and (kept := await self._bookmarks().read(iq.session)) is not None:
            return Element("query", NS, {}, [kept])
        data = await self._documents.private(iq.session.tenant, iq.session.person, _key(wanted))
        found = parse_stanza(data, STORED, "") if data is not None else Element(wanted.name, wanted.ns)
        return Element("query", NS, {}, [found])

    async def _set(self, iq: Iq) -> Element | None:
        element = _one(iq)
        data = serialize(element, "")
        if len(data) > MAX_BYTES:
            raise StanzaError("resource-constraint", f"An element may have {MAX_BYTES} bytes.")
        if (element.name, element.ns) == BOOKMARKS:
            await self._bookmarks().write(iq.session, element)
            return None
        kept = await self._documents.keep_private(
            iq.session.tenant, iq.session.person, _key(element), data, MAX_ELEMENTS
        )
        if not kept:
            raise StanzaError("resource-constraint", f"At most {MAX_ELEMENTS} elements are kept.")
        return None


def _one(iq: Iq) -> Element:
    children = list(iq.payload.elements())
    if len(children) != 1:
        raise StanzaError("bad-request", "Exactly one element is stored or fetched.")
    if children[0].ns in {"", NS, "jabber:client"}:
        raise StanzaError("not-acceptable", "The element needs a namespace of its own.")
    if len(_key(children[0])) > MAX_NAME:
        raise StanzaError("not-acceptable", f"The element's name and namespace may have {MAX_NAME} characters.")
    return children[0]


def _key(element: Element) -> str:
    return f"{{{element.ns}}}{element.name}"


async def _forbidden(_iq: Iq) -> Element | None:
    raise StanzaError("forbidden", "Private storage is nobody else's.")
