"""Uploads from slot to download, as the HTTPS listener and the path of a message see them."""

import asyncio
import hashlib
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from casemate.files.api import UploadState
from casemate.files.container import CHUNK
from casemate.files.downloads import Withdrawn
from casemate.files.errors import (
    BadFile,
    FileTooLarge,
    Interrupted,
    SizeDiffers,
    SlotTaken,
    TooBusy,
    UploadGone,
    WrongToken,
)
from casemate.files.receiving import MAX_PER_PERSON
from casemate.model.errors import Conflict
from casemate.model.inspection import Finding, Report, Severity, Verdict
from casemate.storage.schema import upload
from tests.files.support import ALICE, BOB, CAROL, World, digest_of, fetched, id_of, of, pieces, token_of

DATA = bytes(range(256)) * 1000


async def test_what_is_put_can_be_fetched(world_on_each: World) -> None:
    world = world_on_each
    view = await world.put(DATA, "report.pdf")
    assert (view.state, view.name, view.size) == (UploadState.READY, "report.pdf", len(DATA))
    assert view.sha256 == hashlib.sha256(DATA).hexdigest()
    assert await fetched(world.files, view.id) == DATA
    assert [told.id for told in world.told] == [view.id]


async def test_the_judge_sees_the_whole_clear_file_and_its_facts(world: World) -> None:
    view = await world.put(DATA, "a.bin", BOB)
    [(item, facts, digest)] = world.judge.seen
    assert digest == item.sha256 == hashlib.sha256(DATA).hexdigest()
    assert (item.name, item.declared_type, item.size) == ("a.bin", "text/plain", len(DATA))
    assert (facts.upload, facts.owner, facts.tenant) == (view.id, BOB, 1)


async def test_the_clear_copy_is_gone_after_the_verdict(world: World) -> None:
    await world.put(DATA)
    [(item, _, _)] = world.judge.seen
    with pytest.raises(FileNotFoundError):
        digest_of(Path(item.path))
    assert not list((world.folder / "files" / "clear").iterdir())


async def test_a_large_clear_copy_has_no_name(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casemate.files.clear.IN_MEMORY", 1000)
    world.judge.gate.clear()
    putting = asyncio.create_task(world.put(DATA))
    await world.judge.asked.wait()
    assert not list((world.folder / "files" / "clear").iterdir())
    world.judge.gate.set()
    assert (await putting).state is UploadState.READY
    assert world.judge.seen[0][2] == hashlib.sha256(DATA).hexdigest()


async def test_nothing_on_the_disk_is_clear(world: World) -> None:
    marker = b"the merger is called Falcon "
    await world.put(marker * 3000, "falcon-merger.txt")
    for path in world.folder.rglob("*"):
        if path.is_file():
            assert b"Falcon" not in path.read_bytes()
            assert b"falcon" not in path.read_bytes(), path


async def test_folders_are_private(world: World) -> None:
    await world.put(b"x")
    folders = [p for p in (world.folder / "files").rglob("*") if p.is_dir()] + [world.folder / "files"]
    assert folders
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o700 for p in folders)
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in world.contents())


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.ALLOW, UploadState.READY),
        (Verdict.NOTICE, UploadState.READY),
        (Verdict.REDACT, UploadState.READY),
        (Verdict.COACH, UploadState.READY),
        (Verdict.EMAIL, UploadState.HELD),
        (Verdict.HOLD, UploadState.HELD),
        (Verdict.BLOCK, UploadState.REFUSED),
    ],
)
async def test_what_a_verdict_means(world: World, verdict: Verdict, state: UploadState) -> None:
    world.judge.says(verdict, "Because of the test.")
    view = await world.put(b"content")
    assert (view.state, view.verdict, view.reason) == (state, verdict, "Because of the test.")
    assert (await world.files.view(view.id)) == view
    if state is UploadState.READY:
        assert await fetched(world.files, view.id) == b"content"
    else:
        with pytest.raises(UploadGone):
            await world.files.download(view.id)


async def test_findings_survive_in_the_record(world: World) -> None:
    found = Finding("files.macro", "macro", Severity.HIGH, "file:a.docm", excerpt="AutoOpen")
    world.judge.report = Report((found,))
    view = await world.put(b"content", "a.docm")
    again = await world.another().view(view.id)
    assert again is not None
    assert again.report.findings == (found,)


async def test_refused_content_is_not_kept(world: World) -> None:
    world.judge.says(Verdict.BLOCK)
    view = await world.put(b"malware")
    assert world.contents() == []
    assert view.sha256 == hashlib.sha256(b"malware").hexdigest()


async def test_a_judge_that_fails_leaves_the_file_held(world: World) -> None:
    world.judge.error = RuntimeError("boom")
    view = await world.put(b"content")
    assert view.state is UploadState.HELD
    assert "reviewer" in view.reason


async def test_a_slow_judge_leaves_the_file_unfetchable_until_the_verdict(world: World) -> None:
    world.files = world.another(world.settings.__class__(answer_within=0.1))
    world.judge.gate.clear()
    view = await world.put(b"content")
    assert view.state is UploadState.CHECKING
    with pytest.raises(UploadGone):
        await world.files.download(view.id)
    waiting = asyncio.create_task(world.files.settled(view.id))
    world.judge.gate.set()
    settled = await waiting
    assert settled is not None
    assert settled.state is UploadState.READY
    assert await fetched(world.files, view.id) == b"content"


async def test_a_check_cut_off_by_a_stop_is_taken_up_by_the_next_run(world: World) -> None:
    world.files = world.another(world.settings.__class__(answer_within=0.1))
    world.judge.gate.clear()
    view = await world.put(b"content")
    await world.files.close()
    world.judge.gate.set()
    world.files = world.another()
    await world.files.start()
    settled = await world.files.settled(view.id)
    assert settled is not None
    assert settled.state is UploadState.READY


async def test_settled_knows_nothing_of_a_slot_without_file(world: World) -> None:
    slot = await world.slot(5)
    assert await world.files.settled(id_of(slot)) is None
    assert await world.files.settled("x" * 43) is None


async def test_one_file_per_slot(world: World) -> None:
    slot = await world.slot(3)
    await world.put(b"one", slot=slot)
    with pytest.raises(SlotTaken):
        await world.put(b"two", slot=slot)
    assert await fetched(world.files, id_of(slot)) == b"one"


async def test_of_two_at_once_one_wins(world_on_each: World) -> None:
    world = world_on_each
    slot = await world.slot(3)
    records = [await world.files.authorise(id_of(slot), token_of(slot)) for _ in range(2)]
    done = await asyncio.gather(
        *(world.files.receive(record, of([data])) for record, data in zip(records, (b"one", b"two"), strict=True)),
        return_exceptions=True,
    )
    assert sorted(type(d).__name__ for d in done) == ["SlotTaken", "UploadView"]
    assert len(world.contents()) == 1


@pytest.mark.parametrize("token", ["", "x", "Bearer", "ü"])
async def test_a_wrong_token_is_refused(world: World, token: str) -> None:
    slot = await world.slot(3)
    with pytest.raises(WrongToken):
        await world.files.authorise(id_of(slot), token)


async def test_the_token_is_not_in_the_database(world: World) -> None:
    slot = await world.slot(3)
    async with world.db.read() as conn:
        row = (await conn.execute(select(upload))).one()
    assert token_of(slot) not in str(tuple(row))


@pytest.mark.parametrize("parts", [[b"12345", b"6"], [b"123456"], [b"1234"], []])
async def test_the_size_must_be_as_announced(world: World, parts: list[bytes]) -> None:
    slot = await world.slot(5)
    record = await world.files.authorise(id_of(slot), token_of(slot))
    with pytest.raises(SizeDiffers):
        await world.files.receive(record, of(parts))
    assert (world.contents(), world.incoming()) == ([], [])
    assert (await world.put(b"12345", slot=slot)).state is UploadState.READY


async def test_nothing_is_read_after_the_last_allowed_byte(world: World) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield bytes(1000)

    slot = await world.slot(5000)
    record = await world.files.authorise(id_of(slot), token_of(slot))
    with pytest.raises(SizeDiffers):
        await world.files.receive(record, endless())
    assert read == 6


async def test_an_interrupted_upload_leaves_nothing_and_may_be_tried_again(world: World) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"123"
        raise Interrupted

    slot = await world.slot(5)
    record = await world.files.authorise(id_of(slot), token_of(slot))
    with pytest.raises(Interrupted):
        await world.files.receive(record, broken())
    assert world.incoming() == []
    assert (await world.put(b"12345", slot=slot)).state is UploadState.READY


async def test_a_sender_that_stalls_is_given_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casemate.files.receiving.GRACE", 0.05)

    async def stalled() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.Event().wait()

    slot = await world.slot(5)
    record = await world.files.authorise(id_of(slot), token_of(slot))
    with pytest.raises(Interrupted):
        await world.files.receive(record, stalled())
    view = await world.files.view(id_of(slot))
    assert view is not None
    assert view.state is UploadState.SLOT


async def test_one_person_has_only_so_many_uploads_at_once(world: World) -> None:
    hold = asyncio.Event()
    begun = 0

    async def slow() -> AsyncIterator[bytes]:
        nonlocal begun
        begun += 1
        if begun == MAX_PER_PERSON:
            started.set()
        await hold.wait()
        yield b"1"

    started = asyncio.Event()
    slots = [await world.slot(1) for _ in range(MAX_PER_PERSON + 1)]
    records = [await world.files.authorise(id_of(slot), token_of(slot)) for slot in slots]
    running = [asyncio.create_task(world.files.receive(record, slow())) for record in records[:-1]]
    await started.wait()
    with pytest.raises(TooBusy):
        await world.files.receive(records[-1], of([b"1"]))
    assert (await world.put(b"x", jid=BOB)).state is UploadState.READY
    hold.set()
    assert {view.state for view in await asyncio.gather(*running)} == {UploadState.READY}
    assert (await world.files.receive(records[-1], of([b"1"]))).state is UploadState.READY


async def test_a_slot_ends(world: World) -> None:
    slot = await world.slot(3)
    world.time.now += world.settings.slot_lifetime + 1
    with pytest.raises(UploadGone):
        await world.files.authorise(id_of(slot), token_of(slot))


@pytest.mark.parametrize(("name", "size"), [("", 1), ("   ", 1), ("a" * 1001, 1), ("a", 0), ("a", -5), ("\ud800", 1)])
async def test_what_is_no_file_gets_no_slot(world: World, name: str, size: int) -> None:
    with pytest.raises(BadFile):
        await world.slot(size, name)


async def test_the_largest_file(world: World) -> None:
    with pytest.raises(FileTooLarge) as caught:
        await world.slot(world.settings.max_size + 1)
    assert caught.value.max_size == world.settings.max_size
    assert await world.slot(world.settings.max_size)


@pytest.mark.parametrize("declared", ["text/html\r\nX: y", "nonsense", "a/b/c", "ü/x", "text/" + "x" * 200])
async def test_an_odd_declared_type_is_dropped(world: World, declared: str) -> None:
    slot = await world.slot(1, declared=declared)
    view = await world.files.view(id_of(slot))
    assert view is not None
    assert view.declared_type == ""


async def test_equal_content_of_one_tenant_is_one_copy(world_on_each: World) -> None:
    world = world_on_each
    first, second = await world.put(DATA, "a"), await world.put(DATA, "b", BOB)
    assert len(world.contents()) == 1
    other = await world.put(DATA, "c", CAROL)
    assert len(world.contents()) == 2
    for view in (first, second, other):
        assert await fetched(world.files, view.id) == DATA


async def test_many_equal_files_at_once_are_one_copy(world_on_each: World) -> None:
    world = world_on_each
    views = await asyncio.gather(*(world.put(DATA, f"{n}") for n in range(6)))
    assert len(world.contents()) == 1
    assert {view.state for view in views} == {UploadState.READY}


async def test_a_shared_copy_stays_until_its_last_upload_is_gone(world_on_each: World) -> None:
    world = world_on_each
    first = await world.put(DATA)
    world.time.now += 3600
    second = await world.put(DATA, jid=BOB)
    await world.files.rule(first.id, UploadState.REFUSED, "no")
    assert await fetched(world.files, second.id) == DATA
    world.time.now += world.settings.keep - 1800
    assert await world.files.sweep() == 1
    assert await fetched(world.files, second.id) == DATA
    world.time.now += 3600
    assert await world.files.sweep() == 1
    assert world.contents() == []


async def test_files_and_slots_expire(world_on_each: World) -> None:
    world = world_on_each
    await world.slot(100)
    view = await world.put(DATA)
    assert await world.files.sweep() == 0
    world.time.now += world.settings.slot_lifetime + 1
    assert await world.files.sweep() == 1
    world.time.now += world.settings.keep
    assert await world.files.view(view.id) is None
    with pytest.raises(UploadGone):
        await world.files.download(view.id)
    assert await world.files.sweep() == 1
    assert world.contents() == []


async def test_reviewers_release_and_withdraw(world: World) -> None:
    world.judge.says(Verdict.HOLD, "Look at it.")
    view = await world.put(DATA)
    released = await world.files.rule(view.id, UploadState.READY)
    assert released.state is UploadState.READY
    assert await fetched(world.files, view.id) == DATA
    with pytest.raises(Conflict):
        await world.files.rule(view.id, UploadState.READY)
    withdrawn = await world.files.rule(view.id, UploadState.REFUSED, "It is pirated.")
    assert (withdrawn.state, withdrawn.reason) == (UploadState.REFUSED, "It is pirated.")
    assert world.contents() == []
    with pytest.raises(Conflict):
        await world.files.rule(view.id, UploadState.READY)
    with pytest.raises(UploadGone):
        await world.files.rule("x" * 43, UploadState.READY)
    assert [told.state.value for told in world.told] == ["held", "ready", "refused"]


async def test_a_download_under_way_stops_when_the_verdict_turns(world: World) -> None:
    data = bytes(20 * CHUNK)
    view = await world.put(data)
    async with world.files.opened(view.id) as download:
        reading = download.read(0, view.size)
        assert await anext(reading)
        await world.files.rule(view.id, UploadState.REFUSED, "no")
        with pytest.raises(Withdrawn):
            await anext(reading)


async def test_a_destroyed_key_is_deletion(world: World) -> None:
    view = await world.put(DATA)
    world.keyring.shred(1, "2027-01")
    assert await world.files.view(view.id) is None
    with pytest.raises(UploadGone):
        await world.files.download(view.id)


async def test_content_spoilt_on_the_disk_is_not_served_and_heals(world: World) -> None:
    first = await world.put(DATA)
    [path] = world.contents()
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(UploadGone):
        await world.files.download(first.id)
    await world.put(DATA, jid=BOB)
    assert await fetched(world.files, first.id) == DATA


async def test_content_exchanged_on_the_disk_is_noticed(world: World) -> None:
    first, second = await world.put(b"pay 100 to Ann"), await world.put(b"pay 900 to Bob")
    one, two = world.contents()
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)
    for view in (first, second):
        with pytest.raises(UploadGone):
            await world.files.download(view.id)


async def test_a_row_copied_to_another_upload_does_not_open(world: World) -> None:
    first, second = await world.put(b"one", "one.txt"), await world.put(b"two", "two.txt")
    async with world.db.write() as conn:
        row = (await conn.execute(select(upload.c.key, upload.c.sealed).where(upload.c.id == first.id))).one()
        await conn.execute(update(upload).where(upload.c.id == second.id).values(key=row[0], sealed=row[1]))
    assert await world.files.view(second.id) is None


@pytest.mark.parametrize(
    ("start", "end"), [(0, 1), (0, CHUNK), (CHUNK - 1, CHUNK + 1), (4 * CHUNK, 6 * CHUNK), (255_999, 256_000)]
)
async def test_any_range_can_be_read(world: World, start: int, end: int) -> None:
    data = DATA * 2
    view = await world.put(data)
    assert await fetched(world.files, view.id, start, end) == data[start:end]


async def test_own_addresses_are_recognised(world: World) -> None:
    slot = await world.slot(3, "Ärger & co.txt")
    assert slot.put_url == slot.get_url
    assert world.files.upload_id(slot.get_url) == id_of(slot)
    assert slot.get_url.startswith("https://files.example:5443/upload/")
    assert slot.get_url.endswith("/%C3%84rger___co.txt")


async def test_the_body_comes_in_any_pieces(world: World) -> None:
    for size in (77, 1000, 100_000):
        slot = await world.slot(len(DATA), jid=ALICE)
        record = await world.files.authorise(id_of(slot), token_of(slot))
        view = await world.files.receive(record, pieces(DATA, size))
        assert await fetched(world.files, view.id) == DATA
