"""Whatever is said comes back from the record as it was, to those whose it is, in order, page by page."""

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemate.archive.api import Archive, ArchiveQuery
from casemate.model.jid import Jid
from tests.archive.support import ONE, opened

PEOPLE = [Jid.parse(f"{name}@example.org") for name in ("alice", "bob", "carol")]
SAID = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.binary(max_size=200), st.booleans())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SAID, max_size=25), st.integers(1, 7))
def test_round_trip(said: list[tuple[Jid, Jid, bytes, bool]], size: int) -> None:
    async def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with opened(f"sqlite:///{folder}/db.sqlite3", Path(folder)) as record:
                entries = [
                    record.entry(sender=str(sender), recipient=str(recipient), stanza=stanza, visible=visible)
                    for sender, recipient, stanza, visible in said
                ]
                assert await record.append(*entries) == [None] * len(entries)
                for owner in PEOPLE:
                    mine = [
                        (entry.id, entry.sender, entry.recipient, entry.stanza)
                        for entry in entries
                        if entry.visible and str(owner) in {entry.sender, entry.recipient}
                    ]
                    assert await _read(record.archive, owner, size, backward=False) == mine
                    assert await _read(record.archive, owner, size, backward=True) == mine
            # Another process, from the same files.
            async with opened(f"sqlite:///{folder}/db.sqlite3", Path(folder)) as record:
                for entry in entries:
                    stored = await record.archive.get(ONE, entry.id)
                    assert stored is not None
                    assert stored.stanza == entry.stanza

    asyncio.run(run())


async def _read(archive: Archive, owner: Jid, size: int, *, backward: bool) -> list[tuple[int, str, str, bytes]]:
    """A person's whole archive, in pages from one of its ends."""
    found: list[tuple[int, str, str, bytes]] = []
    edge: int | None = None
    while True:
        query = ArchiveQuery(size, backward=backward, **{"before" if backward else "after": edge})
        page = await archive.page(ONE, owner, query)
        items = [(item.id, item.sender, item.recipient, item.stanza) for item in page.items]
        found = items + found if backward else found + items
        if page.complete:
            return found
        edge = items[0][0] if backward else items[-1][0]
