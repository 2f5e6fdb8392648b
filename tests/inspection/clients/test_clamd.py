"""clamd, the real one: each of its answers is told apart (ATTACKS D13, D22)."""

import io
import zipfile
from collections.abc import Generator
from pathlib import Path

import pytest

from casemate.inspection.clients.clamd import Clamd, ClamdFailed, Result, read_answer
from casemate.wiring.health import EICAR
from tests.clamd import clamd


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    with clamd(tmp_path_factory.mktemp("clamd") / "c") as (path, _):
        yield path


def written(folder: Path, data: bytes) -> str:
    (folder / "file").write_bytes(data)
    return str(folder / "file")


def sealed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"hello there")
    data = bytearray(out.getvalue())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "result"),
    [
        (b"hello", Result.CLEAN),
        (b"", Result.CLEAN),
        (EICAR, Result.INFECTED),
        (bytes(900_000), Result.CLEAN),
        (bytes(4 << 20), Result.TOO_LARGE),
        (sealed(), Result.ENCRYPTED),
    ],
    ids=["clean", "empty", "infected", "large", "too large", "encrypted"],
)
async def test_verdicts(address: str, tmp_path: Path, data: bytes, result: Result) -> None:
    assert (await Clamd(address).scan(written(tmp_path, data))).result is result


async def test_the_name_of_the_signature(address: str, tmp_path: Path) -> None:
    verdict = await Clamd(address).scan(written(tmp_path, EICAR))
    assert verdict.signature.startswith("Casemate.Test.Eicar")


async def test_the_version(address: str) -> None:
    assert (await Clamd(address).version()).startswith("ClamAV")


async def test_nobody_there(tmp_path: Path) -> None:
    for nobody in (str(tmp_path / "nobody.sock"), "127.0.0.1:1"):
        with pytest.raises(ClamdFailed, match="does not answer"):
            await Clamd(nobody).scan(written(tmp_path, b"x"))


@pytest.mark.parametrize(
    "text", ["", "INSTREAM size limit", "stream: Can't allocate memory ERROR", "stream:", "OK", "FOUND"]
)
def test_what_is_no_verdict_is_never_clean(text: str) -> None:
    with pytest.raises(ClamdFailed):
        read_answer(text)
