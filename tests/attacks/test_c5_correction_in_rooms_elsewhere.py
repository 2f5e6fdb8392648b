"""C5 in rooms elsewhere: all that is said there comes from one address, and still one corrects only what is one's own."""

import pytest

from tests.place import Place

CHANGES = {
    "<replace": "<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>",
    "<retract": "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>",
}


def said(nick: str, body: str, number: int, more: str = "", occupant: str = "") -> str:
    mark = f"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='{occupant}'/>" if occupant else ""
    return (
        f"<message from='hall@bridge.example/{nick}' to='alice@localhost/test' type='groupchat' id='m{number}'>"
        f"<body>{body}</body>{more}{mark}</message>"
    )


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize(
    ("first", "second", "own"),
    [
        (("Ann", ""), ("Ann", ""), True),
        (("Ann", ""), ("Ben", ""), False),
        # XEP-0421: with another nickname one is the same; somebody else under one's own is not.
        (("Ann", "id-of-ann"), ("Annie", "id-of-ann"), True),
        (("Ann", "id-of-ann"), ("Ann", "id-of-ben"), False),
    ],
)
async def test_c5_cve_2022_39835_only_its_author_changes_what_was_said_in_a_room_elsewhere(
    place: Place, name: str, first: tuple[str, str], second: tuple[str, str], own: bool
) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    alice.send("<presence to='hall@bridge.example/Alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await component.until("<presence.*</presence>")
    component.send(said(first[0], "at noon", 1, occupant=first[1]))
    await alice.until("at noon.*</message>")
    component.send(said(second[0], "at nine", 2, CHANGES[name], second[1]))
    assert (name in await alice.until("at nine.*</message>")) is own


@pytest.mark.parametrize("name", CHANGES)
async def test_c5_ones_own_in_a_room_elsewhere(place: Place, name: str) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    alice.send("<presence to='hall@bridge.example/Alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await component.until("<presence.*</presence>")
    alice.send("<message to='hall@bridge.example' type='groupchat' id='m1'><body>at noon</body></message>")
    await component.until("at noon.*</message>")
    component.send(said("Alice", "at noon", 1))
    await alice.until("at noon.*</message>")
    alice.send(
        f"<message to='hall@bridge.example' type='groupchat' id='m2'><body>at nine</body>{CHANGES[name]}</message>"
    )
    assert name in await component.until("at nine.*</message>")
    component.send(said("Alice", "at nine", 2, CHANGES[name]))
    assert name in await alice.until("at nine.*</message>")
