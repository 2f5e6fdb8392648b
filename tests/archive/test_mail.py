from pathlib import Path

import pytest
from sqlalchemy import func, select

from casemate.archive import mail as mail_module
from casemate.archive.api import ArchiveQuery
from casemate.storage.schema import mail, progress
from tests.archive.support import ALICE, BOB, ONE, Record, opened


async def _filled(record: Record) -> tuple[int, int]:
    """Rows of `mail`, and the id up to which it says to be complete."""
    async with record.db.read() as conn:
        rows = (await conn.execute(select(func.count()).select_from(mail))).scalar_one()
        upto = (await conn.execute(select(progress.c.value).where(progress.c.name == "mail"))).scalar_one()
    return rows, upto


async def test_it_is_filled_in_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "RUN", 10)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        for _ in range(9):
            last = await record.say(ALICE, BOB)
        await record.say(ALICE, ALICE)
        await record.journal.close()  # what is done after the tenth answer is over now
        rows, upto = await _filled(record)
        assert rows == 9 * 2 + 1
        assert upto > last
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        await record.say(ALICE, BOB)
        await record.journal.close()
        assert await _filled(record) == (rows, upto)
        assert len((await record.archive.page(ONE, BOB, ArchiveQuery(50))).items) == 10


async def test_a_straggler_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id made early and appended late lies below the mark when it comes."""
    monkeypatch.setattr(mail_module, "RUN", 1)
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        late = record.entry()
        await record.say(ALICE, BOB)
        await record.say(ALICE, BOB)  # by now the first is filled in
        assert await record.append(late) == [None]
        bad = record.entry(tenant=99)
        later = record.entry()
        await record.say(ALICE, BOB)
        await record.say(ALICE, BOB)
        answers = await record.append(bad, later)  # one by one, because of the bad one
        assert answers[1] is None
        page = await record.archive.page(ONE, BOB, ArchiveQuery(50))
        ids = [item.id for item in page.items]
        assert len(ids) == 6
        assert {late.id, later.id} <= set(ids)
        assert page.count == 6
