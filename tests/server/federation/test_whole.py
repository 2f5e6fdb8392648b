"""A whole server and another one: what people say to each other takes the path in both directions."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import NamedTuple

import pytest

from casemate.wiring.house import House
from casemate.xmpp.element import Element
from tests.client import Client
from tests.peers import EXTERNAL, SERVER_HEADER, Make, Server, know
from tests.place import Place, free_ports, running

THERE = "there.example"
BOB = f"bob@{THERE}"


class Both(NamedTuple):
    """Our server, with people; and another one, with nothing but a memory."""

    place: Place
    there: Server
    port: int


@pytest.fixture
async def both(make: Make, tmp_path: Path) -> AsyncGenerator[Both]:
    port, port_tls = free_ports(2)
    there, hosts = await make(THERE), dict[str, str]()
    for name in ("localhost", "rooms.localhost"):
        know([there], hosts, name, f"127.0.0.1:{port}")
    certificate, key = there.authority.files("localhost", "rooms.localhost")
    sections = {
        "tls": {"certificate": str(certificate), "key": str(key)},
        "federation": {
            "enabled": True,
            "allow": (THERE,),
            "port": port,
            "port_tls": port_tls,
            "ca_file": str(there.authority.file),
            "hosts": {THERE: f"127.0.0.1:{there.port}", "else.example": f"127.0.0.1:{there.port}"},
        },
    }
    async with running(tmp_path / "place", sections) as place:
        place.ca = there.authority.file
        yield Both(place, there, port)


async def ours(client: Client) -> str:
    """What a client has received so far, and what is on its way."""
    client.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>")
    return await client.until("id='after'[^>]*>")


async def test_words_go_both_ways(both: Both) -> None:
    alice = await both.place.client("alice")
    alice.send(f"<message to='{BOB}' type='chat' id='m1'><body>good morning</body></message>")
    came = await both.there.behind.message()
    assert (came.attrs["from"], came.attrs["to"], came.child_text("body")) == (
        "alice@localhost/test",
        BOB,
        "good morning",
    )
    both.there.send(f"{BOB}/desk", "alice@localhost", "and to you", type="chat", id="m2")
    seen = await alice.element("message")
    assert (seen.get("from"), seen.findtext("{jabber:client}body")) == (f"{BOB}/desk", "and to you")


async def test_a_bad_link_from_there_arrives_at_nobody(both: Both) -> None:
    alice = await both.place.client("alice")
    both.there.send(f"{BOB}/desk", "alice@localhost", "see http://phishing.test/login", type="chat", id="m1")
    answer = await both.there.behind.message()
    error = answer.find("error")
    assert answer.attrs["type"] == "error"
    assert error is not None
    assert error.find("policy-violation", "urn:ietf:params:xml:ns:xmpp-stanzas") is not None
    assert "phishing" not in await ours(alice)


async def test_confidential_words_do_not_leave(both: Both) -> None:
    alice = await both.place.client("alice")
    alice.send(f"<message to='{BOB}' type='chat'><body>my card is 4539 1488 0343 6467</body></message>")
    assert "held" in (await alice.until("</message>")).lower()
    alice.send(f"<message to='{BOB}' type='chat'><body>after that</body></message>")
    assert (await both.there.behind.message()).child_text("body") == "after that"


@pytest.mark.parametrize("to", ["bob@else.example", "bob@rooms.else.example"])
async def test_a_domain_that_is_not_listed_is_not_reached(both: Both, to: str) -> None:
    alice = await both.place.client("alice")
    alice.send(f"<message to='{to}' type='chat' id='m1'><body>hello</body></message>")
    answer = await alice.element("message")
    assert answer.get("type") == "error"
    assert answer.find(".//{urn:ietf:params:xml:ns:xmpp-stanzas}not-allowed") is not None


async def test_who_says_to_be_somebody_else_is_cut_off(both: Both) -> None:
    alice = await both.place.client("alice")
    peer = Client(both.there.authority.file)
    peer._tls.load_cert_chain(*both.there.authority.files(THERE, name="spoofer"))
    peer._tls.check_hostname = False
    await peer.connect(both.place.loaded.settings.federation.port_tls)
    header = SERVER_HEADER.format(f" from='{THERE}' to='localhost'")
    peer.send(header)
    await peer.until("</stream:features>")
    peer.send(EXTERNAL)
    await peer.until("<success")
    peer.send(header)
    await peer.until("</stream:features>")
    peer.send("<message from='boss@localhost' to='alice@localhost'><body>pay at once</body></message>")
    assert "invalid-from" in await peer.closed()
    assert "pay at once" not in await ours(alice)


async def test_contacts_see_each_other(both: Both) -> None:
    alice = await both.place.client("alice")
    alice.send(f"<presence to='{BOB}' type='subscribe'/>")
    asked = await both.there.behind.message()
    assert (asked.name, asked.attrs["type"], asked.attrs["from"]) == ("presence", "subscribe", "alice@localhost")
    for kind in ("subscribed", "subscribe"):
        both.there.gateway.send(
            Element("presence", "jabber:client", {"from": BOB, "to": "alice@localhost", "type": kind})
        )
    await alice.until("<presence[^>]*type='subscribe'")
    alice.send(f"<presence to='{BOB}' type='subscribed'/>")
    await both.there.behind.until(
        lambda: any(came.name == "presence" and "type" not in came.attrs for came in both.there.behind.came)
    )
    status = Element("status", "jabber:client", {}, ["in a meeting"])
    both.there.gateway.send(
        Element("presence", "jabber:client", {"from": f"{BOB}/desk", "to": "alice@localhost"}, [status])
    )
    await alice.until("in a meeting")


async def test_what_can_not_go_before_a_shutdown_is_told_at_the_next_sign_in(make: Make, tmp_path: Path) -> None:
    there = await make(THERE)
    port, port_tls, nobody = free_ports(3)
    federation = {
        "enabled": True,
        "allow": ("*",),
        "port": port,
        "port_tls": port_tls,
        "ca_file": str(there.authority.file),
        "hosts": {"nowhere.example": f"127.0.0.1:{nobody}"},
    }
    async with running(tmp_path / "place", {"federation": federation}) as place:
        alice = await place.client("alice")
        alice.send("<message to='x@nowhere.example' type='chat' id='m1'><body>good morning</body></message>")
        await place.settled()
        await place.house.stop()
        place.house = await House.build(place.loaded)
        try:
            await place.house.start()
            again = await place.client("alice", available=False)
            again.send("<presence/>")
            told = await again.element("message")
            assert told.get("from") == "casemate@localhost"
            assert "to x@nowhere.example was not delivered" in (told.findtext("{jabber:client}body") or "")
        finally:
            await place.house.stop()
