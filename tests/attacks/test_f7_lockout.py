"""F7: whoever guesses at somebody's account does not lock them out of the browser that they always use."""

from tests.place import Place
from tests.web.api.support import browser


async def test_f7_the_owner_of_an_account_under_attack_signs_in_from_their_browser(place: Place) -> None:
    async with browser(place) as erin, browser(place) as attacker:
        await erin.join("erin")
        await erin.ask("DELETE", "/session")
        statuses = [(await attacker.sign_in("erin", f"guess {n}")).status_code for n in range(120)]
        assert statuses[-1] == 429
        assert (await erin.sign_in("erin")).json()["state"] == "factor"
        assert (await erin.post("/session/totp", code=erin.code())).json()["state"] == "signed-in"
        assert (await attacker.sign_in("erin")).status_code == 429, "the attacker gains nothing by that"
