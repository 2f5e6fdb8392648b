"""Scanners are tested with the test virus, and not trusted when they are blind or can't be tested."""

import asyncio
from pathlib import Path

import pytest

from casemate.model.inspection import CLEAN, Report
from casemate.telemetry.metrics import registry
from tests.place import running


def gauge(scanner: str) -> float | None:
    return registry.get_sample_value("casemate_scanner_healthy", {"scanner": scanner})


async def test_healthy_unhealthy_and_healthy_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path / "place") as place:
        health, engine = place.house.health, place.house.judge.engine
        await health.test()
        assert await health.reasons() == ()
        assert gauge("files") == 1

        async def blind(*_given: object) -> dict[str, Report]:
            return {"files": CLEAN}

        async def nobody(*_given: object) -> dict[str, Report]:
            return {}

        with monkeypatch.context() as broken:
            broken.setattr(engine, "probe", blind)
            await health.test()
            assert await health.reasons() == ("the scanner files did not catch the test virus",)
            assert gauge("files") == 0
            broken.setattr(engine, "probe", nobody)
            await health.test()
            assert await health.reasons() == ("there is no scanner for files",)
            assert gauge("files") == 0
        await health.test()
        assert await health.reasons() == ()


async def test_scanners_that_can_not_be_tested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path / "place", {"operation": {"canary": 0.01}}) as place:
        health, engine = place.house.health, place.house.judge.engine
        failed = asyncio.Event()
        await health.test()

        async def breaks(*_given: object) -> dict[str, Report]:
            failed.set()
            raise OSError("too many open files")

        with monkeypatch.context() as broken:
            broken.setattr(engine, "probe", breaks)
            await failed.wait()
            await asyncio.sleep(0)
            assert await health.reasons() == ("the scanners could not be tested",)
            assert gauge("files") == 0
        # It goes on testing.
        while await health.reasons():
            await asyncio.sleep(0)
        assert gauge("files") == 1


async def test_a_record_that_can_not_be_written_is_unhealthy(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        await place.house.health.test()
        place.house.journal.healthy = False
        assert await place.house.health.reasons() == ("nothing can be recorded",)
