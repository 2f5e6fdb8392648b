"""What leads out of the house: the gateways, in the order in which they were connected."""

from casemate.model.ids import TenantId
from casemate.server.api import Gateway
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError


class Gateways:
    """Finds who carries what is for a domain that is not ours, and whether it may go there at all."""

    def __init__(self) -> None:
        self._gateways: list[Gateway] = []

    def connect(self, gateway: Gateway) -> None:
        """Add one; the first that reaches a domain carries what is for it."""
        self._gateways.append(gateway)

    def refusal(self, tenant: TenantId, domain: str) -> StanzaError | None:
        """Why nothing of the tenant may go to the domain, or come from there; None if it may."""
        gateway = self._at(domain)
        if gateway is None:
            return StanzaError("remote-server-not-found", f"{domain} can't be reached from here.")
        if not gateway.permits(tenant, domain):
            return StanzaError("not-allowed", f"Your organisation does not exchange messages with {domain}.")
        return None

    def carries(self, via: Gateway | None, domain: str) -> bool:
        """Whether what comes from the domain may come that way: who speaks for a component can't be another server (ATTACKS B10)."""
        ways = [gateway for gateway in self._gateways if gateway.reaches(domain)]
        return bool(ways) and (ways[0] is via or (via is None and len(ways) == 1))

    def send(self, tenant: TenantId, stanza: Element, domain: str) -> None:
        """Send an inspected stanza of the tenant; dropped if it may not go (whoever is to be told has asked `refusal`)."""
        gateway = self._at(domain)
        if gateway is not None and gateway.permits(tenant, domain):
            gateway.send(stanza)

    def turn_away(self, answer: Element, domain: str) -> None:
        """Send an error of the server's own to a domain with which nothing else is exchanged."""
        gateway = self._at(domain)
        if gateway is not None:
            gateway.send(answer)

    def _at(self, domain: str) -> Gateway | None:
        return next((gateway for gateway in self._gateways if gateway.reaches(domain)), None)
