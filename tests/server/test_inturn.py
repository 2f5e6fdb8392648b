"""One after the other for each sender, whatever happens to one of them."""

import asyncio
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from casemate.server.inturn import InTurn


async def turns(count: int, then: object = None) -> None:
    for _ in range(count):
        await asyncio.sleep(0)
    if isinstance(then, Exception):
        raise then


@given(st.lists(st.tuples(st.sampled_from("ab"), st.one_of(st.none(), st.integers(0, 3)), st.booleans()), max_size=30))
def test_order_is_kept_and_everything_is_finished(pieces: list[tuple[str, int | None, bool]]) -> None:
    async def run() -> None:
        begun: list[int] = []
        finished: list[int] = []
        turn = InTurn()

        def work(number: int, wait: int | None, fails: bool) -> object:
            begun.append(number)
            return None if wait is None else turns(wait, ValueError("broken") if fails else None)

        for number, (key, wait, fails) in enumerate(pieces):
            turn.run(key, partial(work, number, wait, fails), partial(finished.append, number))
        await turn.close()
        for key in "ab":
            own = [number for number, (other, _, _) in enumerate(pieces) if other == key]
            assert [number for number in begun if number in own] == own
            assert [number for number in finished if number in own] == own

    asyncio.run(run())


async def test_what_fails_at_once_behind_another_does_not_lose_the_rest() -> None:
    turn, finished = InTurn(), list[str]()

    def breaks() -> None:
        raise ValueError("broken")

    turn.run("a", partial(turns, 1), partial(finished.append, "first"))
    turn.run("a", breaks, partial(finished.append, "second"))
    turn.run("a", lambda: None, partial(finished.append, "third"))
    await turn.close()
    assert finished == ["first", "second", "third"]
