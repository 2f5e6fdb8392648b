"""A decoder that hangs is killed at its deadline, and the next file has a new worker (ATTACKS D17)."""

import os
import signal
from pathlib import Path

from casemate.inspection.inspectors.files import FilesInspector, FilesOptions
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, FileItem, GapKind, Report
from casemate.model.jid import Jid

NOBODY = Jid.parse("nobody.test")
CONTEXT = Context(TenantId(1), Direction.INTERNAL, NOBODY, NOBODY)


async def look(inspector: FilesInspector, folder: Path, name: str) -> Report:
    path = folder / "content"
    path.write_bytes(b"hello")
    return await inspector.inspect(FileItem(f"file:{name}", str(path), name, "", 5, name), CONTEXT)


async def test_d17_cve_2025_8194_a_decoder_that_hangs(tmp_path: Path) -> None:
    inspector = FilesInspector(FilesOptions(workers=1, seconds=3.0))
    await inspector.start()
    try:
        assert not (await look(inspector, tmp_path, "a.txt")).gaps
        hanging = next(iter(inspector._pool._all))
        assert hanging._process is not None
        os.kill(hanging._process.pid, signal.SIGSTOP)
        report = await look(inspector, tmp_path, "b.txt")
        assert [gap.kind for gap in report.gaps] == [GapKind.UNAVAILABLE]
        assert hanging._process.poll() is not None
        assert not (await look(inspector, tmp_path, "c.txt")).gaps
    finally:
        await inspector.close()
