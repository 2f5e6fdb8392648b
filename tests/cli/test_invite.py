"""`casemate invite`: what it prints, what it keeps to itself, and what it refuses."""

import json
import re
import tomllib

import pytest
from click.testing import Result

from casemate.cli.console import Exit
from tests.cli.support import Given, refused

ON = {"CASEMATE_FEATURES_ACCOUNT_PASSWORDS": "true", "CASEMATE_INVITATIONS_ACCOUNTS": "true"}
CONTACTS = {"CASEMATE_INVITATIONS_MEMBERS": "contacts"}


def invite(given: Given, *words: str) -> Result:
    return given.run("invite", *words, env=ON)


def test_it_is_off_until_switched_on(given: Given) -> None:
    assert "invitations" not in tomllib.loads(given.config.read_text())
    before = given.state()
    refused(given.run("invite", "add", "localhost"), Exit.CONFIGURATION, "accounts = true in [invitations]")
    contact = given.run("invite", "add", "localhost", "--contact", "--from", "alice@localhost")
    refused(contact, Exit.CONFIGURATION, 'members = "contacts"')
    assert given.state() == before


def test_a_link_is_shown_once_and_kept_nowhere(given: Given) -> None:
    result = invite(given, "add", "localhost")
    assert result.exit_code == Exit.OK, result.output
    *words, link = result.stdout.splitlines()
    assert re.fullmatch("xmpp:localhost[?]register;preauth=[a-z2-9]{32}", link), link
    assert words[0].startswith("Invitation 1 to localhost, until 2")
    assert words[1] == "It can be used once. Its link, shown only now:"
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    token = link.rpartition("=")[2]
    assert token not in invite(given, "list", "--all", "--json").stdout
    assert token.encode() not in b"".join(path.read_bytes() for path in given.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (("localhost",), "xmpp:localhost?register;preauth=TOKEN"),
        (("Carol@localhost",), "xmpp:carol@localhost?register;preauth=TOKEN"),
        (("localhost", "--from", "alice@localhost"), "xmpp:alice@localhost?roster;preauth=TOKEN;ibr=y"),
        (("localhost", "--from", "alice@localhost", "--contact"), "xmpp:alice@localhost?roster;preauth=TOKEN"),
        (("carol@localhost", "--from", "alice@localhost"), "xmpp:carol@localhost?register;preauth=TOKEN"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_what_links_say(given: Given, words: tuple[str, ...], link: str) -> None:
    made = json.loads(invite(given, "add", *words, "--json").stdout)
    assert re.sub("preauth=[a-z2-9]{32}", "preauth=TOKEN", made["uri"]) == link
    assert (made["id"], made["uses"], made["used"], made["state"]) == (1, 1, 0, "open")


def test_they_are_listed_and_revoked(given: Given) -> None:
    assert "No invitation is open" in invite(given, "list").stdout
    invite(given, "add", "localhost", "--uses", "3", "--for", "2 h", "--group", "sales")
    invite(given, "add", "localhost", "--from", "alice@localhost")
    listed = json.loads(invite(given, "list", "--json").stdout)
    assert [(each["id"], each["from"], each["uses"], each["groups"]) for each in listed] == [
        (2, "alice@localhost", 1, []),
        (1, None, 3, ["sales"]),
    ]
    shown = invite(given, "list").stdout.splitlines()
    assert shown[0].split() == ["ID", "TO", "FROM", "USED", "UNTIL", "STATE"]
    assert all(len(line) <= 80 for line in shown)
    assert invite(given, "revoke", "1").stdout == "Revoked invitation 1.\n"
    refused(invite(given, "revoke", "1"), Exit.CONFLICT, "revoked already")
    assert [each["id"] for each in json.loads(invite(given, "list", "--json").stdout)] == [2]
    states = {each["id"]: each["state"] for each in json.loads(invite(given, "list", "--all", "--json").stdout)}
    assert states == {1: "revoked", 2: "open"}
    # Those that exist can be looked at and revoked when it is switched off again.
    assert given.run("invite", "revoke", "2").exit_code == Exit.OK


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("elsewhere.example",), Exit.NOT_FOUND, ["elsewhere.example", "casemate tenant add"]),
        (("not a domain",), Exit.USAGE, ["not an XMPP address"]),
        (("carol@localhost/phone",), Exit.USAGE, ["name@DOMAIN"]),
        (("alice@localhost",), Exit.CONFLICT, ["exists already"]),
        (("a1ice@localhost",), Exit.CONFLICT, ["mistaken for alice@localhost"]),
        (("casemate@localhost",), Exit.CONFLICT, ["the service itself"]),
        (("carol@localhost", "--uses", "2"), Exit.USAGE, ["1 to 1000 uses"]),
        (("localhost", "--uses", "0"), Exit.USAGE, ["1 to 1000 uses"]),
        (("localhost", "--uses", "many"), Exit.USAGE, ["many"]),
        (("localhost", "--for", "a while"), Exit.USAGE, ["'a while'", "write a number"]),
        (("localhost", "--for", "1 s"), Exit.USAGE, ["1 min to 365 d"]),
        (("localhost", "--for", "366 d"), Exit.USAGE, ["1 min to 365 d"]),
        (("localhost", "--from", "nobody@localhost"), Exit.NOT_FOUND, ["nobody@localhost"]),
        (("localhost", "--contact"), Exit.USAGE, ["has to be named"]),
        (("localhost", "--group", " "), Exit.USAGE, ["group"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_refused_changes_nothing(given: Given, words: tuple[str, ...], code: int, says: list[str]) -> None:
    before = given.state()
    refused(invite(given, "add", *words), code, *says)
    assert given.state() == before


def test_where_contacts_alone_are_switched_on(given: Given) -> None:
    refused(given.run("invite", "add", "localhost", env=CONTACTS), Exit.CONFIGURATION, "accounts = true")
    made = given.run("invite", "add", "localhost", "--contact", "--from", "alice@localhost", env=CONTACTS)
    assert made.stdout.splitlines()[0].startswith("Invitation 1 to be a contact of alice@localhost, until 2")
