"""Paging through any archive, in either direction, gives every visible message exactly once and in order (XEP-0059, XEP-0313)."""

import asyncio
import itertools
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.archive import mail
from casemate.archive.api import ArchivePage, ArchiveQuery
from casemate.model.jid import Jid
from tests.archive.support import ONE, TWO, Record, opened
from tests.postgres import Cluster

_serial = itertools.count()
PEOPLE = st.integers(0, 2)
MESSAGES = st.lists(
    st.tuples(
        PEOPLE, PEOPLE, st.booleans(), st.sampled_from(["message", "message", "message", "error"]), st.booleans()
    ),
    max_size=30,
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('paging')}/x"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.create()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


async def _all_pages(record: Record, owner: Jid, query: ArchiveQuery) -> list[int]:
    found: list[int] = []
    while True:
        page = await record.archive.page(ONE, owner, query)
        ids = [item.id for item in page.items]
        assert ids == sorted(ids)
        assert len(ids) <= query.limit
        _check_numbers(page, query)
        found = ids + found if query.backward else found + ids
        if page.complete:
            return found
        assert len(ids) == query.limit
        query = msgspec.structs.replace(query, **({"before": ids[0]} if query.backward else {"after": ids[-1]}))


def _check_numbers(page: ArchivePage, query: ArchiveQuery) -> None:
    assert page.count is not None
    if page.items:
        assert page.first_index is not None
        at_end = page.complete and query.after is None
        assert page.first_index + len(page.items) <= page.count
        if at_end and not query.backward:
            assert (page.first_index, len(page.items)) == (0, page.count)


@settings(max_examples=30, deadline=None)
@given(MESSAGES, st.integers(1, 6), st.none() | PEOPLE, st.sampled_from([1, 4, 2_000]))
def test_every_visible_message_once_in_order(
    url: str,
    folder: Path,
    messages: list[tuple[int, int, bool, str, bool]],
    limit: int,
    other: int | None,
    run: int,
) -> None:
    people = [Jid.parse(f"p{next(_serial)}@example.org") for _ in range(3)]

    async def check() -> None:
        async with opened(url, folder) as record:
            entries = [
                record.entry(
                    sender=str(people[sender]),
                    recipient=str(people[recipient]),
                    visible=visible,
                    kind=kind,
                    tenant=ONE if ours else TWO,
                    stanza=str(n).encode(),
                )
                for n, (sender, recipient, visible, kind, ours) in enumerate(messages)
            ]
            half = len(entries) // 2
            for part in (entries[:half], entries[half:]):
                assert set(await record.append(*part)) <= {None}
            for owner in people:
                ends = {str(owner)} if other is None else {str(owner), str(people[other])}
                expected = [
                    e.id
                    for e in entries
                    if e.visible
                    and e.kind == "message"
                    and e.tenant == ONE
                    and (str(owner) in {e.sender, e.recipient} if other is None else {e.sender, e.recipient} == ends)
                ]
                with_ = None if other is None else people[other]
                for backward in (False, True):
                    query = ArchiveQuery(limit, with_=with_, backward=backward)
                    assert await _all_pages(record, owner, query) == expected
                assert await record.archive.count(ONE, owner, ArchiveQuery(1, with_=with_)) == len(expected)

    with patch.object(mail, "RUN", run):
        asyncio.run(check())


@settings(max_examples=30, deadline=None)
@given(
    st.binary(max_size=3_000),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60),
    st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200),
    st.integers(0, 6),
    st.booleans(),
)
def test_any_entry_comes_back_as_it_was(
    url: str, folder: Path, stanza: bytes, address: str, findings: str | None, verdict: int, flag: bool
) -> None:
    async def check() -> None:
        async with opened(url, folder) as record:
            entry = record.entry(
                stanza=stanza, sender=address, findings=findings, rule=findings, verdict=verdict, visible=flag
            )
            assert await record.append(entry) == [None]
            stored = await record.archive.get(ONE, entry.id)
            assert stored is not None
            assert (stored.stanza, stored.sender, stored.findings, stored.rule, stored.verdict) == (
                stanza,
                address,
                findings,
                findings,
                verdict,
            )

    asyncio.run(check())
