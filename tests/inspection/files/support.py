"""Archives made in the test, and one worker to look at them."""

import hashlib
import io
import random
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import py7zr

from casemate.inspection.inspectors.files import FilesInspector
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, FileItem, GapKind, Report
from casemate.model.jid import Jid

CONTEXT = Context(TenantId(1), Direction.INTERNAL, Jid.parse("a@example.org"), Jid.parse("b@example.org"))
ELF = b"\x7fELF\x02\x01\x01" + random.Random(0).randbytes(1000)


async def look(
    inspector: FilesInspector, folder: Path, name: str, data: bytes, *, declared: str = "", part: str = "file"
) -> Report:
    """What the inspector says of `data` called `name`."""
    path = folder / "content"
    path.write_bytes(data)
    item = FileItem(part, str(path), name, declared, len(data), hashlib.sha256(data).hexdigest())
    return await inspector.inspect(item, CONTEXT)


def ids(report: Report) -> set[str]:
    """What was found, besides the type."""
    return {finding.id for finding in report.findings} - {"files.type"}


def gaps(report: Report) -> set[GapKind]:
    """What could not be seen."""
    return {gap.kind for gap in report.gaps}


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    """A tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def sevenzipped(
    *members: tuple[str, bytes], password: str | None = None, header: bool = False, **options: Any
) -> bytes:
    """A 7-Zip archive; `header` also encrypts its directory."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=header, **options) as archive:
        for name, data in members:
            archive.writestr(data, name)
    return out.getvalue()
