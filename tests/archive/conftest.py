from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.archive.support import Record, opened


@pytest.fixture
async def record(database_url: str, tmp_path: Path) -> AsyncIterator[Record]:
    """An open record on both engines."""
    async with opened(database_url, tmp_path) as opened_record:
        yield opened_record
