"""Called wrongly, every command says so in one line, exits with its code and changes nothing."""

import base64
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from casemate.cli.console import Exit
from tests.cli.support import Given, refused

NEEDS_SETTINGS = [
    ("serve",),
    ("tenant", "add", "N", "new.example"),
    ("tenant", "list"),
    ("person", "add", "eve@localhost"),
    ("person", "list"),
    ("person", "disable", "alice@localhost"),
    ("person", "enable", "alice@localhost"),
    ("device", "add", "alice@localhost"),
    ("device", "list", "alice@localhost"),
    ("device", "revoke", "1"),
    ("invite", "add", "localhost"),
    ("invite", "list"),
    ("invite", "revoke", "1"),
    ("held", "list"),
    ("held", "release", "0"),
    ("held", "refuse", "0"),
    ("audit", "verify"),
    ("doctor",),
    ("policy", "show"),
    ("policy", "explain", "secret"),
    ("inspect", "hello"),
]
"""Every command that reads settings, in a form that would do something."""
NEEDS_DATABASE = [
    words for words in NEEDS_SETTINGS if words[0] in {"serve", "tenant", "person", "device", "invite", "audit"}
]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("persn",), Exit.USAGE, ["'persn'", "Did you mean 'person'?", "casemate --help"]),
        (("xyzzy",), Exit.USAGE, ["'xyzzy'", "init, serve, demo"]),
        (("person", "ad", "x@localhost"), Exit.USAGE, ["'ad'", "'add'", "casemate person --help"]),
        (("person", "list", "--jso"), Exit.USAGE, ["--jso", "--json"]),
        (("init",), Exit.USAGE, ["'DIR'", "casemate init --help"]),
        (("init", "@/casemate.key"), Exit.USAGE, ["casemate.key", "is a file"]),
        (("init", "@/casemate.key/below"), Exit.UNAVAILABLE, ["below", "Not a directory"]),
        (("init", "/proc/nowhere"), Exit.UNAVAILABLE, ["/proc/nowhere can't be written"]),
        (("init", "@"), Exit.CONFLICT, ["casemate.toml exists already", "nothing was written"]),
        (("init", "@/new", "--domain", "not a domain"), Exit.USAGE, ["'not a domain'", "not allowed"]),
        (("init", "@/new", "--domain", ""), Exit.USAGE, ["not allowed"]),
        (("demo", "@/casemate.key"), Exit.USAGE, ["casemate.key", "is a file"]),
        (("demo", "/proc/nowhere"), Exit.UNAVAILABLE, ["/proc/nowhere can't be written"]),
        (("demo", "--port-base", "0"), Exit.USAGE, ["--port-base", "0"]),
        (("demo", "--port-base", "65535"), Exit.USAGE, ["65535"]),
        (("demo", "--port-base", "x"), Exit.USAGE, ["'x'"]),
        (("tenant", "add", "Only a name"), Exit.USAGE, ["DOMAIN"]),
        (("tenant", "add", "N", "not a domain"), Exit.USAGE, ["'not a domain'"]),
        (("tenant", "add", "Local", "new.example"), Exit.CONFLICT, ["'Local' exists already"]),
        (("tenant", "add", "N", "localhost"), Exit.CONFLICT, ["localhost"]),
        (("tenant", "add", "N", "new.example", "localhost"), Exit.CONFLICT, ["localhost"]),
        (("tenant", "add", "", "new.example"), Exit.USAGE, ["organisation", "''"]),
        (("tenant", "add", "two\nlines", "new.example"), Exit.USAGE, ["'two\\nlines'"]),
        (("person", "add", "alice@localhost"), Exit.CONFLICT, ["alice@localhost exists already"]),
        (("person", "add", "ALICE@localhost"), Exit.CONFLICT, ["alice@localhost exists already"]),
        (("person", "add", "eve@elsewhere.example"), Exit.NOT_FOUND, ["elsewhere.example", "casemate tenant add"]),
        (("person", "add", "casemate@localhost"), Exit.CONFLICT, ["the service itself"]),
        (("person", "add", "a1ice@localhost"), Exit.CONFLICT, ["mistaken for alice@localhost", "--alike"]),
        (("person", "add", "al\u0456ce@localhost"), Exit.CONFLICT, ["mistaken for alice@localhost"]),
        (("person", "add", "casernate@localhost"), Exit.CONFLICT, ["the service itself"]),
        (("person", "add", "localhost"), Exit.USAGE, ["'localhost'", "name@domain"]),
        (("person", "add", "eve@localhost/phone"), Exit.USAGE, ["name@domain"]),
        (("person", "add", "e v e@localhost"), Exit.USAGE, ["e v e", "before '@'"]),
        (("person", "add", "@x"), Exit.USAGE, ["before '@' is empty"]),
        (("person", "add", "e\udcffve@localhost"), Exit.USAGE, ["before '@'"]),
        (("person", "add", "eve@localhost", "--role", "boss"), Exit.USAGE, ["'boss'", "'reviewer'"]),
        (("person", "add", "eve@localhost", "--group", ""), Exit.USAGE, ["group"]),
        (("person", "disable", "nobody@localhost"), Exit.NOT_FOUND, ["nobody@localhost", "casemate person list"]),
        (("person", "enable", "nobody@localhost"), Exit.NOT_FOUND, ["nobody@localhost"]),
        (("person", "disable", "a@b@c"), Exit.USAGE, ["not an XMPP address"]),
        (("device", "add", "nobody@localhost"), Exit.NOT_FOUND, ["nobody@localhost", "casemate person list"]),
        (("device", "add", "alice@localhost", "--name", " "), Exit.USAGE, ["client"]),
        (("device", "list", "nobody@localhost"), Exit.NOT_FOUND, ["nobody@localhost"]),
        (("device", "revoke", "99"), Exit.NOT_FOUND, ["99", "casemate device list"]),
        (("device", "revoke", "x"), Exit.USAGE, ["'x'"]),
        (("device", "revoke", "99999999999999999999"), Exit.USAGE, ["99999999999999999999"]),
        (("invite", "add", "localhost"), Exit.CONFIGURATION, ["accounts = true in [invitations]"]),
        (("invite", "revoke", "99"), Exit.NOT_FOUND, ["99", "casemate invite list"]),
        (("invite", "revoke", "99999999999999999999"), Exit.USAGE, ["99999999999999999999"]),
        (("inspect",), Exit.USAGE, ["TEXT", "--file", "--jsonl"]),
        (("inspect", "text", "--jsonl"), Exit.USAGE, ["TEXT", "--jsonl"]),
        (("inspect", "--file", "@/gone"), Exit.NOT_FOUND, ["gone", "No such file"]),
        (("inspect", "--file", "@"), Exit.NOT_FOUND, ["Is a directory"]),
        (("inspect", "--file", "/dev/zero"), Exit.NOT_FOUND, ["/dev/zero", "is no file"]),
        (("inspect", "text", "--direction", "up"), Exit.USAGE, ["'up'", "'outbound'"]),
        (("policy", "check"), Exit.USAGE, ["'FILE'"]),
        (("policy", "check", "@"), Exit.USAGE, ["is a directory"]),
        (("policy", "check", "@/gone.toml"), Exit.CONFIGURATION, ["gone.toml", "No such file"]),
        (("policy", "explain", "dlp.crad"), Exit.NOT_FOUND, ["'dlp.crad'", "did you mean 'dlp.card'?"]),
        (("policy", "explain", "secret", "--direction", "up"), Exit.USAGE, ["'up'"]),
        (("audit", "verify", "--key", "@/gone.pub"), Exit.CONFIGURATION, ["gone.pub"]),
        (("audit", "verify", "--key", "@/casemate.key"), Exit.CONFIGURATION, ["casemate.key", "no public key"]),
        (("held", "list"), Exit.UNAVAILABLE, ["control.sock", "casemate serve"]),
        (("held", "release", "0123456789"), Exit.UNAVAILABLE, ["casemate serve"]),
        (("held", "refuse", "0123456789", "--reason", "no"), Exit.UNAVAILABLE, ["casemate serve"]),
    ],
    ids=lambda value: "-".join(value)[:60] if isinstance(value, tuple) else None,
)
def test_one_line_and_nothing_changed(given: Given, words: tuple[str, ...], code: int, says: list[str]) -> None:
    before = given.state()
    refused(given.run(*words), code, *says)
    assert given.state() == before


@pytest.mark.parametrize("words", NEEDS_SETTINGS, ids="-".join)
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda g: g.config.unlink(), ["there is no settings file", "casemate init"]),
        (lambda g: g.config.write_bytes(b"[listen]\nhost = '\xff'"), ["casemate.toml:2", "UTF-8"]),
        (lambda g: g.config.write_text("[listen]\nc2s = \n"), ["casemate.toml:2", "not TOML"]),
        (lambda g: g.edit("c2s_tls =", "c2s_tsl ="), ["casemate.toml:7", "'c2s_tsl'", "did you mean 'c2s_tls'?"]),
        (lambda g: g.edit("[storage]", "[storrage]"), ["[storrage]", "did you mean 'storage'?"]),
        (lambda g: g.edit('host = "127.0.0.1"', "host = 7"), ["casemate.toml:5", "listen.host is a text"]),
        (lambda g: g.edit("[operation]\n", '[operation]\naudit_sign = "7 fortnights"\n'), ["audit_sign", "fortnights"]),
        (
            lambda g: g.edit("[operation]\n", "[limits]\ndepth = 1\n[operation]\n"),
            ["limits.depth", "between 4 and 256"],
        ),
        (lambda g: g.edit('drain = "1 s"', 'drain = "2 h"'), ["operation.drain", "between"]),
        (lambda g: g.edit("sqlite:///data/", "mysql://data/"), ["storage.database", "sqlite:///"]),
    ],
    ids=["missing", "bytes", "toml", "key", "section", "type", "duration", "range", "long", "url"],
)
def test_settings_that_are_wrong(given: Given, words: tuple[str, ...], spoil: object, says: list[str]) -> None:
    assert callable(spoil)
    spoil(given)
    before = given.state()
    settings = ("-c", str(given.config))
    refused(given.run(*words, *settings), Exit.CONFIGURATION, *says)
    assert given.state() == before


@pytest.mark.parametrize("words", NEEDS_SETTINGS, ids="-".join)
def test_a_folder_in_place_of_the_settings(given: Given, words: tuple[str, ...]) -> None:
    refused(given.run(*words, "-c", str(given.folder)), Exit.USAGE, "is a directory")


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("CASEMATE_LISTEN_C2S", "many", ["CASEMATE_LISTEN_C2S", "whole number"]),
        ("CASEMATE_LISTEN_C2S", "70000", ["CASEMATE_LISTEN_C2S", "between 0 and 65535"]),
        ("CASEMATE_LISTEN_C2SS", "1", ["CASEMATE_LISTEN_C2SS", "did you mean 'CASEMATE_LISTEN_C2S'?"]),
        ("CASEMATE_OPERATION_DRAIN", "10", ["CASEMATE_OPERATION_DRAIN", '"30 s"']),
        ("CASEMATE_OPERATION_LOG_LEVEL", "loud", ["CASEMATE_OPERATION_LOG_LEVEL", "debug, info"]),
        ("CASEMATE_INSPECTION_LISTS", "hosts.txt", ["CASEMATE_INSPECTION_LISTS", "list of texts"]),
        ("CASEMATE_CONFIG", "gone.toml", ["gone.toml", "-c"]),
    ],
)
@pytest.mark.parametrize("words", [("person", "list"), ("serve",)], ids="-".join)
def test_variables_that_are_wrong(
    given: Given, words: tuple[str, ...], variable: str, value: str, says: list[str]
) -> None:
    refused(given.run(*words, env={variable: value}), Exit.CONFIGURATION, *says)


@pytest.mark.parametrize("words", [*NEEDS_DATABASE, ("audit", "verify")], ids="-".join)
@pytest.mark.parametrize("damage", ["not a database", "cut off", "newer", "a folder"])
def test_a_database_that_is_not_ours(given: Given, words: tuple[str, ...], damage: str) -> None:
    code, says = _damage(given.database, damage)
    before = given.state()
    refused(given.run(*words), code, "casemate.sqlite3" if damage != "newer" else "", *says)
    assert given.state() == before


def _damage(database: Path, how: str) -> tuple[Exit, list[str]]:
    if how == "not a database":
        database.write_bytes(os.urandom(8192))
        return Exit.UNAVAILABLE, ["damaged", "backup"]
    if how == "cut off":
        database.write_bytes(database.read_bytes()[:20_000])
        return Exit.UNAVAILABLE, ["damaged", "backup"]
    if how == "newer":
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        return Exit.CONFIGURATION, ["newer version of Casemate", "9999"]
    database.unlink()
    database.mkdir()
    return Exit.UNAVAILABLE, ["unable to open"]


@pytest.mark.parametrize("words", [("person", "list"), ("device", "add", "alice@localhost"), ("serve",)], ids="-".join)
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda g: g.key.write_text("garbage"), ["casemate.key", "damaged", "32 bytes"]),
        (lambda g: g.key.write_bytes(b"\xff\xfe"), ["casemate.key", "damaged"]),
        (lambda g: g.key.write_bytes(base64.b64encode(b"short")), ["casemate.key", "damaged", "32 bytes"]),
        (lambda g: g.key.chmod(0o644), ["casemate.key", "read by others", "chmod 600"]),
        (lambda g: g.key.unlink(), ["casemate.key", "No such file"]),
        (lambda g: (g.key.unlink(), g.key.mkdir()), ["casemate.key", "Is a directory"]),
    ],
    ids=["text", "bytes", "short", "open", "missing", "folder"],
)
def test_key_files_that_are_wrong(given: Given, words: tuple[str, ...], spoil: object, says: list[str]) -> None:
    assert callable(spoil)
    spoil(given)
    before = given.state()
    refused(given.run(*words), Exit.CONFIGURATION, *says)
    assert given.state() == before


def test_the_key_of_another_place(given: Given) -> None:
    """The server must not put its own public key where the one is that verifies the record."""
    given.run("init", "@/other")
    shutil.copy(given.folder / "other" / "casemate.key", given.key)
    public = given.key.with_suffix(".pub").read_bytes()
    refused(given.run("serve"), Exit.CONFIGURATION, "casemate.pub", "another key file")
    assert given.key.with_suffix(".pub").read_bytes() == public
    assert given.run("audit", "verify").exit_code == Exit.OK


def test_the_record_of_a_database_that_is_not_there(given: Given) -> None:
    """An empty new one would verify, and look like a record that is whole."""
    for path in given.database.parent.glob("casemate.sqlite3*"):
        path.unlink()
    for words in (("audit", "verify"), ("audit", "verify", "--json")):
        refused(given.run(*words), Exit.NOT_FOUND, "there is no database", "[storage] database")
    assert not given.database.exists()


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        (b"[[rule]]\nname = ", [":2:", "not TOML"]),
        (b"# one\n# \xff\n", [":2:", "UTF-8"]),
        (b"", ["rule"]),
        (
            b'[[rule]]\nname = "r"\nwhen = { groups = ["crad"] }\nthen = { verdict = "block" }\n',
            [":3:", "'crad'", "did you mean 'card'?"],
        ),
        (b'[[rule]]\nname = "r"\nwhen = { groups = ["card"] }\nthen = { verdict = "stop" }\n', [":4:", "verdict"]),
        (b'[[rule]]\nname = "r"\nwehn = { groups = ["card"] }\nthen = { verdict = "block" }\n', [":3:", "wehn"]),
    ],
    ids=["toml", "bytes", "empty", "group", "verdict", "key"],
)
@pytest.mark.parametrize("words", [("policy", "check", "@/own.toml"), ("policy", "explain", "card"), ("serve",)])
def test_policies_that_are_wrong(given: Given, words: tuple[str, ...], policy: bytes, says: list[str]) -> None:
    (given.folder / "own.toml").write_bytes(policy)
    given.edit('file = "" ', 'file = "own.toml" ')
    before = given.state()
    refused(given.run(*words), Exit.CONFIGURATION, "own.toml", *says)
    assert given.state() == before


def test_a_policy_that_is_not_there(given: Given) -> None:
    given.edit('file = "" ', 'file = "own.toml" ')
    for words in (("policy", "show"), ("policy", "explain", "card"), ("inspect", "x", "-c", "@/casemate.toml")):
        refused(given.run(*words), Exit.CONFIGURATION, "own.toml", "No such file")


def test_without_a_word_there_is_help(given: Given) -> None:
    for words in ((), ("person",), ("policy",)):
        result = given.run(*words)
        assert result.exit_code == Exit.USAGE
        assert "Commands:" in result.stderr
