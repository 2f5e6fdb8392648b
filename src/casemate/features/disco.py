"""Service discovery (XEP-0030 2.5.0), and the server's own entity capabilities (XEP-0115 1.6.0).

What an account can do is told to those who may see its presence (XEP-0030 section 8): an account that one may not see, and one
that does not exist, look the same.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final, Protocol

from casemate.accounts.api import SERVICE_LOCAL, Accounts
from casemate.accounts.roster import Rosters
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from casemate.server.api import Iq, NodeHandler, Server, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

INFO: Final = "http://jabber.org/protocol/disco#info"
ITEMS: Final = "http://jabber.org/protocol/disco#items"
CAPS: Final = "http://jabber.org/protocol/caps"
NODE: Final = "https://casemate.invalid/server"
"""What our capabilities are a version of; a name, not an address."""
Identity = tuple[str, str, str]
"""Category, type, name."""
SERVER_IS: Final[Sequence[Identity]] = (("server", "im", "Casemate"), ("store", "file", "Casemate files"))
"""What the domain is; sorted, as the verification string wants them. It takes uploads itself (XEP-0363 section 3)."""
ACCOUNT_IS: Final[Sequence[Identity]] = (("account", "registered", ""), ("pubsub", "pep", ""))
SERVICE_IS: Final[Sequence[Identity]] = (("client", "bot", "Casemate"),)


class AccountNodes(Protocol):
    """What tells of the nodes at a person's address (XEP-0163)."""

    async def info(self, service: Jid, viewer: Jid, name: str) -> Element:
        """What a node is."""
        ...

    async def nodes(self, service: Jid, viewer: Jid) -> Element:
        """The nodes that somebody may see."""
        ...

    async def items(self, service: Jid, viewer: Jid, name: str) -> Element:
        """What is in a node."""
        ...


class Disco:
    """Tells what the server, an account and the service's contact can do."""

    name: ClassVar[str] = "disco"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0030 2.5.0", "XEP-0115 1.6.0")

    def __init__(
        self,
        server: Sequence[str],
        account: Sequence[str],
        accounts: Accounts,
        rosters: Rosters,
        forms: Callable[[str], Sequence[Element]],
        services: Mapping[str, str],
        components: Callable[[TenantId], Sequence[str]],
        nodes: Mapping[str, tuple[NodeHandler, NodeHandler]],
        account_nodes: Callable[[], AccountNodes],
    ) -> None:
        """`server` and `account` are the lists that features add to; `forms` extend a domain's answer (XEP-0128).

        `services` are the labels below a domain at which something is served, each with its name; `components` tells the domains of
        external components that an organisation's people may use.
        `nodes` are those of a domain that others answer for: disco#info and disco#items. `account_nodes` knows those of accounts.
        """
        self._services = services
        self._components = components
        self._nodes = nodes
        self._account_nodes = account_nodes
        self._features = server
        self._account = account
        self._accounts = accounts
        self._rosters = rosters
        self._forms = forms

    def attach(self, server: Server) -> None:
        """Join the server."""
        for target, info, items in (
            (Target.SERVER, self._server_info, self._server_items),
            (Target.SELF, self._own_info, self._own_items),
            (Target.PERSON, self._person_info, self._person_items),
            (Target.SERVICE, _service_info, _no_items),
        ):
            abroad = target is not Target.SELF
            server.serve_iq(target, "get", INFO, "query", info, abroad=abroad)
            server.serve_iq(target, "get", ITEMS, "query", items, abroad=abroad)
        server.relay_iq(INFO, "query")
        server.relay_iq(ITEMS, "query")
        server.disco_server(INFO, ITEMS, CAPS)
        server.disco_account(INFO, ITEMS)
        server.advertise(self._caps)

    async def _server_info(self, iq: Iq) -> Element:
        node, domain = iq.payload.get("node"), iq.to.domain
        if node is not None and node in self._nodes:
            return await self._nodes[node][0](iq)
        if node is not None and node != f"{NODE}#{self._hash(domain)}":
            raise StanzaError("item-not-found")
        query = _info(SERVER_IS, self._features, node)
        query.children.extend(self._forms(domain))
        return query

    async def _server_items(self, iq: Iq) -> Element:
        if (node := iq.payload.get("node")) is not None and node in self._nodes:
            return await self._nodes[node][1](iq)
        query = await _no_items(iq)
        for label, name in self._services.items():
            query.add(Element("item", ITEMS, {"jid": f"{label}.{iq.to.domain}", "name": name}))
        for domain in self._components(iq.asker.tenant):
            query.add(Element("item", ITEMS, {"jid": domain}))
        return query.add(Element("item", ITEMS, {"jid": f"{SERVICE_LOCAL}@{iq.to.domain}", "name": "Casemate"}))

    async def _own_info(self, iq: Iq) -> Element:
        """Of one's own account: what it may have executed (XEP-0050) is found there as well."""
        handlers = self._nodes.get(iq.payload.get("node") or "")
        return await (self._account_info(iq) if handlers is None else handlers[0](iq))

    async def _own_items(self, iq: Iq) -> Element:
        handlers = self._nodes.get(iq.payload.get("node") or "")
        return await (self._account_items(iq) if handlers is None else handlers[1](iq))

    async def _account_info(self, iq: Iq) -> Element:
        if node := iq.payload.get("node"):
            return await self._account_nodes().info(iq.to.bare, iq.asker.jid, node)
        return _info(ACCOUNT_IS, self._account)

    async def _account_items(self, iq: Iq) -> Element:
        if node := iq.payload.get("node"):
            return await self._account_nodes().items(iq.to.bare, iq.asker.jid, node)
        return await self._account_nodes().nodes(iq.to.bare, iq.asker.jid)

    async def _person_info(self, iq: Iq) -> Element:
        if not await self._may_see(iq):
            raise StanzaError("service-unavailable")
        return await self._account_info(iq)

    async def _person_items(self, iq: Iq) -> Element:
        if not await self._may_see(iq):
            # An answer all the same, without anything in it (XEP-0030 section 8).
            return Element("query", ITEMS, {"node": node} if (node := iq.payload.get("node")) else {})
        return await self._account_items(iq)

    async def _may_see(self, iq: Iq) -> bool:
        person = await self._accounts.person(iq.to.bare)
        if iq.client is not None:
            return person is not None and await self._rosters.sees(iq.client.person, iq.to.bare)
        return person is not None and await self._rosters.shows(person.id, iq.asker.jid.bare)

    def _caps(self, domain: str) -> Element:
        return Element("c", CAPS, {"hash": "sha-1", "node": NODE, "ver": self._hash(domain)})

    def _hash(self, domain: str) -> str:
        """The verification string (XEP-0115 section 5.1)."""
        text = "".join(f"{category}/{kind}//{name}<" for category, kind, name in SERVER_IS)
        text += "".join(f"{feature}<" for feature in sorted(set(self._features)))
        text += "".join(sorted(map(_form_text, self._forms(domain))))
        return b64encode(hashlib.sha1(text.encode(), usedforsecurity=False).digest()).decode()


def _form_text(form: Element) -> str:
    """A form's part of the verification string; it begins with its type, by which the forms are sorted."""
    fields = {f.get("var") or "": sorted(v.text() for v in f.find_all("value")) for f in form.find_all("field")}
    text = "".join(f"{value}<" for value in fields.pop("FORM_TYPE", []))
    return text + "".join(f"{var}<" + "".join(f"{value}<" for value in fields[var]) for var in sorted(fields))


async def _service_info(iq: Iq) -> Element:
    _no_node(iq)
    return _info(SERVICE_IS, (INFO, ITEMS))


async def _no_items(iq: Iq) -> Element:
    _no_node(iq)
    return Element("query", ITEMS)


def _no_node(iq: Iq) -> None:
    if iq.payload.get("node") is not None:
        raise StanzaError("item-not-found")


def _info(identities: Sequence[Identity], features: Sequence[str], node: str | None = None) -> Element:
    query = Element("query", INFO, {"node": node} if node else {})
    for category, kind, name in identities:
        attrs = {"category": category, "type": kind}
        query.add(Element("identity", INFO, attrs | {"name": name} if name else attrs))
    for feature in sorted(set(features)):
        query.add(Element("feature", INFO, {"var": feature}))
    return query
