"""The extensible profile over real TLS: signing in, binding and resuming in one step (XEP-0388, XEP-0386, XEP-0198)."""

import hashlib

import pytest

from tests.client import content as decoded
from tests.place import Place
from tests.sasl2 import BIND2, HEADER, MAM, SASL2, SM, agent, authenticate, bind, condition, connect, who

ENABLE_SM = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>"
CARBONS = "<enable xmlns='urn:xmpp:carbons:2'/>"
INACTIVE = "<inactive xmlns='urn:xmpp:csi:0'/>"
PING = "<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>"


async def test_the_feature_names_mechanisms_and_what_can_be_asked_for_with_them(place: Place) -> None:
    client = await connect(place)
    features = await client.features("alice")
    offered = features.find(f"{SASL2}authentication")
    assert offered is not None
    names = [each.text for each in offered.findall(f"{SASL2}mechanism")]
    legacy = features.findall(".//{urn:ietf:params:xml:ns:xmpp-sasl}mechanism")
    assert names == [each.text for each in legacy]
    assert names[:2] == ["SCRAM-SHA-512-PLUS", "SCRAM-SHA-512"]
    inline = offered.find(f"{SASL2}inline")
    assert inline is not None
    assert inline.find(f"{SM}sm") is not None
    variables = [each.get("var") for each in inline.findall(f"{BIND2}bind/{BIND2}inline/{BIND2}feature")]
    assert variables == ["urn:xmpp:carbons:2", "urn:xmpp:csi:0", "urn:xmpp:sm:3"]


@pytest.mark.parametrize(
    ("mechanism", "binding"),
    [
        ("SCRAM-SHA-512", ""),
        ("SCRAM-SHA-256", ""),
        ("SCRAM-SHA-1", ""),
        ("SCRAM-SHA-512-PLUS", "tls-exporter"),
        ("SCRAM-SHA-256-PLUS", "tls-exporter"),
        ("SCRAM-SHA-1-PLUS", "tls-server-end-point"),
    ],
)
async def test_signing_in_without_restart_then_binding_as_before(place: Place, mechanism: str, binding: str) -> None:
    client = await connect(place)
    success = await client.enter("alice", place.credentials["alice"], mechanism=mechanism, binding=binding)
    assert who(success) == "alice@localhost"
    data = success.findtext(f"{SASL2}additional-data") or ""
    assert decoded(f"<x>{data}</x>", "x") == client.verifier
    features = await client.element("stream:features")
    assert features.find("{urn:ietf:params:xml:ns:xmpp-bind}bind") is not None
    client.send(
        "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>x</resource></bind></iq>"
    )
    answer = await client.element("iq")
    assert "".join(answer.itertext()) == "alice@localhost/x"


async def test_bound_with_everything_in_one_step(place: Place) -> None:
    client = await connect(place)
    inline = agent() + bind("Tests", ENABLE_SM, CARBONS, INACTIVE, "<unknown xmlns='urn:example:x'/>")
    success = await client.enter("alice", place.credentials["alice"], inline)
    jid = who(success)
    assert jid.startswith("alice@localhost/Tests/")
    bound = success.find(f"{BIND2}bound")
    assert bound is not None
    assert {each.tag for each in bound} == {f"{MAM}metadata", f"{SM}enabled"}
    enabled = bound.find(f"{SM}enabled")
    assert enabled is not None
    assert enabled.get("id")
    features = await client.element("stream:features")
    assert features.find("{urn:ietf:params:xml:ns:xmpp-bind}bind") is None
    client.send("<presence/>" + PING)
    assert (await client.element("iq")).get("to") == jid
    bob = await place.client("bob")
    composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>"
    bob.send(f"<message to='{jid}' type='chat'>{composing}</message>")
    await place.settled()
    other = await place.client("alice", "other")
    other.send("<message to='bob@localhost' type='chat'><body>copied</body></message>")
    seen = await client.until("copied")
    assert "urn:xmpp:carbons:2" in seen
    assert "composing" not in seen


async def test_a_client_is_live_one_round_trip_after_its_proof(place: Place) -> None:
    """Header and sign-in in one flight: nothing of the header's answer has to be waited for."""
    client = await connect(place)
    client.send(HEADER.format(user="alice", domain="localhost"))
    success = await client.scram("alice", place.credentials["alice"], inline=bind())
    assert "/" in who(success)


async def test_the_same_client_is_called_the_same_and_its_former_session_ends(place: Place) -> None:
    first, second, third = await connect(place), await connect(place), await connect(place)
    password = place.credentials["alice"]
    former = who(await first.enter("alice", password, agent("one") + bind("App")))
    other = who(await third.enter("alice", password, agent("two") + bind("App")))
    assert who(await second.enter("alice", password, agent("one") + bind("App"))) == former
    assert other != former
    assert "conflict" in await first.closed()
    third.send(PING)
    assert (await third.element("iq")).get("id") == "p1"


async def test_another_tag_is_another_address_of_the_same_client(place: Place) -> None:
    first, second = await connect(place), await connect(place)
    password = place.credentials["alice"]
    await first.enter("alice", password, agent() + bind("App"))
    assert who(await second.enter("alice", password, agent() + bind("Beta"))).startswith("alice@localhost/Beta/")
    assert "conflict" in await first.closed()


async def test_nobody_else_ends_it_by_the_same_id(place: Place) -> None:
    first, second = await connect(place), await connect(place)
    await first.enter("alice", place.credentials["alice"], agent() + bind())
    await second.enter("bob", place.credentials["bob"], agent() + bind())
    first.send(PING)
    assert (await first.element("iq")).get("id") == "p1"


@pytest.mark.parametrize("tag", ["http://phishing.test/login", "card 4539 1488 0343 6467", "\u202e", "x" * 1020])
async def test_d2_a_tag_is_read_like_what_one_writes(place: Place, tag: str) -> None:
    client = await connect(place)
    jid = who(await client.enter("alice", place.credentials["alice"], agent() + bind(tag)))
    assert jid.startswith("alice@localhost/")
    assert tag not in jid


async def test_a_session_is_resumed_in_the_same_step(place: Place) -> None:
    client = await connect(place)
    success = await client.enter("alice", place.credentials["alice"], agent() + bind("App", ENABLE_SM))
    jid = who(success)
    enabled = success.find(f"{BIND2}bound/{SM}enabled")
    assert enabled is not None
    client.send("<presence/>")
    await client.element("presence")
    client.writer.transport.abort()
    bob = await place.client("bob")
    bob.send("<message to='alice@localhost' type='chat'><body>meanwhile</body></message>")
    await place.settled()
    again = await connect(place)
    resume = f"<resume xmlns='urn:xmpp:sm:3' previd='{enabled.get('id')}' h='1'/>"
    success = await again.enter("alice", place.credentials["alice"], agent() + bind("App") + resume)
    assert who(success) == jid
    assert success.find(f"{SM}resumed") is not None
    assert success.find(f"{BIND2}bound") is None
    await again.until("</stream:features>")
    await again.until("meanwhile")


@pytest.mark.parametrize(("previd", "h"), [("gone", "0"), ("mine", "4294967296"), ("mine", "-1"), ("mine", "")])
async def test_what_can_not_be_resumed_is_bound_anew(place: Place, previd: str, h: str) -> None:
    client = await connect(place)
    first = await client.enter("alice", place.credentials["alice"], agent() + bind("App", ENABLE_SM))
    enabled = first.find(f"{BIND2}bound/{SM}enabled")
    assert enabled is not None
    client.writer.transport.abort()
    client = await connect(place)
    previd = str(enabled.get("id")) if previd == "mine" else previd
    resume = f"<resume xmlns='urn:xmpp:sm:3' previd='{previd}' h='{h}'/>"
    success = await client.enter("alice", place.credentials["alice"], bind() + resume)
    failed = success.find(f"{SM}failed")
    assert failed is not None
    assert failed[0].tag == "{urn:ietf:params:xml:ns:xmpp-stanzas}item-not-found"
    assert success.find(f"{BIND2}bound") is not None


async def test_what_the_archive_has_does_not_come_as_offline_messages_too(place: Place) -> None:
    bob = await place.client("bob")
    bob.send("<message to='alice@localhost' type='chat'><body>before</body></message>")
    await place.settled()
    client = await connect(place)
    success = await client.enter("alice", place.credentials["alice"], bind())
    end = success.find(f"{BIND2}bound/{MAM}metadata/{MAM}end")
    assert end is not None
    bob.send("<message to='alice@localhost' type='chat'><body>after</body></message>")
    await place.settled()
    client.send("<presence/>")
    assert "before" not in await client.until("after")
    client.send(
        "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>1</max>"
        "</set></query></iq>"
    )
    result = await client.until("before")
    assert f"id='{end.get('id')}'" in result


async def test_the_offer_of_this_profile_is_hashed_into_the_challenge(place: Place) -> None:
    """XEP-0474: what a client of SASL2 was offered, as it stands in the feature."""
    client = await connect(place)
    features = await client.features("alice")
    names = sorted(each.text or "" for each in features.findall(f"{SASL2}authentication/{SASL2}mechanism"))
    kinds = sorted(each.get("type") or "" for each in features.iter("{urn:xmpp:sasl-cb:0}channel-binding"))
    client.send(authenticate("SCRAM-SHA-256", b"n,,n=alice,r=abc"))
    challenge = decoded(await client.until("</challenge>"), "challenge").decode()
    offer = "\x1e".join(names) + "\x1f" + "\x1e".join(kinds)
    fields = dict(part.split("=", 1) for part in challenge.split(","))
    assert decoded(f"<h>{fields['h']}</h>", "h") == hashlib.sha256(offer.encode()).digest()


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (authenticate("PLAIN", b"\0alice\0x"), "invalid-mechanism"),
        (authenticate("", b"x"), "invalid-mechanism"),
        (authenticate("SCRAM-SHA-256", b"x"), "malformed-request"),
        (
            "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-256'><initial-response>*</initial-response></authenticate>",
            "incorrect-encoding",
        ),
    ],
)
async def test_failures_have_their_condition_and_the_stream_stays(place: Place, sent: str, expected: str) -> None:
    client = await connect(place)
    await client.features("alice")
    client.send(sent)
    assert condition(await client.outcome()) == expected
    assert "/" in who(await client.scram("alice", place.credentials["alice"], inline=bind()))


async def test_a_wrong_password_binds_nothing(place: Place) -> None:
    client = await connect(place)
    assert condition(await client.enter("alice", "wrong", bind("App"))) == "not-authorized"
    assert not place.house.router.client_sessions()


async def test_an_exchange_can_be_aborted(place: Place) -> None:
    client = await connect(place)
    await client.features("alice")
    client.send(authenticate("SCRAM-SHA-256", b"n,,n=alice,r=abc"))
    await client.until("</challenge>")
    client.send("<abort xmlns='urn:xmpp:sasl:2'/>")
    assert condition(await client.outcome()) == "aborted"


@pytest.mark.parametrize("claimed", ["bob@localhost", "alice@other.example"])
async def test_who_one_wants_to_be_is_who_one_said_one_is(place: Place, claimed: str) -> None:
    """XEP-0388 section 2.3: an authorisation identity that the stream's `from` does not name fails."""
    client = await connect(place)
    client.send(HEADER.format(user="alice", domain="localhost").replace("alice@localhost", claimed))
    await client.until("</stream:features>")
    scram = place.credentials["alice"]
    assert condition(await client.scram("alice", scram, authzid="alice@localhost")) == "invalid-authzid"
    assert who(await client.scram("alice", scram)) == "alice@localhost"


async def test_nothing_may_follow_before_the_answer(place: Place) -> None:
    client = await connect(place)
    await client.features("alice")
    client.send(authenticate("SCRAM-SHA-256", b"n,,n=alice,r=abc") + "<presence/>")
    assert "<not-authorized" in await client.closed()


async def test_signing_in_twice_ends_the_stream(place: Place) -> None:
    client = await connect(place)
    await client.enter("alice", place.credentials["alice"])
    client.send(authenticate("SCRAM-SHA-256", b"n,,n=bob,r=abc"))
    assert "not-authorized" in await client.closed()


async def test_too_many_clients_can_not_be_bound(place: Place) -> None:
    most = place.loaded.settings.limits.sessions_per_person
    password = place.credentials["carol"]
    for _ in range(most):
        who(await (await connect(place)).enter("carol", password, bind()))
    assert condition(await (await connect(place)).enter("carol", password, bind())) == "temporary-auth-failure"
