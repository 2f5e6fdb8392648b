"""F2: a code of an authenticator app is taken once, also when a hundred show it at the same moment, on either database."""

import asyncio

from tests.accounts.factors.support import code, kept


async def test_f2_of_a_hundred_with_one_code_one_gets_in(database_url: str) -> None:
    async with kept(database_url) as k:
        new = await k.factors.totp.begin(k.alice, "Phone", "Casemate")
        await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock), "alice")
        assert not await k.factors.totp.check(k.alice, code(new, k.clock))  # the one that it was confirmed with
        k.clock.now += 60
        shown = code(new, k.clock)
        taken = await asyncio.gather(*(k.factors.totp.check(k.alice, shown) for _ in range(100)))
        assert sum(taken) == 1
        assert not await k.factors.totp.check(k.alice, shown)
