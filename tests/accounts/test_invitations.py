"""Invitations: their tokens are kept nowhere, hold once and for a time, for one domain, and for nobody's look-alike."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from casemate.accounts.api import Accounts, Invitation, Wanted
from casemate.accounts.invitations import new_token
from casemate.audit.events import AuditAction
from casemate.inspection.text import skeleton
from casemate.model.errors import CasemateError, Conflict, InvalidJid, NotFound
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import audit, device, invitation
from tests.accounts.support import ALICE, BOB, opened

HOUR = 3600.0
PASSWORD = "a password of mine"
CAROL = Jid.parse("carol@example.org")


async def make(accounts: Accounts, **wanted: Any) -> tuple[Invitation, str]:
    return await accounts.invite(Wanted(domain="example.org", seconds=HOUR), **wanted)


async def invited(accounts: Accounts, **changes: Any) -> tuple[Invitation, str]:
    return await accounts.invite(msgspec.structs.replace(Wanted(domain="example.org", seconds=HOUR), **changes))


async def audited(db: Database) -> list[Mapping[str, Any]]:
    async with db.read() as conn:
        return [columns(row) for row in (await conn.execute(select(audit).order_by(audit.c.seq))).all()]


def test_tokens_are_long_random_and_need_no_escaping() -> None:
    tokens = {new_token() for _ in range(1_000)}
    assert len(tokens) == 1_000
    assert all(re.fullmatch("[a-z2-9]{32}", token) for token in tokens)


async def test_only_the_hash_of_a_token_is_kept(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        made, token = await make(accounts)
        async with db.read() as conn:
            row = columns((await conn.execute(select(invitation))).one())
        assert token not in str(dict(row))
        assert token not in str([dict(each) for each in await audited(db)])
        assert (await accounts.invitation(token, "example.org")) == made


async def test_an_account_is_made_with_it_once(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        made, token = await invited(accounts, groups=frozenset({"sales"}))
        person = await accounts.register(made, CAROL, PASSWORD)
        assert (person.jid, person.groups, person.role.value) == (CAROL, {"sales"}, "employee")
        assert accounts.lookup(CAROL) == person
        assert await accounts.device_with(CAROL, PASSWORD) is not None
        assert await accounts.invitation(token, "example.org") is None
        with pytest.raises(NotFound):
            await accounts.register(made, BOB, PASSWORD)
        assert await accounts.person(BOB) is None
        async with db.read() as conn:
            assert len((await conn.execute(select(device))).all()) == 1
        actions = [row["action"] for row in await audited(db)]
        assert actions.count(AuditAction.INVITATION_MADE) == actions.count(AuditAction.INVITATION_USED) == 1


async def test_as_often_as_it_says(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        made, token = await invited(accounts, uses=2)
        await accounts.register(made, CAROL, PASSWORD)
        assert await accounts.invitation(token, "example.org") is not None
        await accounts.register(made, BOB, PASSWORD)
        assert await accounts.invitation(token, "example.org") is None
        assert [each.used for each in await accounts.invitations.all()] == [2]


async def test_a_refused_account_uses_nothing_up(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        accounts.people.looks = skeleton
        await accounts.add_person(ALICE)
        made, token = await make(accounts)
        for name in ("alice", "casemate", "\u0430lice", "admin", "postmaster", "Support"):
            with pytest.raises(Conflict):
                await accounts.register(made, Jid.parse(f"{name}@example.org"), PASSWORD)
        for password in ("short", "x" * 129, "with\0in it"):
            with pytest.raises(CasemateError):
                await accounts.register(made, CAROL, password)
        with pytest.raises(InvalidJid):
            await accounts.register(made, Jid("", "example.org", ""), PASSWORD)
        with pytest.raises(CasemateError):
            await accounts.register(made, Jid.parse("carol@other.example"), PASSWORD)
        assert await accounts.invitation(token, "example.org") == made


async def test_it_ends(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        made, token = await make(accounts)
        at = accounts.invitations
        assert await at.find(token, "example.org", made.expires - 1) is not None
        assert await at.find(token, "example.org", made.expires) is None
        assert (made.state(made.expires - 1), made.state(made.expires)) == ("open", "expired")


async def test_it_is_of_one_domain(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        _, token = await make(accounts)
        assert await accounts.invitation(token, "other.example") is None
        for wrong in ("", token[:-1], token + "a", token.upper(), "a" * 32, "\0" * 32, token + "\n"):
            assert await accounts.invitation(wrong, "example.org") is None


async def test_it_is_revoked_for_good(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        made, token = await make(accounts)
        assert (await accounts.revoke_invitation(made.id)).state(made.created) == "revoked"
        assert await accounts.invitation(token, "example.org") is None
        with pytest.raises(NotFound):
            await accounts.register(made, CAROL, PASSWORD)
        with pytest.raises(Conflict):
            await accounts.revoke_invitation(made.id)
        with pytest.raises(NotFound):
            await accounts.revoke_invitation(made.id + 1)
        assert [row["action"] for row in await audited(db)].count(AuditAction.INVITATION_REVOKED) == 1


async def test_it_is_void_when_its_inviter_is_disabled_or_leaves(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        alice = await accounts.add_person(ALICE)
        made, token = await invited(accounts, inviter=alice, befriends=True)
        await accounts.set_disabled(ALICE, disabled=True)
        assert await accounts.invitation(token, "example.org") is None
        with pytest.raises(NotFound):
            await accounts.register(made, CAROL, PASSWORD)
        await accounts.set_disabled(ALICE, disabled=False)
        assert await accounts.invitation(token, "example.org") is not None
        await accounts.delete_person(ALICE)
        assert await accounts.invitation(token, "example.org") is None


async def test_a_name_is_kept_for_who_was_invited(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        accounts.people.looks = skeleton
        made, _ = await invited(accounts, name="Carol")
        other, _ = await make(accounts)
        assert made.name == "carol"
        for jid in (CAROL, Jid.parse("\u0441arol@example.org")):
            with pytest.raises(Conflict):
                await accounts.add_person(jid)
            with pytest.raises(Conflict):
                await accounts.register(other, jid, PASSWORD)
        with pytest.raises(Conflict):
            await invited(accounts, name="carol")
        with pytest.raises(CasemateError):
            await accounts.register(made, BOB, PASSWORD)
        assert (await accounts.register(made, CAROL, PASSWORD)).jid == CAROL
        with pytest.raises(Conflict):
            await invited(accounts, name="carol")


async def test_a_name_is_free_again_when_the_invitation_is_void(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        made, _ = await invited(accounts, name="carol")
        await accounts.revoke_invitation(made.id)
        assert (await accounts.add_person(CAROL)).jid == CAROL


async def test_invitations_that_could_not_be_used_are_not_made(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        alice = await accounts.add_person(ALICE)
        bob = await accounts.set_disabled((await accounts.add_person(BOB)).jid, disabled=True)
        for changes in (
            {"domain": "elsewhere.example"},
            {"name": "casemate"},
            {"name": "alice"},
            {"name": ""},
            {"name": "not a name"},
            {"name": "carol", "uses": 2},
            {"uses": 0},
            {"uses": 1_001},
            {"groups": frozenset({" "})},
            {"registers": False},
            {"befriends": True},
            {"domain": "other.example", "inviter": alice},
            {"inviter": bob},
        ):
            with pytest.raises(CasemateError):
                await invited(accounts, **changes)
        assert await accounts.invitations.all() == []


async def test_nobody_has_more_open_than_allowed(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        alice = await accounts.add_person(ALICE)
        wanted = Wanted(domain="example.org", seconds=HOUR, inviter=alice, befriends=True)
        first, _ = await accounts.invite(wanted, most=2)
        await accounts.invite(wanted, most=2)
        with pytest.raises(CasemateError):
            await accounts.invite(wanted, most=2)
        await accounts.revoke_invitation(first.id)
        await accounts.invite(wanted, most=2)


async def test_a_contact_is_made_with_it_once_and_only_of_its_inviter(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        alice, bob = await accounts.add_person(ALICE), await accounts.add_person(BOB)
        _, plain = await make(accounts)
        made, token = await invited(accounts, inviter=alice, befriends=True, registers=False)
        at, now = accounts.invitations, made.created
        assert not await at.befriend(plain, alice, CAROL, now)
        assert not await at.befriend(token, bob, CAROL, now)
        assert not await at.befriend(token, alice, CAROL, made.expires)
        assert await at.befriend(token, alice, CAROL, now)
        assert not await at.befriend(token, alice, BOB, now)
        with pytest.raises(CasemateError):
            await accounts.register(made, CAROL, PASSWORD)


async def test_links_say_what_they_are_for(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        odd = await accounts.add_person(Jid.parse("a+b;c=é@example.org"))
        for changes, link in (
            ({}, "xmpp:example.org?register;preauth=T"),
            ({"name": "carol"}, "xmpp:carol@example.org?register;preauth=T"),
            ({"inviter": odd}, "xmpp:example.org?register;preauth=T"),
            ({"inviter": odd, "befriends": True}, "xmpp:a%2Bb%3Bc%3D%C3%A9@example.org?roster;preauth=T;ibr=y"),
            (
                {"inviter": odd, "befriends": True, "registers": False},
                "xmpp:a%2Bb%3Bc%3D%C3%A9@example.org?roster;preauth=T",
            ),
        ):
            made, _ = await invited(accounts, **changes)
            assert made.uri("T") == link


async def test_many_at_once_use_it_once_and_no_two_look_alike(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        accounts.people.looks = skeleton
        one, _ = await make(accounts)
        names = [Jid.parse(f"racer{number}@example.org") for number in range(2, 8)]
        done = await asyncio.gather(*(accounts.register(one, jid, PASSWORD) for jid in names), return_exceptions=True)
        assert sum(isinstance(each, NotFound) for each in done) == 5
        many, _ = await invited(accounts, uses=6)
        alike = [Jid.parse(f"{name}@example.org") for name in ("lily", "1ily", "li1y", "lily", "l\u0456ly", "1i1y")]
        done = await asyncio.gather(*(accounts.register(many, jid, PASSWORD) for jid in alike), return_exceptions=True)
        assert sum(isinstance(each, Conflict) for each in done) == 5
        assert [each.used for each in await accounts.invitations.all()] == [1, 1]


async def test_another_process_took_the_name_meanwhile(database_url: str) -> None:
    async with opened(database_url) as (_, accounts), opened(database_url) as (_, other):
        many, _ = await invited(accounts, uses=6)
        done = await asyncio.gather(
            *(each.register(many, CAROL, PASSWORD) for each in (accounts, other) * 3), return_exceptions=True
        )
        assert sum(isinstance(each, Conflict) for each in done) == 5
        assert [each.used for each in await accounts.invitations.all()] == [1]
