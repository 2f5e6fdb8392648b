"""F3: codes can't be guessed: all factors of an account share one limit, in parallel too, and a password shown again does not lift it."""

import asyncio
from collections import Counter

from tests.place import Place
from tests.web.api.support import browser, problem


async def test_f3_few_guesses_of_all_factors_together(place: Place) -> None:
    async with browser(place) as erin, browser(place) as thief:
        await erin.join("erin")
        await erin.post("/factors/recovery-codes")
        await thief.sign_in("erin")
        guesses = [thief.post("/session/totp", code=f"{number:06}") for number in range(25)]
        guesses += [thief.post("/session/recovery", code=f"guess-{number}") for number in range(25)]
        seen = Counter([problem(answer) for answer in await asyncio.gather(*guesses)])
        assert set(seen) == {"not-right", "too-many-tries"}
        assert seen["not-right"] <= place.house.loaded.settings.limits.failed_sign_ins
        answer = await thief.sign_in("erin")
        assert problem(answer) == "too-many-tries"
        assert int(answer.headers["Retry-After"]) > 0
        assert problem(await thief.post("/session/totp", code="000001")) == "too-many-tries"


async def test_f3_a_right_password_between_guesses_starts_no_new_count(place: Place) -> None:
    most = place.house.loaded.settings.limits.failed_sign_ins
    async with browser(place) as erin, browser(place) as thief:
        await erin.join("erin")
        wrong = 0
        for number in range(2 * most):
            if (await thief.sign_in("erin")).status_code == 429:
                break
            wrong += problem(await thief.post("/session/totp", code=f"{number:06}")) == "not-right"
        assert 0 < wrong <= most
