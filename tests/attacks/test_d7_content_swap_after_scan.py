"""D7: what was inspected is what is served, for ever: one PUT, content by its SHA-256, read back and checked."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from casemate.files.api import UploadState
from casemate.model.inspection import FileItem, Verdict
from tests.files.support import BOB, digest_of
from tests.web.support import Site, open_site

GOOD, BAD = b"harmless words", b"malicious bits"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


async def test_d7_a_second_put_is_a_conflict_and_changes_nothing(site: Site) -> None:
    slot = await site.world.slot(len(GOOD))
    url = site.at(slot)
    assert (await site.client.put(url, content=GOOD, headers=slot.headers)).status_code == 201
    etag = (await site.client.get(url)).headers["etag"]
    again = await site.client.put(url, content=BAD, headers=slot.headers)
    assert again.status_code == 409
    got = await site.client.get(url)
    assert (got.content, got.headers["etag"]) == (GOOD, etag)


async def test_d7_a_put_while_the_first_is_inspected_is_a_conflict(site: Site) -> None:
    site.world.judge.gate.clear()
    slot = await site.world.slot(len(GOOD))
    url = site.at(slot)
    first = asyncio.create_task(site.client.put(url, content=GOOD, headers=slot.headers))
    await site.world.judge.asked.wait()
    assert (await site.client.put(url, content=BAD, headers=slot.headers)).status_code == 409
    site.world.judge.gate.set()
    assert (await first).status_code == 201
    assert (await site.client.get(url)).content == GOOD


@pytest.mark.parametrize("verdict", [Verdict.BLOCK, Verdict.HOLD])
async def test_d7_no_put_after_a_refusal(site: Site, verdict: Verdict) -> None:
    site.world.judge.says(verdict)
    slot = await site.world.slot(len(BAD))
    await site.client.put(site.at(slot), content=BAD, headers=slot.headers)
    site.world.judge.says(Verdict.ALLOW)
    assert (await site.client.put(site.at(slot), content=GOOD, headers=slot.headers)).status_code == 409
    assert (await site.client.get(site.at(slot))).status_code == 403


async def test_d7_the_answer_is_the_same_for_every_client(site: Site) -> None:
    """No cloaking: nothing but the address decides."""
    url = await site.stored(GOOD)
    agents = ["curl/8", "Mozilla/5.0", "ClamAV", ""]
    answers = [await site.client.get(url, headers={"User-Agent": agent, "Accept": "text/html"}) for agent in agents]
    assert {answer.content for answer in answers} == {GOOD}


async def test_d7_content_swapped_on_the_disk_is_not_served(site: Site) -> None:
    url = await site.stored(GOOD)
    [path] = site.world.contents()
    good = path.read_bytes()
    await site.world.put(BAD, jid=BOB)
    [other] = [p for p in site.world.contents() if p != path]
    path.write_bytes(other.read_bytes())
    assert (await site.client.get(url)).status_code == 404
    for index in range(0, len(good), 7):
        path.write_bytes(good[:index] + bytes([good[index] ^ 1]) + good[index + 1 :])
        # A changed header is noticed before the answer begins; a changed chunk ends it without a byte of the chunk.
        async with site.client.stream("GET", url) as answer:
            if answer.status_code == 200:
                with pytest.raises(Exception, match=r"peer closed|incomplete"):
                    await answer.aread()
            else:
                assert answer.status_code == 404
    path.write_bytes(good)
    assert (await site.client.get(url)).content == GOOD


async def test_d7_content_spoilt_between_storing_and_inspection_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is inspected is read back from the store, so nothing can come between."""
    world = site.world
    place = world.files._checking._store.place

    def spoiling(incoming: object) -> None:
        place(incoming)  # type: ignore[arg-type]
        [path] = world.contents()
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)

    monkeypatch.setattr(world.files._checking._store, "place", spoiling)
    slot = await world.slot(len(GOOD))
    answer = await site.client.put(site.at(slot), content=GOOD, headers=slot.headers)
    assert answer.status_code == 422
    assert "send it again" in answer.text
    assert world.judge.seen == []
    assert world.contents() == []


async def test_d7_the_inspectors_copy_is_not_what_is_served(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even an inspector that is taken over and writes to its copy changes nothing for others."""
    judge = site.world.judge

    async def meddling(item: FileItem, facts: object) -> object:
        descriptor = os.open(item.path, os.O_RDWR)
        os.write(descriptor, BAD)
        os.close(descriptor)
        assert digest_of(Path(item.path)) != item.sha256
        return await judge(item, facts)  # type: ignore[arg-type]

    monkeypatch.setattr(site.world.files._checking, "_judge", meddling)
    url = await site.stored(GOOD)
    assert (await site.client.get(url)).content == GOOD


async def test_d7_a_verdict_that_turns_counts_at_once(site: Site) -> None:
    url = await site.stored(GOOD)
    upload_id = url.split("/")[4]
    await site.world.files.rule(upload_id, UploadState.REFUSED, "New signatures know it.")
    for headers in ({}, {"Range": "bytes=0-1"}, {"If-None-Match": "*"}):
        assert (await site.client.get(url, headers=headers)).status_code == 403
