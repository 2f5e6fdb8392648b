"""Weak sign-in: guessing is slowed, a revoked client is out at once, and nothing below SCRAM over TLS is there."""

import re
from pathlib import Path

import pytest

from casemate.cli.console import tell_server
from casemate.model.ids import DeviceId
from casemate.model.jid import Jid
from tests.client import HEADER
from tests.place import Place, running
from tests.stories.support import actions, chat


async def attempt(place: Place, name: str, password: str) -> str:
    client = await place.connect()
    return await client.sign_in(name, password)


async def test_guessing_is_slowed_even_for_the_one_who_knows(tmp_path: Path) -> None:
    async with running(tmp_path / "place", failed_sign_ins=3) as place:
        for guess in ("password", "alice", "123456"):
            assert "not-authorized" in await attempt(place, "alice", guess)
        assert "temporary-auth-failure" in await attempt(place, "alice", place.credentials["alice"])
        assert "<success" in await attempt(place, "bob", place.credentials["bob"])
        failures = [actor for actor, action, _ in await actions(place) if action == "sign_in.failed"]
        assert len(failures) >= 3


async def test_a_person_cannot_choose_a_weak_password(place: Place) -> None:
    """Credentials are made by the server, one a client: 128 bits or more, in letters and digits."""
    for credential in place.credentials.values():
        assert re.fullmatch(r"[a-z0-9-]{26,}", credential)
    assert len(set(place.credentials.values())) == len(place.credentials)


async def test_a_revoked_client_is_out_at_once_and_its_credential_is_void(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    person = await place.house.accounts.person(Jid.parse("alice@localhost"))
    assert person is not None
    [device] = await place.house.accounts.devices.of(person)
    await place.house.accounts.revoke_device(DeviceId(device.id))
    assert await tell_server(place.loaded, "device.revoked", device=device.id)
    assert "<stream:error>" in await alice.closed()
    assert "not-authorized" in await attempt(place, "alice", place.credentials["alice"])
    bob.send(chat("are you still there?", "alice@localhost"))
    bob.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert (await bob.element("iq")).get("type") == "result"


async def test_no_password_is_asked_for_as_it_is(place: Place) -> None:
    client = await place.connect()
    client.send(HEADER.format(domain="localhost"))
    features = await client.until("</stream:features>")
    offered = set(re.findall(r"<mechanism>([^<]+)</mechanism>", features))
    assert {"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"} <= offered
    # Besides SCRAM, tokens that a client gets by it (XEP-0484), or a browser once it has shown its second factor (RFC 7628).
    assert all(name.startswith(("SCRAM-SHA-", "HT-SHA-256-")) for name in offered - {"OAUTHBEARER"})


@pytest.mark.parametrize("mechanism", ["PLAIN", "DIGEST-MD5", "CRAM-MD5", "ANONYMOUS", "EXTERNAL", "LOGIN"])
async def test_weaker_mechanisms_are_refused_when_asked_for(place: Place, mechanism: str) -> None:
    client = await place.connect()
    client.send(HEADER.format(domain="localhost"))
    await client.until("</stream:features>")
    client.send(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='{mechanism}'>AGFsaWNlAHg=</auth>")
    assert "invalid-mechanism" in await client.until("</failure>")


@pytest.mark.parametrize("binding", ["tls-exporter", "tls-server-end-point"])
async def test_channel_binding_ties_the_sign_in_to_the_connection(place: Place, binding: str) -> None:
    client = await place.connect()
    assert "<success" in await client.sign_in("alice", place.credentials["alice"], "SCRAM-SHA-256-PLUS", binding)
    relayed = await place.connect()
    relayed.channel = lambda kind: b"what another connection has" * (kind != "")  # type: ignore[method-assign]
    answer = await relayed.sign_in("alice", place.credentials["alice"], "SCRAM-SHA-256-PLUS", binding)
    assert "<failure" in answer
