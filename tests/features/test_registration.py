"""What people do with their own account from a client (XEP-0077), as the settings allow; over a whole server."""

from pathlib import Path
from xml.etree import ElementTree as ET

from casemate.model.jid import Jid
from tests.client import Client
from tests.place import running

NS = "{jabber:iq:register}"
ALICE = Jid("alice", "localhost", "")
PASSWORDS = {"features": {"account_passwords": True}}
NEW = "a new password of mine"


async def ask(client: Client, kind: str, fields: str = "", to: str = "") -> ET.Element:
    address = f" to='{to}'" if to else ""
    client.send(f"<iq type='{kind}' id='r'{address}><query xmlns='{NS[1:-1]}'>{fields}</query></iq>")
    return await client.element("iq")


def condition(answer: ET.Element) -> str:
    assert answer.get("type") == "error"
    error = next(child for child in answer.iter() if child.tag.endswith("}error"))
    return error[0].tag.rpartition("}")[2]


def change(name: str = "alice", password: str = NEW) -> str:
    return f"<username>{name}</username><password>{password}</password>"


async def test_who_has_an_account_is_told_so_and_never_a_password(tmp_path: Path) -> None:
    async with running(tmp_path / "place", PASSWORDS) as place:
        query = (await ask(await place.client("alice"), "get", to="localhost"))[0]
        assert query.find(f"{NS}registered") is not None
        assert query.findtext(f"{NS}username") == "alice"
        assert query.findtext(f"{NS}password") == ""


async def test_a_new_password_holds_from_now_on(tmp_path: Path) -> None:
    async with running(tmp_path / "place", PASSWORDS) as place:
        assert (await ask(await place.client("alice"), "set", change(), "localhost")).get("type") == "result"
        assert "<success" in await (await place.connect()).sign_in("alice", NEW)


async def test_nothing_is_changed_where_accounts_have_no_passwords(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        alice = await place.client("alice")
        assert (await ask(alice, "get"))[0].find(f"{NS}password") is None
        assert condition(await ask(alice, "set", change())) == "not-allowed"
        assert "<success" not in await (await place.connect()).sign_in("alice", NEW)


async def test_what_is_no_change_of_ones_own_password(tmp_path: Path) -> None:
    async with running(tmp_path / "place", PASSWORDS) as place:
        alice = await place.client("alice")
        assert condition(await ask(alice, "set", change("bob"))) == "bad-request"
        assert condition(await ask(alice, "set", "<username>alice</username>")) == "bad-request"
        assert condition(await ask(alice, "set")) == "bad-request"
        assert condition(await ask(alice, "set", change(password="short"))) == "not-acceptable"
        assert condition(await ask(alice, "set", change(), "other.example")) == "not-allowed"
        assert "<success" in await (await place.connect()).sign_in("bob", place.credentials["bob"])


async def test_nobody_leaves_unless_the_settings_allow_it(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        alice = await place.client("alice")
        assert condition(await ask(alice, "set", "<remove/>")) == "not-allowed"
        assert await place.house.accounts.person(ALICE) is not None


async def test_who_leaves_is_told_signed_out_and_gone(tmp_path: Path) -> None:
    async with running(tmp_path / "place", {"features": {"account_removal": True}}) as place:
        alice, phone = await place.client("alice"), await place.client("alice", "phone")
        assert condition(await ask(alice, "set", f"<remove/>{change()}")) == "bad-request"
        assert (await ask(alice, "set", "<remove/>")).get("type") == "result"
        await alice.closed()
        await phone.closed()
        assert await place.house.accounts.person(ALICE) is None
        assert "<success" not in await (await place.connect()).sign_in("alice", place.credentials["alice"])
