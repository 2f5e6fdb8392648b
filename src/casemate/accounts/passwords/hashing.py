"""Argon2id (RFC 9106) with parameters for this machine, and a pepper that is not in the database (NIST SP 800-63B-4 section 3.1.1.2)."""

import asyncio
import hmac
import secrets
import time
from base64 import b64encode
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from casemate.accounts.passwords.advice import normalised

MEMORY_KIB: Final = 19 * 1024
"""The least memory, with two passes, that OWASP's password storage cheat sheet recommends."""
PASSES: Final = 2
MOST_PASSES: Final = 32
AT_ONCE: Final = 2
"""Hashes made at a time: each takes its memory and a core."""


class Hashing:
    """Makes and checks hashes in threads."""

    def __init__(self, pepper: bytes, target: float) -> None:
        """`pepper` is a key of at least 32 bytes, without which no hash fits anything; `target` is how long a hash may take."""
        self._pepper = pepper
        self._target = target
        self._hasher = _hasher(PASSES)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._nobodys = ""
        self._measuring: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Choose as many passes as take about the target's time here; never fewer than the recommended ones.

        Done once, when the first password is asked for: whoever serves standard clients alone never pays for it.
        """
        if self._measuring is None:
            self._measuring = asyncio.create_task(self._measure())
        await asyncio.shield(self._measuring)

    async def _measure(self) -> None:
        passes = await asyncio.to_thread(_passes, self._target)
        self._hasher = _hasher(passes)
        self._nobodys = await asyncio.to_thread(self._hasher.hash, secrets.token_bytes(32))

    @property
    def passes(self) -> int:
        """Passes over the memory."""
        return self._hasher.time_cost

    async def hash(self, password: str) -> str:
        """The hash of a password, in the PHC string format."""
        await self.ready()
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, self._peppered(password))

    async def fits(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one of a hash; of None as much work is made (ATTACKS F6)."""
        await self.ready()
        async with self._turns:
            return await asyncio.to_thread(self._fits, kept, password)

    def is_old(self, kept: str) -> bool:
        """Whether a hash was made with other parameters."""
        return self._hasher.check_needs_rehash(kept)

    def _fits(self, kept: str | None, password: str) -> bool:
        try:
            fitting = self._hasher.verify(kept or self._nobodys, self._peppered(password))
        except (VerificationError, InvalidHashError):
            return False
        return fitting and kept is not None

    def _peppered(self, password: str) -> bytes:
        keyed = hmac.digest(self._pepper, normalised(password).encode("utf-8", "surrogatepass"), "sha256")
        return b64encode(keyed)


def _hasher(passes: int) -> PasswordHasher:
    return PasswordHasher(time_cost=passes, memory_cost=MEMORY_KIB, parallelism=1, type=Type.ID)


def _passes(target: float) -> int:
    """How many passes take `target` seconds: the shorter of two tries counts, the machine may be busy with something else."""
    hasher = _hasher(PASSES)
    tries: list[float] = []
    for _ in range(2):
        begin = time.perf_counter()
        hasher.hash(b"how long does it take?")
        tries.append(time.perf_counter() - begin)
    return max(PASSES, min(MOST_PASSES, int(PASSES * target / max(min(tries), 0.001))))
