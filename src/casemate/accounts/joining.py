"""How people come to a password: an invitation, a link of an administrator, a change of their own (ATTACKS F5, F9)."""

from sqlalchemy.ext.asyncio import AsyncConnection

from casemate.accounts.api import Accounts, Invitation
from casemate.accounts.entrance import Entrance
from casemate.accounts.passwords.api import own_words
from casemate.accounts.people import Person
from casemate.accounts.signing.resets import GONE
from casemate.accounts.signing.standing import Entered, Refused, Standing, State, Visitor
from casemate.model.clock import Clock
from casemate.model.errors import CasemateError, Conflict, InvalidJid, NotFound
from casemate.model.jid import Jid, prepare_local
from casemate.storage.engine import Database


class Joining:
    """Makes accounts and changes passwords."""

    def __init__(self, db: Database, entrance: Entrance, clock: Clock) -> None:
        self._db = db
        self._entrance = entrance
        self._accounts: Accounts = entrance.accounts
        self._clock = clock

    async def invitation(self, visitor: Visitor, token: str) -> Invitation:
        """The invitation that a token is of.

        Raises:
            NotFound: if there is none that holds; which of the reasons is not told.
            TooMany: if this address has tried too many wrong ones.
        """
        self._entrance.may_guess(visitor)
        found = await self._accounts.invitations.of_token(token, int(self._clock() * 1000))
        if found is None or not found.registers:
            self._entrance.guessed(visitor)
            raise NotFound("This invitation was used, was taken back, or has ended. Ask whoever sent it for another.")
        return found

    async def accept(self, visitor: Visitor, token: str, name: str, password: str) -> Entered:
        """Make the account that somebody was invited to make, and sign in to it: the first thing asked for is their second factor.

        Raises:
            NotFound, TooMany: as for `invitation`.
            CasemateError: if the name can't be had, or the password can't be taken (`PasswordRefused`).
        """
        invitation = await self.invitation(visitor, token)
        try:
            jid = Jid(prepare_local(name.strip()), invitation.domain, "")
        except InvalidJid as error:
            raise CasemateError(
                "This name can't be part of an address: take letters, digits, dots and hyphens."
            ) from error
        entrance, organisation = self._entrance, self._accounts.tenants.name_of(invitation.tenant)
        rule = await entrance.rules.of(invitation.tenant)
        alone = invitation.role not in rule.roles
        words = (jid.local, jid.domain, organisation)
        prepared = await entrance.passwords.prepare(password, words, alone=alone)

        async def keep(conn: AsyncConnection, person: Person) -> None:
            await entrance.passwords.put(conn, person, prepared, str(person.jid))

        person = await self._accounts.join(invitation, jid, keep)
        return await entrance.enter_new(visitor, person)

    async def change(self, standing: Standing, old: str, new: str, visitor: Visitor) -> Entered:
        """A password that somebody changes: all their other sessions end, and this one gets a new secret (ASVS 5.0, 7.4.3).

        Raises:
            Refused: if the old one is wrong.
            PasswordRefused: if the new one can't be taken.
            TooMany: after too many wrong tries.
        """
        person, session = standing.person, standing.session
        if person is None or session is None:
            raise Refused("Sign in first.")
        await self._entrance.check_password(visitor, person, old)
        if new == old:
            raise Conflict("That is the password that you have. Choose another one.")
        prepared = await self._prepared(person, new)
        async with self._db.write() as conn:
            await self._entrance.passwords.put(conn, person, prepared, str(person.jid))
        await self._entrance.end_others(person, session)
        await self._entrance.pending.forget(person.id)
        return await self._entrance.renewed(person, session)

    async def link(self, jid: Jid, by: str) -> str:
        """The secret of a link with which a person chooses a new password.

        Raises:
            NotFound: if there is no such person.
        """
        person = await self._accounts.person(jid)
        if person is None:
            raise NotFound(f"there is no person {jid}")
        return await self._entrance.resets.make(person, self._entrance.settings.reset, by)

    async def check_link(self, visitor: Visitor, token: str) -> Person:
        """Whom a link is for.

        Raises:
            NotFound: if it holds no longer.
            TooMany: after too many wrong tries.
        """
        self._entrance.may_guess(visitor)
        found = await self._entrance.resets.find(token)
        person = None if found is None else self._accounts.people.by_id(found)
        if person is None or person.disabled:
            self._entrance.guessed(visitor)
            raise NotFound(GONE[0].upper() + GONE[1:] + ".")
        return person

    async def reset(self, visitor: Visitor, token: str, password: str) -> Standing:
        """Choose a new password with a link. Nobody is signed in by that: the second factor stays, and is asked for (ATTACKS F5).

        Raises:
            NotFound: if the link holds no longer.
            PasswordRefused: if the password can't be taken; the link holds on.
        """
        person = await self.check_link(visitor, token)
        prepared = await self._prepared(person, password)
        async with self._db.write() as conn:
            await self._entrance.resets.use(conn, token, person)
            await self._entrance.passwords.put(conn, person, prepared, str(person.jid))
        await self._entrance.end_others(person, None)
        await self._entrance.pending.forget(person.id)
        return Standing(State.SIGNED_OUT)

    async def _prepared(self, person: Person, password: str) -> str:
        entrance = self._entrance
        alone = not await entrance.factors.of(person) and await entrance.rules.grace_until(person) is None
        words = own_words(person, self._accounts.tenants.name_of(person.tenant))
        return await entrance.passwords.prepare(password, words, alone=alone)
