"""From somebody who has signed in to a session: binding a resource or resuming a session, as a step of its own or inline.

Inline (XEP-0386, XEP-0198 section 6 with XEP-0388) everything happens between the proof and `<success/>`. What has to be waited
for is asked first; then the session is made, set up and announced without a pause, so that nothing can reach the client before it
knows its address.
"""

from collections.abc import Callable
from typing import Final

from casemate.model.errors import InvalidJid
from casemate.model.ids import token
from casemate.model.jid import Jid, prepare_resource
from casemate.server.api import Described
from casemate.server.management import failed, read_count
from casemate.server.ports import ClientConnection, Host, Identity
from casemate.server.session import ClientSession
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, StreamError, error_reply
from casemate.xmpp.namespaces import BIND2, STREAM_MANAGEMENT
from casemate.xmpp.sasl2 import Request, tag
from casemate.xmpp.scram import SaslError
from casemate.xmpp.stream import BindRequest, ServerStream

_IDENTIFIER: Final = 9
"""Bytes of a resource that the server chooses."""


class Binding:
    """Gives one connection its session."""

    def __init__(
        self, host: Host, line: ClientConnection, stream: ServerStream, join: Callable[[ClientSession], None]
    ) -> None:
        """`join` ties the session to the connection."""
        self._host = host
        self._line = line
        self._stream = stream
        self._join = join

    # -- as a step of its own (RFC 6120 section 7, XEP-0198 section 5)

    def bind(self, identity: Identity, request: BindRequest) -> None:
        """Bind the resource that a client would like, or another."""
        try:
            resource = prepare_resource(request.resource) if request.resource else token(_IDENTIFIER)
            session = self._bind(identity, resource)
        except InvalidJid as error:
            self._refuse(request, StanzaError("bad-request", error.reason))
            return
        except StanzaError as error:
            self._refuse(request, error)
            return
        self._line.write(self._stream.bound(request, str(session.jid)))

    def resume(self, identity: Identity, element: Element) -> None:
        """Resume a session.

        Raises:
            StreamError: if the client counts more stanzas than it was sent.
        """
        if element.name != "resume":
            self._line.write(self._stream.not_bound(failed("unexpected-request")))
            return
        session = self._resumable(identity, element)
        if session is None:
            self._line.write(self._stream.not_bound(failed("item-not-found")))
            return
        resumed = session.take_over(self._line, int(element.get("h") or ""))
        self._join(session)
        self._line.write(self._stream.resumed(resumed))
        session.catch_up()

    def _refuse(self, request: BindRequest, error: StanzaError) -> None:
        reply = error_reply(Element("iq", CLIENT, {"id": request.id, "type": "set"}), error)
        self._line.write(self._stream.not_bound(reply))

    # -- inline

    async def describe(self, identity: Identity, request: Request) -> list[Described]:
        """What a client is told as it binds; waits for the archive."""
        return [] if request.bind is None else await self._host.describe(identity.person)

    def enter(
        self, identity: Identity, request: Request, described: list[Described]
    ) -> tuple[ClientSession | None, list[Element]]:
        """Resume or bind as asked for; returns the session, if there is one now, and what `<success/>` says of it.

        Raises:
            SaslError: if no session can be had.
            StreamError: if the client counts more stanzas than it was sent.
        """
        answers: list[Element] = []
        if request.resume is not None:
            session = self._resumable(identity, request.resume)
            if session is not None:
                answers.append(session.take_over(self._line, int(request.resume.get("h") or "")))
                self._join(session)
                return session, answers
            answers.append(failed("item-not-found"))
        if request.bind is None:
            return None, answers
        session = self._bind2(identity, request.bind, request.client)
        bound = Element("bound", BIND2)
        for each in described:
            bound.add(each.element)
            each.bound(session)
        for child in request.bind.elements():
            if child.ns == STREAM_MANAGEMENT and child.name == "enable":
                bound.add(session.enable(child))
            elif (handler := self._host.bind_handler(child)) is not None:
                handler(session, child)
        return session, [*answers, bound]

    def _bind2(self, identity: Identity, bind: Element, client: str) -> ClientSession:
        """Bind, and end what the same client had before (XEP-0386 section 3.2)."""
        wish = tag(bind)
        chosen = self._host.accounts.identifier(identity.person, client, wish) if client else token(_IDENTIFIER)
        try:
            resource = prepare_resource(f"{wish}/{chosen}" if wish else chosen)
        except InvalidJid:
            resource = chosen
        try:
            session = self._bind(identity, resource)
        except StanzaError as error:
            raise SaslError("temporary-auth-failure", error.text) from error
        session.client = client
        for former in self._host.same_client(session):
            former.close(StreamError("conflict", "This client has signed in again."))
        return session

    # -- both

    def _bind(self, identity: Identity, resource: str) -> ClientSession:
        person = identity.person
        address = Jid(person.jid.local, person.jid.domain, resource)
        session = self._host.bind(self._line, person, identity.device, address)
        self._join(session)
        return session

    def _resumable(self, identity: Identity, element: Element) -> ClientSession | None:
        session = self._host.resumable(element.get("previd") or "", identity.person, identity.device)
        if session is None or session.framing is not self._line.framing or read_count(element.get("h")) is None:
            return None
        return session
