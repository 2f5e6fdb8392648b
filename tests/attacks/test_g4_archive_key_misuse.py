"""G4: nonces never repeat, and sealed content opens only for its own tenant, conversation and row, under its own key."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from casemate.archive.sealing import Keyring, SealBroken
from casemate.storage.schema import message
from tests.archive.support import ALICE, BOB, ONE, ROOT, TWO, SetClock, opened


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring(ROOT, tmp_path_factory.mktemp("g4") / "keys.json", SetClock())


def test_g4_nonces_are_unique(keyring: Keyring) -> None:
    sealed = [keyring.seal(1, "c", 1, b"same") for _ in range(20_000)]
    assert len({s.data[:12] for s in sealed}) == len(sealed)


@given(
    st.tuples(st.integers(1, 3), st.sampled_from(["a\0b", "b\0a", "a", ""]), st.integers(0, 99)),
    st.tuples(st.integers(1, 3), st.sampled_from(["a\0b", "b\0a", "a", ""]), st.integers(0, 99)),
)
def test_g4_it_opens_nowhere_else(keyring: Keyring, here: tuple[int, str, int], there: tuple[int, str, int]) -> None:
    key, data = keyring.seal(*here, b"secret")
    if here == there:
        assert keyring.unseal(*there, key, data) == b"secret"
    else:
        with pytest.raises(SealBroken):
            keyring.unseal(*there, key, data)


@given(st.integers(0, 33), st.integers(1, 255))
def test_g4_any_changed_byte_is_noticed(keyring: Keyring, place: int, flip: int) -> None:
    key, data = keyring.seal(1, "c", 1, b"secret")
    changed = bytearray(data)
    changed[place] ^= flip
    with pytest.raises(SealBroken):
        keyring.unseal(1, "c", 1, key, bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 12, 27, 33])
def test_g4_truncated(keyring: Keyring, length: int) -> None:
    key, data = keyring.seal(1, "c", 1, b"secret")
    with pytest.raises(SealBroken):
        keyring.unseal(1, "c", 1, key, data[:length])


def test_g4_the_key_of_another_tenant_is_refused_by_name(keyring: Keyring) -> None:
    theirs = keyring.current(2)
    with pytest.raises(SealBroken, match="another tenant"):
        keyring.unseal(1, "c", 1, theirs, bytes(40))


async def test_g4_swapped_rows_do_not_open(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as record:
        first = await record.say(ALICE, BOB, b"first")
        second = await record.say(ALICE, BOB, b"second")
        async with record.db.write() as conn:
            sealed = {row.id: row.sealed for row in (await conn.execute(select(message.c.id, message.c.sealed))).all()}
            for here, there in ((first, second), (second, first)):
                await conn.execute(update(message).where(message.c.id == here).values(sealed=sealed[there]))
        for archive_id in (first, second):
            with pytest.raises(SealBroken):
                await record.archive.get(ONE, archive_id)


@pytest.mark.parametrize("column", ["sender", "recipient", "tenant"])
async def test_g4_a_row_given_to_somebody_else_does_not_open(database_url: str, tmp_path: Path, column: str) -> None:
    async with opened(database_url, tmp_path) as record:
        archive_id = await record.say(ALICE, BOB, b"first")
        changed = {column: TWO if column == "tenant" else "eve@example.org"}
        async with record.db.write() as conn:
            await conn.execute(update(message).where(message.c.id == archive_id).values(changed))
        with pytest.raises(SealBroken):
            await record.archive.get(changed.get("tenant", ONE), archive_id)
