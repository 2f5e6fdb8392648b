from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.peers import Make, making


@pytest.fixture
async def make(tmp_path: Path) -> AsyncGenerator[Make]:
    async with making(tmp_path) as made:
        yield made
