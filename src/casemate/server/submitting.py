"""What features, rooms and gateways have put on the path, and who is whose: the part of the server without streams."""

import asyncio
from collections.abc import Callable

from casemate.accounts.api import Accounts
from casemate.model.ids import TenantId
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Path, Submission
from casemate.server.api import OUTSIDE, Component, Sender, Session
from casemate.server.sessions import Sessions
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError


class Submitting(Sessions):
    """The part of `server.api.Server` that takes things to the path."""

    path: Path

    def __init__(self, accounts: Accounts) -> None:
        super().__init__()
        self.accounts = accounts

    def tenant_at(self, domain: str) -> TenantId | None:
        """See `server.api.Server`."""
        return self.accounts.tenant_at(domain)

    def is_local(self, domain: str) -> bool:
        """Whether `domain` is one of ours."""
        return self.accounts.tenant_of(domain) is not None

    def reply(self, to: Jid, stanza: Element) -> None:
        """Send a stanza of the server's own to a session, or to whom something came from elsewhere."""
        # What was said under a room's nickname is answered to the one who said it.
        said_as, stanza.attrs["to"] = stanza.attrs.get("to", ""), str(to)
        if self.tenant_at(to.domain) is None and self.tenant_at(Jid.parse(stanza.attrs["from"]).domain) is None:
            # It was for somebody elsewhere too, in whose name nothing is said here: it comes from the room.
            stanza.attrs["from"] = said_as
        self.send(to, stanza)

    async def publish(self, session: Session, element: Element) -> Outcome:
        """See `server.api.Server`."""
        return await self.inspect(Sender(session.jid, session.tenant), element, session.jid.bare)

    async def inspect(self, sender: Sender, element: Element, to: Jid, *, outward: bool = False) -> Outcome:
        """See `server.api.Server`."""
        fate: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()

        def done(outcome: Outcome | None) -> None:
            if not fate.done():
                fate.set_result(outcome)

        self.submit(sender, element, to, done, outward=outward)
        outcome = await fate
        if outcome is None:
            raise StanzaError("resource-constraint", "This could not be put on record. Please try again in a moment.")
        return outcome

    def submit(
        self,
        sender: Sender,
        element: Element,
        to: Jid,
        done: Callable[[Outcome | None], None],
        *,
        outward: bool = False,
    ) -> None:
        """See `server.api.Server`."""
        there, tenant = self.accounts.tenant_at(to.domain), sender.tenant
        if tenant == OUTSIDE:
            # From one who is elsewhere to another by way of a room, say, it is under the policy of whose the room is.
            through = there or self.accounts.tenant_at(Jid.parse(element.attrs["from"]).domain)
            if through is None:
                raise ValueError("nothing passes between two who are elsewhere")
            direction, tenant = Direction.INBOUND, through
        elif outward or there != tenant:
            direction = Direction.OUTBOUND
        else:
            direction = Direction.INTERNAL
        self.path.submit(Submission(Kind(element.name), element, sender.jid, to, tenant, direction), done)

    def keep(self, sender: Jid, element: Element, to: Jid) -> None:
        """See `server.api.Server`."""
        tenant = self.accounts.tenant_of(to.domain)
        if tenant is not None and self.accounts.lookup(to.bare) is not None:
            self.path.keep(tenant, sender, element, to.bare)

    def component_at(self, domain: str) -> Component | None:
        """What serves a domain below one of ours."""
        component = super().component_at(domain)
        return component if component is not None and self.accounts.tenant_at(domain) is not None else None
