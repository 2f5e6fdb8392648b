"""What crashes and clocks leave behind is removed, and nothing else."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from casemate.files.cleaning import STALE
from casemate.files.errors import SlotTaken, UploadGone
from casemate.storage.schema import upload
from tests.files.support import World, fetched, id_of, token_of


def aged(world: World, path: Path, seconds: float) -> None:
    os.utime(path, (world.time.now - seconds, world.time.now - seconds))


async def test_a_file_without_row_is_removed_once_it_is_old(world_on_each: World) -> None:
    """A crash between the rename and the commit leaves one."""
    world = world_on_each
    kept = await world.put(b"kept")
    [path] = world.contents()
    orphan = path.with_name(path.name[:2] + "0" * 62)
    orphan.write_bytes(path.read_bytes())
    for each in (path, orphan):
        aged(world, each, STALE - 10)
    assert await world.files._cleaning.remove_orphans() == 0
    for each in (path, orphan):
        aged(world, each, STALE + 10)
    assert await world.files._cleaning.remove_orphans() == 1
    assert world.contents() == [path]
    assert await fetched(world.files, kept.id) == b"kept"


async def test_what_interrupted_uploads_left_is_removed_once_it_is_old(world: World) -> None:
    folder = world.folder / "files"
    fresh, stale, clear = folder / "incoming" / "fresh", folder / "incoming" / "stale", folder / "clear" / "tmp1"
    for path in (fresh, stale, clear):
        path.write_bytes(b"x")
    aged(world, fresh, 10)
    aged(world, stale, STALE + 10)
    aged(world, clear, STALE + 10)
    await world.files.sweep()
    assert (fresh.exists(), stale.exists(), clear.exists()) == (True, False, False)


async def test_an_upload_cut_off_by_a_crash_ends_with_its_deadline(world: World) -> None:
    slot = await world.slot(5)
    deadline = int((world.time.now + 60) * 1000)
    async with world.db.write() as conn:
        crashed = update(upload).where(upload.c.id == id_of(slot)).values(state="receiving", expires=deadline)
        await conn.execute(crashed)
    again = world.another()
    with pytest.raises(SlotTaken):
        await again.authorise(id_of(slot), token_of(slot))
    assert await again.sweep() == 0
    world.time.now += 61
    assert await again.sweep() == 1
    await again.close()


async def test_sweeping_runs_by_itself(world: World) -> None:
    view = await world.put(b"content")
    world.time.now += world.settings.keep + 1
    again = world.another()
    await again.start()
    await again.close()
    # Started and stopped at once, the first sweep may not have come about; a second run finds the same.
    await world.files.sweep()
    assert await world.files.view(view.id) is None
    assert world.contents() == []


async def test_a_slot_that_expires_while_its_file_comes_keeps_nothing(world: World) -> None:
    slot = await world.slot(5)
    record = await world.files.authorise(id_of(slot), token_of(slot))

    async def late() -> AsyncIterator[bytes]:
        yield b"12345"
        world.time.now += 100_000
        await world.files.sweep()

    with pytest.raises(UploadGone):
        await world.files.receive(record, late())
    assert world.contents() == []
    assert world.incoming() == []
    assert await world.files.view(id_of(slot)) is None
