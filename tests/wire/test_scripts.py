"""Every wire script, each against a server of its own."""

from pathlib import Path

import pytest

from tests.place import running
from tests.wire.runner import Run

HERE = Path(__file__).parent
SETTINGS = {
    "invitations": {
        "features": {"account_passwords": True},
        "invitations": {"accounts": True, "members": "accounts", "per_person": 2},
    }
}
"""Those of the scripts in a folder of that name."""
SCRIPTS = sorted(HERE.rglob("*.wire"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(HERE).with_suffix("")))
async def test_script(script: Path, tmp_path: Path) -> None:
    async with running(tmp_path / "place", SETTINGS.get(script.parent.name)) as place:
        await Run(place).script(script)
