"""B4 under SASL2: somebody in the middle who shortens its lists, or takes a token off its channel, is found out."""

import base64

import pytest

from tests.client import Scram
from tests.client import content as decoded
from tests.place import Place
from tests.sasl2 import KINDS, Client2, agent, authenticate, bind, condition, connect, encoded, who

WANTED = "<request-token xmlns='urn:xmpp:fast:0' mechanism='{}'/>"
EXPR, ENDP, NONE = KINDS


async def test_b4_xep_0440_stripped_plus_is_noticed_by_the_flag(patient: Place) -> None:
    """A client that could bind, and whose list had no -PLUS on the way, says `y`."""
    client = await connect(patient)
    await client.features("alice")
    client.send(authenticate("SCRAM-SHA-256", b"y,,n=alice,r=abc"))
    assert condition(await client.outcome()) == "not-authorized"


async def test_b4_xep_0474_the_hash_can_not_be_changed_on_the_way(patient: Place) -> None:
    """The one in the middle replaces the hash by one of the list that it made: the proof covers what the client saw."""
    client = await connect(patient)
    await client.features("alice")
    scram = Scram("alice", patient.credentials["alice"], "SCRAM-SHA-256")
    client.send(authenticate("SCRAM-SHA-256", scram.first().encode(), bind()))
    challenge = decoded(await client.until("</challenge>"), "challenge").decode()
    forged = challenge.partition(",h=")[0] + ",h=" + base64.b64encode(b"x" * 32).decode()
    client.send(f"<response xmlns='urn:xmpp:sasl:2'>{encoded(scram.final(forged.encode()))}</response>")
    assert condition(await client.outcome()) == "not-authorized"


async def test_b4_the_binding_of_another_channel_is_refused(patient: Place) -> None:
    """The one in the middle ends TLS itself and passes the client's exchange on: the client's channel is not ours."""
    client, other = await connect(patient), await connect(patient)
    await client.features("alice")
    scram = Scram(
        "alice", patient.credentials["alice"], "SCRAM-SHA-256-PLUS", "tls-exporter", other.channel("tls-exporter")
    )
    client.send(authenticate("SCRAM-SHA-256-PLUS", scram.first().encode(), bind()))
    challenge = decoded(await client.until("</challenge>"), "challenge")
    client.send(f"<response xmlns='urn:xmpp:sasl:2'>{encoded(scram.final(challenge))}</response>")
    assert condition(await client.outcome()) == "not-authorized"


async def token(place: Place, mechanism: str) -> str:
    client = await connect(place)
    success = await client.enter("alice", place.credentials["alice"], agent() + WANTED.format(mechanism))
    assert who(success) == "alice@localhost"
    return success[-1].get("token") or ""


@pytest.mark.parametrize(("made_for", "used_with"), [(EXPR, NONE), (EXPR, ENDP), (ENDP, NONE), (NONE, EXPR)])
async def test_b4_xep_0484_a_token_is_taken_by_its_mechanism_only(
    patient: Place, made_for: str, used_with: str
) -> None:
    """Section 3.4: one who was given it for a binding can not be made to use it without."""
    secret = await token(patient, made_for)
    client = await connect(patient)
    client.token("alice", secret, used_with, agent())
    assert condition(await client.outcome()) == "not-authorized"
    client.send_token("alice", secret, made_for, agent())
    assert who(await client.outcome()) == "alice@localhost"


async def test_b4_a_mechanism_for_tokens_without_a_token_is_none(patient: Place) -> None:
    client: Client2 = await connect(patient)
    await client.features("alice")
    secret = await token(patient, NONE)
    client.send(authenticate(NONE, client.hashed_token("alice", secret, NONE), agent()))
    assert condition(await client.outcome()) == "malformed-request"
    data = encoded(client.hashed_token("alice", secret, NONE))
    client.send(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='{NONE}'>{data}</auth>")
    assert "<invalid-mechanism/>" in await client.until("</failure>")
