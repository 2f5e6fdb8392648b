"""A file on its way in: one PUT per slot, counted byte by byte, sealed from the first byte, durable before it counts.

Whatever ends it early (too many bytes, too few, the sender gone or too slow) leaves nothing behind, and the slot is as before.
"""

import asyncio
import hmac
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from casemate.files.contents import Contents
from casemate.files.errors import Interrupted, SizeDiffers, SlotTaken, TooBusy, UploadGone, WrongToken
from casemate.files.records import Record, Records, hashed
from casemate.files.states import Move, UploadState
from casemate.files.store import Incoming, Store
from casemate.files.threads import Threads
from casemate.files.views import FileKeys
from casemate.model.ids import PersonId
from casemate.settings.schema import Files as FilesSettings

BATCH: Final = 512 * 1024
"""Bytes gathered before a thread seals and writes them: what one upload has in memory, twice at most."""
GRACE: Final = 60.0
"""Seconds that any upload may take, however small."""
SLOWEST: Final = 8 * 1024
"""Bytes a second below which an upload is given up: a poor mobile connection has more."""
MAX_AT_ONCE: Final = 64
"""Uploads received at the same time: times `BATCH`, memory is bounded."""
MAX_PER_PERSON: Final = 8
"""Of these, those of one person: nobody takes all places."""


class Receiving:
    """Takes files into slots."""

    def __init__(
        self,
        records: Records,
        contents: Contents,
        store: Store,
        keys: FileKeys,
        threads: Threads,
        settings: FilesSettings,
    ) -> None:
        self._records = records
        self._contents = contents
        self._store = store
        self._keys = keys
        self._threads = threads
        self._settings = settings
        self._busy: dict[PersonId, int] = {}

    async def authorise(self, upload_id: str, token: str) -> Record:
        """The slot, if `token` is its own and no file came yet.

        Raises:
            UploadGone, WrongToken, SlotTaken: telling which of these is not so.
        """
        record = await self._records.get(upload_id)
        if record is None:
            raise UploadGone
        if not hmac.compare_digest(record.put_token, hashed(token)):
            raise WrongToken
        if record.view.state is not UploadState.SLOT:
            raise SlotTaken
        return record

    async def take(self, record: Record, body: AsyncIterator[bytes]) -> Record:
        """Receive `body` into the slot; it is stored durably when this returns.

        Raises:
            SizeDiffers, Interrupted: if it is not the file that was announced.
            SlotTaken, UploadGone, TooBusy: if another came first, the slot expired, or too many come at once.
            Unavailable: if disk or database fail.
        """
        view = record.view
        seconds = GRACE + view.size / SLOWEST
        async with self._place(view.person):
            await self._begin(record, seconds)
            try:
                async with asyncio.timeout(seconds):
                    await self._store_body(record, body)
            except TimeoutError as error:
                await asyncio.shield(self._abort(view.id))
                raise Interrupted from error
            except BaseException:
                await asyncio.shield(self._abort(view.id))
                raise
        stored = await self._records.get(view.id)
        if stored is None:
            raise UploadGone
        return stored

    @asynccontextmanager
    async def _place(self, person: PersonId) -> AsyncGenerator[None]:
        mine = self._busy.get(person, 0)
        if mine >= MAX_PER_PERSON or sum(self._busy.values()) >= MAX_AT_ONCE:
            raise TooBusy
        self._busy[person] = mine + 1
        try:
            yield
        finally:
            self._busy[person] -= 1
            if not self._busy[person]:
                del self._busy[person]

    async def _begin(self, record: Record, seconds: float) -> None:
        expires = self._records.now + int(seconds * 1000)
        async with self._records.db.write() as conn:
            begun = await self._records.move(conn, record.view.id, Move.BEGIN, expires=expires)
        if not begun:
            raise SlotTaken

    async def _abort(self, upload_id: str) -> None:
        expires = self._records.now + int(self._settings.slot_lifetime * 1000)
        async with self._records.db.write() as conn:
            await self._records.move(conn, upload_id, Move.ABORTED, expires=expires)

    async def _store_body(self, record: Record, body: AsyncIterator[bytes]) -> None:
        view = record.view
        key, secret = self._keys.file_key(view.tenant)
        incoming = await self._threads.run(self._store.receive, view.tenant, key, secret)
        try:
            await self._fill(incoming, body, view.size)
            await self._threads.run(incoming.finish)
            expires = self._records.now + int(self._settings.keep * 1000)
            await self._contents.keep(record, incoming, expires)
        finally:
            await asyncio.shield(self._threads.run(incoming.discard))

    async def _fill(self, incoming: Incoming, body: AsyncIterator[bytes], size: int) -> None:
        received = 0
        batch = bytearray()
        async for data in body:
            received += len(data)
            if received > size:
                raise SizeDiffers(size, more=True)
            batch += data
            if len(batch) >= BATCH:
                await self._threads.run(incoming.write, bytes(batch))
                batch.clear()
        if received < size:
            raise SizeDiffers(size, more=False)
        await self._threads.run(incoming.write, bytes(batch))
