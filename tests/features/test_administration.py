"""What administrators do to accounts, from their client, over a whole server."""

import itertools
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from casemate.accounts.api import Role
from casemate.accounts.devices import ACCOUNT
from casemate.model.jid import Jid
from casemate.settings.schema import Settings
from tests.client import Client
from tests.place import Place, running

ADMIN = "http://jabber.org/protocol/admin"
COMMANDS = "{http://jabber.org/protocol/commands}"
DATA = "{jabber:x:data}"
_NUMBERS = itertools.count()


async def _iq(client: Client, command: str) -> ET.Element:
    number = next(_NUMBERS)
    client.send(f"<iq type='set' id='adm{number}' to='localhost'>{command}</iq>")
    while True:
        answer = await client.element("iq")
        if answer.get("id") == f"adm{number}":
            return answer


async def execute(client: Client, name: str, **fields: str | list[str]) -> ET.Element:
    """Execute a command of XEP-0133; returns the IQ that ends it."""
    head = f"<command xmlns='{COMMANDS[1:-1]}' node='{ADMIN}#{name}'"
    answer = await _iq(client, f"{head}/>")
    command = answer.find(f"{COMMANDS}command")
    if command is None or command.get("status") == "completed":
        return answer
    given = "".join(
        f"<field var='{var.replace('_', '-')}'>{''.join(f'<value>{v}</value>' for v in ([text] if isinstance(text, str) else text))}</field>"
        for var, text in fields.items()
    )
    form = f"<x xmlns='{DATA[1:-1]}' type='submit'>{given}</x>"
    return await _iq(client, f"{head} sessionid='{command.get('sessionid')}'>{form}</command>")


def values(answer: ET.Element, var: str) -> list[str]:
    """The values of a field of a result."""
    field = answer.find(f".//{DATA}field[@var='{var}']")
    assert field is not None, ET.tostring(answer)
    return [value.text or "" for value in field.findall(f"{DATA}value")]


def condition(answer: ET.Element) -> str:
    """The condition of an error."""
    error = answer.find("{jabber:client}error")
    assert error is not None, ET.tostring(answer)
    return error[0].tag.rpartition("}")[2]


def refused(answer: ET.Element) -> str:
    """Why a command did not do what it was to do."""
    note = answer.find(f"{COMMANDS}command[@status='completed']/{COMMANDS}note[@type='error']")
    assert note is not None, ET.tostring(answer)
    return note.text or ""


async def _signs_in(place: Place, name: str, password: str) -> bool:
    client = await place.connect()
    return "<success" in await client.sign_in(name, password)


async def test_a_person_who_was_added_signs_in_and_one_who_was_deleted_does_not(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin = await place.client("admin")
        added = await execute(admin, "add-user", accountjid="erin@localhost")
        place.credentials["erin"] = values(added, "password")[0]
        erin = await place.client("erin")
        assert "erin@localhost" in values(await execute(admin, "get-registered-users-list"), "registereduserjids")
        assert condition(await execute(admin, "add-user", accountjid="erin@localhost")) == "conflict"
        await execute(admin, "delete-user", accountjids="erin@localhost")
        assert "not-authorized" in await erin.closed()
        assert not await _signs_in(place, "erin", place.credentials["erin"])
        assert "erin@localhost" not in values(await execute(admin, "get-registered-users-list"), "registereduserjids")
        # The record speaks of that address: nobody else gets it.
        assert condition(await execute(admin, "add-user", accountjid="erin@localhost")) == "conflict"


async def test_disabled_people_are_out_at_once_and_come_back_when_enabled(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin, bob = await place.client("admin"), await place.client("bob")
        await execute(admin, "disable-user", accountjids="bob@localhost")
        await bob.closed()
        assert not await _signs_in(place, "bob", place.credentials["bob"])
        assert values(await execute(admin, "get-disabled-users-list"), "disableduserjids") == ["bob@localhost"]
        await execute(admin, "reenable-user", accountjids="bob@localhost")
        assert await _signs_in(place, "bob", place.credentials["bob"])


async def test_a_password_that_is_refused_takes_no_name(tmp_path: Path) -> None:
    async with running(tmp_path / "place", {"features": {"account_passwords": True}}) as place:
        admin = await place.client("admin")
        for password in ("short", "with&#x85;control"):
            answer = await execute(
                admin, "add-user", accountjid="erin@localhost", password=password, password_verify=password
            )
            assert refused(answer)
        assert "erin@localhost" not in values(await execute(admin, "get-registered-users-list"), "registereduserjids")
        await execute(
            admin, "add-user", accountjid="erin@localhost", password="long enough", password_verify="long enough"
        )
        assert await _signs_in(place, "erin", "long enough")


@pytest.mark.parametrize("command", ["delete-user", "disable-user"])
async def test_a_list_is_executed_for_all_who_are_on_it_or_for_nobody(tmp_path: Path, command: str) -> None:
    async with running(tmp_path / "place") as place:
        admin = await place.client("admin")
        refusal = await execute(admin, command, accountjids=["bob@localhost", "admin@localhost"])
        assert condition(refusal) == "not-allowed"
        assert await _signs_in(place, "bob", place.credentials["bob"])
        twice = await execute(admin, command, accountjids=["bob@localhost", "bob@localhost/desk"])
        assert twice.find(f".//{COMMANDS}note[@type='info']") is not None
        assert not await _signs_in(place, "bob", place.credentials["bob"])


async def test_sessions_end_one_or_all(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin = await place.client("admin")
        phone, desk = await place.client("bob", "phone"), await place.client("bob", "desk")
        await execute(admin, "end-user-session", accountjids="bob@localhost/phone")
        await phone.closed()
        assert values(await execute(admin, "user-stats", accountjid="bob@localhost"), "onlineresources") == ["desk"]
        await execute(admin, "end-user-session", accountjids="bob@localhost")
        await desk.closed()
        assert values(await execute(admin, "get-online-users-list"), "onlineuserjids") == ["admin@localhost"]


async def test_active_and_idle_people_are_told_apart(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin, bob = await place.client("admin"), await place.client("bob")
        bob.send("<presence><show>away</show></presence>")
        await bob.element("presence")
        assert values(await execute(admin, "get-idle-users"), "idleuserjids") == ["bob@localhost"]
        assert values(await execute(admin, "get-active-users"), "activeuserjids") == ["admin@localhost"]
        assert values(await execute(admin, "get-active-users-num"), "activeusersnum") == ["1"]


async def test_contacts_and_last_sign_in_are_those_of_the_people_who_are_named(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin, bob = await place.client("admin"), await place.client("bob")
        item = "<item jid='carol@localhost' name='Carol'><group>Team</group></item>"
        bob.send(f"<iq type='set' id='r1'><query xmlns='jabber:iq:roster'>{item}</query></iq>")
        await bob.until("id='r1'")
        roster = await execute(admin, "get-user-roster", accountjids="bob@localhost")
        assert values(roster, "accountjids") == ["bob@localhost"]
        found = roster.find(f".//{DATA}x/{{jabber:iq:roster}}query/{{jabber:iq:roster}}item")
        assert found is not None
        assert (found.get("jid"), found.get("name")) == ("carol@localhost", "Carol")
        when = values(
            await execute(admin, "get-user-lastlogin", accountjids=["bob@localhost", "carol@localhost"]), "lastlogin"
        )
        assert when[0].endswith("Z")
        assert when[1] == "never"
        assert values(await execute(admin, "user-stats", accountjids="bob@localhost"), "rostersize") == ["1"]
        assert condition(await execute(admin, "user-stats")) == "bad-request"
        assert "no person" in refused(await execute(admin, "reenable-user", accountjids="nobody@localhost"))
        assert refused(await execute(admin, "add-user", accountjid="a@b@c"))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("delete-user", {"accountjids": "admin@localhost"}),
        ("disable-user", {"accountjids": "admin@localhost"}),
        ("edit-admin", {"adminjids": "bob@localhost"}),
    ],
)
async def test_nobody_locks_themselves_out(name: str, fields: dict[str, str], tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin = await place.client("admin")
        assert condition(await execute(admin, name, **fields)) == "not-allowed"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("delete-user", {"accountjids": "bob@localhost"}),
        ("disable-user", {"accountjids": "bob@localhost"}),
        ("change-user-password", {"accountjid": "bob@localhost", "password": "another long one"}),
    ],
)
async def test_only_an_owner_acts_on_an_owner(name: str, fields: dict[str, str], tmp_path: Path) -> None:
    async with running(tmp_path / "place", {"features": {"account_passwords": True}}) as place:
        bob, admin = Jid("bob", "localhost", ""), Jid("admin", "localhost", "")
        await place.house.accounts.set_role(bob, Role.OWNER)
        client = await place.client("admin")
        assert condition(await execute(client, name, **fields)) == "not-allowed"
        assert await _signs_in(place, "bob", place.credentials["bob"])
        await place.house.accounts.set_role(admin, Role.OWNER)
        done = await execute(client, name, **fields)
        assert done.find(f".//{COMMANDS}note[@type='info']") is not None


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR])
async def test_an_administrator_does_not_sign_in_as_who_reads(role: Role, tmp_path: Path) -> None:
    async with running(tmp_path / "place", {"features": {"account_passwords": True}}) as place:
        await place.house.accounts.set_role(Jid("bob", "localhost", ""), role)
        client = await place.client("admin")
        fields = {"accountjid": "bob@localhost", "password": "another long one"}
        assert condition(await execute(client, "change-user-password", **fields)) == "not-allowed"
        assert not await _signs_in(place, "bob", "another long one")


async def test_who_reviews_does_not_administer(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        await place.house.accounts.set_role(Jid("bob", "localhost", ""), Role.REVIEWER)
        client = await place.client("admin")
        answer = await execute(client, "edit-admin", adminjids=["admin@localhost", "bob@localhost"])
        assert condition(answer) == "not-allowed"


@pytest.mark.parametrize("address", ["dave@other.example", "nobody@foreign.example", "localhost"])
async def test_other_organisations_are_out_of_reach(address: str, tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin = await place.client("admin")
        for name in ("disable-user", "delete-user", "end-user-session"):
            assert "no address of this organisation" in refused(await execute(admin, name, accountjids=address))
        assert "no address of this organisation" in refused(await execute(admin, "add-user", accountjid=address))


async def test_new_administrators_may_and_former_ones_may_not(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin, bob = await place.client("admin"), await place.client("bob")
        assert condition(await execute(bob, "get-registered-users-num")) == "forbidden"
        await execute(admin, "edit-admin", adminjids=["admin@localhost", "bob@localhost"])
        assert values(await execute(bob, "get-registered-users-num"), "registeredusersnum") == ["4"]
        await execute(admin, "edit-admin", adminjids="admin@localhost")
        assert condition(await execute(bob, "get-registered-users-num")) == "forbidden"


async def test_message_of_the_day_and_welcome_reach_those_who_come(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin = await place.client("admin")
        await execute(admin, "set-motd", motd=["Maintenance", "at noon"])
        await execute(admin, "set-welcome", welcome="Good to have you here.")
        bob = await place.client("bob")
        assert "Maintenance\nat noon" in await bob.until("Good to have you here")
        bob.send("</stream:stream>")
        await bob.closed()
        await place.settled()
        await execute(admin, "set-motd", motd="Maintenance is over")
        again = await place.client("bob", "desk")
        assert "Good to have you" not in await again.until("Maintenance is over")
        await execute(admin, "delete-motd")
        last = await place.client("bob", "phone")
        await place.settled()
        last.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
        assert "Maintenance" not in await last.until("id='p'")


async def test_who_is_shut_out_is_not_written_to(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        admin, alice = await place.client("admin"), await place.client("alice")
        await execute(admin, "edit-blacklist", blacklistjids="other.example")
        alice.send("<message to='dave@other.example' type='chat' id='b1'><body>hello</body></message>")
        assert "not-allowed" in await alice.until("</message>")
        await execute(admin, "edit-blacklist", blacklistjids=[])
        await execute(admin, "edit-whitelist", whitelistjids="partner.example")
        alice.send("<message to='dave@other.example' type='chat' id='b2'><body>hello</body></message>")
        assert "not-allowed" in await alice.until("id='b2'.*</message>")
        await execute(admin, "edit-whitelist", whitelistjids="other.example")
        alice.send(
            "<message to='dave@other.example' type='chat' id='b3'><body>hello</body></message>"
            "<iq type='get' id='p3'><ping xmlns='urn:xmpp:ping'/></iq>"
        )
        assert "not-allowed" not in await alice.until("id='p3'")


@pytest.mark.parametrize(
    ("listed", "through"),
    [
        ("dave@other.example/desk", ["phone"]),
        ("other.example/desk", ["phone"]),
        ("dave@other.example", []),
        ("other.example", []),
        ("carol@other.example", ["desk", "phone"]),
    ],
)
async def test_an_address_of_any_form_is_shut_out(listed: str, through: list[str], tmp_path: Path) -> None:
    """XEP-0133 section 4.11, with the order of matching of XEP-0016 section 2.1."""
    async with running(tmp_path / "place") as place:
        admin, alice = await place.client("admin"), await place.client("alice")
        await execute(admin, "edit-blacklist", blacklistjids=listed)
        for resource in ("desk", "phone"):
            dave = await place.client("dave", resource)
            dave.send(
                f"<message to='alice@localhost' type='chat' id='{resource}'><body>from {resource}</body></message>"
            )
            await place.settled()
            dave.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
            assert ("not-allowed" in await dave.until("id='p'")) == (resource not in through)
        await place.settled()
        alice.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
        seen = await alice.until("id='p'")
        assert [resource for resource in ("desk", "phone") if f"from {resource}" in seen] == through


async def test_account_passwords_work_only_where_the_settings_allow_them(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    async with running(folder, {"features": {"account_passwords": True}}) as place:
        admin = await place.client("admin")
        fields = {"accountjid": "erin@localhost", "password": "correct horse", "password_verify": "correct house"}
        assert "not the same" in refused(await execute(admin, "add-user", **fields))
        await execute(admin, "add-user", **fields | {"password_verify": "correct horse"})
        assert await _signs_in(place, "erin", "correct horse")
        await execute(admin, "change-user-password", accountjid="erin@localhost", password="battery staple")
        assert not await _signs_in(place, "erin", "correct horse")
        assert await _signs_in(place, "erin", "battery staple")
        short = {"accountjid": "erin@localhost", "password": "staple"}
        assert "8 to 128 characters" in refused(await execute(admin, "change-user-password", **short))
        erin = await place.house.accounts.person(Jid("erin", "localhost", ""))
        assert erin is not None
        await place.house.accounts.devices.revoke_passwords(1)
        assert not await _signs_in(place, "erin", "battery staple")
        devices = await place.house.accounts.devices.of(erin)
        assert all(device.revoked for device in devices if device.name == ACCOUNT)


def test_the_setting_is_off_by_default() -> None:
    assert not msgspec.convert({}, Settings).features.account_passwords
