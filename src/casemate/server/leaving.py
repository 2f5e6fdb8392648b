"""People who leave for good: the account is deleted, and everybody who had them as a contact learns of it."""

from casemate.accounts.api import Accounts, Person
from casemate.accounts.roster import Rosters
from casemate.server.subscriptions import Subscriptions


class Leaving:
    """Deletes accounts."""

    def __init__(self, accounts: Accounts, rosters: Rosters, subscriptions: Subscriptions) -> None:
        self._accounts = accounts
        self._rosters = rosters
        self._subscriptions = subscriptions

    async def delete(self, person: Person, by: str) -> None:
        """Delete a person; `by` whom goes on the audit record. Their sessions are still to be ended.

        Raises:
            NotFound: if there is no such person.
        """
        async with self._rosters.changing:
            # Nobody is parted from anybody before the account is gone: a failure leaves all as it was.
            contacts = list((await self._rosters.load(person.id)).values())
            await self._accounts.delete_person(person.jid, by)
            for item in contacts:
                await self._subscriptions.part(person.jid, item)
            self._rosters.forget(person.id)
