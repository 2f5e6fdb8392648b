"""F8: whoever is no administrator any more is none within a second: on pages, and on a stream that is open."""

import asyncio

from casemate.accounts.api import Role
from tests.place import Place
from tests.web.api.support import at_localhost, browser


async def test_f8_a_role_that_is_taken_away_is_gone_at_once(place: Place) -> None:
    async with browser(place) as owner, browser(place) as admin:
        await owner.join("frank", Role.OWNER)
        await admin.join("gina", Role.ADMINISTRATOR)
        place.credentials["gina"] = (await admin.post("/devices", name="Gajim")).json()["credential"]
        client = await place.client("gina")
        command = (
            "<iq type='set' to='localhost' id='{id}'><command xmlns='http://jabber.org/protocol/commands'"
            " node='http://jabber.org/protocol/admin#get-registered-users-num'/></iq>"
        )
        client.send(command.format(id="before"))
        assert "type='result'" in await client.until("id='before'.*</iq>|id='before'.*/>")
        number = (await place.house.accounts.people.find(at_localhost("gina"))).id
        async with asyncio.timeout(1):
            answer = await owner.ask("PATCH", f"/admin/people/{number}", {"role": "employee"})
            assert answer.status_code == 200
            assert (await admin.ask("GET", "/admin/people")).status_code == 401
            client.send(command.format(id="after"))
            assert "type='error'" in await client.until("id='after'.*</iq>")
        await owner.ask("PATCH", f"/admin/people/{number}", {"disabled": True})
        async with asyncio.timeout(1):
            await client.until("</stream:stream>")
