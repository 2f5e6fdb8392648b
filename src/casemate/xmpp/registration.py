"""What somebody without an account sends to make one (XEP-0077, pre-authenticated by XEP-0445), read strictly."""

from typing import Final, NamedTuple

from casemate.xmpp.element import CLIENT, Element
from casemate.xmpp.errors import StanzaError
from casemate.xmpp.namespaces import PARS, REGISTER

_FEATURE: Final = "http://jabber.org/features/iq-register"
_PREAUTHENTICATED: Final = "urn:xmpp:ibr-token:0"
MAX_TOKEN: Final = 256
MAX_NAME: Final = 1_023
MAX_PASSWORD: Final = 1_024
"""Characters; rules that are stricter are those of accounts."""
_INSTRUCTIONS: Final = "Choose a name and a password."
_FIELDS: Final = {"username": MAX_NAME, "password": MAX_PASSWORD}


class Preauth(NamedTuple):
    """The token of an invitation."""

    token: str


class Ask(NamedTuple):
    """What there is to fill in?"""


class Fill(NamedTuple):
    """The account that is to be made."""

    name: str
    password: str


def features() -> list[Element]:
    """Stream features where accounts are made with an invitation."""
    return [Element("register", _PREAUTHENTICATED), Element("register", _FEATURE)]


def preauth(stanza: Element) -> str:
    """The token that comes with a request to be a contact (XEP-0379 section 3.4); empty if there is none, or it is too long."""
    element = stanza.find("preauth", PARS)
    token = (element.get("token") or "") if element is not None else ""
    return token if len(token) <= MAX_TOKEN else ""


def read(iq: Element) -> Preauth | Ask | Fill:
    """What an IQ before sign-in asks for.

    Raises:
        StanzaError: if it is nothing of that.
    """
    payloads = list(iq.elements())
    kind = iq.get("type")
    if not iq.get("id") or len(payloads) != 1 or kind not in {"get", "set"}:
        raise StanzaError("bad-request", "Send one request, with an id.")
    payload = payloads[0]
    if (payload.name, payload.ns) == ("preauth", PARS) and kind == "set":
        token = payload.get("token") or ""
        if not 0 < len(token) <= MAX_TOKEN:
            raise StanzaError("bad-request", "Send the token of your invitation.")
        return Preauth(token)
    if (payload.name, payload.ns) != ("query", REGISTER):
        raise StanzaError("bad-request", "Before you sign in, only an account can be made.")
    if kind == "get":
        return Ask()
    found: dict[str, str] = {}
    for field in payload.elements():
        if field.ns != REGISTER or field.name not in _FIELDS:
            raise StanzaError("bad-request", "Only a name and a password are asked for.")
        text = field.text()
        if field.name in found or any(True for _ in field.elements()) or not 0 < len(text) <= _FIELDS[field.name]:
            raise StanzaError("not-acceptable", "One name and one password are wanted.")
        found[field.name] = text
    if found.keys() != _FIELDS.keys():
        raise StanzaError("not-acceptable", "A name and a password are wanted.")
    return Fill(found["username"], found["password"])


def form(name: str | None) -> Element:
    """What there is to fill in; `name` is the one that is kept for who was invited."""
    query = Element("query", REGISTER, {}, [Element("instructions", REGISTER, {}, [_INSTRUCTIONS])])
    query.add(Element("username", REGISTER, {}, [name] if name else []))
    return query.add(Element("password", REGISTER))


def result(iq: Element, domain: str, payload: Element | None = None) -> Element:
    """The answer to an IQ before sign-in."""
    attrs = {"type": "result", "id": iq.get("id") or "", "from": domain}
    return Element("iq", CLIENT, attrs, [] if payload is None else [payload])
