"""B11 under SASL2 and FAST: whose session and whose token it is; what was heard once does not work again; no early data."""

import ssl

import pytest

from tests.place import Place
from tests.sasl2 import BIND2, FAST, HEADER, KINDS, SM, agent, authenticate, bind, condition, connect, who

WANTED = "<request-token xmlns='urn:xmpp:fast:0' mechanism='{}'/>"
ENABLE = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>"
EXPR, _ENDP, NONE = KINDS


async def token(place: Place, mechanism: str, inline: str = "") -> tuple[str, str]:
    """A token, and the id of a session that may be resumed."""
    client = await connect(place)
    inline = agent() + WANTED.format(mechanism) + bind("App", ENABLE)
    success = await client.enter("alice", place.credentials["alice"], inline)
    given, enabled = success.find(f"{FAST}token"), success.find(f"{BIND2}bound/{SM}enabled")
    assert given is not None
    assert enabled is not None
    client.writer.transport.abort()
    return given.get("token") or "", enabled.get("id") or ""


async def test_b11_a_session_of_somebody_else_is_not_resumed_inline(patient: Place) -> None:
    _, previd = await token(patient, EXPR)
    mallory = await connect(patient)
    resume = f"<resume xmlns='urn:xmpp:sm:3' previd='{previd}' h='0'/>"
    success = await mallory.enter("bob", patient.credentials["bob"], agent() + bind() + resume)
    assert who(success).startswith("bob@localhost/")
    assert success.find(f"{SM}failed") is not None
    alice = await connect(patient)
    success = await alice.enter("alice", patient.credentials["alice"], agent() + resume)
    assert success.find(f"{SM}resumed") is not None


async def test_b11_an_overheard_sign_in_does_not_work_on_another_channel(patient: Place) -> None:
    """What a client with a bound token says is of use on its own TLS connection only."""
    secret, _ = await token(patient, EXPR)
    client, mallory = await connect(patient), await connect(patient)
    said = authenticate(
        EXPR, client.hashed_token("alice", secret, EXPR), agent() + bind() + "<fast xmlns='urn:xmpp:fast:0'/>"
    )
    client.send(HEADER.format(user="alice", domain="localhost") + said)
    assert who(await client.outcome()).startswith("alice@localhost/")
    mallory.send(HEADER.format(user="alice", domain="localhost") + said)
    assert condition(await mallory.outcome()) == "not-authorized"


@pytest.mark.parametrize("mechanism", list(KINDS))
async def test_b11_a_counted_sign_in_works_once(patient: Place, mechanism: str) -> None:
    secret, _ = await token(patient, mechanism)
    first, again = await connect(patient), await connect(patient)
    first.token("alice", secret, mechanism, agent(), " count='1'")
    assert who(await first.outcome()) == "alice@localhost"
    again.token("alice", secret, mechanism, agent(), " count='1'")
    assert condition(await again.outcome()) == "not-authorized"


async def test_b11_a_token_is_of_no_use_to_another_client_or_person(patient: Place) -> None:
    secret, _ = await token(patient, NONE)
    for user, inline in (("alice", agent("another")), ("bob", agent()), ("nobody", agent()), ("", agent())):
        mallory = await connect(patient)
        mallory.token(user, secret, NONE, inline)
        assert condition(await mallory.outcome()) in {"not-authorized", "malformed-request"}


async def test_b11_a_stolen_token_is_void_with_its_device(patient: Place) -> None:
    secret, _ = await token(patient, NONE)
    session = patient.house.router.client_sessions()[0]
    await patient.house.accounts.revoke_device(session.device)
    patient.house.router.revoke(session.device)
    mallory = await connect(patient)
    mallory.token("alice", secret, NONE, agent())
    assert condition(await mallory.outcome()) == "not-authorized"


async def test_b11_no_early_data(patient: Place) -> None:
    """Sign-in sent as early data of TLS could be replayed: the server gives no ticket to send it with, and says so."""
    client = await connect(patient)
    features = await client.features("alice")
    fast = features.find(f".//{FAST}fast")
    assert fast is not None
    assert fast.get("tls-0rtt") is None
    tls: ssl.SSLObject = client.writer.get_extra_info("ssl_object")
    session = tls.session
    assert session is None or not session.has_ticket
