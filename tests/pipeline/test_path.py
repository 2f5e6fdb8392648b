"""The path as a whole: what it does with each kind of submission, each verdict, and a record that fails."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.archive.api import ArchiveQuery
from casemate.model.errors import Unavailable
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, Report, Verdict
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Parcel, Submission
from casemate.pipeline.judge import Judged
from casemate.pipeline.lanes import Lanes
from casemate.pipeline.normalise import MASK, Normalised
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.serialize import serialize
from tests.pipeline.support import ALICE, BOB, ONE, body, message, submission
from tests.place import Place, running

CHAT_STATES = "http://jabber.org/protocol/chatstates"


@dataclass
class Door:
    """What comes out of the path, in order."""

    parcels: list[Parcel] = field(default_factory=list)
    replies: list[Element] = field(default_factory=list)

    def deliver(self, parcel: Parcel) -> None:
        self.parcels.append(parcel)

    def reply(self, to: Jid, stanza: Element) -> None:
        assert to == ALICE
        self.replies.append(stanza)

    def bodies(self, to: Jid = BOB) -> list[str]:
        return [p.element.child_text("body") or "" for p in self.parcels if p.recipient == to]


@pytest.fixture
def door(place: Place) -> Door:
    made = Door()
    place.house.path.post = place.house.again.post = place.house.contact.post = made
    return made


async def fate(place: Place, given: Submission) -> Outcome | None:
    told: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
    place.house.path.submit(given, told.set_result)
    return await told


async def test_what_is_delivered_is_on_record_under_the_same_id(place: Place, door: Door) -> None:
    outcome = await fate(place, submission(message(body("hello"))))
    assert outcome is not None
    assert outcome.passed
    (parcel,) = door.parcels
    (item,) = (await place.house.archive.page(ONE, BOB, ArchiveQuery(10))).items
    assert item.id == parcel.id == outcome.id
    assert item.stanza == parcel.wire
    assert parcel.storable


async def test_typing_is_passed_and_not_recorded(place: Place, door: Door) -> None:
    outcome = await fate(place, submission(message(Element("composing", CHAT_STATES))))
    assert outcome is not None
    assert (outcome.passed, outcome.id) == (True, None)
    assert [parcel.id for parcel in door.parcels] == [None]
    assert (await place.house.archive.page(ONE, BOB, ArchiveQuery(10))).items == []


async def test_what_is_left_empty_goes_nowhere(place: Place, door: Door) -> None:
    outcome = await fate(place, submission(message(Element("unknown", "urn:x", {}, ["words"]))))
    assert outcome is not None
    assert door.parcels == []


@pytest.mark.parametrize(
    ("text", "verdict"), [("see http://phishing.test/", Verdict.BLOCK), ("card 4539 1488 0343 6467", Verdict.COACH)]
)
async def test_what_is_withheld_is_recorded_and_told_and_not_delivered(
    place: Place, door: Door, text: str, verdict: Verdict
) -> None:
    outcome = await fate(place, submission(message(body(text))))
    assert outcome is not None
    assert (outcome.passed, outcome.decision.verdict) == (False, verdict)
    assert door.bodies() == []
    (error,) = door.replies
    assert error.attrs["id"] == "m1"
    assert outcome.id is not None
    stored = await place.house.archive.get(ONE, outcome.id)
    assert stored is not None
    assert stored.verdict == verdict
    await place.settled()
    assert len(door.bodies(ALICE.bare)) == 1


async def test_what_is_held_waits_in_the_queue(place: Place, door: Door) -> None:
    dave = Jid.parse("dave@other.example")
    element = message(body("iban DE89 3704 0044 0532 0130 00"), to=str(dave))
    outcome = await fate(place, Submission(Kind.MESSAGE, element, ALICE, dave, ONE, Direction.OUTBOUND))
    assert outcome is not None
    assert (outcome.passed, outcome.decision.verdict) == (False, Verdict.HOLD)
    assert [row.id for row in await place.house.held.waiting()] == [outcome.id]
    assert door.bodies(dave) == []


async def test_between_two_tenants_there_are_two_records(place: Place, door: Door) -> None:
    dave = Jid.parse("dave@other.example")
    given = Submission(Kind.MESSAGE, message(body("hello"), to=str(dave)), ALICE, dave, ONE, Direction.OUTBOUND)
    await fate(place, given)
    (ours,) = (await place.house.archive.page(ONE, ALICE.bare, ArchiveQuery(10))).items
    (theirs,) = (await place.house.archive.page(TenantId(2), dave, ArchiveQuery(10))).items
    assert (ours.direction, theirs.direction) == ("outbound", "inbound")
    (parcel,) = door.parcels
    assert (parcel.tenant, parcel.id, parcel.sent_id) == (2, theirs.id, ours.id)


async def test_nothing_is_delivered_that_could_not_be_recorded(
    place: Place, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.house.journal, "append", lambda _entry, done: done(Unavailable("the disk is full")))
    assert await fate(place, submission(message(body("hello")))) is None
    assert door.parcels == []
    (error,) = door.replies
    assert error.find("error") is not None
    assert any(child.name == "resource-constraint" for child in (error.find("error") or error).elements())


@pytest.mark.parametrize(
    ("kind", "type_"), [(Kind.MESSAGE, "error"), (Kind.PRESENCE, ""), (Kind.IQ, "set"), (Kind.IQ, "result")]
)
async def test_what_could_not_be_recorded_is_not_answered_where_no_answer_belongs(
    place: Place, door: Door, monkeypatch: pytest.MonkeyPatch, kind: Kind, type_: str
) -> None:
    # An error never answers an error, and whoever submitted a presence or an IQ answers it.
    text = {
        Kind.MESSAGE: Element("body", CLIENT, {}, ["hello"]),
        Kind.PRESENCE: Element("status", CLIENT, {}, ["hello"]),
        Kind.IQ: Element("vCard", "vcard-temp", {}, [Element("FN", "vcard-temp", {}, ["Alice"])]),
    }[kind]
    attrs = {"from": str(ALICE), "id": "x"} | ({"type": type_} if type_ else {})
    monkeypatch.setattr(place.house.journal, "append", lambda _entry, done: done(Unavailable("the disk is full")))
    assert await fate(place, submission(Element(kind.value, CLIENT, attrs, [text]), kind)) is None
    assert (door.parcels, door.replies) == ([], [])


async def test_what_is_stopped_is_on_record_without_its_secret(place: Place, door: Door) -> None:
    dave = Jid.parse("dave@other.example")
    key = "AKIA" + "QYLPMN5HHHFPZAM2"
    element = message(body(f"use {key} for it"), to=str(dave))
    outcome = await fate(place, Submission(Kind.MESSAGE, element, ALICE, dave, ONE, Direction.OUTBOUND))
    assert outcome is not None
    assert (outcome.decision.verdict, outcome.decision.rule) == (Verdict.BLOCK, "secret-outbound")
    assert outcome.id is not None
    stored = await place.house.archive.get(ONE, outcome.id)
    assert stored is not None
    assert f"use {MASK * len(key)} for it" in stored.stanza.decode()
    assert key not in (stored.findings or "")
    await place.settled()
    assert not [each for each in (*door.replies, *(p.element for p in door.parcels)) if key.encode() in serialize(each)]


async def test_presence_and_published_words_are_judged_and_not_delivered_by_the_path(place: Place, door: Door) -> None:
    for text, passed in (("in a meeting", True), ("http://phishing.test/", False)):
        element = Element("presence", CLIENT, {"from": str(ALICE)}, [Element("status", CLIENT, {}, [text])])
        outcome = await fate(place, Submission(Kind.PRESENCE, element, ALICE, ALICE.bare, ONE, Direction.INTERNAL))
        assert outcome is not None
        assert outcome.passed is passed
    assert door.bodies() == []


async def test_a_slow_one_holds_up_its_own_pair_only(place: Place, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    go, slow = asyncio.Event(), place.house.path._slow
    inspect, needed = slow.inspect, slow.needed

    async def waits(*given: object) -> object:
        await go.wait()
        return await inspect(*given)

    monkeypatch.setattr(slow, "inspect", waits)
    monkeypatch.setattr(slow, "needed", lambda normal: needed(normal) or "slow" in str(normal.items))
    carol = Jid.parse("carol@localhost")
    place.house.path.submit(submission(message(body("slow"))), lambda _: None)
    place.house.path.submit(submission(message(body("behind"))), lambda _: None)
    place.house.path.submit(submission(message(Element("composing", CHAT_STATES))), lambda _: None)
    elsewhere = message(body("elsewhere"), to=str(carol))
    await fate(place, Submission(Kind.MESSAGE, elsewhere, ALICE, carol, ONE, Direction.INTERNAL))
    assert door.bodies() == []
    assert door.bodies(carol) == ["elsewhere"]
    go.set()
    await place.settled()
    assert door.bodies() == ["slow", "behind", ""]


async def test_inspection_that_breaks_holds_the_message_and_lets_the_next_pass(
    place: Place, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = place.house.path._slow

    async def breaks(*_given: object) -> object:
        raise OSError("too many open files")

    with monkeypatch.context() as broken:
        broken.setattr(slow, "needed", lambda normal: "broken" in str(normal.items))
        broken.setattr(slow, "inspect", breaks)
        outcome = await fate(place, submission(message(body("broken"))))
        after = await fate(place, submission(message(body("after"))))
    assert outcome is not None
    assert (outcome.decision.verdict, outcome.decision.rule) == (Verdict.HOLD, "slow")
    assert after is not None
    assert after.passed


async def test_what_its_words_deserve_does_not_wait_for_a_slow_part(
    place: Place, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = place.house.path._slow
    place.house.path._lanes = Lanes(patience=0)
    place.house.path.on_held = None
    monkeypatch.setattr(slow, "needed", lambda _normal: True)
    monkeypatch.setattr(slow, "judge", asyncio.Event().wait)
    for text, verdict, rule, findings in (
        ("see http://phishing.test/", Verdict.BLOCK, "bad-link", True),
        ("card 4539 1488 0343 6467", Verdict.HOLD, "slow", True),
        ("hello", Verdict.HOLD, "slow", False),
    ):
        outcome = await fate(place, submission(message(body(text))))
        assert outcome is not None
        assert (outcome.passed, outcome.decision.verdict, outcome.decision.rule) == (False, verdict, rule)
        assert outcome.id is not None
        stored = await place.house.archive.get(ONE, outcome.id)
        assert stored is not None
        assert (stored.findings is not None) is findings
    assert [row.reason for row in await place.house.held.waiting()] == ["slow", "slow"]
    assert door.bodies() == []


@pytest.mark.parametrize(("source", "verdict"), [("dlp", Verdict.ALLOW), ("links", Verdict.HOLD)])
async def test_an_inspector_that_fails_holds_what_the_policy_says(
    place: Place, door: Door, monkeypatch: pytest.MonkeyPatch, source: str, verdict: Verdict
) -> None:
    (inspector,) = [each for each in place.house.engine._inline if each.name == source]

    def breaks(*_given: object) -> Report:
        raise ValueError("impossible")

    monkeypatch.setattr(type(inspector), "wants", lambda *_: True)
    monkeypatch.setattr(type(inspector), "inspect", breaks)
    outcome = await fate(place, submission(message(body("hello"))))
    assert outcome is not None
    assert outcome.decision.verdict is verdict
    assert outcome.passed is (verdict is Verdict.ALLOW)
    assert outcome.id is not None
    stored = await place.house.archive.get(ONE, outcome.id)
    assert stored is not None
    assert '"unavailable"' in (stored.findings or "")


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([BOB, Jid.parse("carol@localhost"), Jid.parse("dave@other.example")]),
            st.sampled_from(["words", "typing", 0, 1, 5]),
        ),
        max_size=25,
    )
)
def test_order_is_kept_whatever_is_slow(
    tmp_path_factory: pytest.TempPathFactory, sent: list[tuple[Jid, str | int]]
) -> None:
    async def run() -> None:
        async with running(tmp_path_factory.mktemp("order") / "place") as place:
            door = Door()
            place.house.path.post = place.house.contact.post = door
            slow = place.house.path._slow
            judge, needed = slow.judge, slow.needed

            async def waits(normal: Normalised, contexts: Sequence[Context]) -> Judged:
                for _ in range(int((normal.element.child_text("body") or "0").partition(" ")[0])):
                    await asyncio.sleep(0)
                return await judge(normal, contexts)

            slow.judge = waits
            slow.needed = lambda normal: needed(normal) or "slow" in (normal.element.child_text("body") or "")
            told: list[int] = []
            for number, (to, what) in enumerate(sent):
                said = Element("composing", CHAT_STATES) if what == "typing" else body(f"{what} slow {number}")
                if what == "words":
                    said = body(f"0 {number}")
                direction = Direction.INTERNAL if to.domain == "localhost" else Direction.OUTBOUND
                element = message(said, to=str(to), id=str(number))
                given = Submission(Kind.MESSAGE, element, ALICE, to, ONE, direction)
                place.house.path.submit(given, lambda _outcome, number=number: told.append(number))
            await place.settled()
            assert sorted(told) == list(range(len(sent)))
            for to in {to for to, _ in sent}:
                arrived = [parcel.element.attrs["id"] for parcel in door.parcels if parcel.recipient == to]
                assert arrived == [str(number) for number, (other, _) in enumerate(sent) if other == to]

    asyncio.run(run())
