"""People with second factors, and a clock that the test moves."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from pyotp import TOTP

from casemate.accounts.api import Accounts, Person
from casemate.accounts.factors.api import Factors, NewTotp, Site
from casemate.storage.engine import Database
from tests.accounts.support import ALICE, BOB, opened

ORIGIN = "https://chat.example.org"
SITE = Site("chat.example.org", ORIGIN, "Casemate")


class Clock:
    """Seconds since the epoch, as long as the test wants."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Kept(NamedTuple):
    db: Database
    accounts: Accounts
    factors: Factors
    alice: Person
    bob: Person
    clock: Clock


@asynccontextmanager
async def kept(url: str | Path) -> AsyncGenerator[Kept]:
    clock = Clock()
    async with opened(str(url) if isinstance(url, str) else f"sqlite:///{url / 'db'}") as (db, accounts):
        factors = Factors(db, bytes(32), SITE, clock)
        yield Kept(db, accounts, factors, await accounts.add_person(ALICE), await accounts.add_person(BOB), clock)


def code(new: NewTotp, clock: Clock, steps: int = 0) -> str:
    return TOTP(new.secret.replace(" ", "")).at(int(clock.now) + 30 * steps)
