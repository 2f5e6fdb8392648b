from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.place import Place, running


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place") as started:
        yield started
