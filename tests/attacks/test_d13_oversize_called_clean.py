"""What a real clamd did not look at as a whole is a gap, never clean (ATTACKS D13, D22)."""

import asyncio
import os
import signal
import zipfile
from collections.abc import Generator
from pathlib import Path

import pytest

from casemate.inspection.clients.clamd import Clamd, ClamdFailed, Result
from casemate.inspection.inspectors.files import FilesInspector, FilesOptions
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, FileItem, GapKind
from casemate.model.jid import Jid
from casemate.wiring.health import EICAR
from tests.clamd import clamd

MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    with clamd(tmp_path_factory.mktemp("clamd")) as (socket, _):
        yield socket


def written(folder: Path, data: bytes) -> str:
    path = folder / "content"
    path.write_bytes(data)
    return str(path)


async def test_clamd_finds_what_its_signatures_know(address: str, tmp_path: Path) -> None:
    verdict = await Clamd(address).scan(written(tmp_path, EICAR))
    assert verdict.result is Result.INFECTED
    assert "Casemate.Test.Eicar" in verdict.signature
    assert (await Clamd(address).scan(written(tmp_path, b"hello"))).result is Result.CLEAN
    assert (await Clamd(address).version()).startswith("ClamAV")


@pytest.mark.parametrize(
    ("size", "result"),
    [(MEGABYTE - 1, Result.CLEAN), (MEGABYTE + 1, Result.TOO_LARGE), (4 * MEGABYTE, Result.TOO_LARGE)],
)
async def test_d13_a_file_at_the_limit_and_beyond(address: str, tmp_path: Path, size: int, result: Result) -> None:
    assert (await Clamd(address).scan(written(tmp_path, b"x" * size))).result is result


async def test_d13_what_unpacks_beyond_the_limit_is_not_clean(address: str, tmp_path: Path) -> None:
    path = tmp_path / "big.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"x" * (3 * MEGABYTE))
    assert (await Clamd(address).scan(str(path))).result is Result.TOO_LARGE


async def test_the_inspector_reports_both_what_it_and_clamd_saw(address: str, tmp_path: Path) -> None:
    inspector = FilesInspector(FilesOptions(clamd=address))
    await inspector.start()
    nobody = Jid.parse("nobody.test")
    item = FileItem("file:a.txt", written(tmp_path, EICAR), "a.txt", "", len(EICAR), "0" * 64)
    try:
        report = await inspector.inspect(item, Context(TenantId(1), Direction.INTERNAL, nobody, nobody))
    finally:
        await inspector.close()
    assert {"files.malware", "files.yara"} <= {f.id for f in report.findings}


async def test_d22_a_clamd_that_hangs_or_dies_is_a_gap(tmp_path: Path) -> None:
    with clamd(tmp_path / "own") as (address, process):
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await Clamd(address).scan(written(tmp_path, b"hello"))
        os.kill(process.pid, signal.SIGCONT)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with pytest.raises(ClamdFailed):
            await Clamd(address).scan(written(tmp_path, b"hello"))


def test_a_gap_is_what_the_policy_sees() -> None:
    assert {kind.value for kind in GapKind} == {"encrypted", "too_large", "malformed", "unavailable"}
