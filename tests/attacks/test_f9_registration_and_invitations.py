"""F9: accounts are made with an invitation that holds, for its own domain; who has none learns nothing and has to wait."""

import asyncio
from pathlib import Path

from casemate.accounts.api import Role
from casemate.model.jid import Jid
from tests.client import HEADER, Client
from tests.features.inviting import ON, PASSWORD, ask, condition, invited, make, show, stranger
from tests.place import Place, running

NOTHING = "a" * 32


async def people(place: Place) -> set[str]:
    return {str(person.jid) for person in await place.house.accounts.people.everybody()}


async def test_f9_nothing_is_made_or_offered_unless_it_is_switched_on(patient: Place) -> None:
    _, token = await invited(patient)
    before = await people(patient)
    for payload in (
        f"<preauth xmlns='urn:xmpp:pars:0' token='{token}'/>",
        "<query xmlns='jabber:iq:register'/>",
        "<query xmlns='jabber:iq:register'><username>eve</username><password>a password of hers</password></query>",
    ):
        client = await stranger(patient)
        client.send(f"<iq type='set' id='q'>{payload}</iq>")
        assert "<not-authorized" in await client.closed()
    assert await people(patient) == before


async def test_f9_nothing_is_made_in_the_clear(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        client = await Client(place.ca).connect(place.starttls_port, tls=False)
        place.clients.append(client)
        client.send(HEADER.format(domain="localhost"))
        assert "<register" not in await client.until("</stream:features>")
        client.send("<iq type='get' id='q'><query xmlns='jabber:iq:register'/></iq>")
        assert "<policy-violation" in await client.closed()


async def test_f9_without_a_token_names_that_exist_and_others_are_answered_alike(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        said = [await _everything(await stranger(place), name) for name in ("alice", "nobody", "casemate")]
        assert said[0] == said[1] == said[2] == ["item-not-found", "not-allowed", "not-allowed"]


async def _everything(client: Client, name: str) -> list[str]:
    said = [await show(client, NOTHING), await make(client, name)]
    return [*said, condition(await ask(client, "get", "<query xmlns='jabber:iq:register'/>"))]


async def test_f9_tokens_that_do_not_hold_are_answered_alike(tmp_path: Path) -> None:
    """Unknown, used, revoked, of another domain, of somebody who was disabled, or for contacts only."""
    async with running(tmp_path / "place", ON) as place:
        accounts = place.house.accounts
        used, revoked = await invited(place), await invited(place)
        await accounts.register(used[0], Jid("used", "localhost", ""), PASSWORD)
        await accounts.revoke_invitation(revoked[0].id)
        foreign, disabled = await invited(place, domain="other.example"), await invited(place, "bob")
        await accounts.set_disabled(Jid("bob", "localhost", ""), disabled=True)
        contact = await invited(place, "alice", registers=False)
        answers: set[str] = set()
        for token in (NOTHING, used[1], revoked[1], foreign[1], disabled[1], contact[1]):
            client = await stranger(place)
            client.send(f"<iq type='set' id='q'><preauth xmlns='urn:xmpp:pars:0' token='{token}'/></iq>")
            answers.add(await client.until("</iq>"))
        assert len(answers) == 1
        assert "item-not-found" in answers.pop()


async def test_f9_a_token_is_of_one_domain(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        _, token = await invited(place)
        client = await stranger(place, "other.example")
        assert await show(client, token) == "item-not-found"
        client = await stranger(place)
        assert await show(client, token) == ""
        assert await make(client, "eve@other.example") == "not-acceptable"
        assert "eve@other.example" not in await people(place)


async def test_f9_many_at_once_use_a_token_once(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        before = await people(place)
        _, token = await invited(place)
        clients = [await stranger(place) for _ in range(8)]
        assert [await show(client, token) for client in clients] == [""] * 8
        answers = await asyncio.gather(*(make(client, f"racer{number}") for number, client in enumerate(clients)))
        assert sorted(answers) == [""] + ["item-not-found"] * 7
        assert len(await people(place) - before) == 1


async def test_f9_names_of_others_and_their_look_alikes_are_not_to_be_had(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        before = await people(place)
        _, token = await invited(place)
        for name in ("alice", "a1ice", "al\u0456ce", "ALICE", "casemate", "casernate", "postmaster", "adm\u0456n"):
            client = await stranger(place)
            # Whoever asks after names has to wait soon; here each is asked for its own sake.
            place.house.accounts.limit_tokens(10, 300.0)
            assert await show(client, token) == ""
            assert await make(client, name) == "conflict", name
        assert await people(place) == before


async def test_f9_nobody_gets_a_role_with_an_invitation(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        _, token = await invited(place, "admin")
        client = await stranger(place)
        await show(client, token)
        fields = "<username>eve</username><password>a password of hers</password>"
        wrong = f"<query xmlns='jabber:iq:register'>{fields}<role>administrator</role></query>"
        assert condition(await ask(client, "set", wrong)) == "bad-request"
        assert await make(client, "eve") == ""
        eve = await place.house.accounts.person(Jid("eve", "localhost", ""))
        assert eve is not None
        assert (eve.role, eve.groups) == (Role.EMPLOYEE, frozenset())


async def test_f9_who_guesses_tokens_is_cut_off_and_has_to_wait(tmp_path: Path) -> None:
    settings = {**ON, "invitations": {**ON["invitations"], "wrong_tokens": 7}}
    async with running(tmp_path / "place", settings) as place:
        _, token = await invited(place)
        client = await stranger(place)
        assert [await show(client, NOTHING) for _ in range(5)] == ["item-not-found"] * 5
        assert "<policy-violation" in await client.closed()
        client = await stranger(place)
        assert [await show(client, NOTHING) for _ in range(2)] == ["item-not-found"] * 2
        # From now on this address is answered the same for a token that holds.
        assert await show(client, NOTHING) == "resource-constraint"
        assert await show(client, token) == "resource-constraint"
        # Whoever is signed in, or signs in, does not notice.
        assert "<success" in await (await place.connect()).sign_in("alice", place.credentials["alice"])


async def test_f9_who_asks_after_names_with_a_token_has_to_wait(tmp_path: Path) -> None:
    settings = {**ON, "invitations": {**ON["invitations"], "wrong_tokens": 3}}
    async with running(tmp_path / "place", settings) as place:
        _, token = await invited(place)
        client = await stranger(place)
        assert await show(client, token) == ""
        answers = [await make(client, name) for name in ("alice", "bob", "carol", "nobody")]
        assert answers == ["conflict", "conflict", "conflict", "resource-constraint"]
        assert "nobody@localhost" not in await people(place)


async def test_f9_all_addresses_together_have_to_wait_too(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        accounts, domain = place.house.accounts, Jid("", "localhost", "")
        for number in range(1_000):
            accounts.wrong_tokens.failed(domain, f"192.0.2.{number}")
        _, token = await invited(place)
        assert await show(await stranger(place), token) == "resource-constraint"


async def test_f9_members_can_not_flood_with_invitations_or_invite_for_others(tmp_path: Path) -> None:
    settings = {**ON, "invitations": {**ON["invitations"], "per_person": 2}}
    async with running(tmp_path / "place", settings) as place:
        alice = await place.client("alice")
        node = "<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:invite#invite' action='execute'/>"
        for _ in range(4):
            alice.send(f"<iq type='set' id='q' to='localhost'>{node}</iq>")
            await alice.element("iq")
        alice.send(f"<iq type='set' id='q' to='other.example'>{node}</iq>")
        assert condition(await alice.element("iq")) != ""
        made = await place.house.accounts.invitations.all()
        assert [(each.made_by, each.domain) for each in made] == [("alice@localhost", "localhost")] * 2


async def test_f9_a_name_is_no_way_around_inspection(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        before = await people(place)
        _, token = await invited(place)
        client = await stranger(place)
        await show(client, token)
        for name in ("4539148803436467", "phishing.test"):
            assert await make(client, name) == "not-acceptable", name
        assert await people(place) == before
        assert await make(client, "phil") == ""
