"""Contents joined to uploads and let go again: row and file change together, under the tenant's lock.

The file is renamed into place (or unlinked) before the transaction commits and while the tenant's turn is held, so that
nobody who finds the row misses the file. A crash in between leaves a file without a row at worst: `cleaning` finds it.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.files.errors import UploadGone
from casemate.files.records import Details, Record, Records
from casemate.files.states import Move
from casemate.files.store import Content, ContentId, Incoming, Store
from casemate.files.threads import Threads
from casemate.files.views import FileKeys


class Contents:
    """The only one who places and removes contents."""

    def __init__(self, records: Records, store: Store, keys: FileKeys, threads: Threads) -> None:
        self._records = records
        self._store = store
        self._keys = keys
        self._threads = threads

    async def keep(self, record: Record, incoming: Incoming, expires: int) -> None:
        """Make what was received an upload's content, kept until `expires`.

        An equal content is shared, and its file replaced by the new one: a copy that the disk has spoilt heals so.

        Raises:
            UploadGone: if the slot expired meanwhile.
        """
        content, view = incoming.id, record.view
        details = Details(view.name, content.sha256)
        async with self._records.db.write() as conn:
            await self._records.lock(conn, view.tenant)
            row = await self._records.content(conn, content, view.size)
            values = self._records.sealed(view.tenant, view.id, details)
            if not await self._records.move(conn, view.id, Move.STORED, content=row, expires=expires, **values):
                raise UploadGone
            await self._threads.run(self._store.place, incoming)

    async def let_go(self, conn: AsyncConnection, row: int | None) -> None:
        """Remove a content that no upload has any more; `conn` holds the tenant's lock."""
        if row is None:
            return
        content = await self._records.forget_content(conn, row)
        if content is not None:
            await self._threads.run(self._store.remove, content)

    async def remove_orphan(self, content: ContentId) -> bool:
        """Remove a file on the disk that has no row."""
        async with self._records.db.write() as conn:
            await self._records.lock(conn, content.tenant)
            if await self._records.has_content(conn, content):
                return False
            await self._threads.run(self._store.remove, content)
            return True

    async def open(self, content: ContentId) -> Content:
        """Open a content for reading (CasemateError if its key is destroyed, ContentBroken if it was changed)."""
        _, secret = self._keys.file_key(content.tenant, content.key)
        return await self._threads.run(self._store.open, content, secret)
