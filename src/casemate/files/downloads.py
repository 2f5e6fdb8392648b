"""A file on its way out: the verdict is asked for anew at every request, and a download under way stops when it turns."""

from collections.abc import AsyncIterator
from typing import Final

from casemate.files.container import CHUNK, ContentBroken
from casemate.files.contents import Contents
from casemate.files.errors import NotReady, UploadGone
from casemate.files.records import Records
from casemate.files.states import EMPTY, UploadState
from casemate.files.store import Content
from casemate.files.threads import Threads
from casemate.files.views import UploadView
from casemate.model.errors import CasemateError
from casemate.telemetry.log import get_logger

BATCH: Final = 4
"""Chunks opened at once: what one download has in memory."""
_log = get_logger("files")


class Withdrawn(CasemateError):
    """The verdict turned while the file was being fetched."""


class Download:
    """A file that may be fetched, open until `close`."""

    def __init__(self, downloads: "Downloads", view: UploadView, content: Content, threads: Threads) -> None:
        self.view: Final = view
        self.withdrawn = False
        self._downloads = downloads
        self._content = content
        self._threads = threads

    async def read(self, start: int, end: int) -> AsyncIterator[bytes]:
        """The clear bytes from `start` up to, without, `end`, piece by piece.

        Raises:
            Withdrawn: if the verdict turns meanwhile.
            ContentBroken: if the content was changed on the disk; nothing of the changed part was given.
        """
        position = start
        while position < end:
            if self.withdrawn:
                raise Withdrawn("The file was withdrawn while it was being fetched.")
            first, skip = divmod(position, CHUNK)
            data = await self._threads.run(self._content.read, first, BATCH)
            piece = data[skip : skip + end - position]
            position += len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        self._content.close()
        self._downloads.closed(self)


class Downloads:
    """Opens files for those who fetch them."""

    def __init__(self, records: Records, contents: Contents, threads: Threads) -> None:
        self._records = records
        self._contents = contents
        self._threads = threads
        self._open: dict[str, set[Download]] = {}

    async def open(self, upload_id: str) -> Download:
        """The file of an upload whose verdict stands.

        Raises:
            NotReady: if its verdict is not in, or is not that it may be fetched.
            UploadGone: if it is not there, or does not open any more.
        """
        record = await self._records.get(upload_id)
        if record is None or record.view.state in EMPTY:
            raise UploadGone
        if record.view.state is not UploadState.READY or record.stored is None:
            raise NotReady(record.view.state)
        try:
            content = await self._contents.open(record.stored)
        except (ContentBroken, CasemateError) as error:
            _log.error("a stored file does not open", upload=upload_id, reason=str(error))
            raise UploadGone from error
        download = Download(self, record.view, content, self._threads)
        self._open.setdefault(upload_id, set()).add(download)
        return download

    def withdraw(self, view: UploadView) -> None:
        """Stop the downloads of an upload that is not ready any more."""
        if view.state is not UploadState.READY:
            for download in self._open.get(view.id, ()):
                download.withdrawn = True

    def closed(self, download: Download) -> None:
        """A download ended."""
        remaining = self._open.get(download.view.id, set())
        remaining.discard(download)
        if not remaining:
            self._open.pop(download.view.id, None)
