"""Subscriptions with contacts elsewhere: every move from every state (RFC 6121 appendix A), on the wire of a component."""

import asyncio
import re

import pytest

from casemate.accounts.subscriptions import INBOUND, OUTBOUND, State
from casemate.server import subscriptions
from tests.client import Client
from tests.component import ComponentClient
from tests.place import Place

OUT_SUBSCRIBE, IN_SUBSCRIBE = ("out", "subscribe"), ("in", "subscribe")
OUT_SUBSCRIBED, IN_SUBSCRIBED = ("out", "subscribed"), ("in", "subscribed")
WAYS = {
    State.NONE: (),
    State.NONE_OUT: (OUT_SUBSCRIBE,),
    State.NONE_IN: (IN_SUBSCRIBE,),
    State.NONE_OUT_IN: (OUT_SUBSCRIBE, IN_SUBSCRIBE),
    State.TO: (OUT_SUBSCRIBE, IN_SUBSCRIBED),
    State.TO_IN: (OUT_SUBSCRIBE, IN_SUBSCRIBED, IN_SUBSCRIBE),
    State.FROM: (IN_SUBSCRIBE, OUT_SUBSCRIBED),
    State.FROM_OUT: (IN_SUBSCRIBE, OUT_SUBSCRIBED, OUT_SUBSCRIBE),
    State.BOTH: (IN_SUBSCRIBE, OUT_SUBSCRIBED, OUT_SUBSCRIBE, IN_SUBSCRIBED),
}


class Sides:
    """Alice, and a contact of hers for each case."""

    def __init__(self, place: Place, alice: Client, component: ComponentClient) -> None:
        self._place = place
        self._alice = alice
        self._component = component

    async def move(self, contact: str, way: str, kind: str) -> tuple[str, str]:
        """One stanza; what each side received until all was done."""
        if way == "out":
            self._alice.send(f"<presence to='{contact}' type='{kind}'/>")
        else:
            self._component.send(f"<presence from='{contact}' to='alice@localhost' type='{kind}'/>")
        return await self.calm()

    async def calm(self) -> tuple[str, str]:
        seen: list[str] = ["", ""]
        for _ in range(2):
            self._alice.send("<iq type='get' id='calm'><ping xmlns='urn:xmpp:ping'/></iq>")
            self._component.send(
                "<iq from='bridge.example' to='localhost' type='get' id='calm'><ping xmlns='urn:xmpp:ping'/></iq>"
            )
            seen[0] += await self._alice.until("id='calm'[^>]*>")
            seen[1] += await self._component.until("id='calm'[^>]*>")
            await self._place.settled()
        return seen[0], seen[1]

    async def state(self, contact: str) -> tuple[str, bool]:
        self._alice.send("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>")
        roster = await self._alice.until("<iq[^>]*id='roster'.*</iq>")
        item = re.search(f"<item[^>]*jid='{contact}'[^>]*>", roster)
        if item is None:
            return "none", False
        found = re.search("subscription='([a-z]+)'", item[0])
        return found[1] if found else "", "ask='subscribe'" in item[0]


@pytest.mark.parametrize("way", ["in", "out"])
async def test_every_move_from_every_state(place: Place, way: str) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    alice.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
    await alice.until("id='r'")
    sides = Sides(place, alice, component)
    table = INBOUND if way == "in" else OUTBOUND
    for number, (state, steps) in enumerate(WAYS.items()):
        for kind, moves in table.items():
            contact = f"{kind}{number}@bridge.example"
            for step in steps:
                await sides.move(contact, *step)
            ours, theirs = await sides.move(contact, way, kind)
            case = f"{way} {kind} in {state.name}"
            expected = moves[state]
            subscription, ask, _ = expected.state.value
            assert await sides.state(contact) == (subscription.value, ask), case
            if way == "in":
                told = f"<presence from='{contact}' to='alice@localhost' type='{kind}'/>"
                assert (told in ours) is expected.passes, case
                granted = kind == "subscribe" and state.value[0].shows
                assert (f"to='{contact}' type='subscribed'" in theirs) is granted, case
            else:
                routed = f"<presence from='alice@localhost' to='{contact}' type='{kind}'/>"
                assert (routed in theirs) is expected.passes, case
            shown, hidden = f"<presence from='alice@localhost/test' to='{contact}'/>", f"to='{contact}'/>"
            assert ("type='unavailable'" in theirs) is (state.value[0].shows and not subscription.shows), case
            if subscription.shows and not state.value[0].shows:
                assert shown in theirs or hidden in theirs, case


async def test_strangers_do_not_fill_a_roster(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "MAX_STRANGERS", 3)
    component = await place.component("bridge.example")
    for number in range(5):
        component.send(f"<presence from='s{number}@bridge.example' to='bob@localhost' type='subscribe'/>")
    component.send("<iq from='bridge.example' to='localhost' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    await component.until("id='p'")
    await place.settled()
    bob = await place.client("bob", available=False)
    bob.send("<presence/>")
    asked: set[str] = set()
    while len(asked) < 3:
        stanza = await bob.element("presence")
        if stanza.get("type") == "subscribe":
            asked.add(stanza.get("from", ""))
    assert asked == {f"s{number}@bridge.example" for number in range(3)}
    # Who is answered makes room; and a contact asks whenever it likes.
    bob.send("<presence to='s0@bridge.example' type='unsubscribed'/>")
    await component.until("to='s0@bridge.example' type='unsubscribed'/>")
    component.send("<presence from='s9@bridge.example' to='bob@localhost' type='subscribe'/>")
    async with asyncio.timeout(10):
        assert "s9@bridge.example" in await bob.until("type='subscribe'/>")
