"""SIGHUP: what is good is taken over, what is not leaves everything as it was, and what needs a start is said."""

from pathlib import Path

import pytest
import structlog

from tests.place import Place, running

RULE = '[[rule]]\nname = "cards"\nwhen = { groups = ["card"] }\nthen = { verdict = "block" }\n'


def name_policy(place: Place, name: str) -> None:
    config = place.loaded.path
    config.write_text(config.read_text().replace('file = "" ', f'file = "{name}" '))


@pytest.mark.parametrize("text", [RULE, "[[rule]]\nnonsense = 1\n", ""])
async def test_a_policy_that_is_named_anew(text: str, tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        before = place.house.judge.policy
        if text:
            (place.loaded.path.parent / "own.toml").write_text(text)
        name_policy(place, "own.toml")
        with structlog.testing.capture_logs() as logs:
            place.house.reload()
        good = text == RULE
        assert (place.house.judge.policy is not before) == good
        assert any(("reloaded" if good else "refused") in entry["event"] for entry in logs)


async def test_other_settings_wait_for_a_start_and_are_said_to(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        config = place.loaded.path
        config.write_text(config.read_text() + "\n[rooms]\ncreate = false\n")
        with structlog.testing.capture_logs() as logs:
            place.house.reload()
        told = [entry["setting"] for entry in logs if "next start" in entry["event"]]
        assert told == ["rooms.create"]
