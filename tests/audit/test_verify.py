from pathlib import Path

import pytest
from sqlalchemy import select

from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer
from casemate.audit.store import append_events
from casemate.audit.verify import verify
from casemate.storage.schema import audit
from tests.archive.support import SetClock, opened


def _event(n: int = 0) -> AuditEvent:
    return AuditEvent(tenant=1, actor="a@b", action=AuditAction.POLICY_LOADED, subject=f"s{n}", detail={"n": n})


async def test_a_long_record_is_verified_page_by_page(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casemate.audit.verify._PAGE", 7)
    async with opened(database_url, tmp_path) as record:
        key = Signer(record.db, bytes(32), SetClock()).public_key
        assert (await verify(record.db, key)).rows == 0
        for rows in (7, 14, 20):
            async with record.db.write() as conn:
                have = len((await conn.execute(select(audit.c.seq))).all())
                await append_events(conn, [_event(n) for n in range(rows - have)], 1)
            result = await verify(record.db, key)
            assert (result.rows, result.problems) == (rows, [])
