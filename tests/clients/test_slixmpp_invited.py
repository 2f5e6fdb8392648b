"""slixmpp makes an account with an invitation, signs in with it on the same connection, and sees whoever invited it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import slixmpp

from tests.features.inviting import ON, PASSWORD, invited
from tests.place import running

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:slixmpp")
SECONDS = 15


class Guest(slixmpp.ClientXMPP):
    """Somebody with a link and no account."""

    def __init__(self, ca: Path, token: str) -> None:
        super().__init__("frank@localhost/slixmpp", PASSWORD)
        self.ca_certs = ca
        self.register_plugin("xep_0077", {"create_account": False})
        # slixmpp knows no invitations: the token goes out before its own steps of XEP-0077.
        self.register_feature("register", self._make_account, restart=False, order=50)
        self._token = token
        self.asked: set[str] = set()
        self.present: asyncio.Queue[Any] = asyncio.Queue()
        self.started = asyncio.Event()
        self.add_event_handler("session_start", self._start)
        self.add_event_handler("presence_available", self.present.put_nowait)

    async def _make_account(self, _features: object) -> bool:
        if self.started.is_set() or self.asked:
            return False
        self.send_raw(
            f"<iq type='set' id='p' to='localhost'><preauth xmlns='urn:xmpp:pars:0' token='{self._token}'/></iq>"
        )
        form = await self.plugin["xep_0077"].get_registration("localhost")
        self.asked = set(form["register"]["fields"])
        filled = self.Iq(stype="set", sto="localhost")
        filled["register"]["username"] = self.requested_jid.local
        filled["register"]["password"] = self.password
        await filled.send()
        return False

    async def _start(self, _event: object) -> None:
        await self.get_roster()
        self.send_presence()
        self.started.set()


async def test_slixmpp_makes_an_account_with_an_invitation(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        await place.client("alice")
        _, token = await invited(place, "alice")
        guest = Guest(place.ca, token)
        guest.connect("127.0.0.1", place.starttls_port)
        async with asyncio.timeout(SECONDS):
            await guest.started.wait()
            while (seen := await guest.present.get())["from"].bare != "alice@localhost":
                pass
        assert seen["type"] == "available"
        assert guest.asked == {"username", "password"}
        assert guest.client_roster["alice@localhost"]["subscription"] == "both"
        await guest.disconnect()
