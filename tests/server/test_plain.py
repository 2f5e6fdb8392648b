"""SASL PLAIN (RFC 4616): only where a setting says so, and as strict as the rest."""

import base64
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.xmpp.plain import read
from casemate.xmpp.scram import SaslError
from tests.client import HEADER, Client
from tests.place import Place, running

AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{}</auth>"


@pytest.fixture
async def lenient(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place", {"features": {"sasl_plain": True}}, failed_sign_ins=3) as place:
        yield place


async def opened(place: Place) -> tuple[Client, str]:
    client = await place.connect()
    client.send(HEADER.format(domain="localhost"))
    return client, await client.until("</stream:features>")


async def answer(client: Client, text: str) -> str:
    client.send(AUTH.format(base64.b64encode(text.encode()).decode()))
    return await client.until("<success[^>]*>|</failure>|<challenge[^>]*>")


async def test_it_is_offered_last_and_lets_in(lenient: Place) -> None:
    client, features = await opened(lenient)
    assert features.rindex("SCRAM-SHA-1<") < features.rindex(">PLAIN<")
    assert "<success" in await answer(client, f"\0alice\0{lenient.credentials['alice']}")
    assert await client.bind("old") == "alice@localhost/old"


async def test_the_password_may_come_after_a_challenge(lenient: Place) -> None:
    client, _ = await opened(lenient)
    client.send(AUTH.format(""))
    await client.until("<challenge[^>]*>")
    token = base64.b64encode(f"\0alice\0{lenient.credentials['alice']}".encode()).decode()
    client.send(f"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{token}</response>")
    await client.until("<success")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("\0alice\0wrong", "not-authorized"),
        ("\0nobody\0wrong", "not-authorized"),
        ("bob@localhost\0alice\0{}", "invalid-authzid"),
        ("\0alice\0", "malformed-request"),
        ("alice\0{}", "malformed-request"),
        ("\0\0{}", "malformed-request"),
    ],
)
async def test_what_lets_nobody_in(lenient: Place, text: str, condition: str) -> None:
    client, _ = await opened(lenient)
    assert condition in await answer(client, text.format(lenient.credentials["alice"]))


async def test_failures_count(lenient: Place) -> None:
    client, _ = await opened(lenient)
    for _ in range(3):
        assert "not-authorized" in await answer(client, "\0alice\0wrong")
    assert "temporary-auth-failure" in await answer(client, f"\0alice\0{lenient.credentials['alice']}")


async def test_it_is_off_unless_switched_on(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        client, features = await opened(place)
        assert ">PLAIN<" not in features
        assert "invalid-mechanism" in await answer(client, f"\0alice\0{place.credentials['alice']}")


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    try:
        password = read(data)
    except SaslError:
        return
    assert "\0".join(password).encode() == data
