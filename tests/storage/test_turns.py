import asyncio
from threading import Event, Thread

import pytest

from casemate.storage.turns import Turns


async def test_threads_and_tasks_take_turns_in_order() -> None:
    turns = Turns()
    order: list[str] = []
    held = Event()
    release = Event()

    def first() -> None:
        with turns.thread():
            held.set()
            release.wait()
            order.append("thread")

    async def task(name: str) -> None:
        async with turns.task():
            order.append(name)

    thread = Thread(target=first)
    thread.start()
    await asyncio.to_thread(held.wait)
    tasks = [asyncio.create_task(task(name)) for name in ("a", "b", "c")]
    await asyncio.sleep(0)
    assert order == []
    release.set()
    await asyncio.gather(*tasks)
    thread.join()
    assert order == ["thread", "a", "b", "c"]


async def test_a_task_holds_up_a_thread() -> None:
    turns = Turns()
    done = Event()

    def later() -> None:
        with turns.thread():
            done.set()

    async with turns.task():
        thread = Thread(target=later)
        thread.start()
        await asyncio.sleep(0)
        assert not done.is_set()
    await asyncio.to_thread(done.wait)
    thread.join()


@pytest.mark.parametrize("steps", range(5))
async def test_a_cancelled_task_never_keeps_the_turn(steps: int) -> None:
    turns = Turns()

    async def take() -> None:
        async with turns.task():
            pass

    async with turns.task():
        waiting = asyncio.create_task(take())
        await asyncio.sleep(0)
        if not steps:
            waiting.cancel()
    for _ in range(steps):
        await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.wait_for(take(), 5)


async def test_an_exception_gives_the_turn_back() -> None:
    turns = Turns()
    with pytest.raises(RuntimeError):
        async with turns.task():
            raise RuntimeError
    with pytest.raises(RuntimeError), turns.thread():
        raise RuntimeError
    async with turns.task():
        pass
