"""The files of keys: changed by one at a time, whole, and never by half; damage is told, not overwritten."""

import multiprocessing
import stat
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from casemate.archive.keyfile import KeysFile, RootKey, WrappedKey, changing, create_root_key, read_keys, read_root_key
from casemate.model.errors import ConfigurationError

PROCESSES, CHANGES = 4, 10


def number_keys(path: Path) -> None:
    for _ in range(CHANGES):
        with changing(path) as file:
            file.keys.append(WrappedKey(file.next, 1, "2026-11", "AAAA"))
            file.next += 1


def test_processes_lose_none_of_each_others_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "keys.json"
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=number_keys, args=(path,)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
        worker.close()
    file = read_keys(path)
    assert [key.id for key in file.keys] == list(range(1, PROCESSES * CHANGES + 1))
    assert file.next == PROCESSES * CHANGES + 1


def test_what_was_changed_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "keys.json"
    assert read_keys(path) == KeysFile()
    with changing(path) as file:
        file.keys.append(WrappedKey(1, 7, "2026-11", "AAAA"))
        file.next = 2
        file.destroyed.append(9)
    assert read_keys(path) == KeysFile(1, 2, [WrappedKey(1, 7, "2026-11", "AAAA")], [9])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_change_that_fails_changes_nothing_and_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with changing(path) as file:
        file.next = 5
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), changing(path) as file:
        file.next = 1 // 0
    assert path.read_bytes() == before
    with changing(path) as file:
        file.next = 6
    assert read_keys(path).next == 6


def test_a_draft_that_a_crash_left_is_written_over_and_private(tmp_path: Path) -> None:
    path, draft = tmp_path / "keys.json", tmp_path / "keys.new"
    draft.write_bytes(b"half a fi" * 10_000)
    draft.chmod(0o644)
    with changing(path) as file:
        file.next = 5
    assert read_keys(path).next == 5
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not draft.exists()


@pytest.mark.parametrize("content", [b"", b"null", b'{"next": "1"}', b'{"keys": [{"id": 1}]}', b"\x00" * 100])
def test_a_damaged_file_is_told_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"keys\.json are damaged.*restore the file"):
        read_keys(path)
    with pytest.raises(ConfigurationError, match="damaged"), changing(path):
        pass
    assert path.read_bytes() == content


def test_a_file_of_a_later_casemate_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(msgspec.json.encode(KeysFile(version=2)))
    with pytest.raises(ConfigurationError, match="later version"):
        read_keys(path)


def test_a_file_that_can_not_be_read_or_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys.json").mkdir()
    with pytest.raises(ConfigurationError, match="can't be read"):
        read_keys(tmp_path / "keys.json")
    (tmp_path / "plain").touch()
    with pytest.raises(ConfigurationError, match="can't be written"), changing(tmp_path / "plain" / "keys.json"):
        pass


def test_what_is_derived_is_rfc_5869_and_differs_by_purpose() -> None:
    root = RootKey(bytes(range(32)))
    assert root.derive("a") == root.derive("a") != root.derive("b")
    # HKDF-Extract with a salt of zeros, then HKDF-Expand (sections 2.2 and 2.3), written out.
    import hmac

    extracted = hmac.digest(bytes(32), bytes(range(32)), "sha256")
    assert root.derive("a") == HKDFExpand(SHA256(), 32, b"casemate a").derive(extracted)


def test_a_root_key_that_nobody_can_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigurationError, match="can't be read"):
        read_root_key(tmp_path / "folder")
    with pytest.raises(ConfigurationError, match="exists already"):
        create_root_key(tmp_path / "folder")
    made = [create_root_key(tmp_path / name) for name in ("one", "two")]
    assert made[0].derive("a") != made[1].derive("a")
