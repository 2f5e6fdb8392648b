"""Tenants on either database: whose a domain is, and which can not be anybody's."""

import pytest
from sqlalchemy import func, select

from casemate.accounts.tenants import Tenants
from casemate.model.errors import CasemateError, Conflict, InvalidJid
from casemate.model.ids import TenantId
from casemate.storage.schema import audit
from casemate.storage.schema import tenant as table
from tests.accounts.support import opened


async def test_a_domain_and_the_rooms_below_it_are_its_tenants(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        tenants = accounts.tenants
        added = await tenants.add("Third", ["third.example", "BÜCHER.example"], 1, "test")
        assert added.domains == ("third.example", "bücher.example")
        for domain in added.domains:
            assert tenants.of_domain(domain) == added
            assert tenants.of_service(f"rooms.{domain}") == added
            assert tenants.of_domain(f"rooms.{domain}") is None
            assert accounts.tenant_at(domain) == accounts.tenant_at(f"rooms.{domain}") == added.id
        assert accounts.domains(added.id) == added.domains
        for foreign in ("elsewhere.example", "chat.third.example", "rooms.elsewhere.example", "rooms", "", "rooms."):
            assert tenants.of_domain(foreign) is None
            assert tenants.of_service(foreign) is None
            assert accounts.tenant_at(foreign) is None
        assert tenants.domains_of(TenantId(99)) == ()


async def test_another_process_learns_of_it_when_it_reads_anew(database_url: str) -> None:
    async with opened(database_url) as (db, accounts):
        server = Tenants(db)
        await server.load()
        added = await accounts.tenants.add("Third", ["third.example", "a.example"], 1, "test")
        assert server.of_domain("third.example") is None
        await server.load()
        found = server.of_domain("third.example")
        assert found is not None
        assert (found.id, found.name, found.domains) == (added.id, "Third", ("a.example", "third.example"))
        assert set(server.domains) == {"example.org", "other.example", "a.example", "third.example"}
        assert [tenant.name for tenant in await server.all()] == ["Example", "Other", "Third"]


@pytest.mark.parametrize(
    ("name", "domains", "words"),
    [
        ("Example", ["new.example"], "named 'Example' exists"),
        ("New", ["new.example", "example.org"], "owns example.org already"),
        ("New", ["EXAMPLE.org"], "owns example.org already"),
        ("New", ["rooms.example.org"], "services of a domain"),
        ("New", ["new.example", "rooms.new.example"], "services of a domain"),
        ("New", ["new.example", "pubsub.new.example"], "services of a domain"),
    ],
)
async def test_what_is_taken_is_refused_whole(database_url: str, name: str, domains: list[str], words: str) -> None:
    async with opened(database_url) as (db, accounts):
        with pytest.raises(Conflict, match=words):
            await accounts.tenants.add(name, domains, 1, "test")
        assert accounts.tenants.of_domain("new.example") is None
        async with db.read() as conn:
            assert (await conn.execute(select(func.count()).select_from(table))).scalar_one() == 2
            assert (await conn.execute(select(func.count()).select_from(audit))).scalar_one() == 2


async def test_the_parent_of_somebodys_domain_can_not_be_added_if_its_rooms_would_be_there(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        await accounts.tenants.add("Third", ["rooms.third.example"], 1, "test")
        with pytest.raises(Conflict, match=r"third\.example"):
            await accounts.tenants.add("Fourth", ["third.example"], 1, "test")


@pytest.mark.parametrize("domain", ["", "a b", "x@y", "example.org/x", "-", "a..b", "x" * 64 + ".example"])
async def test_what_is_no_domain_is_refused(database_url: str, domain: str) -> None:
    async with opened(database_url) as (_, accounts):
        with pytest.raises(InvalidJid):
            await accounts.tenants.add("New", ["new.example", domain], 1, "test")
        assert accounts.tenants.of_domain("new.example") is None


async def test_a_domain_named_twice_is_one(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        added = await accounts.tenants.add("New", ["new.example", "NEW.example", "new.example"], 1, "test")
        assert added.domains == ("new.example",)


async def test_an_organisation_has_a_domain(database_url: str) -> None:
    async with opened(database_url) as (_, accounts):
        with pytest.raises(CasemateError, match="a domain"):
            await accounts.tenants.add("New", [], 1, "test")
        assert len(await accounts.tenants.all()) == 2
