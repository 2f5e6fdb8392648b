"""Block lists (XEP-0191): whom a person wants nothing from. In memory for everybody who has one."""

import asyncio
from collections.abc import Collection
from typing import Final

from sqlalchemy import delete, insert, select

from casemate.model.errors import Conflict
from casemate.model.ids import PersonId
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.schema import blocked as table

MAX_BLOCKED: Final = 1_000
"""Addresses on one list: it is sent as a whole, and kept in memory."""


class Blocklists:
    """Everybody's block list."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._lists: dict[PersonId, set[Jid]] = {}
        self._changing = asyncio.Lock()

    @property
    def any(self) -> bool:
        """Whether anybody has blocked anybody."""
        return bool(self._lists)

    async def load(self) -> None:
        """Read all lists."""
        async with self._db.read() as conn:
            for row in (await conn.execute(select(table.c.person, table.c.jid))).all():
                self._lists.setdefault(PersonId(row.person), set()).add(Jid.parse(row.jid))

    def of(self, person: PersonId) -> Collection[Jid]:
        """A person's list, sorted."""
        return sorted(self._lists.get(person, ()))

    def blocks(self, person: PersonId, sender: Jid) -> bool:
        """Whether a person has blocked an address: as it is, its bare form, its domain and resource, or its domain (section 2)."""
        entries = self._lists.get(person)
        if not entries:
            return False
        local, domain, resource = sender
        return (
            sender in entries
            or Jid(local, domain, "") in entries
            or Jid("", domain, resource) in entries
            or Jid("", domain, "") in entries
        )

    async def add(self, person: PersonId, jids: Collection[Jid]) -> None:
        """Block addresses.

        Raises:
            Conflict: if the list would be too long.
        """
        async with self._changing:
            entries = self._lists.get(person, set())
            new = [jid for jid in dict.fromkeys(jids) if jid not in entries]
            if len(entries) + len(new) > MAX_BLOCKED:
                raise Conflict(f"a block list holds {MAX_BLOCKED} addresses")
            if new:
                async with self._db.write() as conn:
                    await conn.execute(insert(table), [{"person": person, "jid": str(jid)} for jid in new])
                self._lists[person] = entries | set(new)

    async def remove(self, person: PersonId, jids: Collection[Jid] | None) -> None:
        """Unblock addresses, all when None."""
        async with self._changing:
            entries = self._lists.get(person, set())
            left = set[Jid]() if jids is None else entries - set(jids)
            gone = [str(jid) for jid in entries - left]
            if not gone:
                return
            async with self._db.write() as conn:
                await conn.execute(delete(table).where(table.c.person == person, table.c.jid.in_(gone)))
            if left:
                self._lists[person] = left
            else:
                del self._lists[person]
