"""The facade of rooms: every room there is, made, changed and destroyed here, so that memory and database stay one."""

import asyncio
from collections.abc import Mapping, Sequence

from casemate.model.ids import ArchiveId, TenantId
from casemate.model.jid import Jid
from casemate.rooms.config import ANYONE, MAX_TEXT, MODERATORS, NOBODY, PARTICIPANTS, Config
from casemate.rooms.hats import MAX_HATS, MAX_TITLE, MAX_WEARERS, MAX_WORN, Hat, is_hue, is_language, is_uri
from casemate.rooms.model import MAX_HISTORY, MAX_RETRACTED, Member, Occupant, Retracted, Room, Said, Subject
from casemate.rooms.privileges import (
    AFFILIATIONS,
    ROLES,
    Affiliation,
    Role,
    affiliation_change_error,
    initial_role,
    list_error,
    role_change_error,
)
from casemate.rooms.store import RoomStore

__all__ = [
    "AFFILIATIONS",
    "ANYONE",
    "MAX_HATS",
    "MAX_HISTORY",
    "MAX_RETRACTED",
    "MAX_TEXT",
    "MAX_TITLE",
    "MAX_WEARERS",
    "MAX_WORN",
    "MODERATORS",
    "NOBODY",
    "PARTICIPANTS",
    "ROLES",
    "Affiliation",
    "Config",
    "Hat",
    "Member",
    "Occupant",
    "Retracted",
    "Role",
    "Room",
    "Rooms",
    "Said",
    "Subject",
    "affiliation_change_error",
    "initial_role",
    "is_hue",
    "is_language",
    "is_uri",
    "list_error",
    "role_change_error",
]


class Rooms:
    """All rooms, in memory; every change is written down before the method returns."""

    def __init__(self, store: RoomStore) -> None:
        self._store = store
        self._rooms: dict[Jid, Room] = {}
        self._creating = asyncio.Lock()

    async def load(self) -> None:
        """Read every room. One that nobody can be in any more (not persistent) is removed."""
        for room in await self._store.load():
            if room.config.persistent:
                self._rooms[room.jid] = room
            else:
                await self._store.remove(room)

    def get(self, jid: Jid) -> Room | None:
        """The room at a bare address."""
        return self._rooms.get(jid)

    def of(self, tenant: TenantId) -> Sequence[Room]:
        """A tenant's rooms."""
        return [room for room in self._rooms.values() if room.tenant == tenant]

    def at(self, domain: str) -> Sequence[Room]:
        """The rooms of a domain, by address."""
        return sorted((room for room in self._rooms.values() if room.jid.domain == domain), key=lambda room: room.jid)

    async def create(self, jid: Jid, tenant: TenantId, owner: Jid, config: Config) -> tuple[Room, bool]:
        """A new room with its first owner, locked until it is configured; and whether it is new, or somebody was faster."""
        async with self._creating:
            if (there := self._rooms.get(jid)) is not None:
                return there, False
            room = await self._store.add(jid, tenant, config)
            room.locked = True
            room.members[owner] = Member(Affiliation.OWNER)
            await self._store.keep_members(room, [owner])
            self._rooms[jid] = room
        return room, True

    async def configure(self, room: Room, config: Config) -> None:
        """Set a room otherwise; it is open from now on."""
        room.config = config
        room.locked = False
        await self._store.keep(room)

    async def set_subject(self, room: Room, subject: Subject) -> None:
        """Set what the room is about."""
        room.subject = subject
        await self._store.keep(room)

    async def retract(self, room: Room, archive_id: ArchiveId, gone: Retracted) -> None:
        """A message is not shown any more."""
        room.retracted[archive_id] = gone
        for said in [said for said in room.history if said.id == archive_id]:
            room.history.remove(said)
        await self._store.keep(room)

    async def card(self, room: Room) -> bytes:
        """A room's vCard, serialised; empty when it has none."""
        return await self._store.card(room)

    async def set_card(self, room: Room, card: bytes, photos: tuple[str, ...]) -> None:
        """Keep a room's vCard, and the hashes of its pictures."""
        room.photos = photos
        await self._store.keep(room, card)

    async def set_hats(self, room: Room, hats: Mapping[str, Hat], worn: Mapping[Jid, tuple[str, ...]]) -> None:
        """Change which hats there are (by URI), and who has which."""
        room.hats = dict(hats)
        room.worn = {jid: uris for jid, uris in worn.items() if uris}
        await self._store.keep(room)

    async def set_members(self, room: Room, changes: Mapping[Jid, Member]) -> None:
        """Change affiliations; `Affiliation.NONE` without a nickname removes somebody from the list."""
        for jid, member in changes.items():
            if member.affiliation is Affiliation.NONE and not member.nick:
                room.members.pop(jid, None)
                room.visits.pop(jid, None)
            else:
                room.members[jid] = member
        await self._store.keep_members(room, changes)

    async def visited(self, room: Room, jid: Jid, ms: int) -> None:
        """Somebody who belongs to a room was in it until now."""
        if jid in room.members:
            room.visits[jid] = ms
            await self._store.keep_visit(room, jid)

    async def destroy(self, room: Room) -> None:
        """The room is no more."""
        self._rooms.pop(room.jid, None)
        await self._store.remove(room)
