"""What tests of invitations share: making one, and what somebody sends who has its token and no account."""

from xml.etree import ElementTree as ET

import msgspec

from casemate.accounts.api import Invitation, Wanted
from casemate.model.jid import Jid
from tests.client import HEADER, Client
from tests.place import Place

ON = {"features": {"account_passwords": True}, "invitations": {"accounts": True, "members": "accounts"}}
PASSWORD = "a password of mine"


async def invited(place: Place, inviter: str = "", **changes: object) -> tuple[Invitation, str]:
    person = await place.house.accounts.person(Jid(inviter, "localhost", "")) if inviter else None
    wanted = Wanted(domain="localhost", inviter=person, befriends=person is not None, seconds=3600.0)
    return await place.house.accounts.invite(msgspec.structs.replace(wanted, **changes))


async def stranger(place: Place, domain: str = "localhost") -> Client:
    client = await place.connect()
    client.domain = domain
    client.send(HEADER.format(domain=domain))
    await client.until("</stream:features>")
    return client


async def ask(client: Client, kind: str, payload: str) -> ET.Element:
    client.send(f"<iq type='{kind}' id='q'>{payload}</iq>")
    return await client.element("iq")


async def show(client: Client, token: str) -> str:
    return condition(await ask(client, "set", f"<preauth xmlns='urn:xmpp:pars:0' token='{token}'/>"))


async def make(client: Client, name: str = "frank", password: str = PASSWORD) -> str:
    fields = f"<username>{name}</username><password>{password}</password>"
    return condition(await ask(client, "set", f"<query xmlns='jabber:iq:register'>{fields}</query>"))


def condition(answer: ET.Element) -> str:
    """The condition of an error; empty for a result."""
    error = next((child for child in answer if child.tag.endswith("}error")), None)
    return "" if error is None else error[0].tag.rpartition("}")[2]
