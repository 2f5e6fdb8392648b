"""A running site."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from tests.web.support import Site, open_site


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site
