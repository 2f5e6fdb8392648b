"""Small sealed documents of a person: private XML (XEP-0049) and the vCard (XEP-0054)."""

from typing import Protocol

from sqlalchemy import delete, func, insert, select

from casemate.model.ids import PersonId, TenantId
from casemate.storage.engine import Database
from casemate.storage.schema import private_xml, vcard


class Sealer(Protocol):
    """Seals rows; `casemate.archive.sealing.Keyring` does."""

    def seal(self, tenant: int, context: str, row: int, data: bytes) -> tuple[int, bytes]:
        """Key number and sealed bytes."""
        ...

    def unseal(self, tenant: int, context: str, row: int, key: int, data: bytes) -> bytes:
        """What was sealed."""
        ...


class Documents:
    """Reads and writes them."""

    def __init__(self, db: Database, sealer: Sealer) -> None:
        self._db = db
        self._sealer = sealer
        self._photos: dict[PersonId, str] = {}

    async def load(self) -> None:
        """Read who has a picture: their presence names it (XEP-0153)."""
        query = select(vcard.c.person, vcard.c.photo_sha1).where(vcard.c.photo_sha1 != "")
        async with self._db.read() as conn:
            self._photos = {PersonId(row.person): row.photo_sha1 for row in (await conn.execute(query)).all()}

    async def private(self, tenant: TenantId, person: PersonId, name: str) -> bytes | None:
        """A private element, serialised; None if there is none of that name."""
        query = select(private_xml.c.key, private_xml.c.sealed)
        query = query.where(private_xml.c.person == person, private_xml.c.name == name)
        async with self._db.read() as conn:
            row = (await conn.execute(query)).first()
        if row is None:
            return None
        return self._sealer.unseal(tenant, f"private\0{name}", person, row.key, row.sealed)

    async def keep_private(self, tenant: TenantId, person: PersonId, name: str, data: bytes, most: int) -> bool:
        """Store a private element; False if the person has `most` others already."""
        key, sealed = self._sealer.seal(tenant, f"private\0{name}", person, data)
        mine = private_xml.c.person == person
        async with self._db.write() as conn:
            others = select(func.count()).select_from(private_xml).where(mine, private_xml.c.name != name)
            if (await conn.execute(others)).scalar_one() >= most:
                return False
            await conn.execute(delete(private_xml).where(mine, private_xml.c.name == name))
            await conn.execute(insert(private_xml).values(person=person, name=name, key=key, sealed=sealed))
        return True

    async def vcard(self, tenant: TenantId, person: PersonId) -> bytes | None:
        """A person's vCard, serialised."""
        query = select(vcard.c.key, vcard.c.sealed).where(vcard.c.person == person)
        async with self._db.read() as conn:
            row = (await conn.execute(query)).first()
        return None if row is None else self._sealer.unseal(tenant, "vcard", person, row.key, row.sealed)

    async def keep_vcard(self, tenant: TenantId, person: PersonId, data: bytes, photo_sha1: str) -> None:
        """Store a person's vCard; `photo_sha1` is empty when it has no picture."""
        key, sealed = self._sealer.seal(tenant, "vcard", person, data)
        async with self._db.write() as conn:
            await conn.execute(delete(vcard).where(vcard.c.person == person))
            await conn.execute(insert(vcard).values(person=person, key=key, sealed=sealed, photo_sha1=photo_sha1))
        self._photos[person] = photo_sha1

    def photo(self, person: PersonId) -> str | None:
        """The SHA-1 of a person's picture: empty if it was taken away, None if none was ever seen."""
        return self._photos.get(person)
