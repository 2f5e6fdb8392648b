"""Answers archive queries: a person reads their own archive, and those of rooms that they may be in; nobody else's.

Everything is on record whatever the preferences say: these only are what a client may read and set (XEP-0441).
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import ClassVar

import msgspec

from casemate.accounts.api import Person
from casemate.archive.api import MAX_IDS, Archive, Preferences, Shelf, Stored
from casemate.features.mam.names import DELAY, EXTENDED, FORWARD, GROUPCHAT, NS, RSM, STANZA_ID
from casemate.features.mam.pages import Page, read_page
from casemate.features.mam.query import form, jid, read
from casemate.model.ids import ArchiveId, PersonId, archive_id_ms, encode_id
from casemate.model.jid import Jid
from casemate.server.api import Described, Iq, Server, Session, Target
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza


class Mam:
    """The archive, for clients."""

    name: ClassVar[str] = "mam"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0313 1.1.3", "XEP-0059 1.0", "XEP-0441 0.2.0")

    def __init__(self, archive: Archive, known: Callable[[PersonId, ArchiveId], None]) -> None:
        """`known` is told up to where a client can read the archive instead of having it sent (XEP-0386)."""
        self._archive = archive
        self._known = known

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._page = server.settings.features.archive_page
        for kind, name, handler in (
            ("set", "query", self._query),
            ("get", "query", _form),
            ("get", "metadata", self._metadata),
            ("get", "prefs", self._prefs),
            ("set", "prefs", self._set_prefs),
        ):
            server.serve_iq(Target.SELF, kind, NS, name, handler)
            server.serve_iq(Target.PERSON, kind, NS, name, _forbidden)
        server.describe_bound(self._bound)
        server.disco_account(NS, EXTENDED, STANZA_ID, RSM, *GROUPCHAT)

    async def room(
        self,
        kind: str,
        payload: Element,
        shelf: Shelf,
        to: Jid,
        send: Callable[[Element], None],
    ) -> Element:
        """Answer a request for the archive of a room from somebody (`to`) who may read it; `send` takes the messages.

        Raises:
            StanzaError: for what is asked wrongly, or not of rooms.
        """
        match kind, payload.name:
            case "set", "query":
                return await self._read(payload, shelf, to, send)
            case "get", "query":
                return Element("query", NS, {}, [form()])
            case "get", "metadata":
                return await self._ends(shelf)
            case _:
                raise StanzaError("feature-not-implemented", "The archive of a room has no preferences.")

    async def _query(self, iq: Iq) -> Element:
        session = iq.session
        return await self._read(iq.payload, _own(session), session.jid, session.send)

    async def _read(self, payload: Element, shelf: Shelf, to: Jid, send: Callable[[Element], None]) -> Element:
        asked = read(payload, self._page)
        for archive_id in asked.named:
            known = archive_id_ms(archive_id) >= shelf.since
            if not (known and await self._archive.has(shelf.tenant, shelf.owner, archive_id)):
                raise StanzaError("item-not-found")
        query = msgspec.structs.replace(asked.query, start=max(asked.query.start or 0, shelf.since) or None)
        if shelf.since:
            # A room's archive has nothing but what was said in it.
            query = msgspec.structs.replace(query, rooms=True)
        page = await read_page(self._archive, shelf.tenant, shelf.owner, query)
        query_id = payload.get("queryid")
        for stored, shown in zip(page.page.items, shelf.show(page.page.items), strict=True):
            send(_result(stored, shown, shelf.owner, to, query_id))
        return _fin(page)

    async def _metadata(self, iq: Iq) -> Element:
        return await self._ends(_own(iq.session))

    async def _bound(self, person: Person) -> Described:
        """The state of the archive as a client binds; what is in it now does not come as offline messages (XEP-0386)."""
        ends = await self._archive.ends(person.tenant, person.jid)

        def bound(session: Session) -> None:
            if ends is not None:
                self._known(session.person, ArchiveId(ends[1]))

        return Described(_metadata(ends), bound)

    async def _ends(self, shelf: Shelf) -> Element:
        return _metadata(await self._archive.ends(shelf.tenant, shelf.owner, shelf.since))

    async def _prefs(self, iq: Iq) -> Element:
        return _prefs_element(await self._archive.preferences(iq.session.person))

    async def _set_prefs(self, iq: Iq) -> Element:
        default = iq.payload.get("default")
        if default not in {"always", "never", "roster"}:
            raise StanzaError("bad-request", "The default is always, never or roster.")
        preferences = Preferences(default, _jids(iq.payload, "always"), _jids(iq.payload, "never"))
        await self._archive.set_preferences(iq.session.person, preferences)
        return _prefs_element(preferences)


def _metadata(ends: tuple[int, int] | None) -> Element:
    metadata = Element("metadata", NS)
    for name, archive_id in zip(("start", "end"), ends or (), strict=False):
        attrs = {"id": encode_id(archive_id), "timestamp": _stamp(archive_id_ms(archive_id))}
        metadata.add(Element(name, NS, attrs))
    return metadata


async def _form(_iq: Iq) -> Element:
    return Element("query", NS, {}, [form()])


async def _forbidden(_iq: Iq) -> Element | None:
    raise StanzaError("forbidden", "An archive is nobody else's.")


def _stamp(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _own(session: Session) -> Shelf:
    return Shelf(session.tenant, session.jid.bare, 0, _as_stored)


def _as_stored(items: Sequence[Stored]) -> Sequence[Element]:
    return [parse_stanza(stored.stanza, STORED) for stored in items]


def _result(stored: Stored, inner: Element, owner: Jid, to: Jid, query_id: str | None) -> Element:
    delay = Element("delay", DELAY, {"stamp": _stamp(stored.ms)})
    attrs = {"id": encode_id(stored.id)}
    if query_id is not None:
        attrs["queryid"] = query_id
    result = Element("result", NS, attrs, [Element("forwarded", FORWARD, {}, [delay, inner])])
    return Element("message", CLIENT, {"from": str(owner), "to": str(to)}, [result])


def _fin(page: Page) -> Element:
    rsm = Element("set", RSM)
    if page.ends is not None:
        first, last = (encode_id(archive_id) for archive_id in page.ends)
        index = {"index": str(page.page.first_index)} if page.page.first_index is not None else {}
        rsm.add(Element("first", RSM, index, [first])).add(Element("last", RSM, {}, [last]))
    if page.page.count is not None:
        rsm.add(Element("count", RSM, {}, [str(page.page.count)]))
    return Element("fin", NS, {"complete": "true"} if page.page.complete else {}, [rsm])


def _jids(payload: Element, name: str) -> tuple[str, ...]:
    group = payload.find(name)
    named = group.find_all("jid") if group is not None else []
    if len(named) > MAX_IDS:
        raise StanzaError("policy-violation", f"A list may have {MAX_IDS} addresses.", kind="modify")
    return tuple(str(jid(each.text()).bare) for each in named)


def _prefs_element(preferences: Preferences) -> Element:
    prefs = Element("prefs", NS, {"default": preferences.default})
    for name, jids in (("always", preferences.always), ("never", preferences.never)):
        prefs.add(Element(name, NS, {}, [Element("jid", NS, {}, [text]) for text in jids]))
    return prefs
