"""A password is kept as a peppered Argon2id hash, made anew when the parameters change, and checked for nobody as for somebody."""

import asyncio
import contextlib
import hashlib
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from casemate.accounts.api import Accounts, Person
from casemate.accounts.passwords import breaches
from casemate.accounts.passwords.api import Hint, PasswordRefused, Passwords, own_words
from casemate.accounts.passwords.hashing import PASSES
from casemate.settings.passwords import Passwords as Settings
from casemate.storage.access_schema import password as table
from casemate.storage.engine import Database
from tests.accounts.support import ALICE, opened

GOOD = "lantern cobweb tooth"
QUICK = Settings(hash_time=0.01)


@asynccontextmanager
async def kept(folder: Path, settings: Settings = QUICK) -> AsyncGenerator[tuple[Database, Passwords, Person]]:
    async with opened(f"sqlite:///{folder / 'db'}") as (db, accounts):
        passwords = Passwords(db, bytes(32), settings, time.time)
        yield db, passwords, await alice(accounts)


async def alice(accounts: Accounts) -> Person:
    return accounts.lookup(ALICE) or await accounts.add_person(ALICE)


async def choose(db: Database, passwords: Passwords, person: Person, password: str) -> None:
    prepared = await passwords.prepare(password, own_words(person, "Example"), alone=True)
    async with db.write() as conn:
        await passwords.put(conn, person, prepared, str(person.jid))


async def hash_of(db: Database, person: Person) -> str:
    async with db.read() as conn:
        return str((await conn.execute(select(table.c.hash).where(table.c.person == person.id))).scalar_one())


async def test_the_password_that_was_chosen_is_the_one(tmp_path: Path) -> None:
    async with kept(tmp_path) as (db, passwords, person):
        assert not await passwords.has(person)
        assert not await passwords.verify(person, GOOD)
        await choose(db, passwords, person, GOOD)
        assert await passwords.has(person)
        assert await passwords.verify(person, GOOD)
        assert not await passwords.verify(person, GOOD + " ")
        assert not await passwords.verify(person, "x" * 100_000)
        assert not await passwords.verify(None, GOOD)
        await choose(db, passwords, person, "another cobweb tooth")
        assert not await passwords.verify(person, GOOD)


async def test_of_a_password_there_is_a_hash_that_needs_the_key(tmp_path: Path) -> None:
    async with kept(tmp_path) as (db, passwords, person):
        await choose(db, passwords, person, GOOD)
        assert (await hash_of(db, person)).startswith("$argon2id$v=19$m=19456,")
        other = Passwords(db, b"\1" * 32, QUICK, time.time)
        assert not await other.verify(person, GOOD)


async def test_a_hash_with_old_parameters_is_made_anew(tmp_path: Path) -> None:
    async with kept(tmp_path) as (db, passwords, person):
        await choose(db, passwords, person, GOOD)
        before = await hash_of(db, person)
        stronger = Passwords(db, bytes(32), Settings(hash_time=2.0), time.time)
        await stronger._hashing.ready()
        assert stronger._hashing.passes > passwords._hashing.passes >= PASSES
        assert not await stronger.verify(person, "wrong")
        assert await hash_of(db, person) == before
        assert await stronger.verify(person, GOOD)
        assert await hash_of(db, person) != before
        assert await stronger.verify(person, GOOD)


async def test_what_is_refused_is_not_kept(tmp_path: Path) -> None:
    async with kept(tmp_path) as (db, passwords, person):
        for password, hint in (("short", Hint.TOO_SHORT), ("alice@example.org", Hint.OWN_WORDS)):
            with pytest.raises(PasswordRefused) as caught:
                await choose(db, passwords, person, password)
            assert caught.value.advice.refusal is hint
        assert not await passwords.has(person)


class Ranges:
    """A range service that knows one password."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer = "HTTP/1.1 200 OK"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head)
        body = (
            "0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n48635B42A9C4B2D9A0BFCDDF0F6FBE3BD94:3\r\n"
            + self.suffix
            + ":7\r\n"
        )
        writer.write(f"{self.answer}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()

    suffix = ""


async def test_a_leaked_password_is_refused_and_only_five_digits_are_told(tmp_path: Path) -> None:
    ranges = Ranges()
    digest = hashlib.sha1(GOOD.encode()).hexdigest().upper()
    ranges.suffix = digest[5:]
    server = await asyncio.start_server(ranges.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    settings = msgspec.structs.replace(QUICK, breached=f"http://127.0.0.1:{port}/range/")
    async with server, kept(tmp_path, settings) as (db, passwords, person):
        with pytest.raises(PasswordRefused) as caught:
            await choose(db, passwords, person, GOOD)
        assert caught.value.advice.refusal is Hint.BREACHED
        assert ranges.asked[0].startswith(f"GET /range/{digest[:5]} HTTP")
        assert "Add-Padding: true" in ranges.asked[0]
        assert digest[5:] not in ranges.asked[0]
        await choose(db, passwords, person, "another cobweb tooth")
        ranges.answer = "HTTP/1.1 503 Busy"
        await choose(db, passwords, person, GOOD)  # a service that does not answer is no condition
        assert await passwords.verify(person, GOOD)


async def test_a_service_that_trickles_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaches, "SECONDS", 0.2)
    gone = asyncio.Event()

    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            while not reader.at_eof():
                writer.write(b"0")
                await writer.drain()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1), 0.02)
        writer.close()
        gone.set()

    server = await asyncio.start_server(trickle, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/range/"
    async with server, kept(tmp_path, msgspec.structs.replace(QUICK, breached=address)) as (db, passwords, person):
        async with asyncio.timeout(5):
            await choose(db, passwords, person, GOOD)
            await gone.wait()
        assert await passwords.verify(person, GOOD)
