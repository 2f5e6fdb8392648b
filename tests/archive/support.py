"""What tests of the record share: an open database with tenants, a keyring, a clock to set, entries to append."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from casemate.archive.api import Archive
from casemate.archive.entries import Entry
from casemate.archive.journal import Journal
from casemate.archive.sealing import Keyring, RootKey
from casemate.model.ids import ArchiveId, TenantId
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.schema import tenant

ROOT = RootKey(bytes(range(32)))
NOW = 1_800_000_000.0
ALICE = Jid.parse("alice@example.org")
BOB = Jid.parse("bob@example.org")
ONE = TenantId(1)
TWO = TenantId(2)


class SetClock:
    """A clock that tests set."""

    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Record:
    """Database, keyring, journal and archive together."""

    def __init__(self, db: Database, keyring: Keyring, clock: SetClock) -> None:
        self.db = db
        self.keyring = keyring
        self.clock = clock
        self.journal = Journal(db, keyring, clock)
        self.archive = Archive(db, keyring)

    def entry(self, **changes: Any) -> Entry:
        values: dict[str, Any] = {
            "id": self.journal.ids.next(int(self.clock() * 1000)),
            "tenant": ONE,
            "sender": str(ALICE),
            "recipient": str(BOB),
            "direction": "internal",
            "kind": "message",
            "verdict": 0,
            "visible": True,
            "storable": True,
            "stanza": b"<message/>",
        }
        return Entry(**(values | changes))

    async def append(self, *entries: Entry) -> list[Exception | None]:
        """Append together; what `done` got for each."""
        return list(await asyncio.gather(*(self.answer(entry) for entry in entries)))

    def answer(self, entry: Entry) -> asyncio.Future[Exception | None]:
        future: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        self.journal.append(entry, future.set_result)
        return future

    async def say(self, sender: Jid, recipient: Jid, stanza: bytes = b"<message/>", **changes: Any) -> ArchiveId:
        entry = self.entry(sender=str(sender), recipient=str(recipient), stanza=stanza, **changes)
        assert await self.append(entry) == [None]
        return ArchiveId(entry.id)


@asynccontextmanager
async def opened(url: str, folder: Path, clock: SetClock | None = None) -> AsyncIterator[Record]:
    """An open record in `url`, with tenants 1 and 2; may be opened again after it was closed."""
    clock = clock or SetClock()
    db = await Database.open(url)
    try:
        async with db.write() as conn:
            if not (await conn.execute(tenant.select())).first():
                await conn.execute(insert(tenant), [{"id": n, "name": f"t{n}", "created": 0} for n in (1, 2)])
        record = Record(db, Keyring(ROOT, folder / "keys.json", clock), clock)
        await record.journal.start()
        try:
            yield record
        finally:
            await record.journal.close()
    finally:
        await db.close()
