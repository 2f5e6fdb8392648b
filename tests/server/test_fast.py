"""Signing in again with a token over real TLS, live in one round trip (XEP-0484)."""

import hmac
from typing import Any

import pytest
from sqlalchemy import update

from casemate.accounts.tokens import ROTATE_AFTER
from casemate.model.jid import Jid
from casemate.storage.schema import audit, fast_token
from tests.client import content as decoded
from tests.place import Place, running
from tests.sasl2 import BIND2, FAST, KINDS, SASL2, Client2, agent, bind, condition, connect, who

PING = "<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>"
CARBONS = "<enable xmlns='urn:xmpp:carbons:2'/>"
EXPR, ENDP, NONE = KINDS


def wanted(mechanism: str = EXPR) -> str:
    return agent() + f"<request-token xmlns='urn:xmpp:fast:0' mechanism='{mechanism}'/>"


async def given(place: Place, mechanism: str = EXPR, user: str = "alice") -> str:
    """A token, for a client that has signed in with its credential."""
    client = await connect(place)
    success = await client.enter(user, place.credentials[user], wanted(mechanism))
    token = success.find(f"{FAST}token")
    assert token is not None
    client.close()
    return token.get("token") or ""


async def enter(place: Place, token: str, mechanism: str = EXPR, **how: Any) -> tuple[Client2, Any]:
    client = await connect(place)
    client.token("alice", token, mechanism, **{"inline": agent(), **how})
    return client, await client.outcome()


async def test_what_is_offered(place: Place) -> None:
    client = await connect(place)
    features = await client.features("alice")
    fast = features.find(f"{SASL2}authentication/{SASL2}inline/{FAST}fast")
    assert fast is not None
    assert fast.get("tls-0rtt") is None
    assert [each.text for each in fast] == [EXPR, ENDP, NONE]
    # They are no mechanisms to choose without a token.
    mechanisms = [each.text for each in features.iter(f"{SASL2}mechanism")]
    assert not set(mechanisms) & set(KINDS)


@pytest.mark.parametrize("mechanism", list(KINDS))
async def test_a_client_is_live_in_one_round_trip(place: Place, mechanism: str) -> None:
    token = await given(place, mechanism)
    client, success = await enter(place, token, mechanism, inline=agent() + bind("App", CARBONS))
    assert who(success).startswith("alice@localhost/App/")
    assert success.find(f"{BIND2}bound") is not None
    assert success.find(f"{FAST}token") is None
    answer = decoded(f"<x>{success.findtext(f'{SASL2}additional-data')}</x>", "x")
    assert answer == hmac.digest(token.encode(), b"Responder" + client.channel(KINDS[mechanism]), "sha256")
    client.send(PING)
    assert (await client.element("iq")).get("id") == "p1"


async def test_a_token_is_given_when_asked_for_by_a_client_with_an_id(place: Place) -> None:
    for inline in (agent(), wanted("HT-SHA-256-UNIQ"), wanted().replace(agent(), "")):
        client = await connect(place)
        success = await client.enter("alice", place.credentials["alice"], inline)
        assert who(success) == "alice@localhost"
        assert success.find(f"{FAST}token") is None


async def test_an_old_token_is_replaced_and_holds_until_the_new_one_is_used(place: Place) -> None:
    token = await given(place)
    async with place.house.db.write() as conn:
        # As if a day had gone by; when it was issued is no part of the token.
        await conn.execute(update(fast_token).values(issued=fast_token.c.issued - int(ROTATE_AFTER * 1000)))
    _, success = await enter(place, token)
    renewed = success.find(f"{FAST}token")
    assert renewed is not None
    assert renewed.get("expiry")
    _, success = await enter(place, token)
    newest = success.find(f"{FAST}token")
    assert newest is not None
    _, success = await enter(place, newest.get("token") or "")
    assert who(success) == "alice@localhost"
    _, failure = await enter(place, token)
    assert condition(failure) == "not-authorized"


async def test_logging_out_voids_the_token(place: Place) -> None:
    token = await given(place)
    _, success = await enter(place, token, fast=" invalidate='true'")
    assert who(success) == "alice@localhost"
    _, failure = await enter(place, token)
    assert condition(failure) == "not-authorized"


async def test_a_failure_leaves_the_way_by_password(place: Place) -> None:
    client, failure = await enter(place, "gone")
    assert condition(failure) == "not-authorized"
    assert who(await client.scram("alice", place.credentials["alice"], inline=bind())).startswith("alice@localhost/")


async def test_a_disabled_person_has_no_use_of_a_token(place: Place) -> None:
    token = await given(place)
    await place.house.accounts.set_disabled(Jid("alice", "localhost", ""), disabled=True)
    _, failure = await enter(place, token)
    assert condition(failure) == "not-authorized"


@pytest.mark.parametrize(
    ("inline", "fast"), [("", ""), (agent(), " count='x'"), (agent(""), "")], ids=["no agent", "no number", "no id"]
)
async def test_what_is_missing_or_malformed(place: Place, inline: str, fast: str) -> None:
    token = await given(place)
    _, failure = await enter(place, token, inline=inline, fast=fast)
    assert condition(failure) == "malformed-request"


async def test_guesses_are_counted(place: Place) -> None:
    token = await given(place)
    limit = place.loaded.settings.limits.failed_sign_ins
    for _ in range(limit):
        _, failure = await enter(place, "guess")
        assert condition(failure) == "not-authorized"
    _, failure = await enter(place, token)
    assert condition(failure) == "temporary-auth-failure"


async def test_the_record_says_how_somebody_signed_in(place: Place) -> None:
    token = await given(place)
    await enter(place, token)
    await place.settled()
    async with place.house.db.read() as conn:
        rows = str((await conn.execute(audit.select())).all())
    assert EXPR in rows
    assert token not in rows


async def test_where_tokens_are_off_none_is_offered_given_or_taken(tmp_path: Any) -> None:
    async with running(tmp_path / "place", {"features": {"tokens": 0.0}}) as place:
        client = await connect(place)
        features = await client.features("alice")
        assert features.find(f".//{FAST}fast") is None
        success = await client.scram("alice", place.credentials["alice"], inline=wanted())
        assert success.find(f"{FAST}token") is None
        _, failure = await enter(place, "any", NONE)
        assert condition(failure) == "invalid-mechanism"
