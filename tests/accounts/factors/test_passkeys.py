"""Passkeys (WebAuthn), with an authenticator in software that also lies."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from casemate.accounts.factors.api import FactorRefused, Kind
from casemate.audit.events import AuditAction
from casemate.model.errors import Conflict
from casemate.storage.schema import audit
from tests.accounts.factors.support import ORIGIN, Kept, kept
from tests.authenticator import VERIFIED, Authenticator


async def registered(k: Kept, key: Authenticator, name: str = "Laptop") -> int:
    asked = await k.factors.passkeys.ask_new(k.alice)
    return await k.factors.passkeys.add(k.alice, name, asked.challenge, key.create(asked.options, ORIGIN), "alice")


async def test_a_passkey_is_made_named_and_shown(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        key, weak = Authenticator(), Authenticator(verifies=False)
        number = await registered(k, key)
        await registered(k, weak, "Stick")
        assert [(f.kind, f.name) for f in await k.factors.of(k.alice)] == [
            (Kind.PASSKEY, "Laptop"),
            (Kind.PASSKEY, "Stick"),
        ]
        asked = await k.factors.passkeys.ask(k.alice)
        assert len(asked.options["allowCredentials"]) == 2
        shown = await k.factors.passkeys.check(k.alice, asked.challenge, key.get(asked.options, ORIGIN))
        assert shown == (k.alice.id, number, True)
        assert not (await k.factors.passkeys.check(k.alice, asked.challenge, weak.get(asked.options, ORIGIN))).verified


async def test_who_it_is_is_told_by_the_passkey_alone(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        key = Authenticator()
        await registered(k, key)
        asked = await k.factors.passkeys.ask(None)
        assert asked.options["userVerification"] == "required"
        assert not asked.options.get("allowCredentials")
        shown = await k.factors.passkeys.check(None, asked.challenge, key.get(asked.options, ORIGIN))
        assert (shown.person, shown.verified) == (k.alice.id, True)


async def test_the_same_passkey_is_made_once(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        key = Authenticator()
        await registered(k, key)
        with pytest.raises(Conflict):
            await registered(k, key, "Again")
        asked = await k.factors.passkeys.ask_new(k.alice)
        assert len(asked.options["excludeCredentials"]) == 1


@pytest.mark.parametrize("lie", ["origin", "rp", "challenge", "absent", "algorithm"])
async def test_a_passkey_that_is_not_for_here_is_not_taken(tmp_path: Path, lie: str) -> None:
    async with kept(tmp_path) as k:
        key = Authenticator()
        asked = await k.factors.passkeys.ask_new(k.alice)
        challenge = asked.challenge
        match lie:
            case "origin":
                key.origin = "https://chat.example.org.evil.example"
            case "rp":
                key.rp = "evil.example"
            case "challenge":
                challenge = (await k.factors.passkeys.ask_new(k.alice)).challenge
            case "absent":
                key.flags = 0
            case _:
                key.algorithm = -65535  # RS1: SHA-1
        with pytest.raises(FactorRefused):
            await k.factors.passkeys.add(k.alice, "Laptop", challenge, key.create(asked.options, ORIGIN), "alice")
        assert not await k.factors.of(k.alice)


@pytest.mark.parametrize("lie", ["origin", "rp", "challenge", "absent", "copy", "other person", "other key"])
async def test_a_passkey_that_is_not_shown_here_opens_nothing(tmp_path: Path, lie: str) -> None:
    async with kept(tmp_path) as k:
        key = Authenticator()
        await registered(k, key)
        person = k.alice
        asked = await k.factors.passkeys.ask(person)
        challenge = asked.challenge
        match lie:
            case "origin":
                key.origin = "http://chat.example.org"
            case "rp":
                key.rp = "evil.example"
            case "challenge":
                challenge = (await k.factors.passkeys.ask(person)).challenge
            case "absent":
                key.flags = VERIFIED
            case "copy":
                key.count = 0  # a copy of the key, which does not know how often the other one was used
            case "other person":
                person = k.bob
            case _:
                other = Authenticator()
                other.id = key.id
                key = other
        with pytest.raises(FactorRefused):
            await k.factors.passkeys.check(person, challenge, key.get(asked.options, ORIGIN))
        told = select(func.count()).select_from(audit).where(audit.c.action == AuditAction.FACTOR_REFUSED)
        async with k.db.read() as conn:
            assert (await conn.execute(told)).scalar_one() == (lie == "copy")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("id", "rawId", "type", "response", "clientExtensionResults", "authenticatorAttachment")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.sampled_from(FIELDS), JSON, min_size=1), inner=st.dictionaries(st.text(), JSON))
async def test_whatever_a_browser_says_it_is_refused_and_nothing_worse(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any], inner: dict[str, Any]
) -> None:
    if set(changes) <= {"clientExtensionResults", "authenticatorAttachment"}:
        changes["rawId"] = "AAAA"
    async with kept(tmp_path_factory.mktemp("passkey")) as k:
        key = Authenticator()
        asked = await k.factors.passkeys.ask_new(k.alice)
        made = key.create(asked.options, ORIGIN) | changes | inner
        if made.get("rawId") == key.create(asked.options, ORIGIN)["rawId"] and "response" not in changes:
            made["response"] = inner
        for call in (
            k.factors.passkeys.add(k.alice, "Laptop", asked.challenge, made, "alice"),
            k.factors.passkeys.check(None, asked.challenge, made),
        ):
            with pytest.raises(FactorRefused):
                await call


async def test_an_endless_answer_is_not_read(tmp_path: Path) -> None:
    async with kept(tmp_path) as k:
        with pytest.raises(FactorRefused, match="too long"):
            await k.factors.passkeys.check(None, b"x", {"rawId": "A" * 100_000})
