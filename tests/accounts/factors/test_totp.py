"""Codes of authenticator apps (RFC 6238)."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from casemate.accounts.factors.api import FactorRefused, Kind
from casemate.accounts.factors.common import MAX_FACTORS
from casemate.audit.events import AuditAction
from casemate.model.errors import CasemateError, Conflict, NotFound
from casemate.storage.access_schema import totp as table
from casemate.storage.schema import audit
from tests.accounts.factors.support import code, kept


async def test_an_app_counts_once_it_is_confirmed(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        new = await k.factors.totp.begin(k.alice, " Phone ", "Casemate")
        assert not await k.factors.of(k.alice)
        assert not await k.factors.totp.check(k.alice, code(new, k.clock))
        with pytest.raises(FactorRefused):
            await k.factors.totp.confirm(k.alice, new.id, "000000", "alice")
        with pytest.raises(NotFound):
            await k.factors.totp.confirm(k.bob, new.id, code(new, k.clock), "bob")
        await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock), "alice@example.org")
        [factor] = await k.factors.of(k.alice)
        assert (factor.kind, factor.name) == (Kind.TOTP, "Phone")
        with pytest.raises(NotFound):
            await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock, 1), "alice")
        async with k.db.read() as conn:
            actions = (await conn.execute(select(audit.c.action))).scalars().all()
        assert AuditAction.FACTOR_ADDED in actions


async def test_the_app_is_told_by_picture_and_by_text(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        new = await k.factors.totp.begin(k.alice, "Phone", "Example & Co")
        assert new.uri.startswith("otpauth://totp/Example%20%26%20Co:alice%40example.org?secret=")
        assert new.secret.replace(" ", "") in new.uri
        assert len(new.secret.replace(" ", "")) == 32
        assert new.svg.startswith("<svg")
        assert "<script" not in new.svg


async def test_a_code_of_the_step_before_or_after_is_taken_and_none_beyond(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        new = await k.factors.totp.begin(k.alice, "Phone", "Casemate")
        await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock), "alice")
        k.clock.now += 600
        assert not await k.factors.totp.check(k.alice, code(new, k.clock, -2))
        assert not await k.factors.totp.check(k.alice, code(new, k.clock, 2))
        assert await k.factors.totp.check(k.alice, code(new, k.clock, -1))
        spaced = code(new, k.clock, 1)
        assert await k.factors.totp.check(k.alice, f" {spaced[:3]} {spaced[3:]} ")
        assert not await k.factors.totp.check(k.alice, code(new, k.clock))  # an older step than the one used
        assert not await k.factors.totp.check(k.bob, code(new, k.clock, 1))


async def test_a_secret_moved_to_somebody_else_opens_nothing(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        new = await k.factors.totp.begin(k.alice, "Phone", "Casemate")
        await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock), "alice")
        async with k.db.write() as conn:
            await conn.execute(update(table).values(person=k.bob.id))
        k.clock.now += 60
        assert not await k.factors.totp.check(k.bob, code(new, k.clock))


async def test_names_and_numbers_have_limits(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        for name in ("", " ", "x" * 101, "a\nb"):
            with pytest.raises(CasemateError, match="name"):
                await k.factors.totp.begin(k.alice, name, "Casemate")
        for number in range(MAX_FACTORS):
            await k.factors.totp.begin(k.alice, f"Phone {number}", "Casemate")
        with pytest.raises(Conflict):
            await k.factors.totp.begin(k.alice, "One more", "Casemate")
        k.clock.now += 3601  # what nobody confirmed is forgotten
        await k.factors.totp.begin(k.alice, "One more", "Casemate")


async def test_a_factor_is_renamed_and_removed_by_who_has_it(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        new = await k.factors.totp.begin(k.alice, "Phone", "Casemate")
        await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock), "alice")
        await k.factors.recovery.make(k.alice, "alice")
        await k.factors.rename(k.alice, Kind.TOTP, new.id, "Old phone", "alice")
        with pytest.raises(NotFound):
            await k.factors.rename(k.bob, Kind.TOTP, new.id, "Mine", "bob")
        with pytest.raises(NotFound):
            await k.factors.remove(k.bob, Kind.TOTP, new.id, "bob", required=False)
        with pytest.raises(Conflict):
            await k.factors.remove(k.alice, Kind.TOTP, new.id, "alice", required=True)
        assert [factor.name for factor in await k.factors.of(k.alice)] == ["Old phone"]
        await k.factors.remove(k.alice, Kind.TOTP, new.id, "alice", required=False)
        assert not await k.factors.of(k.alice)
        assert await k.factors.recovery.left(k.alice) == 0


async def test_of_two_removals_at_once_one_leaves_what_is_asked_for(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        both = [await k.factors.totp.begin(k.alice, name, "Casemate") for name in ("Phone", "Tablet")]
        for new in both:
            await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock), "alice")
        ends = await asyncio.gather(
            *(k.factors.remove(k.alice, Kind.TOTP, new.id, "alice", required=True) for new in both),
            return_exceptions=True,
        )
        assert sorted(type(end) for end in ends if end is not None) == [Conflict]
        assert len(await k.factors.of(k.alice)) == 1


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=50))
async def test_no_text_but_the_code_is_one(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    async with kept(tmp_path_factory.mktemp("totp")) as k:
        new = await k.factors.totp.begin(k.alice, "Phone", "Casemate")
        await k.factors.totp.confirm(k.alice, new.id, code(new, k.clock), "alice")
        assert not await k.factors.totp.check(k.alice, text)
        assert not await k.factors.recovery.use(k.alice, text)
