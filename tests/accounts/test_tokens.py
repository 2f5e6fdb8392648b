"""Tokens: who holds one signs in, until it is too old, replaced, replayed, or void with its device (XEP-0484)."""

import dataclasses
from typing import Any

import pytest
from sqlalchemy import func, select, update

from casemate.accounts import tokens as module
from casemate.accounts.api import Accounts, Attempt, Person
from casemate.accounts.tokens import ROTATE_AFTER, Issued, Tokens
from casemate.model.ids import DeviceId
from casemate.storage.engine import Database
from casemate.storage.schema import fast_token
from casemate.xmpp.ht import initiator, responder
from casemate.xmpp.scram import SaslError
from tests.accounts.support import ALICE, BOB, opened

EXPR, NONE = "HT-SHA-256-EXPR", "HT-SHA-256-NONE"
CHANNEL = b"E" * 32
NOW = 1_700_000_000_000
DAY = 86_400_000


@dataclasses.dataclass
class Desk:
    """A client of alice's."""

    tokens: Tokens
    db: Database
    accounts: Accounts
    person: Person
    device: DeviceId

    async def issue(self, client: str = "one", mechanism: str = EXPR, now: int = NOW) -> Issued:
        return await self.tokens.issue(self.person, self.device, client, mechanism, now)

    async def redeem(self, token: str, now: int = NOW, **changes: Any) -> module.Redeemed:
        attempt = Attempt("one", EXPR, initiator(token, CHANNEL), CHANNEL)._replace(**changes)
        return await self.tokens.redeem(self.person.id, attempt, now)

    async def refused(self, token: str, now: int = NOW, **changes: Any) -> str:
        with pytest.raises(SaslError) as caught:
            await self.redeem(token, now, **changes)
        return caught.value.condition

    async def count(self) -> int:
        async with self.db.read() as conn:
            return (await conn.execute(select(func.count()).select_from(fast_token))).scalar_one()


async def desk(db: Database, accounts: Accounts) -> Desk:
    alice = await accounts.add_person(ALICE)
    device, _ = await accounts.add_device(alice, "phone")
    return Desk(accounts.tokens, db, accounts, alice, device.id)


async def test_a_token_signs_its_client_in_and_proves_the_server(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        assert issued.expires == NOW + 21 * DAY
        redeemed = await mine.redeem(issued.token)
        assert redeemed == (mine.device, responder(issued.token, CHANNEL), False)
        assert await mine.redeem(issued.token)


async def test_nothing_in_the_database_is_a_token(database_url: str) -> None:
    """Who has the rows and not the server's secret can derive none."""
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        async with mine.db.read() as conn:
            rows = str((await conn.execute(select(fast_token))).all())
        assert issued.token not in rows
        assert "one" not in rows
        foreign = Tokens(mine.db, b"another secret", mine.tokens.lifetime)
        with pytest.raises(SaslError):
            await foreign.redeem(mine.person.id, Attempt("one", EXPR, initiator(issued.token, CHANNEL), CHANNEL), NOW)


async def test_what_a_row_says_is_part_of_its_token(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        async with mine.db.write() as conn:
            await conn.execute(update(fast_token).values(expires=NOW + 1000 * DAY))
        assert await mine.refused(issued.token) == "not-authorized"


@pytest.mark.parametrize(
    "changes",
    [
        {"client": "two"},
        {"mechanism": NONE},
        {"binding": b"other"},
        {"proof": b"x" * 32},
        {"proof": b""},
        {"mechanism": NONE, "binding": b"", "proof": b"x"},
    ],
)
async def test_it_is_this_clients_for_this_mechanism_on_this_channel(
    database_url: str, changes: dict[str, object]
) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        assert await mine.refused(issued.token, **changes) == "not-authorized"


async def test_it_is_not_taken_without_the_binding_it_was_made_for(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        unbound = {"mechanism": NONE, "binding": b"", "proof": initiator(issued.token, b"")}
        assert await mine.refused(issued.token, **unbound) == "not-authorized"


async def test_nobody_else_signs_in_with_it(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        bob = await mine.accounts.add_person(BOB)
        attempt = Attempt("one", EXPR, initiator(issued.token, CHANNEL), CHANNEL)
        for person in (bob.id, 0):
            with pytest.raises(SaslError):
                await mine.tokens.redeem(person, attempt, NOW)
        with pytest.raises(SaslError):
            await mine.accounts.redeem(BOB, attempt)


async def test_too_old_says_so_to_its_holder_only(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        assert await mine.redeem(issued.token, issued.expires - 1)
        assert await mine.refused(issued.token, issued.expires) == "credentials-expired"
        assert await mine.refused("guess", issued.expires) == "not-authorized"


async def test_an_old_one_is_due_for_another(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        later = NOW + int(ROTATE_AFTER * 1000)
        assert not (await mine.redeem(issued.token, later - 1)).due
        assert (await mine.redeem(issued.token, later)).due
        assert not (await mine.redeem(issued.token, later, invalidate=True)).due


async def test_the_old_one_holds_until_the_new_one_is_used(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        first = await mine.issue()
        await mine.redeem(first.token)
        lost = await mine.issue(now=NOW + 1)
        second = await mine.issue(now=NOW + 2)
        assert await mine.refused(lost.token) == "not-authorized"
        await mine.redeem(first.token)
        await mine.redeem(second.token)
        assert await mine.refused(first.token) == "not-authorized"
        assert await mine.count() == 1


async def test_a_client_voids_its_token(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        await mine.redeem(issued.token, invalidate=True)
        assert await mine.refused(issued.token) == "not-authorized"
        assert await mine.count() == 0


async def test_a_count_goes_up_only(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        await mine.redeem(issued.token, tries=3)
        for tries in (0, 2, 3):
            assert await mine.refused(issued.token, tries=tries) == "not-authorized"
        await mine.redeem(issued.token, tries=4)


async def test_it_is_void_with_its_device(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        await mine.accounts.revoke_device(mine.device)
        assert await mine.refused(issued.token) == "not-authorized"
        assert await mine.count() == 0


async def test_it_is_gone_with_its_person(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        await mine.issue()
        await mine.accounts.people.delete(ALICE, "test", NOW)
        assert await mine.count() == 0


async def test_clients_are_bounded_the_oldest_first_and_old_tokens_go(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_CLIENTS", 2)
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        first = await mine.issue()
        await mine.issue("two", now=NOW + 1)
        third = await mine.issue("three", now=NOW + 2)
        assert await mine.refused(first.token) == "not-authorized"
        assert await mine.redeem(third.token, client="three")
        await mine.issue("four", now=NOW + 100 * DAY)
        assert await mine.count() == 1


async def test_without_a_lifetime_there_are_none(database_url: str) -> None:
    async with opened(database_url) as opened_:
        mine = await desk(*opened_)
        issued = await mine.issue()
        mine.tokens.lifetime = 0
        assert await mine.refused(issued.token) == "not-authorized"
