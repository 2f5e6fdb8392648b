"""Devices: each client has a credential of its own, shown once, kept only as SCRAM verifiers (RFC 5802 section 3)."""

import secrets
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.people import Person
from casemate.audit.events import AuditAction, AuditEvent
from casemate.audit.store import append_events
from casemate.model.errors import Conflict, NotFound
from casemate.model.ids import DeviceId, PersonId
from casemate.storage.engine import Database
from casemate.storage.rows import columns
from casemate.storage.schema import device as table
from casemate.storage.schema import fast_token
from casemate.xmpp.scram import ScramKeys, derive_keys

_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS: Final = 6
_GROUP_LENGTH: Final = 5
MAX_DEVICES: Final = 50
"""A person's credentials are all tried at sign-in, at about 10 us each."""


CLIENT: Final = "client"
"""The kind of a device that has a credential; a browser is another (`signing.browsers`)."""
ACCOUNT: Final = "account password"
"""The device that stands for all clients that sign in with the account's password, where the settings allow it."""
_DIGESTS: Final = ("sha512", "sha256", "sha1")
_VERIFIERS: Final = tuple(f"{digest}_{key}" for digest in _DIGESTS for key in ("stored", "server"))
# What every sign-in asks is put together once.
_KEYS: Final = {
    digest: select(table.c.id, table.c[f"{digest}_stored"], table.c[f"{digest}_server"])
    .where(
        table.c.person == bindparam("owner"),
        table.c.revoked.is_(None),
        table.c.kind == CLIENT,
        table.c[f"{digest}_stored"].is_not(None),
    )
    .order_by(table.c.id)
    for digest in _DIGESTS
}
_USED: Final = (
    update(table)
    .where(table.c.id == bindparam("device"), table.c.revoked.is_(None))
    .values(last_used=bindparam("at"), last_address=bindparam("from"))
)


class Device(msgspec.Struct, frozen=True):
    """A client with its own credential."""

    id: DeviceId
    person: PersonId
    name: str
    created: int
    revoked: int | None
    last_used: int | None
    last_address: str | None
    kind: str = CLIENT


def new_credential() -> str:
    """A client credential: 30 characters of 32 (150 bits), in groups that can be read out and typed."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


class Devices:
    """Adds, lists and revokes devices, and gives their verifiers to the sign-in."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, person: Person, name: str, now_ms: int, by: str) -> tuple[Device, str]:
        """Add a device; return it and its credential, which is nowhere else; `by` whom goes on the audit record.

        Raises:
            Conflict: if the person has as many devices as one may have.
        """
        credential = new_credential()
        return await self._add(person, name, credential, now_ms, by), credential

    async def set_password(self, person: Person, password: str, now_ms: int, by: str) -> Device:
        """Let a person's clients sign in with a password of their own choice instead of the last one (see `ACCOUNT`)."""
        for former in await self.of(person):
            if former.name == ACCOUNT and former.revoked is None:
                await self.revoke(former.id, now_ms, by)
        return await self._add(person, ACCOUNT, password, now_ms, by)

    async def revoke_passwords(self, now_ms: int) -> int:
        """Take the verifiers of all passwords away, former ones too: the setting is off. Returns how many there were."""
        query = update(table).where(table.c.name == ACCOUNT, table.c.sha256_stored != b"")
        values = {"revoked": func.coalesce(table.c.revoked, now_ms)} | dict.fromkeys(_VERIFIERS, b"")
        async with self._db.write() as conn:
            return (await conn.execute(query.values(values))).rowcount

    async def _add(self, person: Person, name: str, credential: str, now_ms: int, by: str) -> Device:
        if len([d for d in await self.of(person) if d.revoked is None and d.kind == CLIENT]) >= MAX_DEVICES:
            raise Conflict(f"{person.jid} has {MAX_DEVICES} devices; revoke one first (`casemate device list`)")
        async with self._db.write() as conn:
            return await self.insert(conn, person, name, credential, now_ms, by)

    async def insert(
        self, conn: AsyncConnection, person: Person, name: str, credential: str, now_ms: int, by: str
    ) -> Device:
        """Add a device inside a transaction; `by` whom goes on the audit record."""
        keys = [key for digest in _DIGESTS for key in derive_keys(credential, person.salt, person.iterations, digest)]
        values = {
            "tenant": person.tenant,
            "person": person.id,
            "name": name,
            "created": now_ms,
            **dict(zip(_VERIFIERS, keys, strict=True)),
        }
        device = _device((await conn.execute(insert(table).values(values).returning(table))).one())
        detail = {"device": device.id, "name": name}
        event = AuditEvent(
            tenant=person.tenant, actor=by, action=AuditAction.DEVICE_ADDED, subject=str(person.jid), detail=detail
        )
        await append_events(conn, (event,), now_ms)
        return device

    async def of(self, person: Person) -> Sequence[Device]:
        """All devices of a person, revoked ones included, oldest first."""
        async with self._db.read() as conn:
            rows = await conn.execute(select(table).where(table.c.person == person.id).order_by(table.c.id))
            return [_device(row) for row in rows.all()]

    async def keys(self, person: Person, digest: str) -> tuple[ScramKeys, ...]:
        """The verifiers of a person's devices for `sha512`, `sha256` or `sha1`."""
        async with self._db.read() as conn:
            rows = await conn.execute(_KEYS[digest], {"owner": person.id})
            return tuple(ScramKeys(*row) for row in rows.all())

    async def all_have_sha512(self) -> bool:
        """Whether every credential in use has a verifier for SCRAM-SHA-512."""
        lacking = select(table.c.id).where(
            table.c.revoked.is_(None), table.c.kind == CLIENT, table.c.sha512_stored.is_(None)
        )
        async with self._db.read() as conn:
            return (await conn.execute(lacking.limit(1))).first() is None

    async def upgrade(self, device: DeviceId, stored: bytes, server: bytes) -> bool:
        """Keep a verifier for SCRAM-SHA-512; False if the device was revoked, or has another one already."""
        same = table.c.sha512_stored.is_(None) | (table.c.sha512_stored == stored)
        query = update(table).where(table.c.id == device, table.c.revoked.is_(None), same)
        async with self._db.write() as conn:
            return bool((await conn.execute(query.values(sha512_stored=stored, sha512_server=server))).rowcount)

    async def used(self, device: DeviceId, address: str, now_ms: int) -> bool:
        """Note a sign-in; False if the device was revoked meanwhile."""
        values = {"device": device, "at": now_ms, "from": address[:64]}
        async with self._db.write() as conn:
            return bool((await conn.execute(_USED, values)).rowcount)

    async def revoke(self, device: DeviceId, now_ms: int, by: str) -> Device:
        """Revoke a device for good; `by` whom goes on the audit record.

        Raises:
            NotFound: if there is no such device.
        """
        async with self._db.write() as conn:
            query = update(table).where(table.c.id == device, table.c.revoked.is_(None)).values(revoked=now_ms)
            tenant = (await conn.execute(query.returning(table.c.tenant))).scalar_one_or_none()
            if tenant is not None:
                await conn.execute(delete(fast_token).where(fast_token.c.device == device))
                event = AuditEvent(
                    tenant=tenant, actor=by, action=AuditAction.DEVICE_REVOKED, subject=f"device {device}"
                )
                await append_events(conn, (event,), now_ms)
            row = (await conn.execute(select(table).where(table.c.id == device))).first()
        if row is None:
            raise NotFound(f"there is no device {device}; `casemate device list PERSON` shows a person's devices")
        return _device(row)


def _device(row: Row[*tuple[Any, ...]]) -> Device:
    values = columns(row)
    return Device(
        id=values["id"],
        person=values["person"],
        name=values["name"],
        created=values["created"],
        revoked=values["revoked"],
        last_used=values["last_used"],
        last_address=values["last_address"],
        kind=values["kind"],
    )
