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
from casemate.archive.journal import Journal
from casemate.model.errors import Unavailable
from casemate.model.ids import ArchiveId, PersonId, TenantId, encode_id
from casemate.model.jid import Jid
from casemate.server.session import ClientSession
from casemate.storage.engine import Database
from casemate.storage.schema import person as person_table
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StreamError
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza

SAVE_SECONDS: Final = 5.0
"""How often changed cursors are written: what a crash may repeat."""
MAX_BEYOND: Final = 1_000
"""Messages of one person that are known to have come before older ones; of more, some may come twice."""
DELAY: Final = "urn:xmpp:delay"
STANZA_ID: Final = "urn:xmpp:sid:0"
_log = get_logger("offline")


class Cursors:
    """How far each person who signed in since the start has got."""

    def __init__(self, db: Database, people: People) -> None:
        self._db = db
        self._people = people
        self._reached: dict[PersonId, int] = {}
        self._changed: set[PersonId] = set()
        self._beyond: dict[PersonId, set[int]] = {}
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
            if person in self._beyond:
                self._beyond[person] = {each for each in self._beyond[person] if each > archive_id}

    def alone(self, person: PersonId, archive_id: ArchiveId) -> None:
        """A message has reached the person, but what came before it may still wait."""
        beyond = self._beyond.setdefault(person, set())
        if len(beyond) < MAX_BEYOND:
            beyond.add(archive_id)

    def waits(self, person: PersonId, archive_id: int) -> bool:
        """Whether a message that is newer than the cursor has not reached the person."""
        return archive_id not in self._beyond.get(person, ())

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

    def __init__(self, archive: Archive, journal: Journal, people: People, cursors: Cursors, limit: int) -> None:
        """`limit` is how many messages are delivered at most; the newest ones count."""
        self._archive = archive
        self._journal = journal
        self._people = people
        self._cursors = cursors
        self._limit = limit

    def arriving(self, session: ClientSession) -> None:
        """From here on a session takes messages: what is new waits for `catch_up`, what is older is its to deliver."""
        session.hold_parcels(self._journal.answered_upto)

    async def catch_up(self, session: ClientSession) -> None:
        """Deliver what waited, oldest first, then what has come since `arriving`."""
        try:
            waiting = await self._waiting(session)
        except Unavailable as error:
            _log.error("what waits for a person could not be read", reason=str(error))
            # To let new messages pass now would lose the old ones; the client comes back.
            session.end(StreamError("internal-server-error", "What waits for you could not be read."))
            return
        for stored in waiting:
            element = delayed(stored, session.bare)
            element.add(Element("stanza-id", STANZA_ID, {"by": str(session.bare), "id": encode_id(stored.id)}))
            session.send_stored(element, ArchiveId(stored.id))
        session.release_parcels(waiting[-1].id if waiting else 0)

    async def _waiting(self, session: ClientSession) -> list[Stored]:
        """What waits for a person, up to what a session gets as it comes."""
        person = await self._people.refresh(session.bare)
        if person is None:
            return []
        after, tenant = self._cursors.known(person.id, person.delivered_upto), TenantId(session.tenant)
        waiting = await self._archive.pending(tenant, session.bare, after, session.arrived_at, self._limit)
        return [each for each in waiting if self._cursors.waits(session.person, each.id)]


def delayed(stored: Stored, recipient: Jid) -> Element:
    """A stored message as it is delivered late (XEP-0203); one that has a delay already keeps it."""
    element = parse_stanza(stored.stanza, STORED)
    if element.find("delay", DELAY) is None:
        stamp = datetime.fromtimestamp(stored.ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        element.add(Element("delay", DELAY, {"from": recipient.domain, "stamp": stamp}))
    return element
