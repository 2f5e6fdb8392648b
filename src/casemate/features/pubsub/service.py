"""Publish-subscribe as a service of its own, at `pubsub.DOMAIN` (XEP-0060 1.26.0): nodes that are nobody's address.

It does what people's own addresses do (`feature`), with the same pieces: what is published takes the path first. It is for the people
of its organisation; those of others read and subscribe where the settings say so, and see what was judged once more for them.
"""

from functools import partial
from typing import ClassVar, Final

from casemate.accounts.api import Accounts
from casemate.features.pubsub.asked import Asked, address
from casemate.features.pubsub.feature import ABROAD, Pep, chosen
from casemate.features.pubsub.forms import values_of
from casemate.features.pubsub.names import DATA, FEATURES, INFO, ITEMS, OWNER, PUBSUB, RSM, SUBSCRIBE_AUTHORIZATION
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.pubsub.api import ON_SUB_AND_PRESENCE, OPEN, Config, PubSub, State
from casemate.server.api import Parcel, Sender, Server, SessionAvailable
from casemate.server.edges import Done
from casemate.server.inturn import InTurn
from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError, error_reply

LABEL: Final = "pubsub"
PING: Final = "urn:xmpp:ping"
DEFAULTS: Final = Config(access_model=OPEN, max_items=100, send_last_published_item=ON_SUB_AND_PRESENCE)
"""How a new node is set: for everybody in the organisation to read, with some of its past."""
_OF_PEOPLE: Final = frozenset(
    {"auto-create", "auto-subscribe", "filtered-notifications", "presence-notifications", "presence-subscribe"}
)
"""What there is at people's addresses only: it needs presence, or an owner of the address."""
_TRUE: Final = frozenset({"1", "true"})


class PubSubService:
    """The service of every domain."""

    name: ClassVar[str] = "pubsub"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0060 1.26.0",)

    def __init__(self, pubsub: PubSub, accounts: Accounts, pep: Pep) -> None:
        self._pubsub = pubsub
        self._accounts = accounts
        self._pep = pep
        self._turns = InTurn()

    def attach(self, server: Server) -> None:
        """Join the server."""
        self._server = server
        server.serve_domain(LABEL, self, "Publish-subscribe")
        server.on(SessionAvailable, self._came)

    def _came(self, event: SessionAvailable) -> None:
        """Whoever comes gets the last of what they are subscribed to, where nodes are set so (section 6.1.7)."""
        services = [Jid("", f"{LABEL}.{domain}", "") for domain in self._accounts.domains(event.session.tenant)]
        self._server.start(self._pep.notifier.last_subscribed(event.session, services))

    # -- server.api.Component

    def stanza(self, sender: Sender, element: Element, to: Jid, done: Done) -> None:
        """See `server.api.Component`."""
        if element.name == "iq" and element.get("type") in {"get", "set"}:
            self._turns.run(to.domain, partial(self._asked, sender, element, to), done)
        elif element.name == "message" and element.get("type") != "error":
            self._turns.run(to.domain, partial(self._told, sender, element, to), done)
        else:
            done()

    def deliver(self, parcel: Parcel) -> None:
        """See `server.api.Component`: nothing is submitted for the service itself, its messages are decisions."""

    # -- requests

    async def _asked(self, sender: Sender, element: Element, to: Jid) -> None:
        try:
            payload = await self._answer(sender, element, to)
        except StanzaError as error:
            self._server.send(sender.jid, error_reply(element, error))
            return
        attrs = {"type": "result", "id": element.get("id") or "", "from": str(to), "to": str(sender.jid)}
        self._server.send(sender.jid, Element("iq", CLIENT, attrs, [payload] if payload is not None else []))

    async def _answer(self, sender: Sender, element: Element, to: Jid) -> Element | None:
        tenant = self._admitted(sender, to)
        payload, kind = _payload(element), element.attrs["type"]
        match kind, payload.ns, payload.name:
            case "get", ns, "query" if ns in {INFO, ITEMS}:
                return await self._discovered(sender, to, payload)
            case "get", ns, "ping" if ns == PING:
                return None
            case _, ns, "pubsub" if ns in {PUBSUB, OWNER}:
                return await self._done(sender, to, tenant, payload, kind)
            case _:
                raise StanzaError("service-unavailable")

    def _admitted(self, sender: Sender, to: Jid) -> TenantId:
        tenant = self._server.tenant_at(to.domain)
        if tenant is None or to.local or to.resource:
            raise StanzaError("service-unavailable")
        if sender.tenant != tenant and not self._pubsub.limits.external:
            raise StanzaError("not-allowed", "This is for the people of its organisation.")
        return tenant

    async def _discovered(self, sender: Sender, to: Jid, query: Element) -> Element:
        node, discovery = query.get("node"), self._pep.discovery
        if query.ns == INFO:
            return _info() if not node else await discovery.info(to, sender.jid, node)
        if node:
            return await discovery.items(to, sender.jid, node)
        return await discovery.nodes(to, sender.jid, query.find("set", RSM))

    async def _done(self, sender: Sender, to: Jid, tenant: TenantId, payload: Element, kind: str) -> Element | None:
        abroad = sender.tenant != tenant
        action, handler = chosen(self._pep.handlers, kind, payload, ABROAD if abroad else None)
        administers = not abroad and await self._accounts.administers(sender.jid.bare)
        creates = administers or (not abroad and self._pubsub.limits.create)
        asked = Asked(sender, to, tenant, payload, action, DEFAULTS, creates, administers)
        async with self._pubsub.turn(to):
            return await handler(asked)

    # -- decisions of owners

    async def _told(self, sender: Sender, element: Element, to: Jid) -> None:
        """An owner's answer to whether somebody may subscribe (section 8.6)."""
        try:
            self._admitted(sender, to)
            form = _form(element)
            if form.get("type") == "submit":
                async with self._pubsub.turn(to):
                    await self._decided(sender, to, form)
        except StanzaError as error:
            self._server.send(sender.jid, error_reply(element, error))

    async def _decided(self, sender: Sender, to: Jid, form: Element) -> None:
        given = {var: "".join(values) for var, values in values_of(form, SUBSCRIBE_AUTHORIZATION).items()}
        node = await self._pubsub.node(to, given.get("pubsub#node", ""))
        if node is None or not node.is_owner(sender.jid):
            raise StanzaError("forbidden", "Only owners of the node decide that.")
        jid = address(given.get("pubsub#subscriber_jid"))
        known = node.subscriptions.get(jid)
        if known is None or known.state is not State.PENDING or known.subid != given.get("pubsub#subid", known.subid):
            raise StanzaError("item-not-found", "Nobody asks for that any more.")
        await self._pep.subscriptions.answered(node, jid, known, allowed=given.get("pubsub#allow") in _TRUE)


def _payload(element: Element) -> Element:
    children = list(element.elements())
    if len(children) != 1 or not element.get("id"):
        raise StanzaError("bad-request", "An IQ request has exactly one payload, and an id.")
    return children[0]


def _form(element: Element) -> Element:
    form = element.find("x", DATA)
    if form is None or form.get("type") not in {"submit", "cancel"}:
        raise StanzaError("service-unavailable", "Nobody reads messages here.")
    return form


def _info() -> Element:
    """What the service is (section 5.1)."""
    query = Element("query", INFO)
    query.add(Element("identity", INFO, {"category": "pubsub", "type": "service", "name": "Publish-subscribe"}))
    mine = [f"{PUBSUB}#{feature}" for feature in FEATURES if feature not in _OF_PEOPLE]
    for var in sorted([INFO, ITEMS, PING, PUBSUB, RSM, *mine]):
        query.add(Element("feature", INFO, {"var": var}))
    return query
