"""Upgrades of SCRAM over real TLS: a credential from before SCRAM-SHA-512 gets a verifier for it as its client signs in (XEP-0480)."""

import base64
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select, update

from casemate.model.ids import DeviceId
from casemate.storage.schema import device
from tests.client import content, salted_password
from tests.place import Place
from tests.sasl2 import BIND2, KINDS, SASL2, Client2, agent, bind, condition, connect, encoded, parsed, who

TASK = "UPGR-SCRAM-SHA-512"
UPGRADE = f"<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>{TASK}</upgrade>"
NEXT = f"<next xmlns='urn:xmpp:sasl:2' task='{TASK}'/>"
WANTED = f"<request-token xmlns='urn:xmpp:fast:0' mechanism='{list(KINDS)[-1]}'/>"


@pytest.fixture
async def old(place: Place) -> Place:
    """A place where all credentials are from before."""
    async with place.house.db.write() as conn:
        await conn.execute(update(device).values(sha512_stored=None, sha512_server=None))
    await place.house.accounts.load()
    return place


async def names(place: Place) -> tuple[list[str], list[str]]:
    """Mechanisms and upgrades on offer."""
    features = await (await connect(place)).features("alice")
    mechanisms = [each.text or "" for each in features.iter(f"{SASL2}mechanism")]
    return mechanisms, [each.text or "" for each in features.iter("{urn:xmpp:sasl:upgrade:0}upgrade")]


async def task(client: Client2, user: str, password: str) -> ET.Element:
    """Do the task that was asked for; returns the outcome."""
    client.send(NEXT)
    given = await client.until("</task-data>")
    salt = parsed(given, "task-data")[0]
    assert salt.tag == "{urn:xmpp:scram-upgrade:0}salt"
    salted = salted_password(password, content(given, "salt"), salt.get("iterations") or "", "sha512")
    send_hash(client, salted)
    return await client.outcome()


def send_hash(client: Client2, salted: bytes) -> None:
    inner = f"<hash xmlns='urn:xmpp:scram-upgrade:0'>{encoded(salted)}</hash>"
    client.send(f"<task-data xmlns='urn:xmpp:sasl:2'>{inner}</task-data>")


async def continued(place: Place, user: str, password: str, inline: str = "") -> Client2:
    """A client that was asked for its task."""
    client = await connect(place)
    asked = await client.enter(user, password, UPGRADE + inline, mechanism="SCRAM-SHA-1")
    assert asked.tag == f"{SASL2}continue"
    assert [each.text for each in asked.iter(f"{SASL2}task")] == [TASK]
    assert base64.b64decode(asked.findtext(f"{SASL2}additional-data") or "") == client.verifier
    return client


async def upgraded_but(place: Place, but: int) -> None:
    """As if all other clients had done it."""
    async with place.house.db.write() as conn:
        await conn.execute(update(device).where(device.c.id != but).values(sha512_stored=b"s", sha512_server=b"k"))


async def test_offered_while_somebody_lacks_it_and_the_mechanism_when_nobody_does(old: Place) -> None:
    """To all alike, so that it does not tell who there is (ATTACKS F6)."""
    await upgraded_but(old, 2)
    assert await old.house.accounts.upgrade(DeviceId(1), b"s", b"k")
    mechanisms, upgrades = await names(old)
    assert "SCRAM-SHA-512" not in mechanisms
    assert upgrades == [TASK]
    assert await old.house.accounts.upgrade(DeviceId(2), b"s", b"k")
    mechanisms, upgrades = await names(old)
    assert "SCRAM-SHA-512" in mechanisms
    assert upgrades == []


async def test_a_client_lets_the_server_have_its_verifier_and_is_in(old: Place) -> None:
    await upgraded_but(old, 1)
    password = old.credentials["alice"]
    client = await continued(old, "alice", password, agent() + bind("App"))
    success = await task(client, "alice", password)
    assert who(success).startswith("alice@localhost/App/")
    assert success.find(f"{BIND2}bound") is not None
    # What the exchange said last was said with the task.
    assert success.find(f"{SASL2}additional-data") is None
    again = await connect(old)
    assert who(await again.enter("alice", password, mechanism="SCRAM-SHA-512")) == "alice@localhost"


async def test_the_same_again_is_no_harm_another_is_refused(old: Place) -> None:
    password = old.credentials["alice"]
    for _ in range(2):
        assert who(await task(await continued(old, "alice", password), "alice", password)) == "alice@localhost"
    client = await continued(old, "alice", password)
    assert condition(await task(client, "alice", "another")) == "credentials-expired"


@pytest.mark.parametrize("hashed", [b"", b"x" * 32, b"x" * 65])
async def test_what_is_no_hash_is_refused(old: Place, hashed: bytes) -> None:
    client = await continued(old, "alice", old.credentials["alice"])
    client.send(NEXT)
    await client.until("</task-data>")
    send_hash(client, hashed)
    assert condition(await client.outcome()) == "malformed-request"
    assert await _kept(old) == []


async def test_what_is_not_base64_is_refused(old: Place) -> None:
    client = await continued(old, "alice", old.credentials["alice"])
    client.send(NEXT)
    await client.until("</task-data>")
    client.send("<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>*</hash></task-data>")
    assert condition(await client.outcome()) == "incorrect-encoding"


async def test_another_task_or_none_lets_nobody_in(old: Place) -> None:
    for sent, expected in (
        ("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-1'/>", "malformed-request"),
        ("<abort xmlns='urn:xmpp:sasl:2'/>", "aborted"),
    ):
        client = await continued(old, "alice", old.credentials["alice"], bind())
        client.send(sent)
        assert condition(await client.outcome()) == expected
        assert not old.house.router.client_sessions()


async def test_only_what_was_offered_can_be_asked_for(old: Place) -> None:
    client = await connect(old)
    inline = UPGRADE.replace("512", "256")
    assert condition(await client.enter("alice", old.credentials["alice"], inline)) == "invalid-mechanism"


async def test_a_wrong_password_gets_no_task(old: Place) -> None:
    client = await connect(old)
    assert condition(await client.enter("alice", "wrong", UPGRADE)) == "not-authorized"
    assert await _kept(old) == []


async def test_a_device_revoked_meanwhile_keeps_nothing(old: Place) -> None:
    client = await continued(old, "alice", old.credentials["alice"])
    await old.house.accounts.revoke_device(DeviceId(1))
    assert condition(await task(client, "alice", old.credentials["alice"])) == "credentials-expired"
    assert await _kept(old) == []


async def test_b11_a_token_makes_no_password(old: Place) -> None:
    """Who has stolen a token, which ends, must not make a credential of it, which does not."""
    first = await connect(old)
    success = await first.enter("alice", old.credentials["alice"], agent() + WANTED)
    token = success[-1].get("token") or ""
    mallory = await connect(old)
    mallory.token("alice", token, list(KINDS)[-1], agent() + UPGRADE)
    assert condition(await mallory.outcome()) == "malformed-request"


async def _kept(place: Place) -> list[bytes]:
    async with place.house.db.read() as conn:
        query = select(device.c.sha512_stored).where(device.c.sha512_stored.is_not(None))
        return list((await conn.execute(query)).scalars())
