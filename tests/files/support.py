"""A store of files on a real database, with a judge that tests command."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

import msgspec
from sqlalchemy import insert

from casemate.archive.sealing import Keyring, RootKey
from casemate.files.api import Files, Judgement, Slot, UploadFacts, UploadView
from casemate.model.ids import PersonId, TenantId
from casemate.model.inspection import ALLOW, CLEAN, Decision, FileItem, Report, Verdict
from casemate.model.jid import Jid
from casemate.settings.schema import Files as FilesSettings
from casemate.storage.engine import Database
from casemate.storage.schema import person, tenant

BASE = "https://files.example:5443"
ALICE = Jid.parse("alice@example.org")
BOB = Jid.parse("bob@example.org")
CAROL = Jid.parse("carol@other.example")
PEOPLE = {ALICE: (1, 1), BOB: (2, 1), CAROL: (3, 2)}


class Time:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            digest.update(data)
    return digest.hexdigest()


class FakeJudge:
    """Says what the test says; remembers what it was shown."""

    def __init__(self) -> None:
        self.decision = ALLOW
        self.report: Report = CLEAN
        self.media_type = "text/plain"
        self.error: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()
        self.seen: list[tuple[FileItem, UploadFacts, str]] = []

    def says(self, verdict: Verdict, message: str = "") -> None:
        self.decision = Decision(verdict, "test", message)

    async def __call__(self, item: FileItem, facts: UploadFacts) -> Judgement:
        self.asked.set()
        await self.gate.wait()
        self.seen.append((item, facts, digest_of(Path(item.path))))
        if self.error is not None:
            raise self.error
        return Judgement(self.decision, self.report, self.media_type)


class World:
    """Everything that files need."""

    def __init__(self, db: Database, keyring: Keyring, folder: Path, settings: FilesSettings, time: Time) -> None:
        self.db = db
        self.keyring = keyring
        self.folder = folder
        self.time = time
        self.judge = FakeJudge()
        self.told: list[UploadView] = []
        self.files = self.another(settings)

    def another(self, settings: FilesSettings | None = None) -> Files:
        """The same files as another process, or a later run, sees them."""
        if settings is not None:
            self.settings = settings
        files = Files(
            self.db,
            self.keyring,
            self.folder / "files",
            self.settings,
            self.time,
            self.judge,
            base=BASE,
            hosts=("example.org",),
        )
        files.on_settled(self.told.append)
        return files

    def contents(self) -> list[Path]:
        return sorted(p for p in (self.folder / "files" / "content").rglob("*") if p.is_file())

    def incoming(self) -> list[Path]:
        return sorted((self.folder / "files" / "incoming").iterdir())

    async def slot(self, size: int, name: str = "notes.txt", jid: Jid = ALICE, declared: str = "text/plain") -> Slot:
        number, owner = PEOPLE[jid]
        return await self.files.create_slot(PersonId(number), TenantId(owner), jid, name, size, declared)

    async def put(self, data: bytes, name: str = "notes.txt", jid: Jid = ALICE, slot: Slot | None = None) -> UploadView:
        slot = slot or await self.slot(len(data), name, jid)
        record = await self.files.authorise(id_of(slot), token_of(slot))
        return await self.files.receive(record, pieces(data))


async def open_world(url: str, folder: Path, **settings: object) -> World:
    db = await Database.open(url)
    async with db.write() as conn:
        for number in (1, 2):
            await conn.execute(insert(tenant).values(id=number, name=f"tenant {number}", created=0))
        for jid, (number, owner) in PEOPLE.items():
            await conn.execute(
                insert(person).values(
                    id=number,
                    tenant=owner,
                    jid=str(jid),
                    role="employee",
                    created=0,
                    scram_salt=b"",
                    scram_iterations=1,
                )
            )
    time = Time()
    keyring = Keyring(RootKey(bytes(32)), folder / "keys.json", time)
    return World(db, keyring, folder, msgspec.structs.replace(FilesSettings(), **settings), time)


def id_of(slot: Slot) -> str:
    return slot.put_url.split("/")[4]


def token_of(slot: Slot) -> str:
    return slot.headers["Authorization"].removeprefix("Bearer ")


async def pieces(data: bytes, size: int = 50_000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def until(condition: Callable[[], object]) -> None:
    """Wait for what has no event of its own (a file on the disk); the test's own timeout is the limit."""
    while not condition():
        await asyncio.sleep(0.005)


async def of(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def fetched(files: Files, upload: str, start: int = 0, end: int | None = None) -> bytes:
    async with files.opened(upload) as download:
        stop = download.view.size if end is None else end
        return b"".join([piece async for piece in download.read(start, stop)])
