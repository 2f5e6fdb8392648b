"""Stanzas for domains that are not ours, and from there: RFC 6120 section 10 and RFC 6121 section 8 across the border.

Outbound, everything takes the path before a gateway gets it. Inbound, it takes the path under the tenant of whoever it is for, and
nothing of it reaches anybody before. What our own server says (errors, room presence) goes out as it is. Between two domains that
are not ours nothing is passed on.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from casemate.accounts.api import SERVICE_LOCAL
from casemate.model.ids import TenantId, token
from casemate.model.inspection import Direction
from casemate.model.jid import Jid
from casemate.pipeline.api import Kind, Outcome, Parcel, Submission
from casemate.server.api import OUTSIDE, Gateway, MessageDelivered, Sender, Target
from casemate.server.elsewhere import joined
from casemate.server.foreign_presence import ForeignPresence
from casemate.server.iq import ANSWERS, REQUESTS, Asker
from casemate.server.router import Router
from casemate.server.session import ClientSession
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply
from casemate.xmpp.limits import STORED
from casemate.xmpp.parser import parse_stanza

EVENT: Final = "http://jabber.org/protocol/pubsub#event"
_STANZAS: Final = frozenset({"message", "presence", "iq"})
_TYPES: Final = frozenset({"normal", "chat", "groupchat", "headline", "error"})
_NOT_RECORDED: Final = "Please try again in a moment."


class ForeignRouting:
    """See `server.ports.Foreign`."""

    def __init__(self, router: Router, presence: ForeignPresence) -> None:
        self._router = router
        self._presence = presence

    # -- out

    def message(
        self, session: ClientSession, element: Element, to: Jid, done: Callable[[Outcome | None], None]
    ) -> None:
        """See `server.ports.Foreign`."""
        if (refusal := self._refusal(session, to)) is not None:
            if element.attrs.get("type") != "error":
                session.send(error_reply(element, refusal))
            done(None)
            return
        self._submit(Kind.MESSAGE, element, Sender(session.jid, session.tenant), to, Direction.OUTBOUND, done)

    def iq(self, session: ClientSession, element: Element, to: Jid, done: Callable[[], None]) -> None:
        """See `server.ports.Foreign`."""
        answers = element.attrs["type"] in ANSWERS
        refusal = self._refusal(session, to)
        if refusal is None and not self._router.iqs.may_pass(element, session.jid, to, abroad=True):
            refusal = StanzaError("service-unavailable")
        if refusal is not None:
            if not answers:
                session.send(error_reply(element, refusal))
            done()
            return

        def settled(outcome: Outcome | None) -> None:
            if outcome is not None and outcome.passed:
                self._router.gateways.send(session.tenant, outcome.element, to.domain)
            elif answers:
                self._send_answer(session.tenant, element, to)
            else:
                session.send(error_reply(element, _stopped(outcome)))
            done()

        self._submit(Kind.IQ, element, Sender(session.jid, session.tenant), to, Direction.OUTBOUND, settled)

    def deliver(self, parcel: Parcel) -> None:
        """See `server.ports.Foreign`."""
        domain = parcel.recipient.domain
        if (refusal := self._router.gateways.refusal(parcel.tenant, domain)) is not None:
            # It was allowed when it was said, and held since.
            self.returned(parcel.element, refusal)
            return
        self._router.gateways.send(parcel.tenant, parcel.element, domain)
        if self._router.listens(MessageDelivered):
            self._router.emit(MessageDelivered(parcel, ()))

    def send(self, to: Jid, stanza: Element) -> None:
        """See `server.ports.Foreign`."""
        sender = stanza.attrs.get("from")
        if sender is None or self._router.tenant_at(to.domain) is not None:
            return
        tenant = self._router.tenant_at(Jid.parse(sender).domain)
        if tenant is not None:
            self._router.gateways.send(tenant, stanza, to.domain)

    def send_message(self, to: Jid, wire: bytes) -> None:
        """See `server.ports.Foreign`."""
        if self._router.tenant_at(to.domain) is None:
            self.send(to, parse_stanza(wire, STORED))

    def returned(self, stanza: Element, error: StanzaError) -> None:
        """See `server.api.Server`."""
        if stanza.attrs.get("type") in ANSWERS:
            return
        sender, to = Jid.parse(stanza.attrs["from"]), Jid.parse(stanza.attrs["to"])
        reply = error_reply(stanza, error)
        component = self._router.component_at(sender.domain)
        session = self._router.people.get(sender.bare, {}).get(sender.resource)
        if component is not None:
            component.stanza(Sender(to, OUTSIDE), reply, sender, _nothing)
        elif stanza.name == "iq" and not sender.resource:
            # The server itself asked (`ask_contact`).
            self._router.questions.take_answer(sender, to, reply)
        elif session is not None and (stanza.name != "presence" or self._presence.bounced(session, stanza, to)):
            session.send(reply)
        elif session is None and stanza.name == "message" and stanza.child_text("body"):
            self._tell(sender, to, error)

    def _tell(self, sender: Jid, to: Jid, error: StanzaError) -> None:
        """Say in words that a message has come back to somebody whose client has gone, at a shutdown for one: errors don't wait."""
        tenant = self._router.tenant_at(sender.domain)
        if tenant is None or not sender.local:
            return
        service = Jid(SERVICE_LOCAL, sender.domain, "")
        text = (
            f"A message of yours to {to.bare} was not delivered: {error.text or error.condition}. Please send it again."
        )
        attrs = {"from": str(service), "to": str(sender.bare), "type": "chat", "id": token()}
        words = Element("message", CLIENT, attrs, [Element("body", CLIENT, {}, [text])])
        self._router.path.keep(tenant, service, words, sender.bare)

    # -- in

    def arrived(self, stanza: Element, done: Callable[[], None], via: Gateway | None = None) -> None:
        """See `server.api.Server`."""
        sender, to = Jid.parse(stanza.attrs["from"]), Jid.parse(stanza.attrs["to"])
        tenant = self._router.tenant_at(to.domain)
        if (
            tenant is None
            or self._router.tenant_at(sender.domain) is not None
            or not self._router.gateways.carries(via, sender.domain)
            or stanza.ns != CLIENT
            or stanza.name not in _STANZAS
        ):
            # Nobody's business here, or in the name of ours or of somebody whom another gateway carries.
            done()
            return
        stanza.attrs["from"], stanza.attrs["to"] = str(sender), str(to)
        if (refusal := self._router.gateways.refusal(tenant, sender.domain)) is not None:
            if stanza.attrs.get("type") not in ANSWERS:
                self._router.gateways.turn_away(error_reply(stanza, refusal), sender.domain)
            done()
            return
        component = self._router.component_at(to.domain)
        if component is not None:
            component.stanza(Sender(sender, OUTSIDE), stanza, to, done)
        elif stanza.name == "message":
            self._message(Sender(sender, tenant), stanza, to, done)
        elif stanza.name == "presence":
            self._presence.handle(Sender(sender, tenant), stanza, to, done)
        else:
            self._iq(Sender(sender, tenant), stanza, to, done)

    def _message(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        kind = element.attrs.get("type", "normal")
        if kind not in _TYPES:
            # RFC 6121 section 5.2.2: an unknown type is "normal".
            element.attrs["type"] = kind = "normal"
        if not to.local or to.local == SERVICE_LOCAL:
            # The service's contact is for our own people.
            self._refuse(element, StanzaError("service-unavailable"), done)
        elif (refusal := self._router.refuses(sender.jid, to.bare)) is not None:
            self._refuse(element, refusal, done)
        elif self._router.is_for_nobody(kind, to) or (kind == "groupchat" and not self._is_from_room(sender.jid, to)):
            # A room that the client has not entered says nothing to it.
            self._refuse(element, StanzaError("service-unavailable"), done)
        elif self._router.accounts.lookup(to.bare) is not None:
            self._take(sender, element, to, done)
        else:
            self._router.start(self._look_up(sender, element, to, done))

    async def _look_up(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        """Somebody whom this process has not seen: added since the start, or nobody."""
        if await self._router.accounts.person(to.bare) is None:
            self._refuse(element, StanzaError("service-unavailable"), done)
        else:
            self._take(sender, element, to, done)

    def _take(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        room = sender.jid.bare if element.attrs.get("type") == "groupchat" else None
        if room is not None and not self._presence.bears(sender):
            # The nickname is words as well, and goes with everything that is said.
            self._refuse(element, StanzaError("policy-violation", "That nickname is not shown here."), done)
            return
        events = room is None and element.find("event", EVENT) is not None and self._presence.sees(to, sender.jid)
        submission = Submission(Kind.MESSAGE, element, sender.jid, to, sender.tenant, Direction.INBOUND, room, events)
        self._router.path.submit(submission, lambda _outcome: done())

    def _is_from_room(self, sender: Jid, to: Jid) -> bool:
        session = self._router.people.get(to.bare, {}).get(to.resource)
        return session is not None and joined(session, sender)

    def _iq(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        kind = element.attrs.get("type")
        if kind not in REQUESTS and kind not in ANSWERS:
            self._refuse(element, StanzaError("bad-request", "An IQ is get, set, result or error."), done)
        elif to.local and (refusal := self._router.refuses(sender.jid, to.bare)) is not None:
            self._refuse(element, refusal, done)
        elif to.resource:
            self._relay(sender, element, to, done)
        elif kind in ANSWERS:
            self._router.questions.take_answer(to, sender.jid, element)
            done()
        elif to.is_domain or to.local == SERVICE_LOCAL:
            self._answer(sender, Target.SERVER if to.is_domain else Target.SERVICE, element, to, done)
        else:
            self._router.start(self._answer_for(sender, element, to, done))

    async def _answer_for(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        """What the server answers on somebody's behalf, if there is such a person (RFC 6121 section 8.5.1)."""
        if await self._router.accounts.person(to.bare) is None:
            self._refuse(element, StanzaError("service-unavailable"), done)
        else:
            self._answer(sender, Target.PERSON, element, to, done)

    def _answer(self, sender: Sender, target: Target, element: Element, to: Jid, done: Callable[[], None]) -> None:
        asker = Asker(Sender(sender.jid, OUTSIDE), None, partial(self.send, sender.jid))
        self._router.iqs.answer(asker, target, to, element, done)

    def _relay(self, sender: Sender, element: Element, to: Jid, done: Callable[[], None]) -> None:
        session = self._router.people.get(to.bare, {}).get(to.resource)
        if session is None or not self._router.iqs.may_pass(element, sender.jid, to):
            self._refuse(element, StanzaError("service-unavailable"), done)
            return

        def settled(outcome: Outcome | None) -> None:
            if outcome is not None and outcome.passed:
                session.send(outcome.element)
            elif element.attrs["type"] in ANSWERS:
                # Whoever waits for it learns that nothing comes.
                session.send(_instead(element))
            else:
                self.send(sender.jid, error_reply(element, _stopped(outcome)))
            done()

        self._submit(Kind.IQ, element, sender, to, Direction.INBOUND, settled)

    # -- both

    def _refusal(self, session: ClientSession, to: Jid) -> StanzaError | None:
        return self._router.gateways.refusal(session.tenant, to.domain) or self._router.refuses(session.jid, to.bare)

    def _refuse(self, element: Element, error: StanzaError, done: Callable[[], None]) -> None:
        """Answer somebody elsewhere with an error, unless what came is itself an answer (RFC 6120 section 8.3.1)."""
        if element.attrs.get("type") not in ANSWERS:
            self.send(Jid.parse(element.attrs["from"]), error_reply(element, error))
        done()

    def _send_answer(self, tenant: TenantId, element: Element, to: Jid) -> None:
        self._router.gateways.send(tenant, _instead(element), to.domain)

    def _submit(
        self,
        kind: Kind,
        element: Element,
        sender: Sender,
        to: Jid,
        direction: Direction,
        done: Callable[[Outcome | None], None],
    ) -> None:
        self._router.path.submit(Submission(kind, element, sender.jid, to, sender.tenant, direction), done)


def _stopped(outcome: Outcome | None) -> StanzaError:
    return StanzaError("resource-constraint", _NOT_RECORDED) if outcome is None else StanzaError("policy-violation")


def _instead(answer: Element) -> Element:
    """An error in place of an answer that may not be given."""
    attrs = {name: answer.attrs[name] for name in ("from", "to", "id") if name in answer.attrs}
    return Element("iq", CLIENT, attrs | {"type": "error"}, [StanzaError("policy-violation").element()])


def _nothing() -> None:
    """Nobody waits for it."""
