"""The table of states, and what its rows allow."""

import pytest

from casemate.files.states import TRANSITIONS, Move, UploadState, move_for
from casemate.model.inspection import Verdict
from tests.files.support import World, id_of


def test_every_state_can_be_reached_and_refused_is_the_end() -> None:
    reached = {target for _, target in TRANSITIONS.values()}
    assert reached == set(UploadState)
    assert set(TRANSITIONS) == set(Move)
    assert not any(UploadState.REFUSED in sources for sources, _ in TRANSITIONS.values())


def test_nothing_becomes_ready_without_a_verdict() -> None:
    to_ready = {move for move, (_, target) in TRANSITIONS.items() if target is UploadState.READY}
    assert to_ready == {Move.PASSED, Move.RELEASED}
    assert TRANSITIONS[Move.PASSED][0] == {UploadState.CHECKING}
    assert TRANSITIONS[Move.RELEASED][0] == {UploadState.HELD}


def test_every_verdict_means_something() -> None:
    order = [move_for(verdict) for verdict in Verdict]
    assert order == [Move.PASSED] * 4 + [Move.DOUBTFUL] * 2 + [Move.FORBIDDEN]


@pytest.mark.parametrize("move", list(Move))
async def test_a_move_from_another_state_changes_nothing(world: World, move: Move) -> None:
    slot = await world.slot(1)
    sources, target = TRANSITIONS[move]
    async with world.db.write() as conn:
        done = await world.files._records.move(conn, id_of(slot), move)
    view = await world.files.view(id_of(slot))
    assert view is not None
    assert done == (UploadState.SLOT in sources)
    assert view.state is (target if done else UploadState.SLOT)
