"""Corrupted and untrusted files: what is disguised or broken is told, what is good arrives unchanged."""

import io
import os
import zipfile

import pytest

from tests.place import Place
from tests.stories.support import chat, fetch, heard_by_dave, said, shared, text_of, upload, verdict

PROGRAM = b"MZ" + bytes(62) + b"PE\0\0" + bytes(400)


async def test_a_good_file_arrives_byte_for_byte(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    data = b"Minutes of the meeting.\n" * 5000
    answer, url = await upload(place, alice, "minutes.txt", data)
    assert answer.status_code == 201
    alice.send(shared(url))
    message = await bob.element("message")
    assert text_of(message) == url
    assert (await fetch(place, text_of(message))).content == data


@pytest.mark.parametrize("name", ["invoice.pdf", "picture.jpg", "invoice.pdf.exe", "notes.txt"])
async def test_a_program_in_disguise_is_stopped(place: Place, name: str) -> None:
    alice = await place.client("alice")
    answer, url = await upload(place, alice, name, PROGRAM)
    assert 400 <= answer.status_code < 500
    assert "not what its name says" in answer.text
    assert "not what its name says" in await said(alice)
    assert (await fetch(place, url)).status_code in {403, 404}


async def test_a_damaged_archive_comes_with_a_warning_inside_and_waits_for_a_reviewer_outside(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    answer, url = await upload(place, alice, "plans.zip", damaged())
    assert answer.status_code == 201
    alice.send(shared(url))
    body = text_of(await bob.element("message"))
    assert body.startswith(url)
    assert "could not be inspected" in body
    alice.send(shared(url, "dave@other.example"))
    assert await verdict(alice) == "hold"
    assert await heard_by_dave(place) == []
    alice.send(chat("please look at it", "bob@localhost"))
    assert text_of(await bob.element("message")) == "please look at it"


async def test_a_file_that_is_shorter_than_announced_is_not_kept(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(
        "<iq type='get' id='s' to='localhost'><request xmlns='urn:xmpp:http:upload:0' filename='a.txt' size='0'/></iq>"
    )
    assert (await alice.element("iq")).get("type") == "error"


def damaged() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("plans.txt", os.urandom(3000))
    data = bytearray(sink.getvalue())
    data[200:1200] = os.urandom(1000)
    return bytes(data)
