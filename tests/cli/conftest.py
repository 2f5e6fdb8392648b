import asyncio
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from casemate.cli.main import cli
from casemate.settings.loader import load
from casemate.wiring.house import House
from tests.cli.support import CONFIG, Given
from tests.place import free_ports


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once by the commands that a person would use, and run once, so that it has signed heads and a public key."""
    folder = tmp_path_factory.mktemp("given") / "place"
    config = str(folder / CONFIG)
    for words in (
        ("init", str(folder)),
        ("tenant", "add", "Local", "localhost", "-c", config),
        ("person", "add", "alice@localhost", "-c", config),
        ("person", "add", "bob@localhost", "--role", "reviewer", "--group", "sales", "-c", config),
        ("device", "add", "alice@localhost", "--name", "phone", "-c", config),
    ):
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
    file = folder / CONFIG
    text = file.read_text().replace('"::"', '"127.0.0.1"')
    for old, new in zip(("5222", "5223", "5443"), free_ports(3), strict=True):
        text = text.replace(f"= {old} ", f"= {new} ")
    file.write_text(f'{text}\n[operation]\nmetrics = ""\ndrain = "1 s"\n')
    asyncio.run(_run_once(file))
    return folder


@pytest.fixture
def given(original: Path, tmp_path: Path) -> Given:
    """A copy for one test."""
    return Given(shutil.copytree(original, tmp_path / "place"))


async def _run_once(config: Path) -> None:
    house = await House.build(load(config, {}))
    try:
        await house.start()
    finally:
        await house.stop()
