"""Accounts and their sessions (XEP-0133 sections 4.1 to 4.10, 4.29)."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime

from casemate.accounts.api import Accounts, Person, Role
from casemate.accounts.roster import Rosters
from casemate.features.administration.commands import Call, Command, Done
from casemate.features.administration.forms import Field, Values, bad_request, jids, result
from casemate.features.administration.names import ADMIN
from casemate.model.jid import Jid
from casemate.server.api import Server, Session
from casemate.server.leaving import Leaving
from casemate.server.subscriptions import ROSTER, roster_element
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_ONE = Field("accountjid", "jid-single", "The address of the account")
_MANY = Field("accountjids", "jid-multi", "The addresses of the accounts")
_EITHER = (_ONE._replace(required=False), _MANY._replace(required=False))
_PASSWORD = Field("password", "text-private", "The password")
_VERIFY = Field("password-verify", "text-private", "The password again")
_CLIENT = "client"


class PeopleCommands:
    """Adds, changes and deletes accounts."""

    def __init__(self, server: Server, accounts: Accounts, rosters: Rosters, leaving: Leaving) -> None:
        self._server = server
        self._accounts = accounts
        self._rosters = rosters
        self._leaving = leaving
        self._passwords = server.settings.features.account_passwords

    def commands(self) -> Sequence[Command]:
        """All of them."""
        many = _asks(_MANY)
        made: list[Command] = [
            _command("add-user", "Add a person", _asks(_ONE, *self._password_fields()), self._add),
            _command("delete-user", "Delete people", many, self._delete),
            _command("disable-user", "Disable people", many, self._disable),
            _command("reenable-user", "Enable people again", many, self._enable),
            _command("end-user-session", "End the sessions of people", many, self._end),
            _command("get-user-roster", "Show people's contacts", many, self._roster),
            _command("get-user-lastlogin", "Show when people were here last", many, self._last_login),
            _command("user-stats", "Show people's clients and contacts", _asks(*_EITHER), self._stats),
            _command("edit-admin", "Change who is an administrator", self._administrators, self._edit_admin),
        ]
        if self._passwords:
            made.append(
                _command("change-user-password", "Change a person's password", _asks(_ONE, _PASSWORD), self._password)
            )
        return made

    def _password_fields(self) -> Sequence[Field]:
        return (_PASSWORD, _VERIFY) if self._passwords else ()

    async def _add(self, call: Call, values: Values) -> Done:
        (jid,) = self._addresses(call, values, _ONE.var)[:1]
        by = str(call.session.jid.bare)
        if not self._passwords:
            person = await self._accounts.add_person(jid, by=by)
            _, credential = await self._accounts.add_device(person, _CLIENT, by)
            shown = Field("password", "text-single", "The password of their first client, shown only now", [credential])
            return Done(f"{jid} was added.", result([Field("accountjid", "jid-single", "Address", [str(jid)]), shown]))
        password = values["password"][0]
        if password != values["password-verify"][0]:
            raise StanzaError("not-acceptable", "The two passwords are not the same.")
        # First, for nobody ever gets a name again that somebody had without being able to sign in.
        self._accounts.check_password(password)
        person = await self._accounts.add_person(jid, by=by)
        await self._accounts.set_password(person, password, by)
        return Done(f"{jid} was added.")

    async def _delete(self, call: Call, values: Values) -> Done:
        for person in await self._others(call, values, "Nobody deletes their own account here."):
            await self._leaving.delete(person, str(call.session.jid.bare))
            self._server.disable(person.id)
        return Done("They were deleted. Their messages stay on record.")

    async def _disable(self, call: Call, values: Values) -> Done:
        for person in await self._others(call, values, "Nobody disables their own account here."):
            await self._accounts.set_disabled(person.jid, disabled=True, by=str(call.session.jid.bare))
            self._server.disable(person.id)
        return Done("They are disabled, and signed out everywhere.")

    async def _enable(self, call: Call, values: Values) -> Done:
        for person in await self._named(call, values):
            await self._accounts.set_disabled(person.jid, disabled=False, by=str(call.session.jid.bare))
        return Done("They may sign in again.")

    async def _end(self, call: Call, values: Values) -> Done:
        people = await self._named(call, values)
        ended = 0
        for jid in self._addresses(call, values, _MANY.var):
            for session in self._server.sessions(jid.bare):
                if jid.is_bare or session.jid == jid:
                    session.close()
                    ended += 1
        for person in people:
            await self._accounts.note_sessions_ended(person, str(call.session.jid.bare))
        return Done(f"Sessions ended: {ended}.")

    async def _password(self, call: Call, values: Values) -> Done:
        (person,) = (await self._named(call, values, _ONE.var))[:1]
        await self._spare(call, [person], (Role.OWNER, Role.REVIEWER, Role.AUDITOR))
        await self._accounts.set_password(person, values["password"][0], str(call.session.jid.bare))
        return Done("The password was changed.")

    async def _roster(self, call: Call, values: Values) -> Done:
        people = await self._named(call, values)
        items = [
            roster_element(item)
            for person in people
            for item in (await self._rosters.load(person.id)).values()
            if item.listed
        ]
        shown = result([_shown(people)])
        return Done("", shown.add(Element("query", ROSTER, {}, items)))

    async def _last_login(self, call: Call, values: Values) -> Done:
        people = await self._named(call, values)
        texts: list[str] = []
        for person in people:
            used = [d.last_used for d in await self._accounts.devices.of(person) if d.last_used is not None]
            texts.append(_time(max(used)) if used else "never")
        return Done("", result([_shown(people), Field("lastlogin", "text-multi", "Last sign-in", texts)]))

    async def _stats(self, call: Call, values: Values) -> Done:
        people = [*await self._named(call, values, _ONE.var), *await self._named(call, values)]
        if not people:
            raise bad_request("bad-payload", "Fill in whose.")
        sessions: list[Session] = [session for person in people for session in self._server.sessions(person.jid)]
        contacts = [item for person in people for item in (await self._rosters.load(person.id)).values() if item.listed]
        fields = [
            _shown(people),
            Field("rostersize", "text-single", "Contacts", [str(len(contacts))]),
            Field("onlineresources", "text-multi", "Clients", [s.jid.resource for s in sessions]),
            Field("ipaddresses", "text-multi", "Addresses", sorted({s.address for s in sessions})),
        ]
        return Done("", result(fields))

    async def _administrators(self, call: Call) -> Sequence[Field]:
        people = await self._accounts.people.everybody(call.session.tenant)
        names = [str(p.jid) for p in people if p.role in {Role.ADMINISTRATOR, Role.OWNER}]
        return [Field("adminjids", "jid-multi", "Administrators", names, required=False)]

    async def _edit_admin(self, call: Call, values: Values) -> Done:
        wanted = {jid.bare for jid in self._addresses(call, values, "adminjids")}
        by = str(call.session.jid.bare)
        people = {p.jid: p for p in await self._accounts.people.everybody(call.session.tenant)}
        if unknown := wanted - people.keys():
            raise StanzaError("item-not-found", f"There is no person {min(unknown)}.")
        if call.session.jid.bare not in wanted and people[call.session.jid.bare].role is Role.ADMINISTRATOR:
            raise StanzaError("not-allowed", "Nobody takes their own rights here.")
        others = [jid for jid in wanted if people[jid].role in {Role.REVIEWER, Role.AUDITOR}]
        if others:
            raise StanzaError(
                "not-allowed",
                f"{min(others)} is a {people[min(others)].role}: who looks after others does not administer.",
            )
        for jid, person in people.items():
            if jid in wanted and person.role is Role.EMPLOYEE:
                await self._accounts.set_role(jid, Role.ADMINISTRATOR, by)
            elif jid not in wanted and person.role is Role.ADMINISTRATOR:
                await self._accounts.set_role(jid, Role.EMPLOYEE, by)
        return Done("Administrators were changed.")

    async def _named(self, call: Call, values: Values, var: str = _MANY.var) -> list[Person]:
        """Who is named, each once: for all of them, or for nobody, a command is executed."""
        people: dict[Jid, Person] = {}
        for jid in self._addresses(call, values, var):
            person = await self._accounts.person(jid.bare)
            if person is None:
                raise StanzaError("item-not-found", f"There is no person {jid.bare}.")
            people[person.jid] = person
        return list(people.values())

    async def _others(self, call: Call, values: Values, otherwise: str) -> list[Person]:
        people = await self._named(call, values)
        if any(person.jid == call.session.jid.bare for person in people):
            raise StanzaError("not-allowed", otherwise)
        await self._spare(call, people, (Role.OWNER,))
        return people

    async def _spare(self, call: Call, people: Sequence[Person], roles: Collection[Role]) -> None:
        """Refuse to act on those who have one of the roles, for who is no owner.

        An administrator would take an owner's place with it, and with a reviewer's password read messages.
        """
        me = await self._accounts.person(call.session.jid.bare)
        spared = [person for person in people if person.role in roles]
        if spared and (me is None or me.role is not Role.OWNER):
            raise StanzaError(
                "not-allowed", f"{spared[0].jid} has the role {spared[0].role}: only an owner can do that."
            )

    def _addresses(self, call: Call, values: Values, var: str) -> list[Jid]:
        """The addresses in a field, of this organisation alone."""
        found = jids(values, var)
        for jid in found:
            if self._accounts.tenant_of(jid.domain) != call.session.tenant or not jid.local:
                raise StanzaError("not-acceptable", f"{jid} is no address of this organisation.")
        return found


def _command(
    name: str,
    title: str,
    fields: Callable[[Call], Awaitable[Sequence[Field]]],
    run: Callable[[Call, Values], Awaitable[Done]],
) -> Command:
    return Command(f"{ADMIN}#{name}", title, f"{title}: fill in the form.", fields, run)


def _asks(*fields: Field) -> Callable[[Call], Awaitable[Sequence[Field]]]:
    async def same(_call: Call) -> Sequence[Field]:
        return fields

    return same


def _shown(people: Sequence[Person]) -> Field:
    return Field("accountjids", "jid-multi", "Addresses", [str(person.jid) for person in people])


def _time(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
