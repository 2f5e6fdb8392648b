"""Signing in: TLS first, every mechanism, every binding, and nothing else (RFC 6120 sections 5 and 6)."""

import pytest

from tests.client import HEADER, Client
from tests.place import Place

MECHANISMS = ["SCRAM-SHA-256", "SCRAM-SHA-1"]
BINDINGS = ["tls-exporter", "tls-server-end-point"]


@pytest.mark.parametrize("mechanism", MECHANISMS)
async def test_a_device_signs_in(place: Place, mechanism: str) -> None:
    client = await place.connect()
    assert "<success" in await client.sign_in("alice", place.credentials["alice"], mechanism)
    assert await client.bind("phone") == "alice@localhost/phone"


@pytest.mark.parametrize("binding", BINDINGS)
@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"])
async def test_a_device_binds_to_the_channel(place: Place, mechanism: str, binding: str) -> None:
    client = await place.connect()
    assert "<success" in await client.sign_in("alice", place.credentials["alice"], mechanism, binding)


async def test_starttls_then_signing_in(place: Place) -> None:
    client = await Client(place.ca).connect(place.starttls_port, tls=False)
    place.clients.append(client)
    await client.starttls()
    assert "<success" in await client.sign_in("bob", place.credentials["bob"])


async def test_the_features_name_limits_and_bindings(place: Place) -> None:
    client = await place.connect()
    client.send(HEADER.format(domain="localhost"))
    features = await client.until("</stream:features>")
    assert "<max-bytes>10000</max-bytes>" in features
    assert "tls-exporter" in features
    assert "tls-server-end-point" in features
    assert ">PLAIN<" not in features


async def test_a_wrong_password_is_refused_and_audited(place: Place) -> None:
    client = await place.connect()
    assert "<not-authorized/>" in await client.sign_in("alice", "wrong")


async def test_too_many_failures_wait(place: Place) -> None:
    limit = place.loaded.settings.limits.failed_sign_ins
    seen = []
    for _ in range(limit // 4 + 1):
        client = await place.connect()
        seen.append(await client.sign_in("carol", "wrong"))
        seen += [await client.exchange("carol", "wrong", "SCRAM-SHA-1") for _ in range(3)]
        client.close()
    assert "<temporary-auth-failure/>" in seen[-1]
    bob = await place.connect()
    assert "<success" in await bob.sign_in("bob", place.credentials["bob"])


async def test_a_revoked_device_is_out_at_once(place: Place) -> None:
    client = await place.client("alice")
    person = place.house.accounts.lookup(next(iter(place.house.router.all_sessions())).jid.bare)
    assert person is not None
    device = (await place.house.accounts.devices.of(person))[0]
    await place.house.accounts.revoke_device(device.id)
    place.house.router.revoke(device.id)
    assert "not-authorized" in await client.closed()
    again = await place.connect()
    assert "<failure" in await again.sign_in("alice", place.credentials["alice"])


async def test_an_unknown_domain_is_not_served(place: Place) -> None:
    client = await place.connect()
    client.send(HEADER.format(domain="elsewhere.example"))
    assert "host-unknown" in await client.closed()


async def test_the_same_resource_takes_over(place: Place) -> None:
    first = await place.client("alice", "phone")
    await place.client("alice", "phone")
    assert "conflict" in await first.closed()


@pytest.mark.parametrize("resource", ["http://phishing.test/login", "card 4539 1488 0343 6467", "AKIAIOSFODNN7EXAMPLQ"])
async def test_d2_a_clients_name_is_read_like_what_one_writes(place: Place, resource: str) -> None:
    client = await place.connect()
    await client.sign_in("alice", place.credentials["alice"])
    jid = await client.bind(resource)
    assert jid.startswith("alice@localhost/")
    assert resource not in jid
    plain = await place.connect()
    await plain.sign_in("alice", place.credentials["alice"])
    assert await plain.bind("gajim.ABC12345") == "alice@localhost/gajim.ABC12345"
