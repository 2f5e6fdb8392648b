"""An external component that speaks for others (ATTACKS B10), every stanza with every address."""

import pytest

from casemate.xmpp.element import CLIENT, Element
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


class Everywhere:
    """A gateway to every domain, as the one to other servers is."""

    def reaches(self, domain: str) -> bool:
        return "." in domain

    def permits(self, _tenant: int, _domain: str) -> bool:
        return True

    def send(self, stanza: Element) -> None:
        pass


@pytest.mark.parametrize("named", [False, True])
async def test_b10_another_server_does_not_speak_for_a_component(place: Place, named: bool) -> None:
    bob, router, everywhere = await place.client("bob"), place.house.router, Everywhere()
    router.connect(everywhere)
    settled: list[str] = []
    for sender in ("ann@bridge.example", "alice@localhost", "ann@far.example"):
        attrs = {"from": sender, "to": "bob@localhost", "type": "chat"}
        said = Element("message", CLIENT, attrs, [Element("body", CLIENT, {}, [f"from {sender}"])])
        router.arrived(said, lambda sender=sender: settled.append(sender), everywhere if named else None)
    seen = await bob.until("</message>")
    assert "from ann@far.example" in seen
    assert "bridge.example" not in seen
    await place.settled()
    assert sorted(settled) == ["alice@localhost", "ann@bridge.example", "ann@far.example"]


async def test_b10_a_client_does_not_speak_for_a_component(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    await place.component("bridge.example")
    alice.send("<message from='ann@bridge.example' to='bob@localhost' type='chat'><body>spoofed</body></message>")
    assert "<invalid-from" in await alice.closed()
    bob.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "spoofed" not in await bob.until("id='p'")
