"""Block lists (XEP-0191)."""

import pytest

from casemate.accounts import blocking
from casemate.accounts.blocking import Blocklists
from casemate.model.errors import Conflict
from casemate.model.jid import Jid
from tests.accounts.support import ALICE, opened


@pytest.mark.parametrize(
    ("entry", "blocked", "free"),
    [
        ("eve@x.example/phone", ["eve@x.example/phone"], ["eve@x.example", "eve@x.example/desk"]),
        ("eve@x.example", ["eve@x.example", "eve@x.example/desk"], ["ann@x.example", "x.example", "eve@y.example"]),
        ("x.example/bot", ["x.example/bot", "eve@x.example/bot"], ["x.example", "eve@x.example/desk"]),
        ("x.example", ["x.example", "eve@x.example", "eve@x.example/desk"], ["eve@sub.x.example", "eve@y.example"]),
    ],
)
async def test_whom_an_entry_shuts_out(entry: str, blocked: list[str], free: list[str], database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        alice, lists = (await accounts.add_person(ALICE)).id, Blocklists(db)
        await lists.add(alice, [Jid.parse(entry)])
        assert all(lists.blocks(alice, Jid.parse(text)) for text in blocked)
        assert not any(lists.blocks(alice, Jid.parse(text)) for text in free)


async def test_lists_survive_a_restart_and_end_empty(database_url: str) -> None:
    entries = [Jid.parse("eve@x.example"), Jid.parse("y.example")]
    async with opened(database_url) as (db, accounts):
        alice, lists = (await accounts.add_person(ALICE)).id, Blocklists(db)
        await lists.add(alice, [*entries, entries[0]])
        await lists.add(alice, entries)
        again = Blocklists(db)
        await again.load()
        assert list(again.of(alice)) == sorted(entries)
        assert again.any
        await again.remove(alice, [entries[0], Jid.parse("nobody@z.example")])
        assert list(again.of(alice)) == [entries[1]]
        await again.remove(alice, None)
        await again.remove(alice, None)
        assert not again.any
        third = Blocklists(db)
        await third.load()
        assert not third.any


async def test_a_list_is_bounded(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "MAX_BLOCKED", 2)
    async with opened(database_url) as (db, accounts):
        alice, lists = (await accounts.add_person(ALICE)).id, Blocklists(db)
        await lists.add(alice, [Jid.parse("a.example")])
        with pytest.raises(Conflict, match="2 addresses"):
            await lists.add(alice, [Jid.parse("b.example"), Jid.parse("c.example")])
        assert list(lists.of(alice)) == [Jid.parse("a.example")]
