import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.archive.support import SetClock, opened

from casemate.audit.chain import GENESIS, extend, row_hash
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Signer, read_public_key
from casemate.audit.store import append_events
from casemate.audit.verify import Checker, verify
from casemate.model.errors import ConfigurationError
from casemate.storage.schema import audit, audit_head

EVENTS = st.builds(
    AuditEvent,
    tenant=st.integers(0, 2**31 - 1),
    actor=st.text(st.characters(codec="utf-8"), max_size=20),
    action=st.sampled_from(AuditAction),
    subject=st.text(st.characters(codec="utf-8"), max_size=20),
    detail=st.dictionaries(
        st.text(st.characters(codec="utf-8"), max_size=5), st.integers(-9, 9) | st.booleans(), max_size=3
    ),
)


def _event(n: int = 0) -> AuditEvent:
    return AuditEvent(tenant=1, actor="a@b", action=AuditAction.POLICY_LOADED, subject=f"s{n}", detail={"n": n})


@pytest.mark.parametrize("action", list(AuditAction))
def test_actions_are_named_by_subject_and_what_happened(action: AuditAction) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", action.value)
    assert action.name == action.value.replace(".", "_").upper()
    assert len(action.value) <= 64


@given(st.lists(EVENTS, max_size=10), st.lists(EVENTS, max_size=10))
def test_a_chain_goes_on_where_it_ended_and_verifies(first: list[AuditEvent], second: list[AuditEvent]) -> None:
    rows = extend(0, GENESIS, 5, first)
    seq, digest = (rows[-1].seq, rows[-1].hash) if rows else (0, GENESIS)
    rows += extend(seq, digest, 6, second)
    assert rows[len(first) :] == extend(len(first), digest, 6, second)
    checker = Checker(Signer(None, bytes(32), SetClock()).public_key, ())  # pyright: ignore[reportArgumentType]
    for row in rows:
        checker.row(row)
    result = checker.finish()
    assert result.good
    assert result.rows == len(first) + len(second)


def test_the_order_of_details_does_not_matter() -> None:
    one = AuditEvent(tenant=1, actor="a", action=AuditAction.FILE_HELD, subject="s", detail={"a": 1, "b": 2})
    other = AuditEvent(tenant=1, actor="a", action=AuditAction.FILE_HELD, subject="s", detail={"b": 2, "a": 1})
    assert extend(0, GENESIS, 1, [one]) == extend(0, GENESIS, 1, [other])


def test_fields_do_not_run_into_each_other() -> None:
    assert row_hash(GENESIS, 1, 1, 1, "ab", "c", "", "{}") != row_hash(GENESIS, 1, 1, 1, "a", "bc", "", "{}")
    assert row_hash(GENESIS, 1, 11, 1, "", "c", "", "{}") != row_hash(GENESIS, 11, 1, 1, "", "c", "", "{}")


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


async def test_an_auditor_needs_the_public_key_only(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as record:
        signer = Signer(record.db, bytes(range(32)), SetClock())
        signer.write_public_key(tmp_path / "audit.pub")
        async with record.db.write() as conn:
            await append_events(conn, [_event()], 1)
        await signer.sign()
        assert (await verify(record.db, read_public_key(tmp_path / "audit.pub"))).good
        stranger = Signer(record.db, bytes(32), SetClock())
        [problem] = (await verify(record.db, stranger.public_key)).problems
        assert "not by this key" in problem


def test_what_is_no_public_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with pytest.raises(ConfigurationError):
        read_public_key(path)
    path.write_text("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")
    with pytest.raises(ConfigurationError):
        read_public_key(path)
    rsa = generate_private_key(65537, 2048).public_key()
    path.write_bytes(rsa.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(ConfigurationError, match="Ed25519"):
        read_public_key(path)


@pytest.mark.parametrize("odd", ["a\0b", "x" * 5_000, "\ud800", "é" * 2_047])
async def test_whoever_a_stranger_claims_to_be_it_is_on_record(database_url: str, tmp_path: Path, odd: str) -> None:
    event = AuditEvent(tenant=0, actor=odd, action=AuditAction.SIGN_IN_FAILED, subject=odd, detail={"a": "\0"})
    async with opened(database_url, tmp_path) as record:
        record.journal.audit(event)
        assert await record.append(record.entry(audit=(event,))) == [None]
        result = await verify(record.db, Signer(record.db, bytes(32), SetClock()).public_key)
        assert (result.rows, result.problems) == (2, [])
