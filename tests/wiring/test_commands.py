"""What commands ask of a running server over the control socket, with the database changed by another process before."""

import asyncio

import pytest

from casemate.admin.control import call
from casemate.model.errors import CasemateError, NotFound
from casemate.model.jid import Jid
from casemate.policy.api import compile_policy
from casemate.wiring.places import control_socket, open_accounts
from tests.place import Place
from tests.stories.support import chat, fetch, text_of, upload

ALICE = Jid.parse("alice@localhost")


async def ask(place: Place, command: str, **arguments: object) -> object:
    return await call(control_socket(place.loaded), command, **arguments)


async def answered(place: Place) -> dict[str, object]:
    status = await ask(place, "status")
    assert isinstance(status, dict)
    return status


async def test_status(place: Place) -> None:
    await place.house.health.test()
    assert await ask(place, "status") == {"healthy": True, "reasons": [], "sessions": 0}
    alice, _ = await place.client("alice"), await place.client("bob")
    await place.settled()  # what is written yet would make it healthy again
    place.house.journal.healthy = False
    assert await ask(place, "status") == {"healthy": False, "reasons": ["nothing can be recorded"], "sessions": 2}
    alice.send("</stream:stream>")
    await alice.closed()
    assert (await answered(place))["sessions"] == 1


async def test_a_disabled_person_is_out_at_once_and_nobody_else(place: Place) -> None:
    phone, desk, bob = await place.client("alice"), await place.client("alice", "desk"), await place.client("bob")
    async with open_accounts(place.loaded) as accounts:
        await accounts.set_disabled(ALICE, disabled=True)
    await ask(place, "person.changed", jid="Alice@localhost")
    for client in (phone, desk):
        assert "not-authorized" in await client.closed()
    again = await place.connect()
    assert "<failure" in await again.sign_in("alice", place.credentials["alice"])
    async with open_accounts(place.loaded) as accounts:
        await accounts.set_disabled(ALICE, disabled=False)
    await ask(place, "person.changed", jid="alice@localhost")
    back = await place.client("alice")
    bob.send(chat("welcome back", "alice@localhost"))
    assert text_of(await back.element("message")) == "welcome back"


async def test_somebody_new_can_be_written_to(place: Place) -> None:
    alice = await place.client("alice")
    async with open_accounts(place.loaded) as accounts:
        person = await accounts.add_person(Jid.parse("erin@localhost"))
        _, place.credentials["erin"] = await accounts.add_device(person, "phone")
    await ask(place, "person.changed", jid="erin@localhost")
    erin = await place.client("erin")
    alice.send(chat("welcome", "erin@localhost"))
    assert text_of(await erin.element("message")) == "welcome"


async def test_a_revoked_device_is_out_and_the_persons_others_stay(place: Place) -> None:
    phone = await place.client("alice")
    async with open_accounts(place.loaded) as accounts:
        person = await accounts.person(ALICE)
        assert person is not None
        first = (await accounts.devices.of(person))[0]
        _, place.credentials["alice"] = await accounts.add_device(person, "desk")
        await accounts.revoke_device(first.id)
    desk, bob = await place.client("alice", "desk"), await place.client("bob")
    await ask(place, "device.revoked", device=first.id)
    assert "This device was revoked." in await phone.closed()
    bob.send(chat("still there?", "alice@localhost"))
    assert text_of(await desk.element("message")) == "still there?"


async def test_a_new_organisation_signs_in_without_a_restart(place: Place) -> None:
    async with open_accounts(place.loaded) as accounts:
        await accounts.add_tenant("Third", ["third.example"])
        person = await accounts.add_person(Jid.parse("zoe@third.example"))
        _, credential = await accounts.add_device(person, "phone")
    await ask(place, "tenants.changed")
    zoe = await place.connect()
    zoe.domain = "third.example"
    assert "<success" in await zoe.sign_in("zoe", credential)
    assert await zoe.bind() == "zoe@third.example/test"


async def test_a_release_opens_the_file_that_the_message_shares(place: Place) -> None:
    policy = (
        '[[rule]]\nname = "programs"\nwhen = { groups = ["program"] }\nthen = { verdict = "hold", message = "Wait." }\n'
    )
    place.house.judge.policy = compile_policy(policy, "own", place.house.engine.findings())
    alice, bob = await place.client("alice"), await place.client("bob")
    _, url = await upload(place, alice, "run.sh", b"#!/bin/sh\necho hello\n")
    assert (await fetch(place, url)).status_code != 200
    alice.send(chat(f"see {url}"))
    [row] = await waiting(place, 1)
    assert row["rule"] == "programs"
    assert str(await ask(place, "held.release", id=row["id"], by="carol")).startswith("Released: from alice@localhost")
    assert text_of(await bob.element("message")) == f"see {url}"
    assert (await fetch(place, url)).status_code == 200
    assert await waiting(place, 0) == []


async def waiting(place: Place, count: int) -> list[dict[str, object]]:
    """The queue, once there are so many in it."""
    async with asyncio.timeout(10):
        while True:
            rows = await ask(place, "held.list")
            assert isinstance(rows, list)
            if len(rows) == count:
                return rows


@pytest.mark.parametrize(
    ("command", "arguments", "error"),
    [
        ("held.release", {"id": "zzz", "by": "x"}, NotFound),
        ("held.refuse", {"id": "", "by": "x"}, NotFound),
        ("held.release", {"id": 5, "by": "x"}, CasemateError),
        ("held.release", {"id": "zzz"}, CasemateError),
        ("person.changed", {"jid": "a@@b"}, CasemateError),
        ("person.changed", {"jid": 5}, CasemateError),
        ("person.changed", {"jid": None}, CasemateError),
        ("device.revoked", {"device": "x", "more": 1}, CasemateError),
        ("status", {"x": []}, CasemateError),
    ],
)
async def test_what_makes_no_sense_is_answered_in_a_line(
    place: Place, command: str, arguments: dict[str, object], error: type[CasemateError]
) -> None:
    with pytest.raises(error) as caught:
        await ask(place, command, **arguments)
    assert str(caught.value)
    assert "\n" not in str(caught.value)
    assert "closed the connection" not in str(caught.value)
    assert await ask(place, "held.list") == []


async def test_nobody_by_that_name_is_no_error(place: Place) -> None:
    await ask(place, "person.changed", jid="nobody@localhost")
    await ask(place, "device.revoked", device=999)
