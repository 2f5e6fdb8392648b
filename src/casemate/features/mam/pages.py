"""Pages of a person's archive. The archive knows bare addresses; a full one in `with` is matched here, on what it returns."""

from typing import Final

import msgspec

from casemate.archive.api import Archive, ArchivePage, ArchiveQuery, Stored
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza

MAX_SCANNED: Final = 2_000
"""Messages that one query with a full address looks through; the client goes on from where it stopped."""
_STEP: Final = 200


class Page(msgspec.Struct, frozen=True):
    """A page, and the ids between which it lies."""

    page: ArchivePage
    ends: tuple[int, int] | None


async def read_page(archive: Archive, tenant: TenantId, owner: Jid, query: ArchiveQuery) -> Page:
    """The page that a query asks for."""
    if query.limit == 0:
        exact = query.with_ is not None and not query.with_.is_bare
        count = None if exact else await archive.count(tenant, owner, query)
        return Page(ArchivePage([], complete=False, count=count), None)
    if query.with_ is not None and not query.with_.is_bare:
        return await _scan(archive, tenant, owner, query, str(query.with_))
    page = await archive.page(tenant, owner, query)
    ids = [item.id for item in page.items]
    return Page(page, (min(ids), max(ids)) if ids else None)


async def _scan(archive: Archive, tenant: TenantId, owner: Jid, query: ArchiveQuery, full: str) -> Page:
    found: list[Stored] = []
    seen: list[int] = []
    step = msgspec.structs.replace(query, limit=_STEP, flip=query.backward)
    while True:
        page = await archive.page(tenant, owner, step)
        for item in page.items:
            seen.append(item.id)
            if _concerns(item, full):
                found.append(item)
                if len(found) == query.limit:
                    complete = page.complete and item is page.items[-1]
                    return _page(found, seen, query, complete=complete)
        if page.complete or not page.items or len(seen) >= MAX_SCANNED:
            return _page(found, seen, query, complete=page.complete)
        edge = "before" if query.backward else "after"
        step = msgspec.structs.replace(step, **{edge: seen[-1]})


def _page(found: list[Stored], seen: list[int], query: ArchiveQuery, *, complete: bool) -> Page:
    found.sort(key=lambda item: item.id, reverse=query.flip)
    return Page(ArchivePage(found, complete), (min(seen), max(seen)) if seen else None)


def _concerns(item: Stored, full: str) -> bool:
    stanza = parse_stanza(item.stanza, STORED)
    return full in {stanza.get("from"), stanza.get("to")}
