"""What people do with their own account from any client (XEP-0077 2.4, sections 3.1 to 3.3): see it, change its password, leave.

Nobody makes an account here: administrators do. Passwords of accounts, and leaving, are as the settings allow.
"""

import asyncio
from typing import ClassVar, Final

from casemate.accounts.api import Accounts, Person
from casemate.model.errors import CasemateError, Unavailable
from casemate.server.api import Iq, Server, Target
from casemate.server.leaving import Leaving
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

NS: Final = "jabber:iq:register"
_ONE_EACH: Final = (
    "Each of your clients has a password of its own here, which can't be changed. Ask an administrator for a new one."
)
_NO_LEAVING: Final = "Accounts are deleted by an administrator here."


class Registration:
    """Answers `jabber:iq:register` of people who are signed in."""

    name: ClassVar[str] = "registration"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0077 2.4", "XEP-0445 0.2.0")

    def __init__(self, accounts: Accounts, leaving: Leaving) -> None:
        self._accounts = accounts
        self._leaving = leaving

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        for target in (Target.SERVER, Target.SELF):
            server.serve_iq(target, "get", NS, "query", self._show)
            server.serve_iq(target, "set", NS, "query", self._change)
        server.disco_server(NS)

    async def _show(self, iq: Iq) -> Element:
        self._own(iq)
        passwords = self._server.settings.features.account_passwords
        words = "You may change the password of your account." if passwords else _ONE_EACH
        query = Element("query", NS, {}, [Element("registered", NS), Element("instructions", NS, {}, [words])])
        query.add(Element("username", NS, {}, [iq.session.jid.local]))
        # An empty one: a password is never told.
        return query.add(Element("password", NS)) if passwords else query

    async def _change(self, iq: Iq) -> Element | None:
        self._own(iq)
        fields = list(iq.payload.elements())
        person = await self._accounts.person(iq.session.jid.bare)
        if person is None:
            raise StanzaError("registration-required")
        if any(field.name == "remove" and field.ns == NS for field in fields):
            if len(fields) > 1:
                raise StanzaError("bad-request", "Whoever leaves says nothing else.")
            await self._leave(person)
        else:
            await self._set_password(iq, person)
        return None

    async def _set_password(self, iq: Iq, person: Person) -> None:
        username, password = iq.payload.child_text("username", NS), iq.payload.child_text("password", NS)
        if not username or not password or username.casefold() != person.jid.local:
            raise StanzaError("bad-request", "Your own name and the new password are wanted.")
        if not self._server.settings.features.account_passwords:
            raise StanzaError("not-allowed", _ONE_EACH)
        try:
            await self._accounts.set_password(person, password, str(person.jid))
        except Unavailable:
            raise
        except CasemateError as error:
            raise StanzaError("not-acceptable", f"This password can't be used: {error}.") from None

    async def _leave(self, person: Person) -> None:
        if not self._server.settings.features.account_removal:
            raise StanzaError("not-allowed", _NO_LEAVING)
        await self._leaving.delete(person, str(person.jid))
        # After the answer, which goes out as soon as this returns.
        asyncio.get_running_loop().call_soon(self._server.disable, person.id)

    def _own(self, iq: Iq) -> None:
        if iq.to.domain != iq.session.jid.domain:
            raise StanzaError("not-allowed", "You have no account there.")
