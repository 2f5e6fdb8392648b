from pathlib import Path

import pytest
from sqlalchemy import select

from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer
from casemate.audit.store import append_events
from casemate.audit.verify import verify
from casemate.storage.schema import audit, audit_head
from tests.archive.support import SetClock, opened


def _event(n: int = 0) -> AuditEvent:
    return AuditEvent(tenant=1, actor="a@b", action=AuditAction.POLICY_LOADED, subject=f"s{n}", detail={"n": n})


async def test_several_writers_extend_one_chain(database_url: str, tmp_path: Path) -> None:
    """The journal and a command in another process, say."""
    async with opened(database_url, tmp_path) as record:
        signer = Signer(record.db, bytes(32), SetClock())
        assert await signer.sign() == 0
        for n in range(10):
            record.journal.audit(_event(n))
            async with record.db.write() as conn:
                await append_events(conn, [_event(n), _event(n)], 7)
                await append_events(conn, [], 7)
        assert await record.append(record.entry(audit=(_event(),))) == [None]
        assert await signer.sign() == 31
        assert await signer.sign() == 31
        result = await verify(record.db, signer.public_key)
        assert (result.problems, result.rows, result.heads, result.newest_head) == ([], 31, 1, 31)
        async with record.db.read() as conn:
            assert list((await conn.execute(select(audit.c.seq).order_by(audit.c.seq))).scalars()) == list(range(1, 32))
            assert len((await conn.execute(select(audit_head))).all()) == 1


@pytest.mark.parametrize("odd", ["a\0b", "x" * 5_000, "\ud800", "é" * 2_047])
async def test_whoever_a_stranger_claims_to_be_it_is_on_record(database_url: str, tmp_path: Path, odd: str) -> None:
    event = AuditEvent(tenant=0, actor=odd, action=AuditAction.SIGN_IN_FAILED, subject=odd, detail={"a": "\0"})
    async with opened(database_url, tmp_path) as record:
        record.journal.audit(event)
        assert await record.append(record.entry(audit=(event,))) == [None]
        result = await verify(record.db, Signer(record.db, bytes(32), SetClock()).public_key)
        assert (result.rows, result.problems) == (2, [])
