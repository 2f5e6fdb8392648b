"""Invitations from a client (XEP-0401): people invite contacts, administrators invite people to make an account."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from casemate.accounts.api import ADMINISTRATORS, Accounts, Invitation, Person, Wanted
from casemate.features.administration.commands import Call, Command, Done
from casemate.features.administration.forms import Field, Values, result
from casemate.server.api import Server
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_INVITATION: Final = "urn:xmpp:invite#invitation"
_TRUE: Final = frozenset({"1", "true"})
_NAME: Final = Field("username", "text-single", "The name before the @, if they are not to choose it", required=False)
_CONTACT: Final = Field("roster-subscription", "boolean", "Make us contacts of each other", ["0"], required=False)


class InvitationCommands:
    """Makes invitations; there is none of its commands where the settings have invitations off."""

    def __init__(self, server: Server, accounts: Accounts) -> None:
        self._settings = server.settings.invitations
        self._accounts = accounts

    def commands(self) -> Sequence[Command]:
        """Those that the settings allow."""
        made: list[Command] = []
        if self._settings.contacts:
            everybody = self._settings.members != "off"
            made.append(Command("urn:xmpp:invite#invite", "Invite somebody", "", None, self._invite, everybody))
        if self._settings.accounts:
            title = "Invite somebody to make an account"
            made.append(
                Command("urn:xmpp:invite#create-account", title, f"{title}: fill in the form.", _fields, self._create)
            )
        return made

    async def _invite(self, call: Call, values: Values) -> Done:
        del values
        person = await self._person(call)
        registers = self._settings.accounts and (self._settings.members == "accounts" or person.role in ADMINISTRATORS)
        return await self._make(
            person,
            Wanted(
                domain=person.jid.domain,
                inviter=person,
                registers=registers,
                befriends=True,
                seconds=self._settings.lifetime,
            ),
        )

    async def _create(self, call: Call, values: Values) -> Done:
        name = "".join(values.get(_NAME.var, ())).strip()
        person = await self._person(call)
        return await self._make(
            person,
            Wanted(
                domain=person.jid.domain,
                inviter=person,
                name=name or None,
                befriends="".join(values.get(_CONTACT.var, ())).strip() in _TRUE,
                seconds=self._settings.lifetime,
            ),
        )

    async def _make(self, person: Person, wanted: Wanted) -> Done:
        most = None if person.role in ADMINISTRATORS else self._settings.per_person
        made, token = await self._accounts.invite(wanted, str(person.jid), most)
        return Done("", _shown(made, token))

    async def _person(self, call: Call) -> Person:
        person = await self._accounts.person(call.session.jid.bare)
        if person is None or person.jid.domain != call.domain:
            raise StanzaError("not-allowed", "People invite to their own domain.")
        return person


def _shown(made: Invitation, token: str) -> Element:
    expire = datetime.fromtimestamp(made.expires / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = [
        Field("uri", "text-single", "The link for whom you invite, shown only now", [made.uri(token)]),
        Field("expire", "text-single", "It holds until", [expire]),
    ]
    return result(fields, _INVITATION)


async def _fields(_call: Call) -> Sequence[Field]:
    return (_NAME, _CONTACT)
