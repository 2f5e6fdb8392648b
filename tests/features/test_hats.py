"""Hats (XEP-0317) where a script does not reach: limits, a restart, forms that nobody answers, and what names a hat."""

from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.features.muc import adhoc, hats
from casemate.rooms.api import MAX_HATS, MAX_TITLE, MAX_WORN, is_hue, is_uri
from casemate.wiring.house import House
from tests.client import Client
from tests.place import Place, running

ROOM = "tea@rooms.localhost"
COMMANDS = "http://jabber.org/protocol/commands"
ERRORS = "{urn:ietf:params:xml:ns:xmpp-stanzas}"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place") as started:
        yield started


async def opens(place: Place) -> Client:
    alice = await place.client("alice")
    alice.send(f"<presence to='{ROOM}/Alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await alice.until("<subject[^>]*>")
    alice.send(
        f"<iq type='set' id='open' to='{ROOM}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
        "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
    )
    await alice.element("iq")
    return alice


async def execute(client: Client, name: str, fields: Mapping[str, str] | None = None, more: str = "") -> ET.Element:
    """The answer to a command, with its form at once if there are fields."""
    filled = "".join(f"<field var='{var}'><value>{value}</value></field>" for var, value in (fields or {}).items())
    form = f"<x xmlns='jabber:x:data' type='submit'>{filled}</x>" if fields is not None else ""
    node = f"urn:xmpp:hats:commands:{name}"
    client.send(
        f"<iq type='set' id='h' to='{ROOM}'><command xmlns='{COMMANDS}' node='{node}' {more}>{form}</command></iq>"
    )
    return await client.element("iq")


def condition(answer: ET.Element) -> str:
    """What went wrong; empty if nothing did."""
    error = answer.find("{jabber:client}error")
    return "" if error is None else next(each.tag for each in error if each.tag.startswith(ERRORS)).removeprefix(ERRORS)


async def create(client: Client, number: int | str, title: str = "Hat") -> str:
    return condition(await execute(client, "create", {"hats#uri": f"urn:example:{number}", "hats#title": title}))


async def give(client: Client, number: int, jid: str = "bob@localhost") -> str:
    return condition(await execute(client, "assign", {"hats#uri": f"urn:example:{number}", "hats#jid": jid}))


def rows(answer: ET.Element) -> list[list[str]]:
    return [
        [value.text or "" for value in item.iter("{jabber:x:data}value")] for item in answer.iter("{jabber:x:data}item")
    ]


async def test_a_room_has_so_many_hats_and_a_person_so_many_of_them(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hats, "MAX_WEARERS", 2)
    alice = await opens(place)
    assert [await create(alice, number) for number in range(MAX_HATS + 1)] == [""] * MAX_HATS + ["resource-constraint"]
    # One that there is may still become another.
    assert await create(alice, 0, "Other") == ""
    assert [await give(alice, number) for number in range(MAX_WORN + 1)] == [""] * MAX_WORN + ["resource-constraint"]
    assert await give(alice, 0) == ""
    assert await give(alice, 0, "carol@localhost") == ""
    assert await give(alice, 0, "dave@other.example") == "resource-constraint"
    # Whoever has none any more makes room.
    taken = await execute(alice, "unassign", {"hats#uri": "urn:example:0", "hats#jid": "carol@localhost"})
    assert condition(taken) == ""
    assert await give(alice, 0, "dave@other.example") == ""


@pytest.mark.parametrize("title", ["x" * (MAX_TITLE + 1), "two&#10;lines", "&#x202e;tfel", "  "])
async def test_titles_that_do_not_fit(place: Place, title: str) -> None:
    alice = await opens(place)
    assert await create(alice, 1, title) in {"not-acceptable", "bad-request"}
    assert rows(await execute(alice, "list")) == []


async def test_hats_outlive_a_start(place: Place) -> None:
    alice = await opens(place)
    assert await create(alice, 1, "Scribe") == ""
    assert await give(alice, 1) == ""
    alice.close()
    await place.house.stop()
    place.house = await House.build(place.loaded)
    try:
        await place.house.start()
        again = await place.client("alice")
        assert rows(await execute(again, "list")) == [["urn:example:1", "Scribe"]]
        assert rows(await execute(again, "list-assigned")) == [["bob@localhost", "urn:example:1", "Scribe"]]
        bob = await place.client("bob")
        bob.send(f"<presence to='{ROOM}/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        assert "title='Scribe'" in await bob.until("<subject[^>]*>")
    finally:
        await place.house.stop()


async def test_a_new_title_is_shown_at_once(place: Place) -> None:
    alice = await opens(place)
    await create(alice, 1, "Scribe")
    await give(alice, 1, "alice@localhost")
    alice.send(
        f"<iq type='set' id='h' to='{ROOM}'><command xmlns='{COMMANDS}' node='urn:xmpp:hats:commands:create'>"
        "<x xmlns='jabber:x:data' type='submit'><field var='hats#uri'><value>urn:example:1</value></field>"
        "<field var='hats#title'><value>Secretary</value></field></x></command></iq>"
    )
    assert f"from='{ROOM}/Alice'" in await alice.until("title='Secretary'")


async def test_a_form_is_answered_by_who_got_it_and_in_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, desk = await opens(place), await place.client("alice", "desk")
    monkeypatch.setattr(adhoc, "MAX_OPEN", 1)
    form = {"hats#uri": "urn:example:1", "hats#title": "Scribe"}

    async def begun() -> str:
        command = (await execute(alice, "create")).find(f"{{{COMMANDS}}}command")
        assert command is not None
        return f"sessionid='{command.get('sessionid')}'"

    first = await begun()
    assert condition(await execute(desk, "create", form, first)) == "bad-request"
    assert condition(await execute(alice, "destroy", form, first)) == "bad-request"
    assert condition(await execute(alice, "create", None, f"{first} action='prev'")) == "bad-request"
    second = await begun()
    # There is room for one.
    assert condition(await execute(alice, "create", form, first)) == "bad-request"
    # What was wrong can be put right.
    assert condition(await execute(alice, "create", {}, second)) == "bad-request"
    assert condition(await execute(alice, "create", form, second)) == ""
    monkeypatch.setattr(adhoc, "PATIENCE", -1.0)
    assert condition(await execute(alice, "create", form, await begun())) == "not-allowed"


async def test_a_hidden_room_is_not_told_of(place: Place) -> None:
    alice, bob = await opens(place), await place.client("bob")
    fields = {"membersonly": "1", "publicroom": "0"}
    form = "".join(
        f"<field var='muc#roomconfig_{name}'><value>{value}</value></field>" for name, value in fields.items()
    )
    alice.send(
        f"<iq type='set' id='c' to='{ROOM}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
        f"<x xmlns='jabber:x:data' type='submit'>{form}</x></query></iq>"
    )
    assert condition(await alice.element("iq")) == ""
    assert condition(await execute(bob, "list")) == "item-not-found"
    dave = await place.client("dave")
    assert condition(await execute(dave, "list")) == "item-not-found"


@pytest.mark.parametrize("text", ["", "en", "de-CH-1996", "en us", "see phishing.test", "x" * 9, "en'/>"])
async def test_the_language_of_a_title(place: Place, text: str) -> None:
    alice = await opens(place)
    escaped = text.replace("'", "&apos;").replace(">", "&gt;")
    alice.send(
        f"<iq type='set' id='h' to='{ROOM}' xml:lang='{escaped}'><command xmlns='{COMMANDS}' node='urn:xmpp:hats:commands:create'>"
        "<x xmlns='jabber:x:data' type='submit'><field var='hats#uri'><value>urn:example:1</value></field>"
        "<field var='hats#title'><value>Hat</value></field></x></command></iq>"
    )
    assert condition(await alice.element("iq")) == ""
    await give(alice, 1, "alice@localhost")
    bob = await place.client("bob")
    bob.send(f"<presence to='{ROOM}/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    shown = await bob.until("<hat [^>]*>")
    assert ("xml:lang=" in shown) == (text in {"en", "de-CH-1996"})


@given(st.text(max_size=300))
def test_what_names_a_hat_is_plain(text: str) -> None:
    if is_uri(text):
        assert text.isascii()
        assert text.isprintable()
        assert " " not in text
        assert len(text) <= 256
        assert not text.lower().startswith("urn:casemate:")
    if is_hue(text):
        assert 0 <= float(text) <= 360


@given(st.floats(0, 360))
def test_every_angle_is_a_hue(angle: float) -> None:
    assert is_hue(f"{angle:.6f}")


@pytest.mark.parametrize(
    "text", ["", "scribe", "urn:", "urn:a b", "URN:CASEMATE:hat:external", f"urn:{'x' * 256}", "urn:x\n"]
)
def test_what_names_no_hat(text: str) -> None:
    assert not is_uri(text)


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "360.1", "1e2", "٣", "1\n"])
def test_what_is_no_angle(text: str) -> None:
    assert not is_hue(text)
