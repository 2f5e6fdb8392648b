"""Any window of time and ids gives exactly the messages in it, whether `mail` has them already or not."""

import asyncio
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.archive import mail, owned
from casemate.archive.owned import Owner, Window
from casemate.model.ids import archive_id_ms
from tests.archive.support import ALICE, BOB, NOW, ONE, TWO, Record, opened

COUNT = 40
START = int(NOW * 1000)
EXTREMES = (-(1 << 63), -1, 0, 1, (1 << 43) - 1, 1 << 43, 253_402_300_799_000, (1 << 63) - 1)
TIMES = st.none() | st.integers(START - 3, START + COUNT // 2 + 3) | st.sampled_from(EXTREMES)


@pytest.fixture(scope="module")
def record_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two messages in each of 20 milliseconds, half of them in `mail` already; and what is somebody else's."""
    folder = tmp_path_factory.mktemp("owned")

    async def fill() -> None:
        with patch.object(mail, "RUN", COUNT // 2):
            async with opened(f"sqlite:///{folder}/x", folder) as record:
                for number in range(COUNT):
                    record.clock.now = NOW + number // 2 / 1000
                    ends = (ALICE, BOB) if number % 3 else (BOB, ALICE)
                    await record.say(*ends, stanza=str(number).encode(), storable=number % 4 != 0)
                    if number == COUNT // 2:
                        mail.RUN = 10_000
                await record.say(ALICE, ALICE, tenant=TWO)
                await record.say(ALICE, ALICE, visible=False)

    asyncio.run(fill())
    return folder


def read(folder: Path, check: object) -> None:
    async def run() -> None:
        async with opened(f"sqlite:///{folder}/x", folder) as record:
            await check(record)  # type: ignore[operator]

    asyncio.run(run())


async def ids_of(record: Record, query: object) -> list[int]:
    async with record.db.read() as conn:
        return [row.id for row in (await conn.execute(query)).all()]  # type: ignore[call-overload]


@settings(max_examples=60, deadline=None)
@given(TIMES, TIMES, st.none() | st.integers(0, COUNT - 1), st.none() | st.integers(0, COUNT - 1), st.integers(1, 50))
def test_any_window(
    record_folder: Path, start: int | None, end: int | None, after: int | None, before: int | None, limit: int
) -> None:
    async def check(record: Record) -> None:
        owner = Owner(ONE, str(BOB), None)
        every = await ids_of(record, owned.page(owner, Window(), 1000, backward=False))
        assert len(every) == COUNT
        window = Window(start, end, None if after is None else every[after], None if before is None else every[before])
        expected = [
            each
            for place, each in enumerate(every)
            if (start is None or archive_id_ms(each) >= start)
            and (end is None or archive_id_ms(each) <= end)
            and (after is None or place > after)
            and (before is None or place < before)
        ]
        assert await ids_of(record, owned.page(owner, window, limit, backward=False)) == expected[:limit]
        newest = expected[-limit:]
        assert await ids_of(record, owned.page(owner, window, limit, backward=True)) == newest[::-1]
        async with record.db.read() as conn:
            assert (await conn.execute(owned.count(owner, window))).scalar_one() == len(expected)

    read(record_folder, check)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.integers(1, 50))
def test_what_waits_for_somebody(record_folder: Path, after: int, upto: int, limit: int) -> None:
    async def check(record: Record) -> None:
        every = await ids_of(record, owned.page(Owner(ONE, str(BOB), None), Window(), 1000, backward=False))
        # Of what was said to Bob, that which may be kept for him: see `record_folder`.
        expected = [every[n] for n in range(after + 1, upto + 1) if n % 3 and n % 4][::-1]
        assert await ids_of(record, owned.pending(ONE, str(BOB), every[after], every[upto], limit)) == expected[:limit]

    read(record_folder, check)
