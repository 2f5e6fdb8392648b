"""Rooms in the database: settings and subject sealed, affiliations by address."""

import time
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, delete, insert, select, update

from casemate.accounts.documents import Sealer
from casemate.model.ids import ArchiveId, TenantId
from casemate.model.jid import Jid
from casemate.rooms.config import Config
from casemate.rooms.hats import Hat
from casemate.rooms.model import Member, Retracted, Room, Subject
from casemate.rooms.privileges import Affiliation
from casemate.storage.engine import Database
from casemate.storage.schema import room as room_table
from casemate.storage.schema import room_member


class _Kept(msgspec.Struct, omit_defaults=True):
    """What is sealed of a room."""

    config: Config
    subject: tuple[str, str, int] = ("", "", 0)
    photos: tuple[str, ...] = ()
    retracted: dict[str, tuple[int, str, str]] = {}
    """By archive id, as hexadecimal digits."""
    hats: tuple[Hat, ...] = ()
    worn: dict[str, tuple[str, ...]] = {}
    """By bare address."""
    card: str = ""
    """The vCard as XML: only here, because it may be large."""


class RoomStore:
    """Reads and writes rooms."""

    def __init__(self, db: Database, sealer: Sealer, secret: bytes) -> None:
        """`secret` makes occupant ids; it stays the same over restarts."""
        self._db = db
        self._sealer = sealer
        self._secret = secret

    async def load(self) -> Sequence[Room]:
        """Every room, with its affiliations."""
        async with self._db.read() as conn:
            rows = (await conn.execute(select(room_table))).all()
            members = (await conn.execute(select(room_member))).all()
        rooms: dict[int, Room] = {}
        for row in rows:
            kept = self._opened(row)
            room = Room(row.id, Jid.parse(row.jid), TenantId(row.tenant), row.created, kept.config, self._secret)
            room.subject = Subject(*kept.subject)
            room.photos = kept.photos
            room.retracted = {ArchiveId(int(key, 16)): Retracted(*gone) for key, gone in kept.retracted.items()}
            room.hats = {hat.uri: hat for hat in kept.hats}
            room.worn = {Jid.parse(jid): worn for jid, worn in kept.worn.items()}
            rooms[row.id] = room
        for row in members:
            reason = self._open(rooms[row.room], row.key, row.sealed)
            jid = Jid.parse(row.jid)
            rooms[row.room].members[jid] = Member(Affiliation(row.affiliation), row.nick, reason)
            if row.visited:
                rooms[row.room].visits[jid] = row.visited
        return list(rooms.values())

    async def add(self, jid: Jid, tenant: TenantId, config: Config) -> Room:
        """A new room."""
        created = int(time.time() * 1000)
        async with self._db.write() as conn:
            values = {"tenant": tenant, "jid": str(jid), "created": created, "key": 0, "sealed": b""}
            row = (await conn.execute(insert(room_table).values(values).returning(room_table.c.id))).scalar_one()
            room = Room(row, jid, tenant, created, config, self._secret)
            await conn.execute(update(room_table).where(room_table.c.id == row).values(self._sealed(room, "")))
        return room

    async def card(self, room: Room) -> bytes:
        """A room's vCard."""
        async with self._db.read() as conn:
            row = (await conn.execute(select(room_table).where(room_table.c.id == room.row))).first()
        return b"" if row is None else self._opened(row).card.encode()

    async def keep(self, room: Room, card: bytes | None = None) -> None:
        """Write a room's settings and subject, and its vCard if it is another one now."""
        mine = room_table.c.id == room.row
        async with self._db.write() as conn:
            row = (await conn.execute(select(room_table).where(mine))).first()
            if row is not None:
                kept = self._opened(row).card if card is None else card.decode()
                await conn.execute(update(room_table).where(mine).values(self._sealed(room, kept)))

    async def keep_members(self, room: Room, jids: Iterable[Jid]) -> None:
        """Write the affiliations of some people: those who have none are removed."""
        async with self._db.write() as conn:
            for jid in jids:
                mine = (room_member.c.room == room.row) & (room_member.c.jid == str(jid))
                await conn.execute(delete(room_member).where(mine))
                member = room.members.get(jid)
                if member is not None:
                    key, sealed = self._sealer.seal(room.tenant, "room member", room.row, member.reason.encode())
                    values = {
                        "room": room.row,
                        "jid": str(jid),
                        "affiliation": int(member.affiliation),
                        "nick": member.nick,
                        "visited": room.visits.get(jid, 0),
                    }
                    await conn.execute(insert(room_member).values(**values, key=key, sealed=sealed))

    async def keep_visit(self, room: Room, jid: Jid) -> None:
        """Write when somebody was last in a room."""
        mine = (room_member.c.room == room.row) & (room_member.c.jid == str(jid))
        async with self._db.write() as conn:
            await conn.execute(update(room_member).where(mine).values(visited=room.visits[jid]))

    async def remove(self, room: Room) -> None:
        """A room is no more; what was said in it stays on record."""
        async with self._db.write() as conn:
            await conn.execute(delete(room_member).where(room_member.c.room == room.row))
            await conn.execute(delete(room_table).where(room_table.c.id == room.row))

    def _opened(self, row: Row[Any]) -> _Kept:
        data = self._sealer.unseal(row.tenant, "room", row.id, row.key, row.sealed)
        return msgspec.json.decode(data, type=_Kept)

    def _sealed(self, room: Room, card: str) -> dict[str, object]:
        subject = (room.subject.text, room.subject.nick, room.subject.ms)
        retracted = {f"{key:x}": (gone.ms, gone.by, gone.occupant) for key, gone in room.retracted.items()}
        worn = {str(jid): uris for jid, uris in room.worn.items()}
        kept = _Kept(room.config, subject, room.photos, retracted, tuple(room.hats.values()), worn, card)
        data = msgspec.json.encode(kept)
        key, sealed = self._sealer.seal(room.tenant, "room", room.row, data)
        return {"key": key, "sealed": sealed}

    def _open(self, room: Room, key: int, sealed: bytes) -> str:
        return self._sealer.unseal(room.tenant, "room member", room.row, key, sealed).decode()
