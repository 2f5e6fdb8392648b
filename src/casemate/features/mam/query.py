"""What a client asks the archive for (XEP-0313 section 4): a form, a result set, and whether the page is to be flipped."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from casemate.archive.api import MAX_IDS, ArchiveQuery
from casemate.features.mam.names import FORM, NS, RSM, VALIDATE
from casemate.model.errors import InvalidJid
from casemate.model.ids import decode_id
from casemate.model.jid import Jid
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

FIELDS: Final = {
    "FORM_TYPE": "hidden",
    "with": "jid-single",
    "start": "text-single",
    "end": "text-single",
    "before-id": "text-single",
    "after-id": "text-single",
    "ids": "list-multi",
    "include-groupchat": "boolean",
}


class Asked(NamedTuple):
    """A query, and the ids that it names: each must be in the archive."""

    query: ArchiveQuery
    named: frozenset[int]


class _Rsm(NamedTuple):
    limit: int
    after: int | None
    before: int | None
    backward: bool


def form() -> Element:
    """The form that a client may fill in (section 4.1.5)."""
    x = Element("x", FORM, {"type": "form"})
    for var, kind in FIELDS.items():
        field = Element("field", FORM, {"var": var, "type": kind})
        if var == "FORM_TYPE":
            field.add(Element("value", FORM, {}, [NS]))
        elif var == "ids":
            # Any id may be named, not one of a list that we would give.
            field.add(Element("validate", VALIDATE, {"datatype": "xs:string"}, [Element("open", VALIDATE)]))
        x.add(field)
    return x


def read(payload: Element, page: int) -> Asked:
    """The query that a client sent; `page` is how many messages it gets at most.

    Raises:
        StanzaError: for fields and values that are not those of the XEP.
    """
    fields = _fields(payload)
    rsm = _rsm(payload, page)
    ids = tuple(_archive_id(text) for text in fields.get("ids", []))
    if len(ids) > MAX_IDS:
        raise StanzaError("policy-violation", f"A query may name {MAX_IDS} ids.", kind="modify")
    after_id, before_id = _one(fields, "after-id"), _one(fields, "before-id")
    after = [i for i in (rsm.after, _archive_id(after_id) if after_id else None) if i is not None]
    before = [i for i in (rsm.before, _archive_id(before_id) if before_id else None) if i is not None]
    other, start, end = (_one(fields, name) for name in ("with", "start", "end"))
    query = ArchiveQuery(
        limit=rsm.limit,
        with_=jid(other) if other else None,
        start=_time(start) if start else None,
        end=_time(end) if end else None,
        after=max(after, default=None),
        before=min(before, default=None),
        backward=rsm.backward,
        ids=ids,
        rooms=_boolean(_one(fields, "include-groupchat") or "true"),
        flip=payload.find("flip-page") is not None,
    )
    return Asked(query, frozenset((*after, *before, *ids)))


def _rsm(payload: Element, page: int) -> _Rsm:
    rsm = payload.find("set", RSM)
    if rsm is None:
        return _Rsm(page, None, None, backward=False)
    limit = rsm.child_text("max")
    if limit is not None and not (limit.isdecimal() and len(limit) < 10):
        raise StanzaError("bad-request", "The page size is a number.")
    before, after = rsm.child_text("before"), rsm.child_text("after")
    return _Rsm(
        page if limit is None else min(int(limit), page),
        _archive_id(after) if after else None,
        _archive_id(before) if before else None,
        backward=before is not None,
    )


def _fields(payload: Element) -> dict[str, list[str]]:
    x = payload.find("x", FORM)
    if x is None:
        return {}
    fields = {f.get("var") or "": [v.text() for v in f.find_all("value")] for f in x.find_all("field")}
    if fields.get("FORM_TYPE", [NS]) != [NS]:
        raise StanzaError("bad-request", "The form is another one's.")
    unknown = fields.keys() - FIELDS.keys()
    if unknown:
        raise StanzaError("feature-not-implemented", f"There is no field {min(unknown)[:40]}.")
    return fields


def _one(fields: dict[str, list[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _boolean(text: str) -> bool:
    if text not in {"true", "1", "false", "0"}:
        raise StanzaError("bad-request", "include-groupchat is true or false.")
    return text in {"true", "1"}


def _archive_id(text: str) -> int:
    archive_id = decode_id(text)
    if archive_id is None:
        # It is none of ours, so it is not in the archive either.
        raise StanzaError("item-not-found")
    return archive_id


def jid(text: str) -> Jid:
    """An address in a query.

    Raises:
        StanzaError: if it is none.
    """
    try:
        return Jid.parse(text)
    except InvalidJid as error:
        raise StanzaError("jid-malformed", error.reason) from error


def _time(text: str) -> int:
    """A date and time (XEP-0082) as milliseconds since the epoch."""
    try:
        moment = datetime.fromisoformat(text)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        raise StanzaError("bad-request", f"'{text[:40]}' is no date and time.") from error
