"""People make their own accounts with an invitation, before they sign in (XEP-0445); over a whole server."""

import asyncio
import re
import ssl
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
from sqlalchemy import select, update
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from casemate.accounts.subscriptions import Subscription
from casemate.model.jid import Jid
from casemate.settings.schema import Settings
from casemate.storage.schema import audit, invitation
from tests.client import HEADER
from tests.features.inviting import ON, PASSWORD, ask, condition, invited, make, show, stranger
from tests.place import Place, running

CONTACTS = {"invitations": {"members": "contacts"}}
FRANK = Jid("frank", "localhost", "")


async def events(place: Place, kind: str) -> list[tuple[str, str, str]]:
    async with place.house.db.read() as conn:
        rows = (await conn.execute(select(audit).where(audit.c.action.startswith(kind)).order_by(audit.c.seq))).all()
    return [(row.action, row.actor, row.detail) for row in rows]


async def test_it_is_off_until_switched_on(tmp_path: Path) -> None:
    settings = msgspec.convert({}, Settings).invitations
    assert (settings.accounts, settings.members, settings.contacts) == (False, "off", False)
    async with running(tmp_path / "place") as place:
        _, token = await invited(place)
        client = await place.connect()
        client.send(HEADER.format(domain="localhost"))
        assert "<register" not in await client.until("</stream:features>")
        client.send(f"<iq type='set' id='q'><preauth xmlns='urn:xmpp:pars:0' token='{token}'/></iq>")
        assert "<not-authorized" in await client.closed()


async def test_whoever_made_an_account_signs_in_with_it_and_has_a_contact(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        alice = await place.client("alice")
        made, token = await invited(place, "alice", groups=frozenset({"sales"}))
        client = await stranger(place)
        assert await show(client, token) == ""
        assert await make(client, "Frank") == ""
        # On the same connection, or on another.
        assert "<success" in await client.exchange("frank", PASSWORD, "SCRAM-SHA-256")
        await client.bind("phone")
        await client.available()
        seen = await alice.until(
            "<presence from='frank@localhost/phone'[^>]*>|<presence [^>]*from=.frank@localhost/phone[^>]*>"
        )
        assert "unavailable" not in seen.rpartition("<presence")[2]
        person = await place.house.accounts.person(FRANK)
        assert person is not None
        assert (person.groups, person.role.value) == ({"sales"}, "employee")
        assert "<success" in await (await place.connect()).sign_in("frank", PASSWORD)
        # What was done is on the record, and the token is not.
        await place.settled()
        noted = await events(place, "invitation.")
        assert [each[:2] for each in noted] == [
            ("invitation.made", "command line"),
            ("invitation.used", "frank@localhost"),
        ]
        assert f'"invitation":{made.id}' in str(await events(place, "person.added")).replace(" ", "")
        assert token not in str(await events(place, ""))


async def test_the_contact_is_there_for_who_was_away(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        _, token = await invited(place, "bob")
        client = await stranger(place)
        await show(client, token)
        assert await make(client) == ""
        bob = await place.client("bob")
        answer = await ask(bob, "get", "<query xmlns='jabber:iq:roster'/>")
        assert [(i.get("jid"), i.get("subscription")) for i in answer[0]] == [("frank@localhost", Subscription.BOTH)]


async def test_without_a_person_who_invites_nobody_gets_a_contact(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        _, token = await invited(place)
        client = await stranger(place)
        await show(client, token)
        assert await make(client) == ""
        frank = await place.connect()
        await frank.sign_in("frank", PASSWORD)
        await frank.bind("phone")
        assert list((await ask(frank, "get", "<query xmlns='jabber:iq:roster'/>"))[0]) == []


async def test_who_takes_their_time_to_choose_is_not_cut_off(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON, sign_in=1.5) as place:
        _, token = await invited(place)
        client, idle = await stranger(place), await stranger(place)
        assert await show(client, token) == ""
        assert "<connection-timeout" in await idle.closed()
        assert await make(client) == ""


async def test_an_invitation_that_ends_meanwhile_still_holds_and_one_that_is_revoked_does_not(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        made, token = await invited(place)
        client = await stranger(place)
        assert await show(client, token) == ""
        accounts = place.house.accounts
        await accounts.revoke_invitation(made.id)
        assert await make(client) == "item-not-found"
        assert await make(client) == "not-allowed"
        assert await accounts.person(FRANK) is None
        made, token = await invited(place)
        assert await show(client, token) == ""
        async with place.house.db.write() as conn:
            await conn.execute(update(invitation).where(invitation.c.id == made.id).values(expires=made.created))
        assert await show(await stranger(place), token) == "item-not-found"
        assert await make(client) == ""


async def test_contacts_alone_make_no_accounts(tmp_path: Path) -> None:
    async with running(tmp_path / "place", CONTACTS) as place:
        alice = await place.client("alice")
        command = "<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:invite#{}' action='execute'/>"
        alice.send(f"<iq type='set' id='q' to='localhost'>{command.format('invite')}</iq>")
        answer = ET.tostring(await alice.element("iq"), "unicode")
        link = re.search(">(xmpp:[^<]+)", answer)
        assert link is not None
        assert re.fullmatch("xmpp:alice@localhost[?]roster;preauth=[a-z2-9]{32}", link[1])
        alice.send(f"<iq type='set' id='q' to='localhost'>{command.format('create-account')}</iq>")
        assert condition(await alice.element("iq")) == "forbidden"
        client = await place.connect()
        client.send(HEADER.format(domain="localhost"))
        assert "<register" not in await client.until("</stream:features>")


async def test_where_invitations_are_off_a_token_grants_nothing(tmp_path: Path) -> None:
    async with running(tmp_path / "place") as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        _, token = await invited(place, "alice", registers=False)
        bob.send(
            f"<presence to='alice@localhost' type='subscribe'><preauth xmlns='urn:xmpp:pars:0' token='{token}'/></presence>"
        )
        await alice.until("<presence[^>]*type=.subscribe.")
        await place.settled()
        assert await place.house.accounts.invitation(token, "localhost") is not None


async def test_over_websocket_too(tmp_path: Path) -> None:
    async with running(tmp_path / "place", ON) as place:
        _, token = await invited(place)
        url = f"wss://localhost:{place.loaded.settings.listen.https}/xmpp"
        trust = ssl.create_default_context(cafile=str(place.ca))
        async with (
            asyncio.timeout(10),
            connect(url, ssl=trust, subprotocols=[Subprotocol("xmpp")], proxy=None) as socket,
        ):
            await socket.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>")
            assert "<open" in str(await socket.recv())
            assert "urn:xmpp:ibr-token:0" in str(await socket.recv())
            for payload in (
                f"<preauth xmlns='urn:xmpp:pars:0' token='{token}'/>",
                f"<query xmlns='jabber:iq:register'><username>frank</username><password>{PASSWORD}</password></query>",
            ):
                await socket.send(f"<iq xmlns='jabber:client' type='set' id='q'>{payload}</iq>")
                answer = ET.fromstring(str(await socket.recv()))
                assert (answer.tag, answer.get("type"), answer.get("id")) == ("{jabber:client}iq", "result", "q")
        assert "<success" in await (await place.connect()).sign_in("frank", PASSWORD)
