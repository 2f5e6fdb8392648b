"""The rows of uploads and contents. What a row tells about a file beyond its size and SHA-256 is sealed."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping, Select, and_, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.files.states import TRANSITIONS, Move, UploadState
from casemate.files.store import ContentId
from casemate.files.views import FileKeys, UploadView
from casemate.model.clock import Clock
from casemate.model.errors import CasemateError
from casemate.model.ids import PersonId, TenantId
from casemate.model.inspection import CLEAN, Report, Verdict
from casemate.model.jid import Jid
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import content as content_table
from casemate.storage.schema import person as person_table
from casemate.storage.schema import tenant as tenant_table
from casemate.storage.schema import upload as upload_table
from casemate.telemetry.log import get_logger

_log = get_logger("files")


class Details(msgspec.Struct, frozen=True, omit_defaults=True):
    """The sealed part of a row."""

    name: str
    sha256: str = ""
    reason: str = ""
    report: Report = CLEAN


class Record(msgspec.Struct, frozen=True):
    """A row as read."""

    view: UploadView
    put_token: str
    """SHA-256 of the token, hexadecimal."""
    stored: ContentId | None


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Records:
    """Reads and changes rows; every change of state is one conditional UPDATE (see `states`)."""

    def __init__(self, db: Database, keys: FileKeys, clock: Clock) -> None:
        self.db: Final = db
        self._keys = keys
        self._clock = clock

    @property
    def now(self) -> int:
        """Milliseconds since the epoch."""
        return int(self._clock() * 1000)

    async def get(self, upload_id: str) -> Record | None:
        """A row that has not expired."""
        async with self.db.read() as conn:
            return await self.read(conn, upload_id)

    async def read(self, conn: AsyncConnection, upload_id: str) -> Record | None:
        """The same on an open connection."""
        query = _rows().where(upload_table.c.id == upload_id, upload_table.c.expires > self.now)
        row = (await conn.execute(query)).first()
        return self._record(columns(row)) if row else None

    async def in_state(self, state: UploadState) -> Sequence[Record]:
        """All rows in one state that have not expired, oldest first."""
        where = and_(upload_table.c.state == state.value, upload_table.c.expires > self.now)
        async with self.db.read() as conn:
            rows = (await conn.execute(_rows().where(where).order_by(upload_table.c.created))).all()
        return [record for row in rows if (record := self._record(columns(row))) is not None]

    async def expired(self, limit: int) -> Sequence[tuple[str, int, int | None]]:
        """Id, tenant and content's row of uploads whose time is over."""
        table = upload_table.c
        query = select(table.id, table.tenant, table.content).where(table.expires <= self.now)
        async with self.db.read() as conn:
            rows = (await conn.execute(query.order_by(table.expires).limit(limit))).all()
        return [(row[0], row[1], row[2]) for row in rows]

    async def add(self, conn: AsyncConnection, view: UploadView, token: str) -> None:
        """A new row."""
        await conn.execute(
            insert(upload_table).values(
                id=view.id,
                tenant=view.tenant,
                person=view.person,
                declared_type=view.declared_type,
                declared_size=view.size,
                put_token=hashed(token),
                created=view.created,
                expires=view.expires,
                state=view.state.value,
                **self.sealed(view.tenant, view.id, Details(view.name)),
            )
        )

    async def move(self, conn: AsyncConnection, upload_id: str, move: Move, **values: object) -> bool:
        """Make a move, with other columns; False if the row is not in a state that allows it."""
        sources, target = TRANSITIONS[move]
        changed = await conn.execute(
            update(upload_table)
            .where(upload_table.c.id == upload_id, upload_table.c.state.in_([s.value for s in sources]))
            .values(state=target.value, **values)
        )
        return changed.rowcount == 1

    async def lock(self, conn: AsyncConnection, tenant: int) -> None:
        """Take turns with all who change the quotas and contents of a tenant (SQLite's writers take turns anyway)."""
        await conn.execute(select(tenant_table.c.id).where(tenant_table.c.id == tenant).with_for_update())

    async def content(self, conn: AsyncConnection, content: ContentId, size: int) -> int:
        """The row of a content, made when it is missing; call it under `lock`."""
        query = select(content_table.c.id).where(_is(content))
        found: int | None = (await conn.execute(query)).scalar()
        if found is not None:
            return found
        values = {"tenant": content.tenant, "key": content.key, "sha256": content.sha256, "size": size}
        done = await conn.execute(insert(content_table).values(created=self.now, **values))
        key = done.inserted_primary_key
        assert key is not None  # noqa: S101 - a single insert always tells it
        return int(key[0])

    async def has_content(self, conn: AsyncConnection, content: ContentId) -> bool:
        """Whether a content has a row."""
        return (await conn.execute(select(content_table.c.id).where(_is(content)))).first() is not None

    async def forget_content(self, conn: AsyncConnection, row: int) -> ContentId | None:
        """Remove a content's row unless an upload still has it, and tell which it was; call it under `lock`."""
        table = content_table.c
        found = (await conn.execute(select(table.tenant, table.key, table.sha256).where(table.id == row))).first()
        used = exists().where(upload_table.c.content == row)
        gone = await conn.execute(delete(content_table).where(and_(table.id == row, ~used)))
        return ContentId(*found) if found is not None and gone.rowcount == 1 else None

    async def remove(self, conn: AsyncConnection, upload_id: str) -> bool:
        """Remove a row that has expired."""
        gone = await conn.execute(
            delete(upload_table).where(upload_table.c.id == upload_id, upload_table.c.expires <= self.now)
        )
        return gone.rowcount == 1

    def sealed(self, tenant: int, upload_id: str, details: Details) -> Mapping[str, object]:
        """The columns `key` and `sealed` for some details."""
        key, data = self._keys.seal(tenant, f"upload {upload_id}", 0, msgspec.json.encode(details))
        return {"key": key, "sealed": data}

    def _record(self, row: RowMapping) -> Record | None:
        """None when the key that seals it was destroyed: that is how a month is deleted."""
        try:
            clear = self._keys.unseal(row["tenant"], f"upload {row['id']}", 0, row["key"], row["sealed"])
        except CasemateError as error:
            _log.warning("an upload's row does not open", upload=row["id"], reason=str(error))
            return None
        details = msgspec.json.decode(clear, type=Details)
        verdict = row["verdict"]
        view = UploadView(
            id=row["id"],
            tenant=TenantId(row["tenant"]),
            person=PersonId(row["person"]),
            owner=Jid.parse(row["owner"]),
            name=details.name,
            declared_type=row["declared_type"],
            size=row["declared_size"],
            state=UploadState(row["state"]),
            created=row["created"],
            expires=row["expires"],
            media_type=row["media_type"] or "",
            verdict=None if verdict is None else Verdict(verdict),
            sha256=details.sha256,
            reason=details.reason,
            report=details.report,
            content=row["content"],
        )
        stored = None
        if row["content"] is not None:
            stored = ContentId(view.tenant, row["content_key"], row["content_sha256"])
        return Record(view, row["put_token"], stored)


def _rows() -> Select[Any]:
    return (
        select(
            upload_table,
            person_table.c.jid.label("owner"),
            content_table.c.key.label("content_key"),
            content_table.c.sha256.label("content_sha256"),
        )
        .join(person_table, person_table.c.id == upload_table.c.person)
        .outerjoin(content_table, content_table.c.id == upload_table.c.content)
    )


def _is(content: ContentId) -> Any:
    return and_(
        content_table.c.tenant == content.tenant,
        content_table.c.key == content.key,
        content_table.c.sha256 == content.sha256,
    )
