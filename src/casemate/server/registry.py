"""What features have joined to the server: handlers, stream features, listeners, filters."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from casemate.accounts.api import Person
from casemate.model.jid import Jid
from casemate.server.api import (
    Component,
    Described,
    Describer,
    Event,
    Gateway,
    IqHandler,
    NodeHandler,
    NonzaHandler,
    Refusal,
    Target,
)
from casemate.server.gateways import Gateways
from casemate.server.iq import IqTable
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.namespaces import STREAM_MANAGEMENT


class Registry:
    """The registering half of `server.api.Server`."""

    def __init__(self) -> None:
        self.iqs = IqTable()
        self.disco: dict[str, list[str]] = {"server": [], "account": []}
        self.nodes: dict[str, tuple[NodeHandler, NodeHandler]] = {}
        """Node -> who answers disco#info and disco#items for it."""
        self.services: dict[str, str] = {}
        """Label -> name of what serves domains below ours."""
        self._features: list[Callable[[str], Element]] = []
        self._nonzas: dict[tuple[str, str], NonzaHandler] = {}
        self._bind: dict[tuple[str, str], NonzaHandler] = {}
        self._describers: list[Describer] = []
        self._listeners: defaultdict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)
        self._refusals: list[Refusal] = []
        self._components: dict[str, Component] = {}
        self.gateways = Gateways()

    def serve_iq(
        self, target: Target, kind: str, namespace: str, name: str, handler: IqHandler, *, abroad: bool = False
    ) -> None:
        """See `server.api.Server`."""
        self.iqs.serve(target, kind, namespace, name, handler, abroad=abroad)

    def relay_iq(self, namespace: str, *names: str) -> None:
        """See `server.api.Server`."""
        self.iqs.relay(namespace, names)

    def ask_abroad(self, kind: str, namespace: str, name: str) -> None:
        """See `server.api.Server`."""
        self.iqs.ask_abroad(kind, namespace, name)

    def relays(self, payload: Element) -> bool:
        """See `server.api.Server`."""
        return self.iqs.relays(payload)

    def serve_nonza(self, namespace: str, name: str, handler: NonzaHandler) -> None:
        """See `server.api.Server`."""
        self._nonzas[namespace, name] = handler

    def serve_bind(self, namespace: str, name: str, handler: NonzaHandler) -> None:
        """See `server.api.Server`."""
        self._bind[namespace, name] = handler

    def describe_bound(self, describer: Describer) -> None:
        """See `server.api.Server`."""
        self._describers.append(describer)

    def advertise(self, element: Callable[[str], Element]) -> None:
        """See `server.api.Server`."""
        self._features.append(element)

    def serve_node(self, node: str, info: NodeHandler, items: NodeHandler) -> None:
        """See `server.api.Server`."""
        self.nodes[node] = info, items

    def disco_server(self, *namespaces: str) -> None:
        """See `server.api.Server`."""
        self.disco["server"].extend(namespaces)

    def disco_account(self, *namespaces: str) -> None:
        """See `server.api.Server`."""
        self.disco["account"].extend(namespaces)

    def on(self, event: type[Event], handler: Callable[[Event], None]) -> None:
        """See `server.api.Server`."""
        self._listeners[event].append(handler)

    def refuse(self, refusal: Refusal) -> None:
        """See `server.api.Server`."""
        self._refusals.append(refusal)

    def connect(self, gateway: Gateway) -> None:
        """See `server.api.Server`."""
        self.gateways.connect(gateway)

    def serve_domain(self, label: str, component: Component, name: str) -> None:
        """See `server.api.Server`."""
        self.services[label] = name
        self._components[label] = component

    def component_at(self, domain: str) -> Component | None:
        """What serves a domain, if it has the form of a component's; whether its parent is ours is not asked."""
        return self._components.get(domain.partition(".")[0])

    def emit(self, event: object) -> None:
        """Tell those who listen."""
        for handler in self._listeners.get(type(event), ()):
            handler(event)

    def refuses(self, sender: Jid, recipient: Jid) -> StanzaError | None:
        """Why a routing filter keeps the two apart; None if none does."""
        for refusal in self._refusals:
            if (error := refusal(sender, recipient)) is not None:
                return error
        return None

    def features(self, domain: str) -> list[Element]:
        """Stream features after sign-in to `domain`."""
        return [make(domain) for make in self._features]

    def nonza(self, element: Element) -> NonzaHandler | None:
        """Who handles an element that is no stanza."""
        return self._nonzas.get((element.ns, element.name))

    def bind_features(self) -> list[str]:
        """Namespaces of what a client can set up as it binds (XEP-0386)."""
        return sorted({STREAM_MANAGEMENT, *(namespace for namespace, _name in self._bind)})

    def bind_handler(self, element: Element) -> NonzaHandler | None:
        """What sets up what a client asks for with this element as it binds."""
        return self._bind.get((element.ns, element.name))

    async def describe(self, person: Person) -> list[Described]:
        """What a client is told as it binds."""
        return [await describer(person) for describer in self._describers]

    def listens(self, event: type[Any]) -> bool:
        """Whether anybody wants to know of such events."""
        return bool(self._listeners.get(event))
