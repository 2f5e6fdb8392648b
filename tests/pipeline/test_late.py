"""What was held only because its file was slow: judged again as if it had not been, and nobody is left with half an answer."""

import asyncio
import io
import zipfile
from collections.abc import Sequence

import pytest

from casemate.accounts.api import Role
from casemate.archive.api import ArchiveQuery, HeldMessage
from casemate.model.ids import ArchiveId
from casemate.model.inspection import Context, Verdict
from casemate.model.jid import Jid
from casemate.pipeline.held import Held
from casemate.pipeline.judge import Judged
from casemate.pipeline.lanes import Lanes
from casemate.pipeline.normalise import MASK, Normalised
from casemate.policy.api import compile_policy
from tests.client import Client
from tests.place import Place
from tests.stories.support import actions, chat, heard_by_dave, said, text_of, upload

CARD = "4539 1488 0343 6467"
SCRIPT = b"#!/bin/sh\necho hello\n"


def use(place: Place, *rules: str) -> None:
    """A policy of a few rules; `rules` are what each says when, and then."""
    text = "".join(f'[[rule]]\nname = "rule{n}"\n{rule}\n' for n, rule in enumerate(rules))
    place.house.judge.policy = compile_policy(text, "own", place.house.engine.findings())


@pytest.fixture
def late(place: Place) -> Place:
    """Nothing that has a file is in time."""
    place.house.path._lanes = Lanes(patience=0)
    return place


async def share(place: Place, data: bytes, words: str = "", to: str = "bob@localhost", name: str = "run.sh") -> Client:
    alice = await place.client("alice")
    _, url = await upload(place, alice, name, data)
    alice.send(chat(f"{words} {url}", to))
    assert "still being checked" in await said(alice)
    return alice


async def judged_again(place: Place) -> list[HeldMessage]:
    """Wait until what was late is judged; what is held then."""
    await place.settled()
    while place.house.held._tasks:
        await asyncio.wait(place.house.held._tasks)
    await place.settled()
    return list(await place.house.held.waiting())


async def test_harmless_it_is_delivered_by_itself(late: Place) -> None:
    bob = await late.client("bob")
    alice = await share(late, b"the plan", "hello", name="notes.txt")
    assert text_of(await bob.element("message")).startswith("hello https://")
    assert "was released" in await said(alice)
    assert await judged_again(late) == []
    assert ("casemate", "message.released") in {(who, what) for who, what, _ in await actions(late)}


async def test_what_is_to_be_masked_is_masked(late: Place) -> None:
    use(late, 'when = { groups = ["card"] }\nthen = { verdict = "redact" }')
    bob = await late.client("bob")
    alice = await share(late, b"the plan", f"card {CARD}", name="notes.txt")
    assert text_of(await bob.element("message")).startswith(f"card {MASK * len(CARD)} https://")
    await judged_again(late)
    page = await late.house.archive.page(1, Jid.parse("bob@localhost"), ArchiveQuery(10))
    (stored,) = [item for item in page.items if item.sender == "alice@localhost"]
    assert (stored.verdict, stored.rule) == (Verdict.REDACT, "released")
    assert CARD.encode() not in stored.stanza
    assert "dlp.card" in (stored.findings or "")
    assert "part masked" in await said(alice) + await said(alice)


async def test_a_warning_comes_with_it(late: Place) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("run.sh", SCRIPT)
    use(late, 'when = { groups = ["program"] }\nthen = { verdict = "notice", message = "Take care." }')
    bob = await late.client("bob")
    await share(late, archive.getvalue(), "see", name="a.zip")
    assert text_of(await bob.element("message")).endswith("\n\n⚠ Casemate: Take care.")


async def test_what_is_to_be_stopped_is_refused_and_said_why(late: Place) -> None:
    use(
        late, 'when = { groups = ["program"], direction = ["outbound"] }\nthen = { verdict = "block", message = "No." }'
    )
    alice = await share(late, SCRIPT, to="dave@other.example")
    assert (await said(alice)).endswith("was refused and is not delivered. No.")
    assert await judged_again(late) == []
    assert await heard_by_dave(late) == []


async def test_what_stays_held_is_told_to_sender_and_reviewers_once(late: Place) -> None:
    then = 'then = { verdict = "hold", message = "A program.", tell_reviewers = true }'
    use(late, f'when = {{ groups = ["program"], direction = ["outbound"] }}\n{then}')
    await late.house.accounts.set_role(Jid.parse("carol@localhost"), Role.REVIEWER)
    carol = await late.client("carol")
    alice = await share(late, SCRIPT, to="dave@other.example")
    assert "Held for a reviewer, not delivered yet. A program." in await said(alice)
    assert "hold: a message from alice@localhost to dave@other.example" in await said(carol)
    (row,) = await judged_again(late)
    assert (row.reason, row.state) == ("verdict", "waiting")
    house = late.house
    after = Held(house.archive, house.journal, house.again, house.contact, house.judge, house.path._slow)
    await after.start()
    assert not after._tasks
    await house.held.release(ArchiveId(row.id), "carol@localhost")
    assert len(await heard_by_dave(late)) == 1


async def test_what_its_words_hold_is_told_once(late: Place) -> None:
    words = 'when = { groups = ["card"] }\nthen = { verdict = "hold", message = "A card.", tell_reviewers = true }'
    use(late, words)
    alice = await late.client("alice")
    _, url = await upload(late, alice, "notes.txt", b"the plan")
    alice.send(chat(f"{CARD} {url}"))
    assert "A card." in await said(alice)
    (row,) = await judged_again(late)
    assert row.reason == "verdict"
    alice.send(chat("hello", "casemate@localhost"))
    assert (await said(alice)).startswith("I am Casemate.")


async def test_the_recipients_tenant_is_asked_as_well(late: Place) -> None:
    use(late, 'when = { groups = ["program"], direction = ["inbound"] }\nthen = { verdict = "hold" }')
    await share(late, SCRIPT, to="dave@other.example")
    (row,) = await judged_again(late)
    assert (row.rule, row.reason) == ("slow", "verdict")
    assert await heard_by_dave(late) == []


async def test_what_waited_at_the_last_stop_is_taken_up(late: Place) -> None:
    late.house.path.on_held = None
    await share(late, b"the plan", "hello", name="notes.txt")
    (row,) = await judged_again(late)
    assert row.reason == "slow"
    bob = await late.client("bob")
    await late.house.held.start()
    assert text_of(await bob.element("message")).startswith("hello https://")
    assert await judged_again(late) == []


async def test_a_reviewer_may_come_first(late: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, go, asked = late.house.path._slow, asyncio.Event(), asyncio.Event()
    judge = slow.judge

    async def later(normal: Normalised, contexts: Sequence[Context]) -> Judged:
        asked.set()
        await go.wait()
        return await judge(normal, contexts)

    late.house.path.on_held = None
    bob = await late.client("bob")
    await share(late, b"the plan", "hello", name="notes.txt")
    (row,) = await judged_again(late)
    monkeypatch.setattr(slow, "judge", later)
    late.house.held.watch(ArchiveId(row.id))
    await asked.wait()
    await late.house.held.refuse(ArchiveId(row.id), "carol@localhost", "")
    go.set()
    assert await judged_again(late) == []
    decided = await late.house.archive.held_one(ArchiveId(row.id))
    assert decided is not None
    assert (decided.state, decided.decided_by) == ("refused", "carol@localhost")
    bob.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "hello https" not in await bob.until("id='p'")


async def test_what_can_not_be_judged_again_stays_held(late: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    late.house.path.on_held = None
    await share(late, b"the plan", "hello", name="notes.txt")
    (row,) = await judged_again(late)

    async def breaks(*_given: object) -> Judged:
        raise OSError("too many open files")

    monkeypatch.setattr(late.house.path._slow, "judge", breaks)
    late.house.held.watch(ArchiveId(row.id))
    assert [(held.id, held.state, held.reason) for held in await judged_again(late)] == [(row.id, "waiting", "slow")]
