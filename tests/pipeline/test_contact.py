"""What the service's own contact says, and what it does with answers."""

import pytest

from casemate.accounts.api import Role
from casemate.archive.api import ArchiveQuery
from casemate.model.errors import Unavailable
from casemate.model.ids import TenantId, encode_id
from casemate.model.jid import Jid
from casemate.pipeline.contact import HELP
from tests.client import Client
from tests.place import Place
from tests.stories.support import actions, chat, said, text_of

CARD = "my card is 4539 1488 0343 6467"
VERDICT = ".//{urn:casemate:verdict:0}verdict"


async def coached(client: Client, to: str = "bob@localhost") -> str:
    """Send something that is coached; the code."""
    client.send(chat(CARD, to))
    verdict = (await client.element("message")).find(VERDICT)
    assert verdict is not None
    await said(client)
    return verdict.get("code") or ""


async def answered(client: Client, text: str) -> str:
    client.send(chat(text, "casemate@localhost"))
    return await said(client)


@pytest.mark.parametrize("text", ["hello", "abcd-efgh because I like to", "?"])
async def test_whoever_says_something_else_is_helped(place: Place, text: str) -> None:
    assert await answered(await place.client("alice"), text) == HELP


async def test_typing_to_it_is_no_question(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(
        "<message to='casemate@localhost' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"
    )
    assert await answered(alice, "hello") == HELP


async def test_a_reason_is_asked_for_and_kept(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    code = await coached(alice)
    assert "add your reason" in await answered(alice, code)
    assert "add your reason" in await answered(alice, f"{code} ok")
    assert "Sent to bob@localhost" in await answered(alice, f"{code} they asked for it")
    assert text_of(await bob.element("message")) == CARD
    (confirmed,) = [row for row in await actions(place) if row[1] == "message.confirmed"]
    assert confirmed[0] == "alice@localhost"
    assert "they asked for it" in confirmed[2]


async def test_a_code_works_once_from_any_client_of_its_sender(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    code = await coached(alice)
    desk = await place.client("alice", "desk")
    desk.send(chat(f"{code} from another client", "casemate@localhost"))
    assert text_of(await bob.element("message")) == CARD
    assert "works once" in await answered(await place.client("alice", "third"), f"{code} and again")


async def test_an_old_code_is_worth_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casemate.pipeline.coaching.LIFETIME", -1.0)
    alice = await place.client("alice")
    code = await coached(alice)
    assert "too old" in await answered(alice, f"{code} they asked for it")
    page = await place.house.archive.page(TenantId(1), Jid.parse("bob@localhost"), ArchiveQuery(10))
    assert page.items == []


async def test_what_can_not_be_put_on_record_is_not_sent(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    code = await coached(alice)
    journal = place.house.journal
    append = journal.append

    def fails(entry: object, done: object) -> None:
        if getattr(entry, "rule", "") == "confirmed":
            done(Unavailable("the disk is full"))
        else:
            append(entry, done)

    with monkeypatch.context() as broken:
        broken.setattr(journal, "append", fails)
        assert "did not work just now" in await answered(alice, f"{code} they asked for it")
    assert "Sent to bob" in await answered(alice, f"{code} they asked for it")
    assert text_of(await bob.element("message")) == CARD


async def test_reviewers_are_told_what_waits_and_not_what_it_says(place: Place) -> None:
    await place.house.accounts.set_role(Jid.parse("carol@localhost"), Role.REVIEWER)
    carol, alice = await place.client("carol"), await place.client("alice")
    alice.send(chat("iban DE89 3704 0044 0532 0130 00", "dave@other.example"))
    text = await said(carol)
    assert "hold: a message from alice@localhost to dave@other.example (dlp.iban)" in text
    (row,) = await place.house.held.waiting()
    assert encode_id(row.id) in text
    assert "0130" not in text
