"""kill -9 at random instants (ATTACKS G6): what was acknowledged is on record once and in order; what arrived has a verdict."""

import asyncio
import random
import re
import signal
import time
from pathlib import Path

import pytest

from casemate.archive.api import Archive, ArchiveQuery, Stored
from casemate.archive.sealing import Keyring
from casemate.cli.setup import initialise
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.settings.loader import Loaded, load
from casemate.storage.engine import Database
from casemate.wiring.places import database_url, open_accounts
from tests.client import Client
from tests.demo import casemate
from tests.place import free_ports

SECONDS = 30.0


class Ledger:
    """What the clients saw."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self.delivered: list[str] = []


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kills"))


@pytest.mark.timeout(1800)
async def test_g6_kill_9_under_load(tmp_path: Path, kills: int) -> None:
    loaded, credentials = await _place(tmp_path / "place")
    ledger = Ledger()
    chance = random.Random(6)
    for number in range(kills):
        server = await asyncio.create_subprocess_exec(*casemate("serve", "-c", str(loaded.path)), stderr=-3)
        try:
            await _listening(loaded)
            await asyncio.wait(
                {asyncio.create_task(_chat(loaded, credentials, ledger, number))}, timeout=chance.uniform(0.15, 0.6)
            )
        finally:
            server.send_signal(signal.SIGKILL)
            await server.wait()
        await asyncio.sleep(0)
    await _compare(loaded, ledger)


async def _place(folder: Path) -> tuple[Loaded, dict[str, str]]:
    config = initialise(folder, "localhost")
    c2s, c2s_tls, https, metrics = free_ports(4)
    text = config.read_text().replace('host = "::"', 'host = "127.0.0.1"').replace("c2s = 5222", f"c2s = {c2s}")
    text = text.replace("c2s_tls = 5223", f"c2s_tls = {c2s_tls}").replace("https = 5443", f"https = {https}")
    config.write_text(f'{text}\n[operation]\nmetrics = "127.0.0.1:{metrics}"\n')
    loaded = load(config, {})
    credentials: dict[str, str] = {}
    async with open_accounts(loaded) as accounts:
        await accounts.add_tenant("Crash", ["localhost"])
        for name in ("alice", "bob"):
            person = await accounts.add_person(Jid(name, "localhost", ""))
            _, credentials[name] = await accounts.add_device(person, "test")
    return loaded, credentials


async def _listening(loaded: Loaded) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", loaded.settings.listen.c2s_tls)
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        return
    raise TimeoutError("the server did not come up again")


async def _chat(loaded: Loaded, credentials: dict[str, str], ledger: Ledger, number: int) -> None:
    """Alice sends as fast as she can and asks for acknowledgements; bob notes what arrives. Ends when the server does."""
    ca = loaded.path.parent / "tls" / "ca.pem"
    people = [await Client(ca).connect(loaded.settings.listen.c2s_tls) for _ in range(2)]
    alice, bob = people
    try:
        for client, name in ((alice, "alice"), (bob, "bob")):
            await client.sign_in(name, credentials[name])
            await client.bind(f"{name}{number}")
        await bob.available()
        alice.send("<enable xmlns='urn:xmpp:sm:3'/>")
        await alice.until("<enabled[^>]*/>")
        await asyncio.gather(_send(alice, ledger, number), _read_acks(alice, ledger, number), _read(bob, ledger))
    except (OSError, asyncio.IncompleteReadError):
        return
    finally:
        for client in people:
            client.close()


async def _send(alice: Client, ledger: Ledger, number: int) -> None:
    for count in range(100_000):
        name = f"k{number}-{count}"
        ledger.sent.append(name)
        alice.send(f"<message to='bob@localhost' type='chat' id='{name}'><body>message {count}</body></message>")
        if count % 5 == 4:
            alice.send("<r xmlns='urn:xmpp:sm:3'/>")
            await alice.writer.drain()
            await asyncio.sleep(0.001)


async def _read_acks(alice: Client, ledger: Ledger, number: int) -> None:
    known = 0
    while True:
        text = await alice.until(r"<a [^>]*h='\d+'[^>]*/>", SECONDS)
        match = re.search(r"h='(\d+)'", text[text.rindex("<a ") :])
        assert match is not None
        ledger.acknowledged += [f"k{number}-{count}" for count in range(known, int(match[1]))]
        known = int(match[1])


async def _read(bob: Client, ledger: Ledger) -> None:
    while True:
        text = await bob.until("</message>", SECONDS)
        match = re.search(r"<message[^>]*\bid='(k[\d-]+)'", text)
        if match is not None:
            ledger.delivered.append(match[1])


async def _compare(loaded: Loaded, ledger: Ledger) -> None:
    storage = loaded.settings.storage
    db = await Database.open(database_url(loaded))
    keyring = Keyring.open(loaded.resolve(storage.key_file), loaded.resolve(storage.keys), time.time)
    try:
        recorded = [_id(stored) for stored in await _everything(Archive(db, keyring))]
    finally:
        await db.close()
    assert len(recorded) == len(set(recorded)), "a message is on record twice"
    place = {name: number for number, name in enumerate(recorded)}
    assert ledger.acknowledged, "nothing was acknowledged, so nothing was tested"
    assert ledger.delivered, "nothing was delivered, so nothing was tested"
    assert not [name for name in ledger.acknowledged if name not in place], "an acknowledged message is not on record"
    positions = [place[name] for name in ledger.acknowledged]
    assert positions == sorted(positions), "the record is not in the order of sending"
    assert not [name for name in ledger.delivered if name not in place], "a message arrived without a recorded verdict"


async def _everything(archive: Archive) -> list[Stored]:
    items: list[Stored] = []
    while True:
        query = ArchiveQuery(500, after=items[-1].id if items else None)
        page = await archive.page(TenantId(1), Jid.parse("bob@localhost"), query)
        items += page.items
        if page.complete:
            return items


def _id(stored: Stored) -> str:
    match = re.search(rb"\bid='(k[\d-]+)'", stored.stanza)
    assert match is not None
    return match[1].decode()
