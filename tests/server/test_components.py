"""External components (XEP-0114): who may connect, and what they may say in whose name (ATTACKS B10)."""

import re
from pathlib import Path

import pytest

from tests.component import ComponentClient
from tests.place import SECRET, Place, running


def made(place: Place, domain: str) -> ComponentClient:
    component = ComponentClient(place.ca, domain)
    place.clients.append(component)
    return component


async def opened(place: Place, domain: str = "bridge.example") -> ComponentClient:
    return await made(place, domain).open(place.loaded.settings.listen.components)


async def test_the_handshake_of_the_specification(place: Place) -> None:
    component = await opened(place)
    assert len(component.stream_id) > 20
    await component.prove(SECRET)


async def test_who_does_not_know_the_secret_is_turned_away(place: Place) -> None:
    component = await opened(place)
    component.send("<handshake>aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e</handshake>")
    assert "<not-authorized" in await component.closed()


async def test_stanzas_before_the_handshake_are_refused(place: Place) -> None:
    component = await opened(place)
    component.send("<message from='bridge.example' to='alice@localhost'><body>early</body></message>")
    assert "<not-authorized" in await component.closed()


async def test_a_handshake_counts_for_its_own_stream(place: Place) -> None:
    one, other = await opened(place), await opened(place)
    other.stream_id = one.stream_id
    with pytest.raises(ConnectionError):
        await other.prove(SECRET)
    await one.prove(SECRET)


@pytest.mark.parametrize("domain", ["localhost", "nobody.example", ""])
async def test_only_components_of_the_settings(place: Place, domain: str) -> None:
    component = await made(place, domain).connect(place.loaded.settings.listen.components, tls=False)
    component.send(
        f"<stream:stream to='{domain}' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>"
    )
    seen = await component.closed()
    # An error comes in a stream, and so after our header.
    assert re.search("<stream:stream.*<host-unknown", seen, re.DOTALL)


@pytest.mark.parametrize("namespace", ["jabber:client", "jabber:server", "jabber:component:connect"])
async def test_only_streams_of_components(place: Place, namespace: str) -> None:
    component = await made(place, "bridge.example").connect(place.loaded.settings.listen.components, tls=False)
    component.send(
        f"<stream:stream to='bridge.example' xmlns='{namespace}' xmlns:stream='http://etherx.jabber.org/streams'>"
    )
    assert "<invalid-namespace" in await component.closed()


async def test_one_connection_of_a_component(place: Place) -> None:
    first = await place.component("bridge.example")
    second = await opened(place)
    with pytest.raises(ConnectionError, match="conflict"):
        await second.prove(SECRET)
    first.send("</stream:stream>")
    await first.closed()
    await place.component("bridge.example")


@pytest.mark.parametrize(
    "broken", ["<message/><!-- -->", "<message><b></c></message>", "<message>" + "x" * 300_000, "<?x y?>", "text"]
)
async def test_what_is_no_xml_of_a_stream_ends_it(place: Place, broken: str) -> None:
    component = await place.component("bridge.example")
    component.send(broken)
    assert "</stream:stream>" in await component.closed()


@pytest.mark.parametrize(
    ("stanza", "condition"),
    [
        ("<message to='alice@localhost'/>", "improper-addressing"),
        ("<message from='@' to='alice@localhost'/>", "improper-addressing"),
        ("<message from='bridge.example'/>", "improper-addressing"),
        ("<log from='bridge.example' to='localhost'/>", "unsupported-stanza-type"),
    ],
)
async def test_stanzas_have_addresses_and_a_known_name(place: Place, stanza: str, condition: str) -> None:
    component = await place.component("bridge.example")
    component.send(stanza)
    assert f"<{condition}" in await component.closed()


@pytest.mark.parametrize(
    ("to", "condition"),
    [("@localhost", "jid-malformed"), ("ann@strange.example", "not-allowed"), ("ann@elsewhere.example", "not-allowed")],
)
async def test_nothing_is_passed_on_to_others(place: Place, to: str, condition: str) -> None:
    other = await place.component("strange.example")
    component = await place.component("bridge.example")
    component.send(f"<message from='bridge.example' to='{to}' id='m'><body>pass this on</body></message>")
    answer = await component.element("message")
    assert answer.get("type") == "error"
    assert answer.find(f"*/{{urn:ietf:params:xml:ns:xmpp-stanzas}}{condition}") is not None
    # And no answer to an answer.
    component.send(f"<message from='bridge.example' to='{to}' type='error' id='m'/>")
    component.send("<iq from='bridge.example' to='localhost' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "<message" not in await component.until("id='p'")
    other.send("<iq from='strange.example' to='other.example' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "pass this on" not in await other.until("id='p'")


async def test_who_never_proves_itself_is_turned_away(tmp_path: Path) -> None:
    async with running(tmp_path / "place", sign_in=1.0) as place:
        component = await opened(place)
        assert "<connection-timeout" in await component.closed()


async def test_a_component_that_does_not_read_is_sent_no_more(tmp_path: Path) -> None:
    async with running(tmp_path / "place", send_queue=16 * 1024) as place:
        component = await place.component("bridge.example")
        component.pause()
        alice = await place.client("alice")
        text = "x" * 100_000
        for number in range(100):
            alice.send(f"<message to='ann@bridge.example' id='m{number}'><body>{text}</body></message>")
        answer = await alice.element("message")
        assert answer.find("*/{urn:ietf:params:xml:ns:xmpp-stanzas}resource-constraint") is not None


async def test_the_server_says_goodbye(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        component = await place.component("bridge.example")
        await place.house.stop()
        assert "<system-shutdown" in await component.closed()
