"""Push notifications (XEP-0357): who is woken, with what, and when no more; over a whole server with a push service beside it."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from casemate.accounts.documents import Documents
from casemate.features.push import MAX_TRIES
from casemate.model.ids import PersonId, TenantId
from casemate.model.jid import Jid
from casemate.storage.schema import private_xml
from casemate.wiring.house import House
from tests.component import ComponentClient
from tests.features.pushing import asked, leave, opened, pushed, quiet, write
from tests.place import running


def refuse(bridge: ComponentClient, iq: ET.Element, kind: str, condition: str) -> None:
    bridge.send(
        f"<iq type='error' id='{iq.get('id')}' from='bridge.example' to='localhost'><error type='{kind}'>"
        f"<{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
    )


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


@pytest.mark.parametrize(
    ("kind", "condition"),
    [("cancel", "item-not-found"), ("cancel", "gone"), ("auth", "forbidden"), ("modify", "not-acceptable")],
)
async def test_an_error_that_stays_disables_the_node(tmp_path: Path, kind: str, condition: str) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        write(alice, "hello")
        refuse(bridge, (await pushed(bridge))[0], kind, condition)
        await quiet(place, alice, bridge)
        write(alice, "hello")
        await quiet(place, alice, bridge)


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        ("wait", "resource-constraint"),
        ("wait", "item-not-found"),
        ("cancel", "remote-server-timeout"),
        ("wait", "gone"),
    ],
)
async def test_after_an_error_that_passes_it_is_told_again(tmp_path: Path, kind: str, condition: str) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        write(alice, "hello")
        for _ in range(MAX_TRIES):
            iq, said = await pushed(bridge)
            assert said == {"message-count": "1"}
            refuse(bridge, iq, kind, condition)
        await quiet(place, alice, bridge)
        write(alice, "hello")
        assert (await pushed(bridge))[1] == {"message-count": "2"}


async def test_a_service_that_is_gone_for_a_while_is_told_afterwards(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        bridge.close()
        await place.settled()
        write(alice, "hello")
        await asked(alice, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
        await place.settled()
        back = await place.component("bridge.example")
        write(alice, "hello")
        assert (await pushed(back))[1] == {"message-count": "2"}


async def test_who_has_it_disabled_is_not_told_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        write(alice, "hello")
        iq, _ = await pushed(bridge)
        bob = await place.client("bob", "desk", available=False)
        await asked(bob, "<iq type='set' id='off'><disable xmlns='urn:xmpp:push:0' jid='bridge.example'/></iq>")
        refuse(bridge, iq, "wait", "resource-constraint")
        await quiet(place, alice, bridge)


async def test_typing_wakes_nobody(tmp_path: Path) -> None:
    async with opened(tmp_path) as (place, alice, bridge):
        alice.send(
            "<message to='bob@localhost' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"
        )
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


async def test_who_has_no_subscription_costs_one_look_however_much_comes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    private = Documents.private

    async def counted(self: Documents, tenant: TenantId, person: PersonId, name: str) -> bytes | None:
        looked.append(person)
        return await private(self, tenant, person, name)

    monkeypatch.setattr(Documents, "private", counted)
    async with running(tmp_path) as place:
        alice, carol = await place.client("alice"), await place.client("carol")
        looked.clear()
        alice.send("".join(f"<message to='carol@localhost' type='chat'><body>{n}</body></message>" for n in range(100)))
        await carol.until(">99</body>")
        await place.settled()
        assert len(looked) == 1
