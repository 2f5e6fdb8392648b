"""A large file needs no large memory: counted in pieces, and in the process's own size."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import psutil
import pytest

from casemate.files.container import CHUNK
from casemate.files.downloads import BATCH as READ_BATCH
from casemate.files.receiving import BATCH as WRITE_BATCH
from casemate.files.store import Content, Incoming
from tests.web.support import Site, open_site

MIB = 1024 * 1024
SIZE = 64 * MIB
ALLOWED = 24 * MIB
"""Growth of the process, in which the client runs too: far below the file, far above what buffers need."""


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


class Memory:
    """The highest resident size seen."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self.start = self._process.memory_info().rss
        self.peak = self.start

    def look(self) -> None:
        self.peak = max(self.peak, self._process.memory_info().rss)

    @property
    def growth(self) -> int:
        return self.peak - self.start


async def test_64_mib_up_and_down_in_small_pieces(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    read: list[int] = []
    write, content_read = Incoming.write, Content.read

    def counting_write(self: Incoming, data: bytes) -> None:
        written.append(len(data))
        write(self, data)

    def counting_read(self: Content, first: int, count: int) -> bytes:
        data = content_read(self, first, count)
        read.append(len(data))
        return data

    monkeypatch.setattr(Incoming, "write", counting_write)
    monkeypatch.setattr(Content, "read", counting_read)
    await site.stored(bytes(MIB))  # whatever is loaded once
    written.clear()
    read.clear()
    memory = Memory()

    async def body() -> AsyncIterator[bytes]:
        for _ in range(SIZE // CHUNK):
            memory.look()
            yield bytes(CHUNK)

    slot = await site.world.slot(SIZE, "film.mp4")
    headers = {**slot.headers, "Content-Length": str(SIZE)}
    answer = await site.client.put(site.at(slot), content=body(), headers=headers, timeout=60)
    assert answer.status_code == 201
    received = 0
    async with site.client.stream("GET", site.at(slot), timeout=60) as got:
        async for piece in got.aiter_raw():
            memory.look()
            received += len(piece)
    assert received == SIZE
    assert sum(written) == SIZE
    assert max(written) < WRITE_BATCH + 256 * 1024
    assert max(read) <= max(16, READ_BATCH) * CHUNK
    assert memory.growth < ALLOWED
