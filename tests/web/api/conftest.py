"""A whole server for each test of the API, which lets a program try often."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.place import Place, running


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place", {"passwords": {"hash_time": 0.01}}) as place:
        yield place
