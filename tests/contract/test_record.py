"""What every storage engine must do for the record: the journal and the queries over it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from casemate.archive import mail
from casemate.archive.api import ArchiveQuery, Preferences
from casemate.archive.entries import CoachedConfirmed, CoachedRow, HeldDecided, HeldJudged, HeldRow
from casemate.archive.outcome import Refused
from casemate.audit.events import AuditAction, AuditEvent
from casemate.model.errors import ConfigurationError, Conflict, Unavailable
from casemate.model.ids import ArchiveId, PersonId
from casemate.model.jid import Jid
from casemate.storage.schema import audit, message, person
from tests.archive.support import ALICE, BOB, NOW, ONE, TWO, Record, SetClock, opened

EVE = Jid.parse("eve@example.org")
EVENT = AuditEvent(tenant=ONE, actor="x", action=AuditAction.MESSAGE_CONFIRMED, subject="s", detail={"b": 1, "a": "ü"})


@pytest.fixture
async def record(database_url: str, tmp_path: Path) -> AsyncIterator[Record]:
    """An open record on each engine."""
    async with opened(database_url, tmp_path) as opened_record:
        yield opened_record


@pytest.fixture(params=["newest", "filled"])
async def fill_all(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Once with all messages among the newest, once with `mail` filled after each commit."""
    if request.param == "filled":
        monkeypatch.setattr(mail, "RUN", 1)
    return request.param


async def test_round_trip_of_every_field(record: Record) -> None:
    entry = record.entry(
        sender="ä@example.org",
        direction="outbound",
        kind="presence",
        verdict=6,
        visible=False,
        storable=False,
        origin=77,
        rule="secrets",
        findings='{"findings":[]}',
        stanza="<message>🙂</message>".encode(),
    )
    assert await record.append(entry) == [None]
    stored = await record.archive.get(ONE, entry.id)
    assert stored is not None
    for field in ("id", "tenant", "sender", "recipient", "direction", "kind", "verdict", "stanza", "origin", "rule"):
        assert getattr(stored, field) == getattr(entry, field), field
    assert stored.findings == entry.findings
    assert stored.ms == int(NOW * 1000)
    assert await record.archive.get(TWO, entry.id) is None


async def test_answers_come_in_order_and_after_the_commit(record: Record) -> None:
    order: list[int] = []
    seen: list[int] = []
    finished = asyncio.Event()

    async def look() -> None:
        async with record.db.read() as conn:
            seen.append((await conn.execute(select(func.count()).select_from(message))).scalar_one())

    looks: list[asyncio.Task[None]] = []

    def answer(number: int) -> None:
        order.append(number)
        if number == 0:
            looks.append(asyncio.get_running_loop().create_task(look()))
        if number == 99:
            finished.set()

    for number in range(100):
        record.journal.append(record.entry(), lambda error, n=number: answer(n))
    assert order == []
    await finished.wait()
    await asyncio.gather(*looks)
    assert order == list(range(100))
    assert seen == [100]  # appended in one turn of the loop, so committed together


async def test_what_waits_is_written_when_the_journal_closes(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as record:
        answers = [record.answer(record.entry()) for _ in range(1_200)]
        await record.journal.close()
        assert all(answer.done() and answer.result() is None for answer in answers)
        [refused] = await record.append(record.entry())
        assert isinstance(refused, Unavailable)
        async with record.db.read() as conn:
            assert (await conn.execute(select(func.count()).select_from(message))).scalar_one() == 1_200


async def test_ids_go_on_after_a_restart_even_if_the_clock_went_back(database_url: str, tmp_path: Path) -> None:
    clock = SetClock()
    async with opened(database_url, tmp_path, clock) as record:
        last = await record.say(ALICE, BOB)
    clock.now -= 86_400
    async with opened(database_url, tmp_path, clock) as record:
        assert await record.say(ALICE, BOB) > last
        page = await record.archive.page(ONE, BOB, ArchiveQuery(10))
        assert len(page.items) == 2


async def test_one_bad_entry_does_not_take_the_others_along(record: Record) -> None:
    twice = record.entry()
    wrong = (record.entry(tenant=99), record.entry(rule="\ud800"), record.entry(origin=1 << 70))
    answers = await record.append(record.entry(), twice, twice, *wrong, record.entry())
    good = [True, True, False, False, False, False, True]
    assert [answer is None for answer in answers] == good
    assert all(isinstance(answer, Refused) for answer in answers if answer)
    assert record.journal.healthy
    assert await record.append(record.entry()) == [None]


async def test_a_callback_that_fails_does_not_keep_the_others_from_their_answer(record: Record) -> None:
    def fail(_error: Exception | None) -> None:
        raise RuntimeError

    record.journal.append(record.entry(), fail)
    assert await record.append(record.entry()) == [None]


async def test_held_from_waiting_to_decided_once(record: Record) -> None:
    entry = record.entry(visible=False, verdict=5, rule="r", findings='{"secret": 1}', found='["x"]')
    entry.held = HeldRow(entry.id, "verdict", "upload-1")
    await record.append(entry)
    [row] = await record.archive.held(ONE)
    assert (row.id, row.tenant, row.state, row.reason, row.waits_for) == (entry.id, 1, "waiting", "verdict", "upload-1")
    assert (row.sender, row.recipient, row.rule, row.found) == (str(ALICE), str(BOB), "r", '["x"]')
    assert await record.archive.held(TWO) == []
    assert len(await record.archive.held(None)) == 1

    release = record.entry(origin=entry.id, updates=(HeldDecided(entry.id, "released", "rita"),), audit=(EVENT,))
    again = record.entry(origin=entry.id, updates=(HeldDecided(entry.id, "released", "rudi"),), audit=(EVENT,))
    other = record.entry()
    answers = await record.append(release, again, other)
    assert answers[0] is None
    assert isinstance(answers[1], Conflict)
    assert answers[2] is None
    decided = await record.archive.held_one(ArchiveId(entry.id))
    assert decided is not None
    assert (decided.state, decided.decided_by) == ("released", "rita")
    assert await record.archive.held(ONE) == []
    assert await record.archive.get(ONE, release.id) is not None
    assert await record.archive.get(ONE, again.id) is None
    async with record.db.read() as conn:
        assert (await conn.execute(select(func.count()).select_from(audit))).scalar_one() == 1
    assert await record.archive.held_one(ArchiveId(5)) is None


async def test_a_decision_without_a_message(record: Record) -> None:
    entry = record.entry(visible=False)
    entry.held = HeldRow(entry.id, "slow", None)
    await record.append(entry)
    for expected in (None, Conflict):
        answer: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        record.journal.update(HeldDecided(entry.id, "refused", "rita"), EVENT, answer.set_result)
        error = await answer
        assert error is None if expected is None else isinstance(error, expected)
    [row] = await record.archive.held(ONE, "refused")
    assert row.decided_by == "rita"


async def test_what_was_slow_stays_held_for_its_verdict(record: Record) -> None:
    entry = record.entry(visible=False)
    entry.held = HeldRow(entry.id, "slow", None)
    await record.append(entry)
    for expected in (None, Conflict):
        answer: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        record.journal.update(HeldJudged(entry.id), EVENT, answer.set_result)
        error = await answer
        assert error is None if expected is None else isinstance(error, expected)
    [row] = await record.archive.held(ONE)
    assert (row.state, row.reason) == ("waiting", "verdict")


async def test_a_coached_message_is_confirmed_once(record: Record) -> None:
    entry = record.entry(visible=False, verdict=3)
    entry.coached = CoachedRow(entry.id, str(ALICE), "c0de", 12345)
    await record.append(entry)
    row = await record.archive.coached("c0de")
    assert row is not None
    assert (row.id, row.tenant, row.sender, row.expires, row.confirmed) == (entry.id, 1, str(ALICE), 12345, None)
    first = record.entry(updates=(CoachedConfirmed(entry.id),))
    second = record.entry(updates=(CoachedConfirmed(entry.id),))
    answers = await record.append(first, second)
    assert answers[0] is None
    assert isinstance(answers[1], Conflict)
    row = await record.archive.coached("c0de")
    assert row is not None
    assert row.confirmed == first.id
    assert await record.archive.coached("none") is None


async def test_a_copy_goes_with_its_original(record: Record) -> None:
    entry = record.entry(visible=False)
    entry.held = HeldRow(entry.id, "verdict", None)
    await record.append(entry)
    for state in ("released", "refused"):
        original = record.entry(updates=(HeldDecided(entry.id, state, "rita"),))
        copy = original.copy_for(TWO, record.journal.ids.next(0))
        answers = await record.append(original, copy)
        if state == "released":
            assert answers == [None, None]
            assert await record.archive.get(TWO, copy.id) is not None
        else:
            assert all(answers)
            assert await record.archive.get(TWO, copy.id) is None


async def test_a_copy_without_its_original_is_refused(record: Record) -> None:
    original = record.entry()
    copy = original.copy_for(TWO, record.journal.ids.next(0))
    [answer] = await record.append(copy)
    assert isinstance(answer, Unavailable)


async def test_whose_archive_a_message_is_in(record: Record, fill_all: str) -> None:
    mine = await record.say(ALICE, BOB)
    theirs = await record.say(BOB, ALICE)
    to_self = await record.say(ALICE, ALICE)
    await record.say(EVE, BOB)
    await record.say(ALICE, BOB, visible=False)
    await record.say(ALICE, BOB, kind="presence")
    await record.say(ALICE, BOB, kind="error")
    await record.say(ALICE, BOB, tenant=TWO)

    async def found(**query: Any) -> list[int]:
        page = await record.archive.page(ONE, ALICE, ArchiveQuery(**({"limit": 50} | query)))
        assert page.complete
        return [item.id for item in page.items]

    assert await found() == [mine, theirs, to_self]
    assert await found(with_=BOB) == [mine, theirs]
    assert await found(with_=ALICE) == [to_self]
    assert await found(with_=EVE) == []
    assert await found(with_=Jid.parse("bob@example.org/phone")) == [mine, theirs]
    assert await record.archive.has(ONE, ALICE, mine)
    assert not await record.archive.has(ONE, EVE, mine)
    assert not await record.archive.has(TWO, ALICE, mine)
    assert await record.archive.ends(ONE, ALICE) == (mine, to_self)
    assert await record.archive.ends(TWO, EVE) is None


async def test_windows_of_time_and_ids(record: Record, fill_all: str) -> None:
    ids: list[int] = []
    for second in range(5):
        record.clock.now = NOW + second
        ids.append(await record.say(ALICE, BOB))
    start = int(NOW * 1000)

    async def found(**query: Any) -> list[int]:
        page = await record.archive.page(ONE, BOB, ArchiveQuery(**({"limit": 50} | query)))
        assert page.count == len(page.items) or "after" in query or "before" in query
        return [item.id for item in page.items]

    assert await found(start=start + 1000, end=start + 3000) == ids[1:4]
    assert await found(start=start + 1001) == ids[2:]
    assert await found(end=start + 999) == ids[:1]
    assert await found(after=ids[1]) == ids[2:]
    assert await found(before=ids[1]) == ids[:1]
    assert await found(after=ids[0], before=ids[4], flip=True) == ids[3:0:-1]
    assert await found(ids=(ids[3], ids[0], 42)) == [ids[0], ids[3]]
    # What clients may send: the year 9999, and before 1970.
    assert await found(start=253_402_300_799_000) == []
    assert await found(end=-62_135_596_800_000) == []
    assert await found(start=-62_135_596_800_000, end=253_402_300_799_000) == ids


async def test_count_and_index_without_items(record: Record, fill_all: str) -> None:
    ids = [await record.say(ALICE, BOB) for _ in range(5)]
    nothing = await record.archive.page(ONE, BOB, ArchiveQuery(0))
    assert (nothing.items, nothing.count, nothing.first_index, nothing.complete) == ([], 5, None, False)
    page = await record.archive.page(ONE, BOB, ArchiveQuery(2, after=ids[1]))
    assert ([i.id for i in page.items], page.count, page.first_index, page.complete) == (ids[2:4], 5, 2, False)
    page = await record.archive.page(ONE, BOB, ArchiveQuery(2, backward=True))
    assert ([i.id for i in page.items], page.count, page.first_index, page.complete) == (ids[3:], 5, 3, False)
    empty = await record.archive.page(ONE, EVE, ArchiveQuery(0))
    assert (empty.count, empty.complete) == (0, True)
    assert await record.archive.count(ONE, BOB, ArchiveQuery(1)) == 5


async def test_a_count_stops_at_its_limit(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casemate.archive.owned.COUNTED", 3)
    for expected in (1, 2, 3, None):
        await record.say(ALICE, BOB)
        page = await record.archive.page(ONE, BOB, ArchiveQuery(1))
        assert page.count == expected
        assert page.first_index == (0 if expected else None)


async def test_what_waits_for_somebody_who_is_away(record: Record, fill_all: str) -> None:
    first = await record.say(ALICE, BOB, b"1")
    await record.say(BOB, ALICE)
    await record.say(ALICE, BOB, storable=False)
    await record.say(ALICE, BOB, visible=False)
    third = await record.say(BOB, BOB, b"3")
    fourth = await record.say(ALICE, BOB, b"4")

    async def waiting(after: int, limit: int, upto: int = fourth) -> list[int]:
        return [item.id for item in await record.archive.pending(ONE, BOB, after, upto, limit)]

    assert await waiting(0, 10) == [first, third, fourth]
    assert await waiting(first, 10) == [third, fourth]
    assert await waiting(0, 2) == [third, fourth]
    assert await waiting(fourth, 10) == []
    assert await waiting(0, 10, upto=third) == [first, third]
    assert await waiting(0, 1, upto=third) == [third]


async def test_one_that_was_tampered_with_hides_no_other(record: Record) -> None:
    first, second, third = [await record.say(ALICE, BOB, word) for word in (b"1", b"2", b"3")]
    async with record.db.write() as conn:
        await conn.execute(update(message).where(message.c.id == second).values(sealed=b"nonsense"))
    assert [item.id for item in await record.archive.pending(ONE, BOB, 0, third, 10)] == [first, third]
    page = await record.archive.page(ONE, BOB, ArchiveQuery(10))
    assert [item.id for item in page.items] == [first, third]


async def test_preferences(record: Record) -> None:
    async with record.db.write() as conn:
        await conn.execute(
            person.insert().values(
                id=4, tenant=1, jid="a@b", role="employee", created=0, scram_salt=b"", scram_iterations=1
            )
        )
    assert await record.archive.preferences(PersonId(4)) == Preferences()
    for wanted in (Preferences("roster", ("a@b", "ü@b"), ("c@d",)), Preferences("never")):
        await record.archive.set_preferences(PersonId(4), wanted)
        assert await record.archive.preferences(PersonId(4)) == wanted


async def test_a_lost_keys_file_is_told_before_anything_is_written(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as record:
        await record.say(ALICE, BOB)
    keys = (tmp_path / "keys.json").read_bytes()
    (tmp_path / "keys.json").unlink()
    with pytest.raises(ConfigurationError, match=r"keys\.json does not have"):
        async with opened(database_url, tmp_path):
            pass
    (tmp_path / "keys.json").write_bytes(keys)
    async with opened(database_url, tmp_path) as record:
        record.keyring.shred(ONE, "2027-01")
    async with opened(database_url, tmp_path) as record:  # destroyed is not lost
        await record.say(ALICE, BOB)


async def test_a_key_that_cannot_be_made_is_an_outage(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casemate.archive.journal.RETRY", 0.0)
    keys = record.keyring.path
    keys.with_suffix(".new").mkdir()  # so that the file can't be replaced
    answers = await record.append(record.entry(), record.entry())
    assert all(isinstance(answer, Unavailable) and "keys" in str(answer) for answer in answers)
    assert not record.journal.healthy
    keys.with_suffix(".new").rmdir()
    assert await record.append(record.entry(), record.entry()) == [None, None]


async def test_too_much_at_once_is_refused_and_what_was_taken_is_written(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casemate.archive.journal.MAX_WAITING", 10)
    answers = await record.append(*(record.entry() for _ in range(25)))
    assert [answer is None for answer in answers] == [True] * 10 + [False] * 15
    assert all(isinstance(answer, Unavailable) for answer in answers[10:])
    assert await record.append(record.entry()) == [None]
    monkeypatch.setattr("casemate.archive.journal.MAX_WAITING_BYTES", 100)
    answers = await record.append(*(record.entry(stanza=bytes(60)) for _ in range(3)))
    assert [answer is None for answer in answers] == [True, True, False]
    assert await record.append(record.entry()) == [None]
