"""Block lists (XEP-0191): whom a person wants nothing from. In memory for everybody who has one."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete, insert, select

from casemate.model.errors import Conflict
from casemate.model.ids import PersonId
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.schema import blocked as table

MAX_BLOCKED: Final = 1_000
"""Addresses on one list: each is asked for at every stanza."""


class Blocklists:
    """Everybody's block list."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._lists: dict[PersonId, set[Jid]] = {}

    async def load(self) -> None:
        """Read all lists."""
        async with self._db.read() as conn:
            for row in (await conn.execute(select(table.c.person, table.c.jid))).all():
                self._lists.setdefault(PersonId(row.person), set()).add(Jid.parse(row.jid))

    def of(self, person: PersonId) -> Collection[Jid]:
        """A person's list."""
        return self._lists.get(person, ())

    def blocks(self, person: PersonId, sender: Jid) -> bool:
        """Whether a person has blocked an address: as it is, its bare form, or its domain (XEP-0191 section 3)."""
        entries = self._lists.get(person)
        if not entries:
            return False
        domain = Jid("", sender.domain, "")
        return (
            sender in entries
            or sender.bare in entries
            or domain in entries
            or Jid("", sender.domain, sender.resource) in entries
        )

    async def add(self, person: PersonId, jids: Collection[Jid]) -> None:
        """Block addresses.

        Raises:
            Conflict: if the list would be too long.
        """
        entries = self._lists.setdefault(person, set())
        new = [jid for jid in dict.fromkeys(jids) if jid not in entries]
        if len(entries) + len(new) > MAX_BLOCKED:
            raise Conflict(f"a block list holds {MAX_BLOCKED} addresses")
        if new:
            async with self._db.write() as conn:
                await conn.execute(insert(table), [{"person": person, "jid": str(jid)} for jid in new])
            entries.update(new)

    async def remove(self, person: PersonId, jids: Collection[Jid] | None) -> list[Jid]:
        """Unblock addresses, all when None; returns those that were blocked."""
        entries = self._lists.get(person, set())
        gone = list(entries) if jids is None else [jid for jid in jids if jid in entries]
        query = delete(table).where(table.c.person == person, table.c.jid.in_([str(jid) for jid in gone]))
        async with self._db.write() as conn:
            await conn.execute(query)
        entries.difference_update(gone)
        return gone
