"""Every command that has `--json`, with and without it, and what `init` writes."""

import json
import tomllib

import click
import pytest

from casemate.cli.console import Exit
from casemate.cli.main import cli
from tests.cli.support import Given


def answer(given: Given, *words: str, code: int = Exit.OK) -> object:
    result = given.run(*words, "--json")
    assert result.exit_code == code, result.output
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1
    return json.loads(result.stdout)


def test_lists(given: Given) -> None:
    tenants = answer(given, "tenant", "list")
    assert isinstance(tenants, list)
    assert [(t["name"], t["domains"]) for t in tenants] == [("Local", ["localhost"])]
    assert answer(given, "person", "list") == [
        {"jid": "alice@localhost", "role": "employee", "groups": [], "disabled": False},
        {"jid": "bob@localhost", "role": "reviewer", "groups": ["sales"], "disabled": False},
    ]
    devices = answer(given, "device", "list", "alice@localhost")
    assert isinstance(devices, list)
    assert [d["name"] for d in devices] == ["phone"]
    for words, seen in (
        (("tenant", "list"), "Local"),
        (("person", "list"), "sales"),
        (("device", "list", "alice@localhost"), "phone"),
    ):
        assert seen in given.run(*words).stdout


def test_a_credential_is_told_once_and_kept_nowhere(given: Given) -> None:
    added = answer(given, "device", "add", "alice@localhost", "--name", "laptop")
    assert isinstance(added, dict)
    listed = given.run("device", "list", "alice@localhost", "--json").stdout
    assert added["credential"] not in listed
    data = b"".join(path.read_bytes() for path in given.folder.rglob("*") if path.is_file())
    assert added["credential"].encode() not in data
    assert given.run("device", "revoke", str(added["id"])).exit_code == Exit.OK
    assert "revoked" in given.run("device", "list", "alice@localhost").stdout


def test_disabling_and_enabling(given: Given) -> None:
    for word, state in (("disable", "disabled"), ("enable", "enabled")):
        result = given.run("person", word, "bob@localhost")
        assert (result.exit_code, result.stdout) == (Exit.OK, f"bob@localhost is {state}.\n")
        assert state in given.run("person", "list").stdout


def test_the_record(given: Given) -> None:
    verified = answer(given, "audit", "verify")
    assert isinstance(verified, dict)
    assert verified["problems"] == []
    assert verified["rows"] > 0
    assert "The record is whole" in given.run("audit", "verify").stdout


def test_the_doctor(given: Given) -> None:
    notes = answer(given, "doctor")
    assert isinstance(notes, list)
    assert {note["what"] for note in notes} >= {
        "permissions",
        "keys",
        "tls",
        "database",
        "policy",
        "scanners",
        "server",
    }
    assert all(note["good"] for note in notes)
    given.key.chmod(0o640)
    notes = answer(given, "doctor", code=Exit.FAILED)
    assert isinstance(notes, list)
    bad = [note["text"] for note in notes if not note["good"]]
    assert any("chmod 600" in text for text in bad)
    given.edit('clamd = "" ', 'clamd = "/nowhere/clamd.sock" ')
    told = given.run("doctor", env={"CASEMATE_FEATURES_ACCOUNT_PASSWORDS": "true"})
    assert told.exit_code == Exit.FAILED
    assert "/nowhere/clamd.sock" in told.stdout
    assert "account_passwords in [features]" in told.stdout


def test_doctor_looks_at_components(given: Given) -> None:
    path = given.folder / "casemate.toml"
    path.write_text(
        path.read_text() + '\n[[components]]\ndomain = "bridge.example"\nsecret = "only-components-know"\n', "utf-8"
    )
    told = given.run("doctor")
    assert "no port for them" in told.stdout
    assert "nobody may use bridge.example" in told.stdout
    env = {"CASEMATE_LISTEN_COMPONENTS": "5347", "CASEMATE_LISTEN_COMPONENTS_HOST": "0.0.0.0"}
    assert "components connect without encryption, on 0.0.0.0" in given.run("doctor", env=env).stdout
    env["CASEMATE_LISTEN_COMPONENTS_HOST"] = "::1"
    assert "without encryption" not in given.run("doctor", env=env).stdout


def test_the_policy(given: Given) -> None:
    shown = given.run("policy", "show").stdout
    assert tomllib.loads(shown)["rule"]
    (given.folder / "own.toml").write_text(shown)
    checked = given.run("policy", "check", "@/own.toml")
    assert checked.exit_code == Exit.OK
    assert "is good" in checked.stdout
    explained = answer(given, "policy", "explain", "secret")
    assert isinstance(explained, list)
    assert {(e["direction"], e["verdict"]) for e in explained} >= {("internal", "coach"), ("outbound", "block")}
    one = answer(given, "policy", "explain", "dlp.card", "--direction", "outbound")
    assert isinstance(one, list)
    assert [e["verdict"] for e in one] == ["hold"]


@pytest.mark.parametrize("name", ["casemate.toml", "casemate.key", "tls"])
def test_init_overwrites_nothing(given: Given, name: str) -> None:
    """Whichever of its files is left, it stays as it is, and none is added."""
    for path in list(given.folder.iterdir()):
        if path.name != name:
            path.rename(given.folder.parent / f"away-{path.name}")
    before = given.state()
    result = given.run("init", "@")
    assert result.exit_code == Exit.CONFLICT
    assert name in result.stderr
    assert given.state() == before


def test_init_writes_secrets_for_its_owner_only(given: Given) -> None:
    assert given.run("init", "@/new", "--domain", "example.org").exit_code == Exit.OK
    for name in ("casemate.toml", "casemate.key", "tls/server.key"):
        assert (given.folder / "new" / name).stat().st_mode & 0o077 == 0, name


def test_every_command_has_help(given: Given) -> None:
    for name, command in _all(cli):
        result = given.run(*name.split(), "--help")
        assert result.exit_code == Exit.OK
        assert "Usage: casemate" in result.stdout
        cut = [
            line
            for line in result.stdout.splitlines()
            if (line.endswith("...") and "ARGS" not in line) or len(line) > 80
        ]
        assert [line for line in cut if "DOMAIN..." not in line] == [], name
        assert command.help, name


def _all(group: click.Command, prefix: str = "") -> list[tuple[str, click.Command]]:
    assert isinstance(group, click.Group)
    found: list[tuple[str, click.Command]] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((f"{prefix}{name}", command))
        if isinstance(command, click.Group):
            found += _all(command, f"{prefix}{name} ")
    return found
