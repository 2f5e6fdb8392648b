"""G1: whatever is changed, removed, added or moved in the audit record is found, even if the attacker mends the chain."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, insert, select, update

from casemate.audit.chain import GENESIS, AuditRow, extend, row_hash
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.heads import Head, Signer, read_witness, sign_head
from casemate.audit.store import append_events
from casemate.audit.verify import Checker, verify
from casemate.storage.schema import audit, audit_head
from tests.archive.support import SetClock, opened

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MUTATIONS = 10_000
ROWS = 12


def _events(count: int) -> list[AuditEvent]:
    return [
        AuditEvent(tenant=n % 3, actor=f"a{n}@b", action=AuditAction.MESSAGE_HELD, subject=f"s{n}", detail={"n": n})
        for n in range(count)
    ]


@dataclass(frozen=True)
class Kept:
    rows: tuple[AuditRow, ...]
    heads: tuple[Head, ...]


def _record() -> Kept:
    rows = tuple(extend(0, GENESIS, 1_000, _events(ROWS)))
    return Kept(rows, (sign_head(KEY, rows[4].seq, 5, rows[4].hash), sign_head(KEY, ROWS, 9, rows[-1].hash)))


def _problems(kept: Kept) -> Sequence[str]:
    checker = Checker(KEY.public_key(), kept.heads)
    for row in sorted(kept.rows, key=lambda r: r.seq):
        checker.row(row)
    return checker.finish().problems


def _changed(row: AuditRow, rng: random.Random) -> AuditRow:
    field = rng.choice(AuditRow._fields)
    value = getattr(row, field)
    if isinstance(value, int):
        return row._replace(**{field: value ^ (1 << rng.randrange(40))})
    if isinstance(value, bytes):
        place = rng.randrange(len(value))
        return row._replace(
            **{field: value[:place] + bytes([value[place] ^ rng.randrange(1, 256)]) + value[place + 1 :]}
        )
    place = rng.randrange(len(value) + 1)
    return row._replace(**{field: value[:place] + rng.choice(["x", "\0", '"', " "]) + value[place:]})


def change(rows: list[AuditRow], rng: random.Random) -> None:
    place = rng.randrange(len(rows))
    rows[place] = _changed(rows[place], rng)


def remove(rows: list[AuditRow], rng: random.Random) -> None:
    del rows[rng.randrange(len(rows))]


def remove_and_close_the_gap(rows: list[AuditRow], rng: random.Random) -> None:
    place = rng.randrange(len(rows))
    rows[place:] = [row._replace(seq=row.seq - 1) for row in rows[place + 1 :]]


def swap(rows: list[AuditRow], rng: random.Random) -> None:
    one, other = rng.sample(range(len(rows)), 2)
    first, second = rows[one], rows[other]
    rows[one], rows[other] = second._replace(seq=first.seq), first._replace(seq=second.seq)


def double(rows: list[AuditRow], rng: random.Random) -> None:
    row = rng.choice(rows)
    rows.append(row._replace(seq=len(rows) + 1))


def mend(rows: list[AuditRow], rng: random.Random) -> None:
    """Change a row and compute every hash anew, as one who has the database but not the signing key."""
    place = rng.randrange(len(rows))
    rows[place] = rows[place]._replace(actor="mallory@b")
    previous = GENESIS
    for n, row in enumerate(rows):
        previous = row_hash(previous, *row[:-1])
        rows[n] = row._replace(hash=previous)


def cut(rows: list[AuditRow], rng: random.Random) -> None:
    del rows[-rng.randrange(1, len(rows)) :]


@pytest.mark.parametrize("mutation", [change, remove, remove_and_close_the_gap, swap, double, mend, cut])
def test_g1_every_mutation_is_found(mutation: Callable[[list[AuditRow], random.Random], None]) -> None:
    rng = random.Random(mutation.__name__)
    kept = _record()
    assert _problems(kept) == []
    for _ in range(MUTATIONS // 7):
        rows = list(kept.rows)
        mutation(rows, rng)
        assert rows != list(kept.rows)
        assert _problems(replace(kept, rows=tuple(rows))), rows


def test_g1_a_changed_head_is_found() -> None:
    kept = _record()
    for changed in (
        {"seq": 4},
        {"at": 6},
        {"hash": bytes(32)},
        {"signature": bytes(64)},
        {"signature": b""},
        {"signature": kept.heads[1].signature},
    ):
        head = kept.heads[0]._replace(**changed)
        assert _problems(replace(kept, heads=(head, kept.heads[1]))), changed


def test_g1_heads_of_another_key_are_found() -> None:
    kept = _record()
    other = Ed25519PrivateKey.generate()
    head = sign_head(other, ROWS, 9, kept.rows[-1].hash)
    assert _problems(replace(kept, heads=(kept.heads[0], head)))


@pytest.mark.parametrize("left", [8, 5, 0])
async def test_g1_a_shortened_record_with_a_mended_chain_is_not_what_the_witness_saw(
    database_url: str, tmp_path: Path, left: int
) -> None:
    """Who can write to the database alone takes a row out, renumbers and hashes anew, and empties the heads."""
    witness = tmp_path / "casemate.head"
    async with opened(database_url, tmp_path) as record:
        for event in _events(9):
            record.journal.audit(event)
        assert await record.append(record.entry()) == [None]
        signer = Signer(record.db, bytes(range(32)), SetClock(), witness)
        await signer.sign()
        assert (await verify(record.db, signer.public_key, read_witness(witness))).good
        async with record.db.write() as conn:
            await conn.execute(delete(audit))
            await conn.execute(delete(audit_head))
            await append_events(conn, _events(left), 1_000)
        assert (await verify(record.db, signer.public_key)).good
        assert (await verify(record.db, signer.public_key, read_witness(witness))).problems


@pytest.mark.parametrize("harm", ["change", "remove", "swap", "cut"])
async def test_g1_in_the_database(database_url: str, tmp_path: Path, harm: str) -> None:
    async with opened(database_url, tmp_path) as record:
        for event in _events(8):
            record.journal.audit(event)
        assert await record.append(record.entry()) == [None]
        signer = Signer(record.db, bytes(range(32)), SetClock())
        assert await signer.sign() == 8
        good = await verify(record.db, signer.public_key)
        assert (good.problems, good.rows, good.heads, good.newest_head) == ([], 8, 1, 8)
        async with record.db.write() as conn:
            if harm == "change":
                await conn.execute(update(audit).where(audit.c.seq == 3).values(detail='{"n":99}'))
            elif harm == "remove":
                await conn.execute(delete(audit).where(audit.c.seq == 3))
            elif harm == "cut":
                await conn.execute(delete(audit).where(audit.c.seq > 6))
            else:
                rows = (await conn.execute(select(audit).where(audit.c.seq.in_((3, 4))))).all()
                await conn.execute(delete(audit).where(audit.c.seq.in_((3, 4))))
                await conn.execute(insert(audit), [dict(r._mapping) | {"seq": 7 - r.seq} for r in rows])
        assert (await verify(record.db, signer.public_key)).problems


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit SET hash = 'text' WHERE seq = 3",
        "UPDATE audit SET at = 'noon' WHERE seq = 3",
        "UPDATE audit SET detail = x'ff' WHERE seq = 3",
        "UPDATE audit SET actor = 1.5 WHERE seq = 3",
        "UPDATE audit SET seq = -9223372036854775808 WHERE seq = 3",
        "UPDATE audit_head SET at = 'noon'",
        "UPDATE audit_head SET at = -1",
        "UPDATE audit_head SET hash = 7",
        "UPDATE audit_head SET signature = 'text'",
        "UPDATE audit_head SET seq = -1",
    ],
)
async def test_g1_sqlite_holds_anything_anywhere(tmp_path: Path, harm: str) -> None:
    async with opened(f"sqlite:///{tmp_path}/x", tmp_path) as record:
        async with record.db.write() as conn:
            await append_events(conn, _events(5), 1)
        signer = Signer(record.db, bytes(32), SetClock())
        await signer.sign()
        async with record.db.write() as conn:
            await conn.exec_driver_sql(harm)
        assert (await verify(record.db, signer.public_key)).problems
