"""Where things are: relative to the settings file; and secrets that are not readable by others."""

from pathlib import Path

import msgspec
import pytest

from casemate.cli.setup import initialise
from casemate.model.errors import ConfigurationError, Unavailable
from casemate.model.jid import Jid
from casemate.settings.loader import Loaded, load
from casemate.wiring.places import (
    control_socket,
    database_url,
    make_external,
    open_accounts,
    public_key_file,
    root_key,
)

TURN = "turn:turn.example:3478"


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return load(initialise(tmp_path / "place", "localhost"), {})


def changed(loaded: Loaded, section: str, **values: object) -> Loaded:
    part = msgspec.structs.replace(getattr(loaded.settings, section), **values)
    return msgspec.structs.replace(loaded, settings=msgspec.structs.replace(loaded.settings, **{section: part}))


def test_everything_is_beside_the_settings(loaded: Loaded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "place"
    assert database_url(loaded) == f"sqlite:///{folder}/data/casemate.sqlite3"
    assert control_socket(loaded) == folder / "data" / "control.sock"
    assert public_key_file(loaded) == folder / "casemate.pub"
    assert root_key(loaded).derive("x")


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("sqlite:////srv/db.sqlite3", "sqlite:////srv/db.sqlite3"),
        ("sqlite:///db.sqlite3", "sqlite:///{folder}/db.sqlite3"),
        ("postgresql://casemate:secret@db/casemate", "postgresql://casemate:secret@db/casemate"),
    ],
)
def test_addresses_of_databases(loaded: Loaded, written: str, url: str) -> None:
    assert database_url(changed(loaded, "storage", database=written)) == url.format(folder=loaded.path.parent)


def test_a_key_file_elsewhere_has_its_public_key_beside_it(loaded: Loaded) -> None:
    elsewhere = changed(loaded, "storage", key_file="/mnt/keys/root.key")
    assert public_key_file(elsewhere) == Path("/mnt/keys/root.pub")
    with pytest.raises(ConfigurationError, match=r"/mnt/keys/root\.key can't be read"):
        root_key(elsewhere)


def test_a_secret_of_turn_servers(loaded: Loaded, tmp_path: Path) -> None:
    path = tmp_path / "place" / "turn.secret"
    calls = changed(loaded, "calls", services=(TURN,), secret_file="turn.secret")
    for text, mode, words in (
        (None, 0, "can't be read: No such file"),
        (b"s", 0o640, "can be read by others: chmod 600"),
        (b" \n", 0o600, "is empty"),
        (b"\xff\xfe", 0o600, "it is no text"),
    ):
        if text is not None:
            path.write_bytes(text)
            path.chmod(mode)
        with pytest.raises(ConfigurationError, match=words) as caught:
            make_external(calls)
        assert str(caught.value).startswith("calls.secret_file: ")
    path.write_bytes(b"  the secret \n")
    assert make_external(calls)
    assert make_external(changed(loaded, "calls", services=(TURN,)))


async def test_accounts_of_a_command_are_those_of_the_server(loaded: Loaded) -> None:
    async with open_accounts(loaded) as accounts:
        await accounts.add_tenant("Local", ["localhost"])
        await accounts.add_person(Jid.parse("alice@localhost"))
        nobody = Jid.parse("nobody@localhost")
        decoy = await accounts.scram(nobody, "sha256")
    async with open_accounts(loaded) as accounts:
        assert accounts.lookup(Jid.parse("alice@localhost")) is not None
        # What a stranger sees of an unknown address is the same after every restart.
        assert await accounts.scram(nobody, "sha256") == decoy
        limits = loaded.settings.limits
        for _ in range(limits.failed_sign_ins):
            assert accounts.throttle.allowed(nobody, "192.0.2.1")
            accounts.throttle.failed(nobody, "192.0.2.1")
        assert not accounts.throttle.allowed(nobody, "192.0.2.1")


async def test_the_database_is_closed_whatever_happens(loaded: Loaded, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        async with open_accounts(loaded):
            raise ZeroDivisionError
    # The last connection takes the write-ahead log with it.
    assert [path.name for path in (tmp_path / "place" / "data").glob("*-wal")] == []
    (tmp_path / "place" / "data" / "casemate.sqlite3").write_bytes(b"something else" * 1000)
    with pytest.raises((ConfigurationError, Unavailable)):
        async with open_accounts(loaded):
            pass
