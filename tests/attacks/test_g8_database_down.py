"""G8: the database server goes away and comes back: refusals are clear and bounded, nothing acknowledged is lost."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from casemate.archive import journal as journal_module
from casemate.archive.api import ArchiveQuery
from casemate.model.errors import Unavailable
from casemate.storage.engine import Database
from casemate.storage.schema import message
from tests.archive.support import ALICE, BOB, ONE, opened
from tests.postgres import Cluster


@pytest.fixture
def server() -> Iterator[Cluster]:
    """A server that only this test stops."""
    cluster = Cluster()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.close()


async def test_g8_stop_and_start(server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "RETRY", 0.0)
    url = server.create()
    async with opened(url, tmp_path) as record:
        acknowledged = [await record.say(ALICE, BOB) for _ in range(5)]
        server.stop()
        answers = await asyncio.wait_for(record.append(*(record.entry() for _ in range(100))), 30)
        assert all(isinstance(answer, Unavailable) for answer in answers)
        assert not record.journal.healthy
        assert all("password" not in str(answer) and "\n" not in str(answer) for answer in answers)
        with pytest.raises(Unavailable, match="does not answer"):
            await record.archive.page(ONE, BOB, ArchiveQuery(10))
        with pytest.raises(Unavailable):
            await Database.open(url)
        [answer] = await record.append(record.entry())
        assert isinstance(answer, Unavailable)

        server.start()
        entry = record.entry()
        assert await record.append(entry) == [None]
        assert record.journal.healthy
        page = await record.archive.page(ONE, BOB, ArchiveQuery(10))
        assert [item.id for item in page.items] == [*acknowledged, entry.id]


async def test_g8_stopped_in_the_middle_of_load(server: Cluster, tmp_path: Path) -> None:
    async with opened(server.create(), tmp_path) as record:
        acknowledged: list[int] = []
        failed = asyncio.Event()
        enough = asyncio.Event()

        def send() -> None:
            entry = record.entry()

            def done(error: Exception | None) -> None:
                if error is not None:
                    assert isinstance(error, Unavailable)
                    failed.set()
                    return
                acknowledged.append(entry.id)
                if len(acknowledged) > 500:
                    enough.set()
                send()

            record.journal.append(entry, done)

        for _ in range(50):
            send()
        await enough.wait()
        await asyncio.to_thread(server.stop)
        await failed.wait()
        server.start()
        async with record.db.read() as conn:
            there = set((await conn.execute(select(message.c.id))).scalars())
        assert set(acknowledged) <= there
