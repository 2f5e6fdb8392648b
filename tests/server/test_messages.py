"""Messages from client to client, and what stops them: seen from outside, over TLS."""

import re

import pytest

from casemate.archive.api import ArchiveQuery
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from tests.client import HEADER
from tests.place import Place

ALICE, BOB = Jid.parse("alice@localhost"), Jid.parse("bob@localhost")


def chat(text: str, to: str = "bob@localhost", identifier: str = "m1") -> str:
    return f"<message to='{to}' type='chat' id='{identifier}'><body>{text}</body></message>"


async def test_a_message_arrives_with_its_archive_id(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(chat("hello &amp; welcome"))
    message = await bob.element("message")
    assert message.get("from") == "alice@localhost/test"
    assert message.findtext("{jabber:client}body") == "hello & welcome"
    stanza_id = message.find("{urn:xmpp:sid:0}stanza-id")
    assert stanza_id is not None
    assert stanza_id.get("by") == "bob@localhost"
    page = await place.house.archive.page(TenantId(1), BOB, ArchiveQuery(10))
    assert [item.sender for item in page.items] == ["alice@localhost"]


async def test_order_is_kept(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send("".join(chat(f"number {n}", identifier=f"m{n}") for n in range(100)))
    got = [(await bob.element("message")).get("id") for _ in range(100)]
    assert got == [f"m{n}" for n in range(100)]


async def test_a_bad_link_never_arrives_and_its_sender_is_told_twice(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(chat("see http://phishing.test/login"))
    error = await alice.element("message")
    assert error.get("type") == "error"
    assert error.find(".//{urn:ietf:params:xml:ns:xmpp-stanzas}policy-violation") is not None
    verdict = error.find(".//{urn:casemate:verdict:0}verdict")
    assert verdict is not None
    assert verdict.get("verdict") == "block"
    word = await alice.element("message")
    assert word.get("from") == "casemate@localhost"
    alice.send(chat("after"))
    assert (await bob.element("message")).findtext("{jabber:client}body") == "after"


async def test_a_coached_message_is_sent_after_a_reason(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(chat("my card is 4539 1488 0343 6467"))
    error = await alice.element("message")
    verdict = error.find(".//{urn:casemate:verdict:0}verdict")
    assert verdict is not None
    code = verdict.get("code")
    await alice.element("message")
    alice.send(chat(f"{code} because the customer asked", "casemate@localhost"))
    message = await bob.element("message")
    assert message.findtext("{jabber:client}body") == "my card is 4539 1488 0343 6467"
    assert message.find("{urn:xmpp:delay}delay") is not None
    done = await alice.element("message")
    assert "Your reason is on record" in "".join(done.itertext())
    alice.send(chat(f"{code} because I want it twice", "casemate@localhost"))
    again = await alice.element("message")
    assert "works once" in "".join(again.itertext())


async def test_a_code_is_nobody_elses(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(chat("my card is 4539 1488 0343 6467", "carol@localhost"))
    verdict = (await alice.element("message")).find(".//{urn:casemate:verdict:0}verdict")
    assert verdict is not None
    bob.send(chat(f"{verdict.get('code')} because I found it", "casemate@localhost"))
    assert "I am Casemate" in "".join((await bob.element("message")).itertext())


async def test_between_tenants_both_policies_count_and_both_keep_a_record(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(
        chat("plain words", "dave@other.example", "m1")
        + chat("iban DE89 3704 0044 0532 0130 00", "dave@other.example", "m2")
    )
    held = await alice.element("message")
    assert "Held for a reviewer" in "".join(held.itertext())
    dave = Jid.parse("dave@other.example")
    page = await place.house.archive.page(TenantId(2), dave, ArchiveQuery(10))
    assert [item.direction for item in page.items] == ["inbound"]
    waiting = await place.house.held.waiting()
    assert {row.tenant for row in waiting} == {1}


async def test_a_released_message_is_delivered_with_its_time(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(chat("iban DE89 3704 0044 0532 0130 00", "dave@other.example"))
    await alice.element("message")
    row = (await place.house.held.waiting())[0]
    await place.house.held.release(row.id, "reviewer")
    assert "was released" in "".join((await alice.element("message")).itertext())
    page = await place.house.archive.page(TenantId(2), Jid.parse("dave@other.example"), ArchiveQuery(10))
    assert b"urn:xmpp:delay" in page.items[0].stanza


async def test_messages_wait_for_those_who_are_away(place: Place) -> None:
    alice = await place.client("alice")
    alice.send("".join(chat(f"n{n}", identifier=f"m{n}") for n in range(5)) + "<r xmlns='urn:xmpp:sm:3'/>")
    alice.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    await alice.element("iq")
    bob = await place.client("bob")
    got = [(await bob.element("message")).get("id") for _ in range(5)]
    assert got == [f"m{n}" for n in range(5)]


async def test_nobody_else_hears_of_an_unknown_person(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(chat("anybody there?", "nobody@localhost"))
    error = await alice.element("message")
    assert error.find(".//{urn:ietf:params:xml:ns:xmpp-stanzas}service-unavailable") is not None


async def test_resumption_brings_what_was_missed(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    bob.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
    token = re.search(r"id='([^']+)'", await bob.until("<enabled[^>]*/>"))
    assert token is not None
    bob.writer.transport.abort()
    alice.send(chat("while you were cut off"))
    again = await place.connect()
    assert "<success" in await again.sign_in("bob", place.credentials["bob"])
    again.send(
        "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
    )
    await again.until("</stream:features>")
    again.send(f"<resume xmlns='urn:xmpp:sm:3' previd='{token[1]}' h='0'/>")
    await again.until("<resumed[^>]*/>")
    assert (await again.element("message")).findtext("{jabber:client}body") == "while you were cut off"


@pytest.mark.parametrize("h", ["5000", "4294967295"])
async def test_whoever_counts_more_than_was_sent_is_told_so(place: Place, h: str) -> None:
    bob = await place.client("bob")
    bob.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
    token = re.search(r"id='([^']+)'", await bob.until("<enabled[^>]*/>"))
    assert token is not None
    bob.writer.transport.abort()
    again = await place.connect()
    assert "<success" in await again.sign_in("bob", place.credentials["bob"])
    again.send(HEADER.format(domain="localhost"))
    await again.until("</stream:features>")
    again.send(f"<resume xmlns='urn:xmpp:sm:3' previd='{token[1]}' h='{h}'/>")
    assert "handled-count-too-high" in await again.closed()


async def test_an_acknowledgement_counts_what_is_on_record(place: Place) -> None:
    alice = await place.client("alice")
    alice.send("<enable xmlns='urn:xmpp:sm:3'/>")
    await alice.until("<enabled[^>]*/>")
    alice.send("".join(chat(f"n{n}", identifier=f"m{n}") for n in range(10)) + "<r xmlns='urn:xmpp:sm:3'/>")
    assert "h='10'" in await alice.until("<a [^>]*/>")
    page = await place.house.archive.page(TenantId(1), ALICE, ArchiveQuery(100))
    assert len(page.items) == 10


async def test_carbons_reach_the_other_clients(place: Place) -> None:
    phone, desk = await place.client("bob", "phone"), await place.client("bob", "desk")
    alice = await place.client("alice")
    desk.send("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>")
    await desk.element("iq")
    phone.send(chat("from my phone", "alice@localhost"))
    assert (await alice.element("message")).findtext("{jabber:client}body") == "from my phone"
    carbon = await desk.element("message")
    assert carbon.get("from") == "bob@localhost"
    assert carbon.find("{urn:xmpp:carbons:2}sent") is not None


async def test_a_shutdown_says_so(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(chat("last words"))
    await place.house.stop()
    assert "system-shutdown" in await alice.closed()
