"""Push notifications (XEP-0357): who is woken, with what, and when no more; over a whole server with a push service beside it."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from sqlalchemy import select

from casemate.model.jid import Jid
from casemate.storage.schema import private_xml
from casemate.wiring.house import House
from tests.client import Client
from tests.component import ComponentClient
from tests.place import Place, running

SUMMARY = "urn:xmpp:push:summary"
DATA = "{jabber:x:data}"
ENABLE = "<iq type='set' id='on'><enable xmlns='urn:xmpp:push:0' jid='bridge.example' node='n1'/></iq>"


@asynccontextmanager
async def opened(
    folder: Path, sections: Mapping[str, Mapping[str, object]] | None = None, **push: object
) -> AsyncGenerator[tuple[Place, Client, ComponentClient]]:
    """A server, alice, and the push service; bob's phone has enabled it and is gone."""
    async with running(folder / "place", {"push": {"interval": 0.0} | push, **(sections or {})}) as place:
        bridge, alice = await place.component("bridge.example"), await place.client("alice")
        bob = await place.client("bob", "phone")
        await asked(bob, ENABLE)
        await leave(place, bob)
        yield place, alice, bridge


async def asked(client: Client, iq: str) -> ET.Element:
    client.send(iq)
    answer = await client.element("iq")
    assert answer.get("type") == "result", ET.tostring(answer)
    return answer


async def leave(place: Place, client: Client) -> None:
    client.send("</stream:stream>")
    await client.closed()
    await place.settled()


def write(client: Client, text: str, kind: str = "chat") -> None:
    client.send(f"<message to='bob@localhost' type='{kind}'><body>{text}</body></message>")


async def pushed(bridge: ComponentClient) -> tuple[ET.Element, dict[str, str]]:
    iq = await bridge.element("iq")
    fields = {f.get("var", ""): f.findtext(f"{DATA}value", "") for f in iq.iter(f"{DATA}field")}
    assert fields.pop("FORM_TYPE") == SUMMARY
    return iq, fields


async def quiet(place: Place, client: Client, bridge: ComponentClient) -> None:
    """All that the client sent has had its effect, and nothing of it was told."""
    await asked(client, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    await place.settled()
    bridge.send("<iq type='get' id='q' from='bridge.example' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert (await bridge.element("iq")).get("id") == "q"


async def test_each_message_counts_until_the_client_is_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        for number in ("1", "2"):
            write(alice, "hello")
            assert (await pushed(bridge))[1] == {"message-count": number}
        await leave(place, await place.client("bob", "phone"))
        write(alice, "hello")
        assert (await pushed(bridge))[1] == {"message-count": "1"}


async def test_a_headline_wakes_nobody(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        write(alice, "news", "headline")
        await quiet(place, alice, bridge)


async def test_what_was_stopped_wakes_nobody(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        write(alice, "see http://phishing.test/login")
        assert (await alice.element("message")) is not None
        await place.settled()
        bridge.send("<iq type='get' id='q' from='bridge.example' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>")
        assert (await bridge.element("iq")).get("id") == "q"


async def test_what_comes_soon_after_is_told_together(tmp_path: Path) -> None:
    async with opened(tmp_path, interval=0.2) as (_place, alice, bridge):
        write(alice, "one")
        assert (await pushed(bridge))[1] == {"message-count": "1"}
        write(alice, "two")
        write(alice, "three")
        counts = [(await pushed(bridge))[1]["message-count"]]
        while counts[-1] != "3":
            counts.append((await pushed(bridge))[1]["message-count"])
        assert counts in (["3"], ["2", "3"])


async def test_words_by_settings(tmp_path: Path) -> None:
    async with opened(tmp_path, sender=True, body=True) as (_place, alice, bridge):
        write(alice, "lunch?")
        assert (await pushed(bridge))[1] == {
            "message-count": "1",
            "last-message-sender": "alice@localhost",
            "last-message-body": "lunch?",
        }


async def test_words_that_may_not_go_out_stay(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(
        "[[rule]]\nname = 'confidential'\nwhen = { groups = ['confidential'], direction = ['outbound'] }\n"
        "then = { verdict = 'block', message = 'It stays here.' }\n"
    )
    sections = {"policy": {"file": str(policy)}, "inspection": {"dictionaries": {"ours": ("bluebird",)}}}
    async with opened(tmp_path, sections, body=True) as (place, alice, bridge):
        write(alice, "bluebird flies")
        assert (await pushed(bridge))[1] == {"message-count": "1"}
        write(alice, "lunch?")
        assert (await pushed(bridge))[1] == {"message-count": "2", "last-message-body": "lunch?"}
        await place.settled()


async def test_an_error_disables_the_node(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        write(alice, "hello")
        iq, _ = await pushed(bridge)
        bridge.send(
            f"<iq type='error' id='{iq.get('id')}' from='bridge.example' to='localhost'><error type='cancel'>"
            "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        )
        await quiet(place, alice, bridge)
        write(alice, "hello")
        await quiet(place, alice, bridge)


async def test_an_error_in_the_name_of_another_disables_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        write(alice, "hello")
        iq, _ = await pushed(bridge)
        bridge.send(f"<iq type='error' id='{iq.get('id')}' from='else@bridge.example' to='localhost'/>")
        await quiet(place, alice, bridge)
        write(alice, "hello")
        assert (await pushed(bridge))[1] == {"message-count": "2"}


async def test_a_revoked_device_is_not_woken(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        accounts = place.house.accounts
        person = await accounts.person(Jid("bob", "localhost", ""))
        assert person is not None
        for device in await accounts.devices.of(person):
            await accounts.revoke_device(device.id)
        write(alice, "hello")
        await quiet(place, alice, bridge)


async def test_a_client_that_may_resume_is_woken(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        bob = await place.client("bob", "phone")
        bob.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
        await bob.until("<enabled")
        session = place.house.router.session(Jid("bob", "localhost", "phone"))
        assert session is not None
        bob.close()
        while session.connected:
            await asked(alice, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
        write(alice, "hello")
        assert (await pushed(bridge))[1] == {"message-count": "1"}


async def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        bob = await place.client("bob", "phone")
        node = "n" * 1_001
        bob.send(f"<iq type='set' id='on'><enable xmlns='urn:xmpp:push:0' jid='bridge.example' node='{node}'/></iq>")
        answer = await bob.element("iq")
        assert answer.get("type") == "error"
        assert "not-acceptable" in ET.tostring(answer, "unicode")


async def test_what_may_not_go_out_is_no_option(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        bob = await place.client("bob", "phone")
        node = "http://phishing.test/login"
        bob.send(f"<iq type='set' id='on'><enable xmlns='urn:xmpp:push:0' jid='bridge.example' node='{node}'/></iq>")
        answer = await bob.element("iq")
        assert answer.get("type") == "error"
        assert "policy-violation" in ET.tostring(answer, "unicode")


async def test_subscriptions_are_sealed(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, _alice, _bridge):
        async with place.house.db.read() as conn:
            rows = (await conn.execute(select(private_xml).where(private_xml.c.name == "urn:xmpp:push:0"))).all()
        assert len(rows) == 1
        assert b"bridge.example" not in rows[0].sealed


async def test_subscriptions_outlive_a_start(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        alice.close()
        bridge.close()
        await place.house.stop()
        place.house = await House.build(place.loaded)
        try:
            await place.house.start()
            service, writer = await place.component("bridge.example"), await place.client("alice")
            write(writer, "hello")
            assert (await pushed(service))[1] == {"message-count": "1"}
        finally:
            await place.house.stop()
