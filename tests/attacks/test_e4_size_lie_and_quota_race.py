"""E4: the bytes count, not what is said of them; of two who want the last byte of a quota one gets it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from casemate.files.api import Slot, UploadState
from casemate.files.errors import QuotaReached
from tests.files.support import ALICE, BOB, CAROL, World, id_of, open_world
from tests.web.support import Site, open_site

KIB = 1024


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


async def raw_put(site: Site, slot: Slot, head: str, body: bytes) -> bytes:
    path = "/" + slot.put_url.split("/", 3)[3]
    lines = f"PUT {path} HTTP/1.1\r\nHost: files.example\r\nAuthorization: {slot.headers['Authorization']}\r\n{head}"
    return await site.raw(f"{lines}Connection: close\r\n\r\n".encode() + body)


async def still_empty(site: Site, slot: Slot) -> bool:
    view = await site.world.files.view(id_of(slot))
    return view is not None and view.state is UploadState.SLOT and not site.world.contents()


@pytest.mark.parametrize(("length", "status"), [(4, b"400"), (6, b"413"), (10**9, b"413"), (0, b"400")])
async def test_e4_cve_2024_52805_another_length_than_promised(site: Site, length: int, status: bytes) -> None:
    slot = await site.world.slot(5)
    answer = await raw_put(site, slot, f"Content-Length: {length}\r\n", bytes(min(length, 100)))
    assert answer.split(b" ")[1] == status
    assert await still_empty(site, slot)


@pytest.mark.parametrize("length", ["-5", "5, 6", "0x5", "5\r\nContent-Length: 6", "\u0665"])
async def test_e4_lengths_that_are_none_are_bad_requests(site: Site, length: str) -> None:
    slot = await site.world.slot(5)
    answer = await raw_put(site, slot, f"Content-Length: {length}\r\n", b"12345")
    assert answer == b"" or answer.split(b" ")[1] == b"400"
    assert await still_empty(site, slot)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"5\r\n12345\r\n0\r\n\r\n", b"201"),
        (b"6\r\n123456\r\n0\r\n\r\n", b"413"),
        (b"4\r\n1234\r\n0\r\n\r\n", b"400"),
        (b"0\r\n\r\n", b"400"),
        (b"5\r\n12345\r\n5\r\n12345\r\n0\r\n\r\n", b"413"),
    ],
)
async def test_e4_chunked_bodies_are_counted(site: Site, body: bytes, status: bytes) -> None:
    slot = await site.world.slot(5)
    answer = await raw_put(site, slot, "Transfer-Encoding: chunked\r\n", body)
    assert answer.split(b" ")[1] == status
    assert (status == b"201") != await still_empty(site, slot)


async def test_e4_length_and_chunks_together_smuggle_nothing(site: Site) -> None:
    slot = await site.world.slot(5)
    hidden = b"5\r\n12345\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: files.example\r\n\r\n"
    answer = await raw_put(site, slot, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", hidden)
    assert answer.count(b"HTTP/1.1 ") <= 1


async def test_e4_parallel_puts_into_one_slot(site: Site) -> None:
    slot = await site.world.slot(5)
    url = site.at(slot)
    bodies = [f"body{n}".encode() for n in range(8)]
    answers = await asyncio.gather(*(site.client.put(url, content=body, headers=slot.headers) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    winner = bodies[[answer.status_code for answer in answers].index(201)]
    assert (await site.client.get(url)).content == winner


@pytest.fixture
async def small(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    world = await open_world(
        database_url,
        tmp_path,
        per_person=10 * KIB,
        per_person_daily=8 * KIB,
        per_tenant=12 * KIB,
        max_size=8 * KIB,
        slot_lifetime=600.0,
        keep=10 * 86400.0,
    )
    yield world
    await world.files.close()
    await world.db.close()


async def race(world: World, count: int, size: int) -> list[Slot]:
    done = await asyncio.gather(*(world.slot(size) for _ in range(count)), return_exceptions=True)
    assert all(isinstance(one, Slot | QuotaReached) for one in done)
    return [one for one in done if isinstance(one, Slot)]


async def test_e4_a_race_for_the_daily_quota(small: World) -> None:
    assert len(await race(small, 12, KIB)) == 8
    with pytest.raises(QuotaReached) as caught:
        await small.slot(1)
    assert caught.value.retry_at == small.time.now + 86400


async def test_e4_the_daily_quota_counts_24_hours(small: World) -> None:
    await small.put(bytes(8 * KIB))
    with pytest.raises(QuotaReached, match="one day"):
        await small.slot(1)
    small.time.now += 86401
    assert await small.slot(2 * KIB)
    with pytest.raises(QuotaReached, match="space") as caught:
        await small.slot(KIB)
    assert caught.value.retry_at is not None
    assert caught.value.retry_at > small.time.now


async def test_e4_a_slot_that_was_never_used_gives_its_bytes_back(small: World) -> None:
    assert len(await race(small, 8, KIB)) == 8
    small.time.now += 601
    assert len(await race(small, 8, KIB)) == 8


async def test_e4_the_tenants_quota_is_shared(small: World) -> None:
    await small.put(bytes(8 * KIB), jid=ALICE)
    await small.put(bytes(4 * KIB), jid=BOB)
    with pytest.raises(QuotaReached, match="organisation"):
        await small.slot(1, jid=BOB)
    assert await small.slot(8 * KIB, jid=CAROL)


async def test_e4_open_slots_are_few(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casemate.files.quotas.MAX_OPEN_SLOTS", 3)
    assert len(await race(small, 6, 1)) == 3


async def test_e4_files_of_a_day_are_counted_too(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casemate.files.quotas.MAX_FILES_DAILY", 2)
    await small.put(b"1")
    await small.put(b"2")
    with pytest.raises(QuotaReached, match="many files"):
        await small.slot(1)
