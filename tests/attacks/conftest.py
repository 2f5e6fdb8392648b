from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.place import Place, running


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    async with running(tmp_path / "place", sign_in=2.0, unauthenticated_per_address=20) as started:
        yield started


@pytest.fixture
async def patient(tmp_path: Path) -> AsyncGenerator[Place]:
    """A place whose clients may take their time to sign in."""
    async with running(tmp_path / "place") as started:
        yield started
