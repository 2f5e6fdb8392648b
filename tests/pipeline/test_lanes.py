"""What is slow delays only its own pair, for a bounded time, and nothing behind it is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from casemate.model.jid import Jid
from casemate.pipeline.lanes import Job, Lanes

PAIR = Jid.parse("alice@example.org"), Jid.parse("bob@example.org")
OTHER = Jid.parse("alice@example.org"), Jid.parse("carol@example.org")


class Record:
    """What was done, in order."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def job(self, name: str, work: Callable[[], Awaitable[object]] | None = None) -> Job:
        async def wait() -> Callable[[], None]:
            if work is not None:
                await work()
            return partial(self.done.append, name)

        return Job(wait, partial(self.done.append, f"{name} late"))


async def test_what_follows_waits_for_its_own_pair_only() -> None:
    record, lanes, go = Record(), Lanes(), asyncio.Event()

    async def slow() -> None:
        await go.wait()

    lanes.put(PAIR, record.job("slow", slow))
    lanes.put(PAIR, record.job("behind"))
    lanes.put(OTHER, record.job("elsewhere"))
    assert lanes.busy(PAIR)
    assert lanes.busy(OTHER)
    while lanes.busy(OTHER):
        await asyncio.sleep(0)
    assert record.done == ["elsewhere"]
    go.set()
    await lanes.close()
    assert record.done == ["elsewhere", "slow", "behind"]
    assert not lanes
    assert not lanes.busy(PAIR)


async def test_patience_ends() -> None:
    record, lanes = Record(), Lanes(patience=0.01)
    lanes.put(PAIR, record.job("endless", asyncio.Event().wait))
    lanes.put(PAIR, record.job("behind"))
    await lanes.close()
    assert record.done == ["endless late", "behind"]


async def test_a_failure_is_as_good_as_lateness() -> None:
    record, lanes = Record(), Lanes()

    async def fails() -> None:
        raise OSError("no more files")

    lanes.put(PAIR, record.job("broken", fails))
    lanes.put(PAIR, record.job("behind"))
    await lanes.close()
    assert record.done == ["broken late", "behind"]


async def test_what_can_not_be_finished_does_not_stop_the_next() -> None:
    record, lanes = Record(), Lanes()

    def breaks() -> None:
        raise ValueError("impossible")

    async def work() -> Callable[[], None]:
        return breaks

    lanes.put(PAIR, Job(work, breaks))
    lanes.put(PAIR, record.job("behind"))
    await lanes.close()
    assert record.done == ["behind"]
    assert not lanes


@given(st.lists(st.tuples(st.sampled_from([PAIR, OTHER]), st.integers(0, 3)), max_size=30))
def test_the_order_of_each_pair_is_kept(jobs: list[tuple[tuple[Jid, Jid], int]]) -> None:
    async def run() -> None:
        records = {PAIR: Record(), OTHER: Record()}
        lanes = Lanes()

        async def turns(count: int) -> None:
            for _ in range(count):
                await asyncio.sleep(0)

        for number, (pair, count) in enumerate(jobs):
            lanes.put(pair, records[pair].job(str(number), partial(turns, count)))
        await lanes.close()
        for pair, record in records.items():
            assert record.done == [str(number) for number, (other, _) in enumerate(jobs) if other == pair]

    asyncio.run(run())
