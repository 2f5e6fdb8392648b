"""Files and pictures that a message brings, and the verdict on the whole of it."""

import asyncio
import os
import struct
import zlib
from base64 import b64encode
from pathlib import Path

import pytest

from casemate.model.inspection import Context, Direction, FileItem, GapKind, Report, Verdict
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind
from casemate.pipeline.normalise import Normalised, normalise
from casemate.policy.api import compile_policy
from casemate.xmpp.element import CLIENT, Element
from tests.pipeline.support import body, message
from tests.place import Place
from tests.stories.support import upload

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def context(place: Place, direction: Direction = Direction.INTERNAL) -> Context:
    return place.house.judge.context(1, direction, Jid.parse("alice@localhost"), Jid.parse("bob@localhost"))


def naming(url: str) -> Normalised:
    return normalise(Kind.MESSAGE, message(body(f"see {url}")))


def picture(data: bytes) -> Normalised:
    photo = Element("PHOTO", "vcard-temp", {}, [Element("BINVAL", "vcard-temp", {}, [b64encode(data).decode()])])
    card = Element("vCard", "vcard-temp", {}, [photo])
    return normalise(Kind.IQ, Element("iq", CLIENT, {"type": "set", "id": "v"}, [card]))


async def test_plain_words_have_no_slow_parts(place: Place) -> None:
    assert not place.house.path._slow.needed(normalise(Kind.MESSAGE, message(body("hello"))))


async def verdict(place: Place, normal: Normalised, direction: Direction = Direction.INTERNAL) -> tuple[Verdict, str]:
    slow = place.house.path._slow
    assert slow.needed(normal)
    seen = await slow.inspect(normal, context(place, direction))
    judged = slow.judged(normal, seen, context(place, direction))
    return judged.decision.verdict, judged.decision.rule


async def test_a_file_is_judged_for_the_way_that_its_message_takes(place: Place) -> None:
    alice = await place.client("alice")
    _, url = await upload(place, alice, "notes.txt", b"the plan for tomorrow")
    assert await verdict(place, naming(url)) == (Verdict.ALLOW, "")
    _, url = await upload(place, alice, "run.sh", b"#!/bin/sh\necho hello\n")
    assert (await verdict(place, naming(url)))[0] is Verdict.COACH
    assert (await verdict(place, naming(url), Direction.OUTBOUND))[0] is Verdict.HOLD
    assert place.house.path._slow.waits_for(naming(url)) in url


@pytest.mark.parametrize(
    "address",
    [
        "localhost:1/upload/{}/x",
        "hxxps://localhost/upload/{}/x",
        "https://files.example.com/upload/{}/run.sh",
        "https://evil.example/?u=/upload/{}",
        "the file is {}",
        "https://localhost/up\u200bload/{}",
    ],
)
async def test_d6_however_its_address_is_written(place: Place, address: str) -> None:
    alice = await place.client("alice")
    _, url = await upload(place, alice, "run.sh", b"#!/bin/sh\necho hello\n")
    upload_id = url.split("/upload/")[1][:43]
    for hidden in (upload_id, f"{upload_id[:20]}\u200b{upload_id[20:]}"):
        words = normalise(Kind.MESSAGE, message(body(address.format(hidden))))
        assert (await verdict(place, words, Direction.OUTBOUND))[0] is Verdict.HOLD


async def test_d6_what_only_looks_like_an_id_is_words(place: Place) -> None:
    words = normalise(Kind.MESSAGE, message(body("the sum is n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg")))
    assert await verdict(place, words) == (Verdict.ALLOW, "")


async def test_a_refused_file_and_one_that_is_gone(place: Place) -> None:
    alice = await place.client("alice")
    answer, url = await upload(place, alice, "a.com", EICAR)
    assert answer.status_code == 422
    assert await verdict(place, naming(url)) == (Verdict.BLOCK, "file-refused")
    gone = url.replace(url.split("/upload/")[1][:43], "A" * 43)
    assert await verdict(place, naming(gone)) == (Verdict.BLOCK, "file-gone")


async def test_pictures_in_stanzas(place: Place) -> None:
    assert await verdict(place, picture(png())) == (Verdict.ALLOW, "")
    assert (await verdict(place, picture(EICAR)))[0] is Verdict.BLOCK


async def test_a_picture_is_there_for_as_long_as_it_is_looked_at(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (inspector,) = [each for each in place.house.engine._slow if each.name == "files"]
    inspect, looking, go = inspector.inspect, asyncio.Event(), asyncio.Event()
    seen: list[tuple[Path, bytes]] = []

    async def later(item: FileItem, its_context: Context) -> Report:
        looking.set()
        await go.wait()
        seen.append((Path(item.path), Path(item.path).read_bytes()))
        return await inspect(item, its_context)

    monkeypatch.setattr(type(inspector), "inspect", lambda _self, item, its_context: later(item, its_context))
    slow = place.house.path._slow
    waiting = asyncio.create_task(slow.inspect(picture(EICAR), context(place)))
    await looking.wait()
    waiting.cancel()
    await asyncio.wait({waiting})
    # Whatever is opened now gets the number of a descriptor that is free.
    other = os.memfd_create("other")
    os.write(other, png())
    again = asyncio.create_task(slow.inspect(picture(EICAR), context(place)))
    go.set()
    (report,) = (await again).reports
    os.close(other)
    assert "malware" in {finding.group for finding in report.findings}
    ((path, data),) = seen
    assert data == EICAR
    while slow._looking:
        await asyncio.wait(slow._looking)
    assert not path.exists()


async def test_a_picture_that_ought_to_be_masked_is_held(place: Place) -> None:
    rules = '[[rule]]\nname = "mask"\nwhen = { groups = ["malware"] }\nthen = { verdict = "redact" }\n'
    judge = place.house.judge
    judge.policy = compile_policy(rules, "own", judge.engine.findings())
    assert await verdict(place, picture(EICAR)) == (Verdict.HOLD, "mask")


@pytest.mark.parametrize("data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"just words", bytes(range(64))])
async def test_what_is_no_picture_is_said_to_be_none(place: Place, data: bytes) -> None:
    normal = picture(data)
    seen = await place.house.path._slow.inspect(normal, context(place))
    assert GapKind.MALFORMED in {gap.kind for report in seen.reports for gap in report.gaps}
