"""Message archive management (XEP-0313 1.1.3) with result sets (XEP-0059 1.0), over a person's own archive.

Everything is on record whatever the preferences say: they only are what a client may read and set (section 7).
"""

from datetime import UTC, datetime
from typing import ClassVar, Final

from casemate.archive.api import MAX_IDS, Archive, ArchivePage, ArchiveQuery, Preferences, Stored
from casemate.model.errors import InvalidJid
from casemate.model.ids import decode_id, encode_id
from casemate.model.jid import Jid
from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza

NS: Final = "urn:xmpp:mam:2"
EXTENDED: Final = "urn:xmpp:mam:2#extended"
RSM: Final = "http://jabber.org/protocol/rsm"
FORM: Final = "jabber:x:data"
FORWARD: Final = "urn:xmpp:forward:0"
DELAY: Final = "urn:xmpp:delay"
_FIELDS: Final = {
    "FORM_TYPE": "hidden",
    "with": "jid-single",
    "start": "text-single",
    "end": "text-single",
    "before-id": "text-single",
    "after-id": "text-single",
    "ids": "list-multi",
}


class Mam:
    """Answers archive queries."""

    name: ClassVar[str] = "mam"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0313 1.1.3", "XEP-0059 1.0")

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._page = server.settings.features.archive_page
        server.serve_iq(Target.SELF, "set", NS, "query", self._query)
        server.serve_iq(Target.SELF, "get", NS, "query", self._form)
        server.serve_iq(Target.SELF, "get", NS, "metadata", self._metadata)
        server.serve_iq(Target.SELF, "get", NS, "prefs", self._prefs)
        server.serve_iq(Target.SELF, "set", NS, "prefs", self._set_prefs)
        server.disco_account(NS, EXTENDED, "urn:xmpp:sid:0", RSM)

    async def _form(self, _iq: Iq) -> Element:
        x = Element("x", FORM, {"type": "form"})
        for var, kind in _FIELDS.items():
            values = [Element("value", FORM, {}, [NS])] if var == "FORM_TYPE" else []
            x.add(Element("field", FORM, {"var": var, "type": kind}, values))
        return Element("query", NS, {}, [x])

    async def _query(self, iq: Iq) -> Element:
        query = read_query(iq.payload, self._page)
        session = iq.session
        owner = session.jid.bare
        for known in {query.after, query.before} - {None}:
            if known is not None and not await self._archive.has(session.tenant, owner, known):
                raise StanzaError("item-not-found")
        if query.limit == 0:
            count = await self._archive.count(session.tenant, owner, query)
            return _fin(ArchivePage([], complete=False, count=count))
        page = await self._archive.page(session.tenant, owner, query)
        query_id = iq.payload.get("queryid")
        for stored in page.items:
            session.send(_result(stored, owner, session.jid, query_id))
        return _fin(page)

    async def _metadata(self, iq: Iq) -> Element:
        ends = await self._archive.ends(iq.session.tenant, iq.session.jid.bare)
        metadata = Element("metadata", NS)
        if ends is not None:
            for name, archive_id in zip(("start", "end"), ends, strict=True):
                attrs = {"id": encode_id(archive_id), "timestamp": _stamp(archive_id >> 20)}
                metadata.add(Element(name, NS, attrs))
        return metadata

    async def _prefs(self, iq: Iq) -> Element:
        return _prefs_element(await self._archive.preferences(iq.session.person))

    async def _set_prefs(self, iq: Iq) -> Element:
        default = iq.payload.get("default")
        if default not in {"always", "never", "roster"}:
            raise StanzaError("bad-request", "The default is always, never or roster.")
        preferences = Preferences(default, _jids(iq.payload, "always"), _jids(iq.payload, "never"))
        await self._archive.set_preferences(iq.session.person, preferences)
        return _prefs_element(preferences)


def read_query(payload: Element, page: int) -> ArchiveQuery:
    """The query that a client sent.

    Raises:
        StanzaError: for fields and values that are not those of the XEP.
    """
    fields = _fields(payload)
    if fields and fields.get("FORM_TYPE", [NS]) != [NS]:
        raise StanzaError("bad-request", "The form is another one's.")
    unknown = fields.keys() - _FIELDS.keys()
    if unknown:
        raise StanzaError("feature-not-implemented", f"There is no field {min(unknown)}.")
    limit, after, before, backward = _rsm(payload, page)
    ids = tuple(_archive_id(text) for text in fields.get("ids", []))
    if len(ids) > MAX_IDS:
        raise StanzaError("policy-violation", f"A query may name {MAX_IDS} ids.")
    return ArchiveQuery(
        limit=limit,
        with_=_jid(fields["with"][0]) if fields.get("with") else None,
        start=_time(fields["start"][0]) if fields.get("start") else None,
        end=_time(fields["end"][0]) if fields.get("end") else None,
        after=_later(after, fields.get("after-id")),
        before=_earlier(before, fields.get("before-id")),
        backward=backward,
        ids=ids,
        flip=payload.find("flip-page") is not None,
    )


def _rsm(payload: Element, page: int) -> tuple[int, int | None, int | None, bool]:
    rsm = payload.find("set", RSM)
    if rsm is None:
        return page, None, None, False
    text = rsm.child_text("max")
    if text is not None and not (text.isdecimal() and len(text) < 10):
        raise StanzaError("bad-request", "The page size is a number.")
    before, after = rsm.child_text("before"), rsm.child_text("after")
    return (
        page if text is None else min(int(text), page),
        _archive_id(after) if after else None,
        _archive_id(before) if before else None,
        before is not None,
    )


def _later(one: int | None, other: list[str] | None) -> int | None:
    ids = [i for i in (one, _archive_id(other[0]) if other else None) if i is not None]
    return max(ids) if ids else None


def _earlier(one: int | None, other: list[str] | None) -> int | None:
    ids = [i for i in (one, _archive_id(other[0]) if other else None) if i is not None]
    return min(ids) if ids else None


def _fields(payload: Element) -> dict[str, list[str]]:
    x = payload.find("x", FORM)
    if x is None:
        return {}
    return {f.get("var") or "": [v.text() for v in f.find_all("value")] for f in x.find_all("field")}


def _archive_id(text: str) -> int:
    archive_id = decode_id(text)
    if archive_id is None:
        raise StanzaError("item-not-found")
    return archive_id


def _jid(text: str) -> Jid:
    try:
        return Jid.parse(text)
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error


def _time(text: str) -> int:
    """A date and time (XEP-0082) as milliseconds since the epoch."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise StanzaError("bad-request", f"'{text[:40]}' is no date and time.") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _stamp(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _result(stored: Stored, owner: Jid, to: Jid, query_id: str | None) -> Element:
    inner = parse_stanza(stored.stanza, STORED)
    delay = Element("delay", DELAY, {"stamp": _stamp(stored.ms)})
    attrs = {"id": encode_id(stored.id)}
    if query_id is not None:
        attrs["queryid"] = query_id
    result = Element("result", NS, attrs, [Element("forwarded", FORWARD, {}, [delay, inner])])
    return Element("message", CLIENT, {"from": str(owner), "to": str(to)}, [result])


def _fin(page: ArchivePage) -> Element:
    rsm = Element("set", RSM)
    if page.items:
        ids = sorted(item.id for item in page.items)
        index = {"index": str(page.first_index)} if page.first_index is not None else {}
        rsm.add(Element("first", RSM, index, [encode_id(ids[0])])).add(Element("last", RSM, {}, [encode_id(ids[-1])]))
    if page.count is not None:
        rsm.add(Element("count", RSM, {}, [str(page.count)]))
    return Element("fin", NS, {"complete": "true"} if page.complete else {}, [rsm])


def _jids(payload: Element, name: str) -> tuple[str, ...]:
    group = payload.find(name)
    return tuple(str(_jid(j.text())) for j in group.find_all("jid")[:MAX_IDS]) if group is not None else ()


def _prefs_element(preferences: Preferences) -> Element:
    prefs = Element("prefs", NS, {"default": preferences.default})
    for name, jids in (("always", preferences.always), ("never", preferences.never)):
        prefs.add(Element(name, NS, {}, [Element("jid", NS, {}, [jid]) for jid in jids]))
    return prefs
