"""Private XML, vCards and notices: sealed, each under its own name, bounded."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from casemate.accounts.documents import Documents
from casemate.accounts.notices import Notices
from casemate.archive.sealing import SealBroken
from casemate.storage.schema import notice, private_xml, vcard
from tests.accounts.support import ALICE, BOB, keyring, opened


async def test_what_is_kept_comes_back_and_is_not_in_the_clear(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as (db, accounts):
        alice, bob = await accounts.add_person(ALICE), await accounts.add_person(BOB)
        documents = Documents(db, keyring(tmp_path))
        assert await documents.private(alice.tenant, alice.id, "a") is None
        assert await documents.keep_private(alice.tenant, alice.id, "a", b"<a>secret</a>", 2)
        assert await documents.keep_private(alice.tenant, alice.id, "a", b"<a>secret again</a>", 2)
        assert await documents.keep_private(alice.tenant, alice.id, "b", b"<b/>", 2)
        assert not await documents.keep_private(alice.tenant, alice.id, "c", b"<c/>", 2)
        assert await documents.private(alice.tenant, alice.id, "a") == b"<a>secret again</a>"
        assert await documents.private(bob.tenant, bob.id, "a") is None
        async with db.read() as conn:
            rows = (await conn.execute(select(private_xml.c.sealed))).scalars().all()
        assert len(rows) == 2
        assert not any(b"secret" in row for row in rows)


async def test_a_document_moved_to_somebody_else_does_not_open(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as (db, accounts):
        alice, bob = await accounts.add_person(ALICE), await accounts.add_person(BOB)
        documents = Documents(db, keyring(tmp_path))
        await documents.keep_vcard(alice.tenant, alice.id, b"<vCard/>", "")
        async with db.write() as conn:
            await conn.execute(update(vcard).values(person=bob.id))
        with pytest.raises(SealBroken):
            await documents.vcard(bob.tenant, bob.id)


async def test_who_has_a_picture_is_known_at_once_and_after_a_restart(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as (db, accounts):
        alice, bob = await accounts.add_person(ALICE), await accounts.add_person(BOB)
        documents = Documents(db, keyring(tmp_path))
        await documents.keep_vcard(alice.tenant, alice.id, b"<vCard>1</vCard>", "ab" * 20)
        await documents.keep_vcard(bob.tenant, bob.id, b"<vCard>2</vCard>", "")
        assert (documents.photo(alice.id), documents.photo(bob.id)) == ("ab" * 20, "")
        again = Documents(db, keyring(tmp_path))
        await again.load()
        assert (again.photo(alice.id), again.photo(bob.id)) == ("ab" * 20, None)
        assert await again.vcard(alice.tenant, alice.id) == b"<vCard>1</vCard>"


async def test_notices_belong_to_their_organisation(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as (db, _):
        notices = Notices(db, keyring(tmp_path))
        await notices.set(1, "motd", "Maintenance at noon", "admin@example.org", 1)
        await notices.set(2, "motd", "Welcome back", "admin@other.example", 2)
        again = Notices(db, keyring(tmp_path))
        await again.load()
        assert [again.get(tenant, "motd") for tenant in (1, 2, 3)] == ["Maintenance at noon", "Welcome back", ""]
        await again.set(1, "motd", "", "admin@example.org", 3)
        assert again.get(1, "motd") == ""
        async with db.read() as conn:
            rows = (await conn.execute(select(notice.c.tenant, notice.c.sealed))).all()
        assert [row.tenant for row in rows] == [2]
        assert b"Welcome" not in rows[0].sealed
