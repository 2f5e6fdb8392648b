from collections.abc import AsyncGenerator

import pytest

from casemate.inspection.inspectors.files import FilesInspector, FilesOptions


@pytest.fixture
async def files() -> AsyncGenerator[FilesInspector]:
    """A real worker with limits that a test reaches quickly."""
    options = FilesOptions(entries=100, ratio=200, unpacked=8 << 20, depth=3, seconds=20, worker_memory=512 << 20)
    inspector = FilesInspector(options)
    await inspector.start()
    yield inspector
    await inspector.close()
