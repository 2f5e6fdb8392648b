"""F4: recovery codes can't be guessed, read out of the database, or used twice, also by many at the same moment."""

import asyncio
import math

from sqlalchemy import select

from casemate.accounts.factors.api import CODES
from casemate.storage.access_schema import recovery_code
from tests.accounts.factors.support import kept


async def test_f4_a_recovery_code_is_taken_once(database_url: str) -> None:
    async with kept(database_url) as k:
        codes = await k.factors.recovery.make(k.alice, "alice")
        assert len(set(codes)) == CODES == await k.factors.recovery.left(k.alice)
        letters = len(codes[0].replace("-", ""))
        assert letters * math.log2(32) >= 112
        taken = await asyncio.gather(*(k.factors.recovery.use(k.alice, codes[0]) for _ in range(50)))
        assert sum(taken) == 1
        assert await k.factors.recovery.use(k.alice, f" {codes[1].upper().replace('-', ' ')}")
        assert not await k.factors.recovery.use(k.bob, codes[2])
        assert await k.factors.recovery.left(k.alice) == CODES - 2
        async with k.db.read() as conn:
            kept_hashes = (await conn.execute(select(recovery_code.c.hash))).scalars().all()
        assert all(code.encode() not in bytes(each) for each in kept_hashes for code in codes)
        anew = await k.factors.recovery.make(k.alice, "alice")
        assert not await k.factors.recovery.use(k.alice, codes[2])
        assert await k.factors.recovery.use(k.alice, anew[2])
