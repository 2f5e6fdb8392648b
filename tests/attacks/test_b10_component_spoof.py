"""An external component that speaks for others (ATTACKS B10), every stanza with every address."""

import pytest

from tests.place import Place

OTHERS = (
    "alice@localhost/test",
    "localhost",
    "rooms.localhost",
    "ann@strange.example",
    "ann@bridge.example.evil.example",
)
STANZAS = {
    "message": "<message from='{}' to='bob@localhost' type='chat'><body>spoofed</body></message>",
    "presence": "<presence from='{}' to='bob@localhost'><status>spoofed</status></presence>",
    "subscription": "<presence from='{}' to='bob@localhost' type='subscribed'/>",
    "iq": "<iq from='{}' to='bob@localhost/test' type='set' id='spoofed'><query xmlns='jabber:iq:roster'/></iq>",
}


@pytest.mark.parametrize("sender", OTHERS)
@pytest.mark.parametrize("kind", STANZAS)
async def test_b10_a_component_speaks_for_its_own_domain_alone(place: Place, sender: str, kind: str) -> None:
    bob, component = await place.client("bob"), await place.component("bridge.example")
    component.send(STANZAS[kind].format(sender))
    assert "<invalid-from" in await component.closed()
    await place.settled()
    bob.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    seen = await bob.until("id='p'")
    assert "spoofed" not in seen
    assert "<presence" not in seen


async def test_b10_a_client_does_not_speak_for_a_component(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    await place.component("bridge.example")
    alice.send("<message from='ann@bridge.example' to='bob@localhost' type='chat'><body>spoofed</body></message>")
    assert "<invalid-from" in await alice.closed()
    bob.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "spoofed" not in await bob.until("id='p'")
