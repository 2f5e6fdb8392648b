"""C6: nobody in a room looks like somebody else."""

from pathlib import Path

import pytest

from tests.place import running


@pytest.mark.parametrize(
    "nick", ["Alice ", " Alice", "A lice", "\u0410lice", "AIice", "Al\u0131ce", "\u202eecilA", "Alice\u200b"]
)
async def test_c6_a_nickname_that_looks_like_a_taken_one_is_refused(nick: str, tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        muc = "<x xmlns='http://jabber.org/protocol/muc'/>"
        alice.send(f"<presence to='tea@rooms.localhost/Alice'>{muc}</presence>")
        await alice.element("presence")
        alice.send(
            "<iq type='set' id='c' to='tea@rooms.localhost'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
        )
        await alice.until("id='c'|id=\"c\"")
        bob.send(f"<presence to='tea@rooms.localhost/{nick}'>{muc}</presence>")
        answer = await bob.element("presence")
        assert answer.get("type") == "error"
