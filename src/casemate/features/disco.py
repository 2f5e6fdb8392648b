"""Service discovery (XEP-0030 2.5.0), and the server's own entity capabilities (XEP-0115 1.6.0)."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from typing import ClassVar, Final

from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

INFO: Final = "http://jabber.org/protocol/disco#info"
ITEMS: Final = "http://jabber.org/protocol/disco#items"
CAPS: Final = "http://jabber.org/protocol/caps"
NODE: Final = "https://casemate.invalid/server"
"""What our capabilities are a version of; a name, not an address."""
IDENTITIES: Final = (("server", "im", "Casemate"), ("store", "file", "Casemate files"))
"""What the domain is; sorted, as the verification string wants them. It takes uploads itself (XEP-0363 section 3)."""


class Disco:
    """Tells what the server, an account and the service's contact can do."""

    name: ClassVar[str] = "disco"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0030 2.5.0", "XEP-0115 1.6.0")

    def __init__(self, server: Sequence[str], account: Sequence[str], forms: Sequence[Element] = ()) -> None:
        """`server` and `account` are the lists that features add to; `forms` extend the server's answer (XEP-0128)."""
        self._server = server
        self._account = account
        self._forms = forms

    def attach(self, server: Server) -> None:
        """Join the server."""
        for target, handler in (
            (Target.SERVER, self._server_info),
            (Target.SELF, self._account_info),
            (Target.PERSON, self._account_info),
            (Target.SERVICE, self._service_info),
        ):
            server.serve_iq(target, "get", INFO, "query", handler)
            server.serve_iq(target, "get", ITEMS, "query", _no_items)
        server.relay_iq(INFO, "query")
        server.relay_iq(ITEMS, "query")
        server.disco_server(INFO, ITEMS)
        server.disco_account(INFO, ITEMS)
        server.advertise(self._caps)

    async def _server_info(self, iq: Iq) -> Element:
        node = iq.payload.get("node")
        if node is not None and node != f"{NODE}#{self._hash()}":
            raise StanzaError("item-not-found")
        return self._answer(node)

    async def _account_info(self, iq: Iq) -> Element:
        _no_node(iq)
        return _info([("account", "registered", "")], self._account)

    async def _service_info(self, iq: Iq) -> Element:
        _no_node(iq)
        return _info([("client", "bot", "Casemate")], [INFO, ITEMS])

    def _answer(self, node: str | None) -> Element:
        query = _info(IDENTITIES, self._server, node)
        query.children.extend(form.copy() for form in self._forms)
        return query

    def _caps(self) -> Element:
        return Element("c", CAPS, {"hash": "sha-1", "node": NODE, "ver": self._hash()})

    def _hash(self) -> str:
        """The verification string (XEP-0115 section 5.1)."""
        text = "".join(f"{category}/{kind}//{name}<" for category, kind, name in IDENTITIES)
        text += "".join(f"{feature}<" for feature in sorted(set(self._server)))
        for form in self._forms:
            fields = {f.get("var") or "": sorted(v.text() for v in f.find_all("value")) for f in form.find_all("field")}
            text += "".join(f"{value}<" for value in fields.pop("FORM_TYPE", []))
            text += "".join(f"{var}<" + "".join(f"{value}<" for value in fields[var]) for var in sorted(fields))
        return b64encode(hashlib.sha1(text.encode(), usedforsecurity=False).digest()).decode()


async def _no_items(iq: Iq) -> Element:
    _no_node(iq)
    return Element("query", ITEMS)


def _no_node(iq: Iq) -> None:
    if iq.payload.get("node") is not None:
        raise StanzaError("item-not-found")


def _info(identities: Sequence[tuple[str, str, str]], features: Sequence[str], node: str | None = None) -> Element:
    query = Element("query", INFO, {"node": node} if node else {})
    for category, kind, name in identities:
        attrs = {"category": category, "type": kind}
        query.add(Element("identity", INFO, attrs | {"name": name} if name else attrs))
    for feature in sorted(set(features)):
        query.add(Element("feature", INFO, {"var": feature}))
    return query
