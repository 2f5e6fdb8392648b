"""What the service's own contact says, and what it does with answers."""

import json

import pytest

from casemate.accounts.api import Role
from casemate.archive.api import ArchiveQuery
from casemate.model.errors import Unavailable
from casemate.model.ids import TenantId, decode_id, encode_id
from casemate.model.jid import Jid
from casemate.pipeline.contact import HELP
from casemate.policy.api import compile_policy
from tests.client import Client
from tests.place import Place
from tests.stories.support import actions, chat, on_disk, said, text_of

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
    # The reason is sealed with the answer, which the audit record names.
    assert "they asked" not in confirmed[2]
    answer = decode_id(json.loads(confirmed[2].partition(" ")[2].replace("'", '"'))["answer"])
    stored = await place.house.archive.get(TenantId(1), answer or 0)
    assert stored is not None
    assert b"they asked for it" in stored.stanza


async def test_neither_reason_nor_what_was_found_is_on_disk_in_the_clear(place: Place) -> None:
    alice = await place.client("alice")
    code = await coached(alice)
    await answered(alice, f"{code} because of http://10.0.0.1/secret-reason")
    alice.send(chat("see http://phishing.test/very-secret-path"))
    await said(alice)
    await place.settled()
    data = on_disk(place.loaded.path.parent / "data")
    assert b"secret-reason" not in data
    assert b"very-secret-path" not in data


async def test_a_code_works_once_from_any_client_of_its_sender(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    code = await coached(alice)
    desk = await place.client("alice", "desk")
    desk.send(chat(f"{code} from another client", "casemate@localhost"))
    assert text_of(await bob.element("message")) == CARD
    assert "works once" in await answered(await place.client("alice", "third"), f"{code} and again")


@pytest.mark.parametrize("to", ["bob@localhost", "dave@other.example"])
async def test_two_answers_at_once_send_it_once(place: Place, to: str) -> None:
    place.house.judge.policy = compile_policy(
        '[[rule]]\nname = "cards"\nwhen = { groups = ["card"] }\nthen = { verdict = "coach" }\n',
        "own",
        place.house.engine.findings(),
    )
    alice, desk = await place.client("alice"), await place.client("alice", "desk")
    code = await coached(alice, to)
    await said(desk)
    answer = chat(f"{code} they asked for it", "casemate@localhost")
    alice.send(answer)
    desk.send(answer)
    told = {await said(alice), await said(alice)}
    assert told == {
        f"Sent to {to}. Your reason is on record.",
        "That message has been sent already; a code works once.",
    }
    tenant = TenantId(1 if to.endswith("localhost") else 2)
    assert len((await place.house.archive.page(tenant, Jid.parse(to), ArchiveQuery(10))).items) == 1


async def test_every_message_has_its_own_code_however_many_wait(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    codes = [await coached(alice) for _ in range(5)]
    assert len(set(codes)) == 5
    for code in reversed(codes):
        assert "Sent to bob" in await answered(alice, f"{code} they asked for it")
        assert text_of(await bob.element("message")) == CARD


async def test_the_error_of_a_client_is_not_answered(place: Place) -> None:
    alice = await place.client("alice")
    alice.send(
        "<message to='casemate@localhost' type='error' id='e'><body>what you wrote</body>"
        "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"
    )
    await place.settled()
    assert "add your reason" in await answered(alice, await coached(alice))


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


async def test_an_answer_that_can_not_be_looked_up_is_to_be_given_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = await place.client("alice")
    code = await coached(alice)

    async def fails(*_given: object) -> None:
        raise Unavailable("the database does not answer")

    for name in ("coached", "get"):
        with monkeypatch.context() as broken:
            broken.setattr(place.house.archive, name, fails)
            assert "did not work just now" in await answered(alice, f"{code} they asked for it")
    assert "Sent to bob" in await answered(alice, f"{code} they asked for it")


async def test_reviewers_are_told_what_waits_and_not_what_it_says(place: Place) -> None:
    await place.house.accounts.set_role(Jid.parse("carol@localhost"), Role.REVIEWER)
    carol, alice = await place.client("carol"), await place.client("alice")
    alice.send(chat("iban DE89 3704 0044 0532 0130 00", "dave@other.example"))
    text = await said(carol)
    assert "hold: a message from alice@localhost to dave@other.example (dlp.iban)" in text
    (row,) = await place.house.held.waiting()
    assert encode_id(row.id) in text
    assert "0130" not in text


@pytest.mark.parametrize(
    "iq",
    [
        "<iq type='set' id='q'><vCard xmlns='vcard-temp'><FN>Alice</FN></vCard></iq>",
        "<iq type='get' id='q' to='bob@localhost/test'><query xmlns='jabber:iq:last'>since when?</query></iq>",
    ],
)
async def test_an_iq_that_can_not_be_recorded_has_one_answer(
    place: Place, monkeypatch: pytest.MonkeyPatch, iq: str
) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    bob.send("<presence to='alice@localhost'/>")
    await alice.until("<presence from='bob@localhost/test'[^>]*>")
    monkeypatch.setattr(place.house.journal, "append", lambda _entry, done: done(Unavailable("the disk is full")))
    alice.send(iq + "<iq type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>")
    await place.settled()
    answers = await alice.until("id='ping'[^>]*>")
    while "id='q'" not in answers:
        answers += await alice.until("</iq>")
    alice.send("<iq type='get' id='last'><ping xmlns='urn:xmpp:ping'/></iq>")
    answers += await alice.until("id='last'[^>]*>")
    assert answers.count("<resource-constraint") == 1
