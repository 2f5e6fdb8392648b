"""Files on SQLite; on both engines where the test is about the database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.files.support import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await open_world(f"sqlite:///{tmp_path}/casemate.sqlite3", tmp_path)
    yield world
    await world.files.close()
    await world.db.close()


@pytest.fixture
async def world_on_each(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    world = await open_world(database_url, tmp_path)
    yield world
    await world.files.close()
    await world.db.close()
