"""Uploads from the outside: what the upload feature (XEP-0363), the path of a message, the HTTPS listener and reviewers call.

The invariant: no byte of a file leaves before its verdict says `ready`, and none after the verdict turned.
"""

import contextlib
import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from pathlib import Path
from typing import Final

from casemate.files.addresses import Addresses, new_id
from casemate.files.checking import Checking
from casemate.files.cleaning import Cleaning
from casemate.files.contents import Contents
from casemate.files.downloads import Download, Downloads
from casemate.files.errors import BadFile, FileTooLarge, UploadGone
from casemate.files.quotas import check_quotas
from casemate.files.receiving import Receiving
from casemate.files.records import Record, Records
from casemate.files.states import EMPTY, Move, UploadState
from casemate.files.store import Store
from casemate.files.threads import Threads
from casemate.files.views import (
    FileKeys,
    Judge,
    Judgement,
    Settled,
    Slot,
    UploadFacts,
    UploadView,
)
from casemate.model.clock import Clock
from casemate.model.errors import Conflict
from casemate.model.ids import PersonId, TenantId, token
from casemate.model.jid import Jid
from casemate.settings.schema import Files as FilesSettings
from casemate.storage.engine import Database

__all__ = ["Download", "Files", "Judgement", "Slot", "UploadFacts", "UploadState", "UploadView"]

MAX_NAME: Final = 1_000
"""Characters of a file's name: file systems end at 255 bytes; an inspector should still see a long lie as a whole."""
_MEDIA_TYPE: Final = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}\Z")


class Files:
    """All uploads of this server."""

    def __init__(
        self,
        db: Database,
        keys: FileKeys,
        folder: Path,
        settings: FilesSettings,
        clock: Clock,
        judge: Judge,
        *,
        base: str,
        hosts: Iterable[str] = (),
    ) -> None:
        """`base` is the public origin, `https://host:port`; `hosts` are other names of this server (its domains).

        Raises:
            ConfigurationError: if the folder can't be used.
        """
        self.addresses: Final = Addresses(base, hosts)
        self._settings = settings
        self._threads = Threads()
        store = Store(folder)
        self._records = Records(db, keys, clock)
        contents = Contents(self._records, store, keys, self._threads)
        self._receiving = Receiving(self._records, contents, store, keys, self._threads, settings)
        self._downloads = Downloads(self._records, contents, self._threads)
        self._cleaning = Cleaning(self._records, contents, store, self._threads)
        self._checking = Checking(self._records, contents, store, self._threads, judge)
        self._checking.on_settled(self._downloads.withdraw)

    async def start(self) -> None:
        """Take up what the last run left: checks without a verdict, what has expired."""
        await self._checking.recover()
        self._cleaning.start()

    async def close(self) -> None:
        """Stop the work in the background; call it when no upload or download is under way."""
        await self._cleaning.close()
        await self._checking.close()
        self._threads.close()

    def on_settled(self, told: Settled) -> None:
        """Call `told` after each verdict and each reviewer's word, once it is on record."""
        self._checking.on_settled(told)

    async def create_slot(
        self, person: PersonId, tenant: TenantId, jid: Jid, name: str, size: int, declared_type: str = ""
    ) -> Slot:
        """Promise a place for one file (XEP-0363 section 4).

        Raises:
            BadFile: if there is no name, or no size.
            FileTooLarge, QuotaReached: if it is too much; both say how much, or when to try again.
        """
        _check_name(name)
        if size < 1:
            raise BadFile("A file to upload must have at least one byte.")
        if size > self._settings.max_size:
            raise FileTooLarge(self._settings.max_size)
        now = self._records.now
        view = UploadView(
            id=new_id(),
            tenant=tenant,
            person=person,
            owner=jid.bare,
            name=name,
            declared_type=declared_type if _MEDIA_TYPE.match(declared_type) else "",
            size=size,
            state=UploadState.SLOT,
            created=now,
            expires=now + int(self._settings.slot_lifetime * 1000),
        )
        secret = token(32)
        async with self._records.db.write() as conn:
            await self._records.lock(conn, tenant)
            await check_quotas(conn, self._settings, tenant, person, size, now)
            await self._records.add(conn, view, secret)
        url = self.addresses.of(view.id, name)
        return Slot(url, url, {"Authorization": f"Bearer {secret}"})

    async def authorise(self, upload_id: str, secret: str) -> Record:
        """The slot that a PUT is for, before a byte of its body is read.

        Raises:
            UploadGone, WrongToken, SlotTaken: telling why it is refused.
        """
        return await self._receiving.authorise(upload_id, secret)

    async def receive(self, record: Record, body: AsyncIterator[bytes]) -> UploadView:
        """Take a slot's file, and wait for its verdict (at most `answer_within`); it is stored durably by then.

        Raises:
            SizeDiffers, Interrupted, SlotTaken, UploadGone, TooBusy, Unavailable: nothing was kept.
        """
        stored = await self._receiving.take(record, body)
        self._checking.start(stored)
        view = await self._checking.verdict(stored.view.id, self._settings.answer_within)
        if view is None:
            raise UploadGone
        return view

    async def view(self, upload_id: str) -> UploadView | None:
        """An upload as it stands; None if there is none or it has expired."""
        record = await self._records.get(upload_id)
        return record.view if record else None

    async def settled(self, upload_id: str) -> UploadView | None:
        """An upload with its verdict, waited for; None if there is no whole file at that address."""
        view = await self._checking.verdict(upload_id)
        return view if view is not None and view.state not in EMPTY else None

    async def download(self, upload_id: str) -> Download:
        """A file whose verdict stands, to be read and closed (see also `opened`).

        Raises:
            NotReady: if its verdict is not in, or is not that it may be fetched.
            UploadGone: if there is none.
        """
        return await self._downloads.open(upload_id)

    @contextlib.asynccontextmanager
    async def opened(self, upload_id: str) -> AsyncGenerator[Download]:
        """The same, closed at the end of the block."""
        download = await self.download(upload_id)
        try:
            yield download
        finally:
            download.close()

    async def rule(self, upload_id: str, state: UploadState, reason: str = "") -> UploadView:
        """A reviewer's word: `ready` releases a held file, `refused` withdraws a held or ready one for good.

        Raises:
            UploadGone: if there is no such upload.
            Conflict: if it is not in a state that allows this.
        """
        move = {UploadState.READY: Move.RELEASED, UploadState.REFUSED: Move.WITHDRAWN}.get(state)
        before = await self.view(upload_id)
        if before is None:
            raise UploadGone
        after = await self._checking.rule(upload_id, move, reason) if move else None
        if after is None:
            raise Conflict(f"the file {upload_id} is {before.state.value}, so it can't become {state.value}")
        return after

    def upload_id(self, url: str) -> str | None:
        """The upload that an address of ours means, or None for any other address."""
        return self.addresses.upload_id(url)

    async def sweep(self) -> int:
        """Remove what has expired now rather than at the next round; return how many uploads there were."""
        return await self._cleaning.sweep()


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > MAX_NAME:
        raise BadFile(f"A file to upload must have a name of 1 to {MAX_NAME} characters.")
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise BadFile("The file's name has characters that are none.") from error
