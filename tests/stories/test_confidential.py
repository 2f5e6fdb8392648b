"""Confidential data in the clear: it does not leave, it is not readable on the disk, and it never travels without TLS."""

import asyncio

import pytest

from tests.client import HEADER
from tests.place import Place
from tests.stories.support import chat, fetch, heard_by_dave, on_disk, said, text_of, upload, verdict

SECRET = "the deploy key is AKIAIOSFODNN7REALKEY and the secret ghp_0123456789abcdefghijklmnopqrstuvwxyzAB"
IBAN = "please pay to DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize(("text", "outside", "inside"), [(SECRET, "block", "coach"), (IBAN, "hold", "coach")])
async def test_what_is_asked_about_inside_is_stopped_on_its_way_out(
    place: Place, text: str, outside: str, inside: str
) -> None:
    alice = await place.client("alice")
    alice.send(chat(text, "dave@other.example"))
    assert await verdict(alice) == outside
    if outside == "block":
        assert "outside the organisation" in await said(alice)
    alice.send(chat(text, "bob@localhost"))
    assert await verdict(alice) == inside
    assert await heard_by_dave(place) == []


async def test_nothing_on_the_disk_can_be_read(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    words = "the merger with Aldebaran closes on Friday"
    alice.send(chat(words))
    assert text_of(await bob.element("message")) == words
    answer, url = await upload(place, alice, "merger.txt", f"{words} in a file".encode())
    assert answer.status_code == 201
    assert (await fetch(place, url)).text == f"{words} in a file"
    alice.send(chat(IBAN, "dave@other.example"))
    assert await verdict(alice) == "hold"
    alice.send(
        "<iq type='set' id='v'><vCard xmlns='vcard-temp'><NOTE>born under Aldebaran</NOTE></vCard></iq>"
        "<iq type='set' id='x'><query xmlns='jabber:iq:private'><n xmlns='urn:notes'>Aldebaran again</n></query></iq>"
    )
    assert [(await alice.element("iq")).get("type") for _ in range(2)] == ["result", "result"]
    left = on_disk(place.loaded.path.parent)
    assert b"alice@localhost" in left, "the database itself was not looked at"
    for word in (b"Aldebaran", b"merger with", b"DE89 3704", b"0532 0130", place.credentials["alice"].encode()):
        assert word not in left, word


async def test_nothing_is_taken_without_tls(place: Place) -> None:
    listen = place.loaded.settings.listen
    for port in (listen.c2s_tls, listen.https):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEADER.format(domain="localhost").encode() + b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        async with asyncio.timeout(10):
            answer = await reader.read()
        writer.close()
        assert b"features" not in answer
        assert b"HTTP/" not in answer
    reader, writer = await asyncio.open_connection("127.0.0.1", listen.c2s)
    writer.write(HEADER.format(domain="localhost").encode())
    async with asyncio.timeout(10):
        features = await reader.readuntil(b"</stream:features>")
        writer.write(b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>biws</auth>")
        refused = await reader.read()
    writer.close()
    assert b"<required/>" in features
    assert b"SCRAM" not in features
    assert b"policy-violation" in refused
