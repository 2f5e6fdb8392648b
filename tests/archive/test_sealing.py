import stat
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.archive.sealing import Keyring, RootKey, SealBroken, create_root_key, read_root_key
from casemate.model.errors import ConfigurationError
from tests.archive.support import ROOT, SetClock

DECEMBER = datetime(2026, 12, 31, 23, 59, 59, 999_000, UTC).timestamp()
JANUARY = datetime(2027, 1, 1, tzinfo=UTC).timestamp()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(DECEMBER)


@pytest.fixture
def keyring(tmp_path: Path, clock: SetClock) -> Keyring:
    return Keyring(ROOT, tmp_path / "keys.json", clock)


def test_what_is_sealed_opens(keyring: Keyring) -> None:
    key, data = keyring.seal(1, "message", 5, b"hello")
    assert b"hello" not in data
    assert keyring.unseal(1, "message", 5, key, data) == b"hello"


def test_another_process_opens_it(keyring: Keyring, tmp_path: Path, clock: SetClock) -> None:
    other = Keyring(ROOT, tmp_path / "keys.json", clock)
    key, data = keyring.seal(1, "message", 5, b"hello")
    assert other.unseal(1, "message", 5, key, data) == b"hello"


def test_two_processes_agree_on_the_key_of_a_month(keyring: Keyring, tmp_path: Path, clock: SetClock) -> None:
    other = Keyring(ROOT, tmp_path / "keys.json", clock)
    assert keyring.current(1) == other.current(1)
    assert other.current(2) == keyring.current(2) != keyring.current(1)


def test_a_new_month_has_a_new_key_and_the_old_one_still_opens(keyring: Keyring, clock: SetClock) -> None:
    old = keyring.seal(1, "c", 1, b"old")
    clock.now = JANUARY
    new = keyring.seal(1, "c", 2, b"new")
    assert new.key != old.key
    assert keyring.unseal(1, "c", 1, *old) == b"old"
    clock.now = DECEMBER
    assert keyring.current(1) == old.key


def test_shredding_a_month_destroys_what_it_sealed_and_only_that(
    keyring: Keyring, clock: SetClock, tmp_path: Path
) -> None:
    old = keyring.seal(1, "c", 1, b"old")
    neighbour = keyring.seal(2, "c", 1, b"theirs")
    clock.now = JANUARY
    new = keyring.seal(1, "c", 2, b"new")
    assert keyring.shred(1, "2026-12") == 1
    for ring in (keyring, Keyring(ROOT, tmp_path / "keys.json", clock)):
        with pytest.raises(SealBroken, match="destroyed"):
            ring.unseal(1, "c", 1, *old)
        with pytest.raises(SealBroken):
            ring.file_key(1, old.key)
        assert ring.unseal(2, "c", 1, *neighbour) == b"theirs"
        assert ring.unseal(1, "c", 2, *new) == b"new"
        assert ring.knows(old.key)
    assert keyring.shred(1, "2026-12") == 0


def test_after_shredding_this_month_a_new_key_seals(keyring: Keyring) -> None:
    old = keyring.current(1)
    keyring.shred(1, "2026-12")
    sealed = keyring.seal(1, "c", 1, b"again")
    assert sealed.key > old
    assert keyring.unseal(1, "c", 1, *sealed) == b"again"


def test_a_file_key_stays_the_same_and_is_not_the_data_key(keyring: Keyring, tmp_path: Path, clock: SetClock) -> None:
    number, key = keyring.file_key(1)
    assert keyring.file_key(1, number) == (number, key)
    assert Keyring(ROOT, tmp_path / "keys.json", clock).file_key(1, number) == (number, key)
    assert len(key) == 32
    assert keyring.file_key(2)[1] != key
    with pytest.raises(SealBroken):
        keyring.file_key(2, number)


def test_the_keys_file_is_private_and_holds_no_key_in_clear(keyring: Keyring, tmp_path: Path) -> None:
    keyring.current(1)
    path = tmp_path / "keys.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keyring._keys[1].secret.hex() not in path.read_bytes().hex()
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".new"] == []


def test_a_wrong_root_key_is_told_when_opening(keyring: Keyring, tmp_path: Path, clock: SetClock) -> None:
    keyring.current(1)
    with pytest.raises(ConfigurationError, match="wrapped by another key file"):
        Keyring(RootKey(bytes(32)), tmp_path / "keys.json", clock)


@pytest.mark.parametrize(
    "change", [{"tenant": 9}, {"month": "2020-01"}, {"id": 9}, {"wrapped": "AAAA"}, {"wrapped": "?"}]
)
def test_an_altered_keys_file_is_told_when_opening(
    keyring: Keyring, tmp_path: Path, clock: SetClock, change: dict[str, object]
) -> None:
    keyring.current(1)
    path = tmp_path / "keys.json"
    file = msgspec.json.decode(path.read_bytes())
    file["keys"][0] |= change
    path.write_bytes(msgspec.json.encode(file))
    with pytest.raises(ConfigurationError):
        Keyring(ROOT, path, clock)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"keys": 5}', b"\xff\xfe"])
def test_a_damaged_keys_file_is_told_when_opening(tmp_path: Path, clock: SetClock, content: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    with pytest.raises(ConfigurationError, match="damaged"):
        Keyring(ROOT, tmp_path / "keys.json", clock)


def test_a_keys_file_that_cannot_be_written_loses_nothing(tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "file").write_text("not a folder")
    keyring = Keyring(ROOT, tmp_path / "keys.json", clock)
    keyring.current(1)
    keyring.path.unlink()
    keyring.path.mkdir()
    with pytest.raises(ConfigurationError):
        keyring.current(2)


def test_root_key_files(tmp_path: Path) -> None:
    path = tmp_path / "root"
    made = create_root_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_root_key(path).derive("x") == made.derive("x") != made.derive("y")
    with pytest.raises(ConfigurationError, match="exists already"):
        create_root_key(path)
    path.chmod(0o640)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        read_root_key(path)
    path.chmod(0o600)
    for damage in (b"", b"short", b"A" * 44, b"\xff" * 32, b"QUJD"):
        path.write_bytes(damage)
        with pytest.raises(ConfigurationError, match="damaged"):
            read_root_key(path)
    with pytest.raises(ConfigurationError, match="casemate init"):
        read_root_key(tmp_path / "none")
    with pytest.raises(ConfigurationError):
        create_root_key(tmp_path / "no" / "folder")


@given(st.binary(max_size=2000), st.text(max_size=50), st.integers(0, 2**63 - 1), st.integers(1, 2**31 - 1))
def test_anything_can_be_sealed(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, context: str, row: int, tenant: int
) -> None:
    keyring = Keyring(ROOT, tmp_path_factory.mktemp("keys") / "keys.json", SetClock())
    key, sealed = keyring.seal(tenant, context, row, data)
    assert keyring.unseal(tenant, context, row, key, sealed) == data
    assert len(sealed) == len(data) + 28
