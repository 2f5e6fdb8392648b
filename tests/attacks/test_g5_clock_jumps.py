"""G5: whatever the clock does, archive ids strictly increase, also over restarts, and the order of messages is kept."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from casemate.archive.api import ArchiveQuery
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer
from casemate.audit.verify import verify
from casemate.model.ids import ArchiveIds
from casemate.storage.schema import audit
from tests.archive.support import ALICE, BOB, NOW, ONE, SetClock, opened

HOUR = 3_600.0
JUMPS = (0.0, HOUR, -HOUR, -HOUR, 0.001, -30 * 24 * HOUR, 60 * 24 * HOUR, -NOW + 1, NOW)


@given(st.lists(st.integers(0, 2**43 - 1), min_size=2, max_size=200))
def test_g5_ids_strictly_increase_whatever_the_clock_says(moments: list[int]) -> None:
    ids = ArchiveIds()
    made = [ids.next(moment) for moment in moments]
    assert all(one < other for one, other in pairwise(made))


async def test_g5_order_is_kept_over_jumps_and_restarts(database_url: str, tmp_path: Path) -> None:
    clock = SetClock()
    said: list[int] = []
    for jump in JUMPS:
        clock.now += jump
        async with opened(database_url, tmp_path, clock) as record:
            for _ in range(3):
                said.append(await record.say(ALICE, BOB, str(len(said)).encode()))
                record.journal.audit(
                    AuditEvent(tenant=1, actor="a", action=AuditAction.SERVER_STARTED, subject="", detail={})
                )
            signer = Signer(record.db, bytes(32), clock)
            await signer.sign()
    assert said == sorted(set(said))
    async with opened(database_url, tmp_path, clock) as record:
        page = await record.archive.page(ONE, BOB, ArchiveQuery(100))
        assert [int(item.stanza) for item in page.items] == list(range(len(said)))
        result = await verify(record.db, signer.public_key)
        assert result.good
        assert result.rows == len(said)
        async with record.db.read() as conn:
            times = [row.at for row in (await conn.execute(select(audit).order_by(audit.c.seq))).all()]
        assert times != sorted(times)  # the clock did jump; numbers, not times, say what came first
