"""Two tenants on an open database."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from casemate.accounts.api import Accounts, Throttle
from casemate.archive.sealing import Keyring, RootKey
from casemate.model.jid import Jid
from casemate.storage.engine import Database

ALICE = Jid.parse("alice@example.org")
BOB = Jid.parse("bob@example.org")
ROOT = RootKey(bytes(range(32)))


@asynccontextmanager
async def opened(url: str) -> AsyncGenerator[tuple[Database, Accounts]]:
    db = await Database.open(url)
    try:
        accounts = Accounts(db, b"secret", Throttle(3, 60, time.time), time.time)
        await accounts.load()
        if not await accounts.tenants.all():
            await accounts.add_tenant("Example", ["example.org"])
            await accounts.add_tenant("Other", ["other.example"])
        yield db, accounts
    finally:
        await db.close()


def keyring(folder: Path) -> Keyring:
    return Keyring(ROOT, folder / "keys.json", time.time)
