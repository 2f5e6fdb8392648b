"""Making one's own account before signing in, with an invitation (XEP-0077 with XEP-0445).

A name that somebody chooses is inspected like whatever others see. Whoever has no token that holds learns nothing: not which
accounts there are, and not why the token does not hold. Who has one can ask after a few names only, before they have to wait.
"""

from collections.abc import Coroutine
from typing import Final, Protocol

from casemate.accounts.api import Invitation
from casemate.model.errors import CasemateError, Conflict, InvalidJid, NotFound, Unavailable
from casemate.model.jid import Jid, prepare_local
from casemate.server.ports import Host, Pipe
from casemate.telemetry.log import get_logger
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError, StreamError, error_reply
from casemate.xmpp.registration import Ask, Fill, Preauth, features, form, read, result
from casemate.xmpp.stream import ServerStream

MAX_REFUSED: Final = 5
"""Requests that are refused on one connection."""
PATIENCE: Final = 300.0
"""Seconds that somebody with a good token has to choose a name and a password."""
_INVALID: Final = "The token is not valid, or not any more."
_UNWELCOME: Final = "Accounts are made here with an invitation."
_TAKEN: Final = "That name can't be had: it is somebody's, or looks like somebody's. Choose another."
_log = get_logger("invitations")


class Desk(Protocol):
    """The connection on which an account is made."""

    pipe: Pipe
    stream: ServerStream
    domain: str

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Do what takes time, and the client's next step after it."""
        ...

    def end(self, error: StreamError | None = None) -> None:
        """Close the stream properly."""
        ...


class Enrolment:
    """The requests of one connection."""

    def __init__(self, host: Host, desk: Desk) -> None:
        self.patience = 0.0
        """Seconds that the connection is still to be given when its time to sign in is over."""
        self._host = host
        self._desk = desk
        self._invitation: Invitation | None = None
        self._invited = False
        self._refused = 0

    def features(self) -> list[Element]:
        """What is offered."""
        return features() if self._host.settings.invitations.accounts else []

    def handle(self, iq: Element) -> None:
        """A request."""
        if not self._host.settings.invitations.accounts:
            raise StreamError("not-authorized", "This is not the time for that.")
        self._desk.later(self._answer(iq))

    async def _answer(self, iq: Element) -> None:
        desk = self._desk
        try:
            payload = await self._answered(iq)
        except StanzaError as error:
            self._refused += 1
            desk.pipe.write(desk.stream.wire(error_reply(iq, error)))
            if self._refused >= MAX_REFUSED:
                desk.end(StreamError("policy-violation", "Too much of what you asked for was refused."))
        else:
            desk.pipe.write(desk.stream.wire(result(iq, desk.domain, payload)))

    async def _answered(self, iq: Element) -> Element | None:
        if not self._addressed_to_us(iq):
            raise StanzaError("bad-request", "Ask the domain on which you want an account.")
        wanted = read(iq)
        if isinstance(wanted, Preauth):
            await self._admit(wanted.token)
            return None
        if self._invitation is None:
            raise StanzaError("not-allowed", _UNWELCOME)
        if isinstance(wanted, Ask):
            return form(self._invitation.name)
        await self._register(self._invitation, wanted)
        return None

    def _addressed_to_us(self, iq: Element) -> bool:
        to = iq.get("to")
        try:
            return not to or Jid.parse(to) == Jid("", self._desk.domain, "")
        except InvalidJid:
            return False

    async def _admit(self, token: str) -> None:
        self._invitation = None
        self._may_try()
        found = await self._host.accounts.invitation(token, self._desk.domain)
        if found is None or not found.registers:
            self._failed()
            _log.info("a token was refused", address=self._desk.pipe.address, domain=self._desk.domain)
            raise StanzaError("item-not-found", _INVALID)
        self._invitation = found
        if not self._invited:
            self._invited, self.patience = True, PATIENCE

    async def _register(self, invitation: Invitation, wanted: Fill) -> None:
        self._may_try()
        jid = self._chosen(invitation, wanted.name)
        try:
            person = await self._host.accounts.register(invitation, jid, wanted.password)
        except Unavailable:
            raise
        except NotFound:
            self._invitation = None
            self._failed()
            raise StanzaError("item-not-found", _INVALID) from None
        except Conflict:
            # Each tells that a name is taken: to who asks too often, no more.
            self._failed()
            raise StanzaError("conflict", _TAKEN) from None
        except CasemateError as error:
            raise StanzaError("not-acceptable", f"{error}.") from None
        self._invitation = None
        self._host.accounts.wrong_tokens.succeeded(self._domain, self._desk.pipe.address)
        await self._host.enrolled(person, invitation)

    def _chosen(self, invitation: Invitation, name: str) -> Jid:
        try:
            jid = Jid(prepare_local(name), self._desk.domain, "")
        except InvalidJid as error:
            raise StanzaError("not-acceptable", f"{error}.") from None
        # Others will read a name that was chosen by whoever bears it.
        if invitation.name is None and not self._host.bears(invitation.tenant, jid):
            raise StanzaError("not-acceptable", "That name may not be shown to others.")
        return jid

    @property
    def _domain(self) -> Jid:
        return Jid("", self._desk.domain, "")

    def _may_try(self) -> None:
        if not self._host.accounts.wrong_tokens.allowed(self._domain, self._desk.pipe.address):
            raise StanzaError("resource-constraint", "Too many attempts. Wait a few minutes.")

    def _failed(self) -> None:
        self._host.accounts.wrong_tokens.failed(self._domain, self._desk.pipe.address)
