"""Attacks on TLS, SASL and streams (ATTACKS B), against a whole server over real sockets."""

import asyncio
import re
import ssl

import pytest

from casemate.model.jid import Jid
from tests.client import HEADER, Client
from tests.place import Place

STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"


async def clear(place: Place) -> Client:
    client = await Client(place.ca).connect(place.starttls_port, tls=False)
    place.clients.append(client)
    return client


async def test_b1_cve_2011_0411_starttls_injection(place: Place) -> None:
    client = await clear(place)
    client.send(HEADER.format(domain="localhost"))
    await client.until("</stream:features>")
    client.send(STARTTLS + "<iq type='set' id='evil'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
    seen = await client.closed()
    assert "policy-violation" in seen
    assert "<proceed" not in seen


async def test_b2_no_plaintext_ever(place: Place) -> None:
    client = await clear(place)
    client.send(HEADER.format(domain="localhost"))
    features = await client.until("</stream:features>")
    assert "<required/>" in features
    client.send("<message to='bob@localhost'><body>in the clear</body></message>")
    assert "policy-violation" in await client.closed()


async def test_b3_no_mechanisms_before_tls(place: Place) -> None:
    client = await clear(place)
    client.send(HEADER.format(domain="localhost"))
    features = await client.until("</stream:features>")
    assert "mechanism" not in features
    client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAHg=</auth>")
    assert "policy-violation" in await client.closed()


async def test_b4_a_client_that_was_told_there_is_no_binding_is_refused(place: Place) -> None:
    client = await place.connect()
    client.send(HEADER.format(domain="localhost"))
    await client.until("</stream:features>")
    answer = await client.exchange("alice", place.credentials["alice"], "SCRAM-SHA-256", flag="y")
    assert "<not-authorized/>" in answer


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
async def test_b6_old_tls_is_refused(place: Place, version: ssl.TLSVersion) -> None:
    context = ssl.create_default_context(cafile=str(place.ca))
    with pytest.warns(DeprecationWarning, match="deprecated"):
        context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await asyncio.open_connection("127.0.0.1", place.port, ssl=context, server_hostname="localhost")


async def test_b6_cve_2021_32920_no_renegotiation_and_no_tickets(place: Place) -> None:
    context = place.house.certificate.context
    assert context.options & ssl.OP_NO_RENEGOTIATION
    assert context.options & ssl.OP_NO_COMPRESSION
    assert context.num_tickets == 0


@pytest.mark.parametrize(
    "stanza",
    [
        "<message from='{0}' to='bob@localhost'><body>x</body></message>",
        "<presence from='{0}'/>",
        "<iq from='{0}' type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>",
    ],
)
@pytest.mark.parametrize("sender", ["bob@localhost", "alice@other.example", "alice@localhost/elsewhere", "localhost"])
async def test_b10_from_spoof(place: Place, stanza: str, sender: str) -> None:
    alice = await place.client("alice")
    alice.send(stanza.format(sender))
    assert "invalid-from" in await alice.closed()


async def test_b11_a_session_is_not_resumed_by_somebody_else(place: Place) -> None:
    alice = await place.client("alice")
    alice.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
    token = re.search(r"id='([^']+)'", await alice.until("<enabled[^>]*/>"))
    assert token is not None
    alice.writer.transport.abort()
    bob = await place.connect()
    await bob.sign_in("bob", place.credentials["bob"])
    bob.send(HEADER.format(domain="localhost"))
    await bob.until("</stream:features>")
    bob.send(f"<resume xmlns='urn:xmpp:sm:3' previd='{token[1]}' h='0'/>")
    assert "item-not-found" in await bob.until("</failed>")


async def test_f6_unknown_people_look_like_known_ones(place: Place) -> None:
    accounts = place.house.accounts
    nobody, person = Jid.parse("nobody@localhost"), Jid.parse("alice@localhost")
    first, again = await accounts.scram(nobody, "sha256"), await accounts.scram(nobody, "sha256")
    real = await accounts.scram(person, "sha256")
    assert first == again
    assert len(first.salt) == len(real.salt)
    assert first.iterations == real.iterations
    assert len(first.keys) == len(real.keys) == 1
    assert first.salt != (await accounts.scram(Jid.parse("nobody2@localhost"), "sha256")).salt
    client = await place.connect()
    known = await client.sign_in("alice", "wrong")
    unknown = await client.exchange("nobody", "wrong", "SCRAM-SHA-256")
    assert known == unknown
