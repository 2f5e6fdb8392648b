"""What the policy's verdicts mean to people elsewhere: no coaching, no conversation, and no more than its words."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from casemate.archive.api import ArchiveQuery
from casemate.model.ids import ArchiveId, TenantId
from casemate.model.jid import Jid
from tests.component import ComponentClient
from tests.place import Place, running

POLICY = """
[[rule]]
name = "cards"
when = { groups = ["card"], direction = ["inbound"] }
then = { verdict = "block", message = "No cards, please.", tell_reviewers = true }

[[rule]]
name = "accounts"
when = { groups = ["iban"], direction = ["inbound"] }
then = { verdict = "coach", message = "Is that needed?" }

[[rule]]
name = "accounts-out"
when = { groups = ["iban"], direction = ["outbound"] }
then = { verdict = "hold", message = "A reviewer looks at it." }

[[rule]]
name = "masked"
when = { groups = ["secret"], direction = ["inbound"] }
then = { verdict = "redact", message = "Masked." }

[[rule]]
name = "cards-stay"
when = { groups = ["card"], direction = ["outbound"] }
then = { verdict = "block", message = "Cards stay inside." }
"""
CARD, IBAN = "my card is 4539 1488 0343 6467", "pay to DE89370400440532013000"
PING = "<iq from='bridge.example' to='localhost' type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Place]:
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY)
    async with running(tmp_path / "place", {"policy": {"file": str(policy)}}) as started:
        yield started


def said(body: str, number: int = 1) -> str:
    return (
        f"<message from='ann@bridge.example/phone' to='alice@localhost' type='chat' id='m{number}'>"
        f"<body>{body}</body></message>"
    )


async def quiet(place: Place, component: ComponentClient) -> str:
    """All that the component has received when everything has had its effect."""
    await place.settled()
    component.send(PING)
    seen = await component.until("id='ping'[^>]*/>")
    await place.settled()
    return seen


async def test_blocked_they_learn_the_words_and_no_more(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(said(CARD))
    answer = await component.until("</message>")
    assert "id='m1'" in answer
    assert "type='error'" in answer
    assert "<policy-violation" in answer
    assert "No cards, please." in answer
    for inside in ("cards", "dlp", "urn:casemate", "4539", "casemate@"):
        assert inside not in answer.replace("No cards, please.", "")
    assert "<message" not in await quiet(place, component)
    alice.send("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert "<message" not in await alice.until("id='p'")
    page = await place.house.archive.page(TenantId(1), Jid.parse("alice@localhost"), ArchiveQuery(10))
    assert page.items == []


async def test_what_would_be_coached_is_held_and_delivered_when_it_is_released(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(said(IBAN))
    assert "<message" not in await quiet(place, component)
    (row,) = await place.house.held.waiting()
    await place.house.held.release(ArchiveId(row.id), "carol@localhost")
    seen = await alice.until("</message>")
    assert IBAN in seen
    assert "<delay" in seen
    assert "<message" not in await quiet(place, component)


async def test_refused_they_get_an_error_then(place: Place) -> None:
    component = await place.component("bridge.example")
    component.send(said(IBAN))
    await quiet(place, component)
    (row,) = await place.house.held.waiting()
    await place.house.held.refuse(ArchiveId(row.id), "carol@localhost", "Not like this.")
    answer = await component.until("</message>")
    assert "id='m1'" in answer
    assert "to='ann@bridge.example/phone'" in answer
    assert "type='error'" in answer
    assert "Not like this." in answer


async def test_our_own_people_are_told_as_always(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    alice.send(f"<message to='ann@bridge.example' type='chat' id='o1'><body>{CARD}</body></message>")
    assert "urn:casemate:verdict:0" in await alice.until("type='error'.*</message>")
    assert "from='casemate@localhost'" in await alice.until("Cards stay inside.*</message>")
    assert "<message" not in await quiet(place, component)


async def test_held_on_its_way_out_it_leaves_when_it_is_released(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    for number in (1, 2):
        alice.send(f"<message to='ann@bridge.example' type='chat' id='o{number}'><body>{IBAN}</body></message>")
        assert "A reviewer looks at it." in await alice.until("</message>")
    assert "<message" not in await quiet(place, component)
    first, second = await place.house.held.waiting()
    await place.house.held.release(ArchiveId(first.id), "carol@localhost")
    released = await component.until("</message>")
    assert IBAN in released
    assert "<delay xmlns='urn:xmpp:delay' from='localhost'" in released
    assert "stanza-id" not in released
    # Nobody is there any more to take the other one: its sender learns it.
    component.send("</stream:stream>")
    await component.closed()
    await place.house.held.release(ArchiveId(second.id), "carol@localhost")
    assert "<service-unavailable" in await alice.until("id='o2'.*</message>")


async def test_masked_it_is_delivered_and_nothing_said(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(said("the password is Tr0ub4dor&amp;3"))
    seen = await alice.until("</message>")
    assert "the password is" in seen
    assert "Tr0ub4dor" not in seen
    assert "<message" not in await quiet(place, component)


async def test_the_record_says_which_way_it_went(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(said("hello"))
    await alice.until("</message>")
    alice.send("<message to='ann@bridge.example' type='chat'><body>hello</body></message>")
    await component.until("</message>")
    page = await place.house.archive.page(TenantId(1), Jid.parse("alice@localhost"), ArchiveQuery(10))
    assert [(item.sender, item.recipient, item.direction) for item in page.items] == [
        ("ann@bridge.example", "alice@localhost", "inbound"),
        ("alice@localhost", "ann@bridge.example", "outbound"),
    ]


async def test_words_in_presence_that_may_not_be_seen_are_left_out(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(
        "<presence from='ann@bridge.example/phone' to='alice@localhost'>"
        f"<show>away</show><status>{CARD}</status></presence>"
    )
    seen = await alice.until("</presence>")
    assert "<show>away</show>" in seen
    assert "4539" not in seen
    # And the other way round: there the words are left out, and the person is told.
    component.send("<presence from='ann@bridge.example' to='alice@localhost' type='subscribe'/>")
    await alice.until("type='subscribe'")
    alice.send("<presence to='ann@bridge.example' type='subscribed'/>")
    await component.until("from='alice@localhost/test'[^>]*>")
    alice.send(f"<presence><show>xa</show><status>{CARD}</status></presence>")
    shown = await component.until("</presence>")
    assert "<show>xa</show>" in shown
    assert "4539" not in shown


async def test_an_answer_that_may_not_go_out_is_an_error(place: Place) -> None:
    alice, component = await place.client("alice"), await place.component("bridge.example")
    component.send(
        "<iq from='ann@bridge.example' to='alice@localhost/test' type='get' id='v'><query xmlns='jabber:iq:version'/></iq>"
    )
    await alice.until("id='v'.*</iq>")
    alice.send(
        f"<iq to='ann@bridge.example' type='result' id='v'><query xmlns='jabber:iq:version'><name>{CARD}</name></query></iq>"
    )
    answer = await component.until("</iq>")
    assert "id='v'" in answer
    assert "<policy-violation" in answer
    assert "4539" not in answer
