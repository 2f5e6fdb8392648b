"""Messages for people who are away (XEP-0160), without a store of their own: the journal has them all.

Each person has a cursor, the archive id up to which everything has reached one of their clients. At sign-in, what is newer
is delivered, and the cursor follows the client's acknowledgements. It is written in the background, so after a crash a few
messages may come twice, with the same stanza-id, but none is lost.
"""

import asyncio
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import bindparam, update

from casemate.accounts.people import People
from casemate.archive.api import Archive, Stored
from casemate.model.errors import Unavailable
from casemate.model.ids import ArchiveId, PersonId, TenantId
from casemate.model.jid import Jid
from casemate.server.session import ClientSession
from casemate.storage.engine import Database
from casemate.storage.schema import person as person_table
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza

SAVE_SECONDS: Final = 5.0
"""How often changed cursors are written: what a crash may repeat."""
DELAY: Final = "urn:xmpp:delay"
_log = get_logger("offline")


class Cursors:
    """How far each person who signed in since the start has got."""

    def __init__(self, db: Database, people: People) -> None:
        self._db = db
        self._people = people
        self._reached: dict[PersonId, int] = {}
        self._changed: set[PersonId] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Write changed cursors from time to time."""
        self._task = asyncio.get_running_loop().create_task(self._keep_saving())

    async def close(self) -> None:
        """Write what has changed, and stop."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.save()

    def known(self, person: PersonId, stored: int) -> int:
        """A person's cursor, `stored` being what the database says."""
        return self._reached.setdefault(person, stored)

    def forward(self, person: PersonId, archive_id: ArchiveId) -> None:
        """Everything up to `archive_id` has reached the person."""
        if archive_id > self._reached.get(person, 0):
            self._reached[person] = archive_id
            self._changed.add(person)

    def back(self, person: PersonId, archive_id: int) -> None:
        """Something from `archive_id` on has not reached anybody after all."""
        if archive_id <= self._reached.get(person, 0):
            self._reached[person] = archive_id - 1
            self._changed.add(person)

    async def save(self) -> None:
        """Write changed cursors."""
        if not self._changed:
            return
        rows = [{"row": person, "upto": self._reached[person]} for person in self._changed]
        self._changed.clear()
        query = update(person_table).where(person_table.c.id == bindparam("row"))
        try:
            async with self._db.write() as conn:
                await conn.execute(query.values(delivered_upto=bindparam("upto")), rows)
        except Unavailable as error:
            _log.warning("how far people have read could not be written", reason=str(error))
            self._changed.update(PersonId(row["row"]) for row in rows)

    async def _save_left(self) -> None:
        try:
            await self._people.save_left()
        except Unavailable as error:
            _log.warning("when people left could not be written", reason=str(error))

    async def _keep_saving(self) -> None:
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            await self.save()
            await self._save_left()


class Offline:
    """Delivers what waited."""

    def __init__(self, archive: Archive, cursors: Cursors, limit: int) -> None:
        """`limit` is how many messages are delivered at most; the newest ones count."""
        self._archive = archive
        self._cursors = cursors
        self._limit = limit

    async def pending(self, session: ClientSession, stored: int) -> list[tuple[ArchiveId, Element]]:
        """What waits for the person of `session`, oldest first, with `<delay/>`; `stored` is the cursor in the database."""
        after = self._cursors.known(session.person, stored)
        waiting = await self._archive.pending(TenantId(session.tenant), session.bare, after, self._limit)
        return [(ArchiveId(each.id), delayed(each, session.bare)) for each in waiting]


def delayed(stored: Stored, recipient: Jid) -> Element:
    """A stored message as it is delivered late (XEP-0203); one that has a delay already keeps it."""
    element = parse_stanza(stored.stanza, STORED)
    if element.find("delay", DELAY) is None:
        stamp = datetime.fromtimestamp(stored.ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        element.add(Element("delay", DELAY, {"from": recipient.domain, "stamp": stamp}))
    return element
